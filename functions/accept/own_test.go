package accept_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/functions/accept"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

const own = "/v1/me/invitations"

func listed(t *testing.T, p *webtest.Person) []accept.OwnInvitation {
	t.Helper()
	var got accept.OwnInvitations
	p.Get(own).Is(200).Into(&got)
	if got.Items == nil {
		t.Error("the list is null")
	}
	return got.Items
}

// Open invitations to one's verified address are listed without the link, those of every organization and no
// other.
func TestOwnInvitationsAreListed(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl, bob := w.NewUser("Earl E. Bird"), w.NewUser("Bob")
	w.Nobody().Get(own).Refused(401, "unauthenticated")
	if items := listed(t, earl); len(items) != 0 {
		t.Errorf("nobody invited, and listed are %+v", items)
	}
	first := w.NewInvitation(earl.User.Email, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}},
	})
	w.NewInvitation(bob.User.Email, guest)
	home := w.Org
	other, admin, _ := w.NewOrganization("Other")
	w.Advance(time.Hour)
	w.Org = other
	second := w.NewInvitationFrom(admin, earl.User.Email, account.Grants{Role: account.Admin})
	want := []accept.OwnInvitation{
		{
			ID: string(second.ID), Organization: accept.JoinedOrganization{ID: string(other), Name: "Other"}, InvitedBy: accept.Inviter{Name: "Carrie Oakey"},
			Role: "admin", Permissions: []string{}, AdAccountRoles: []accept.OfferedRole{}, ExpiresAt: second.ExpiresAt,
		},
		{
			ID: string(first.ID), Organization: accept.JoinedOrganization{ID: string(home), Name: "OakeyInfluencer"}, InvitedBy: accept.Inviter{Name: "Carrie Oakey"},
			Role: "member", Permissions: []string{"brands.view"},
			AdAccountRoles: []accept.OfferedRole{{AdAccount: string(w.First), Name: "OakeyInfluencer", Role: "viewer"}}, ExpiresAt: first.ExpiresAt,
		},
	}
	if difference := cmp.Diff(want, listed(t, earl)); difference != "" {
		t.Errorf("listed are (-want +got):\n%s", difference)
	}
	earl.Post(own+"/"+string(second.ID)+"/accept", nil).Is(200)
	if difference := cmp.Diff(want[1:], listed(t, earl)); difference != "" {
		t.Errorf("after accepting one listed are (-want +got):\n%s", difference)
	}
	w.Advance(7 * 24 * time.Hour)
	if items := listed(t, earl); len(items) != 0 {
		t.Errorf("what has expired is listed: %+v", items)
	}
}

// Whoever has the verified address accepts and declines without the link, by the same rules.
func TestOwnInvitationsAreAnsweredWithoutTheLink(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl, dora := w.NewUser("Earl E. Bird"), w.NewUser("Dora")
	i := w.NewInvitation(earl.User.Email, guest)
	var got accept.Acceptance
	first := earl.Post(own+"/"+string(i.ID)+"/accept", nil, webtest.Repeat("once")).Is(200).Into(&got)
	if got.State != "accepted" || earl.Place() == nil {
		t.Errorf("the answer is %+v", got)
	}
	if again := earl.Post(own+"/"+string(i.ID)+"/accept", nil, webtest.Repeat("once")).Is(200); string(again.Body) != string(first.Body) {
		t.Errorf("a repeat answers %s", again.Body)
	}
	earl.Post(own+"/"+string(i.ID)+"/accept", nil).Is(200)
	earl.Post(own+"/"+string(i.ID)+"/decline", nil).Refused(410, "invitation-gone")

	i = w.NewInvitation(dora.User.Email, guest)
	dora.Post(own+"/"+string(i.ID)+"/decline", nil).Is(200)
	dora.Post(own+"/"+string(i.ID)+"/accept", nil).Refused(410, "invitation-gone")
	dora.Post(own+"/nothing/accept", nil).Refused(404, "not-found")
	dora.Post(own+"/inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE/accept", nil).Refused(404, "not-found")
}
