package scim_test

import (
	"testing"
	"time"

	"roster/shared/account"
)

// An id names a place from the invitation through membership, another invitation and what comes after, also when
// the first invitation is long gone.
func TestAnIDIsForGood(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.creates("jonas@oakey.example", body{"externalId": "1"}).ID
	jonas := accepts(w.World, account.SCIMID(id))
	if u := w.reads(id); !u.Active || u.ExternalID != "1" {
		t.Errorf("after acceptance it is %+v", u)
	}
	w.Admin.Delete("/v1/organizations/{org}/members/" + string(jonas.Member)).Is(204)
	if u := w.reads(id); u.Active {
		t.Errorf("after the removal it is %+v", u)
	}
	w.Advance(100 * 24 * time.Hour)
	if found := w.finds(`externalId eq "1"`); len(found) != 1 || found[0].ID != id || found[0].Active {
		t.Errorf("long after, it is found as %+v", found)
	}
	w.patches(id, "active", true).Is(200)
	again := placeAt(w.World, account.SCIMID(id)).Invitation
	if again == account.InvitationID(id) || !w.Invitation(again).Open(w.Now()) || !w.reads(id).Active {
		t.Errorf("the invitation is %s", again)
	}
	w.Admin.SignsIn()
	w.Admin.Delete("/v1/organizations/{org}/invitations/" + string(again)).Is(204)
	if u := w.reads(id); u.Active {
		t.Errorf("after the revocation on the page it is %+v", u)
	}
	w.patches(id, "active", "True").Is(200)
	w.Advance(8 * 24 * time.Hour) // it expires, and nobody has swept
	if u := w.reads(id); u.Active {
		t.Errorf("after its end it is %+v", u)
	}
	w.patches(id, "active", true).Is(200)
	accepts(w.World, account.SCIMID(id))
	memberIs(w.World, account.SCIMID(id), account.Active)
}

// Whom no client has written about is shown under the id of the member or of the invitation, which stays from the
// first write on. Whom an administrator invites again beside it is the same person.
func TestTheFirstWritePinsTheID(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	if u := w.reads(string(earl.Member)); u.UserName != string(earl.User.Email) || u.Name.Formatted != "Earl E. Bird" || !u.Active {
		t.Errorf("it is %+v", u)
	}
	w.patches(string(earl.Member), "externalId", "e1").Is(200)
	if found := w.finds(`externalId eq "e1" and active eq true`); len(found) != 1 || found[0].ID != string(earl.Member) {
		t.Errorf("found %+v", found)
	}
	open := w.NewInvitation("open@oakey.example", account.Grants{Role: account.Guest})
	if found := w.finds(`userName eq "OPEN@oakey.example"`); len(found) != 1 || found[0].ID != string(open.ID) || found[0].Access.Role != "guest" {
		t.Errorf("found %+v", found)
	}
	invited := w.NewUserWith("open@oakey.example")
	invited.Post("/v1/me/invitations/"+string(open.ID)+"/accept", nil).Is(200)
	if u := w.reads(string(open.ID)); !u.Active || u.ID != string(open.ID) {
		t.Errorf("by the id of the invitation it is %+v", u)
	}
	w.patches(string(open.ID), "active", false).Is(200)
	if m := invited.Place(); m.State != account.Suspended || m.SCIM != account.SCIMID(open.ID) {
		t.Errorf("the member is %+v", m)
	}
	refused(t, w.key.Get(users+"/"+string(invited.Member)), 404, "")

	id := w.creates("jonas@oakey.example", nil).ID
	w.patches(id, "active", false).Is(200)
	beside := w.NewInvitation("jonas@oakey.example", account.Grants{Role: account.Guest})
	found := w.finds(`userName eq "jonas@oakey.example"`)
	if len(found) != 1 || found[0].ID != id || !found[0].Active {
		t.Errorf("found %+v", found)
	}
	w.patches(id, "active", false).Is(200)
	if i := w.Invitation(beside.ID); i.State != account.Revoked {
		t.Errorf("the invitation beside is %s", i.State)
	}
}
