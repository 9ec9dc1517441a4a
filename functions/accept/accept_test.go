package accept_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/functions/accept"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

const (
	lookup  = "/v1/invitations/lookup"
	take    = "/v1/invitations/accept"
	decline = "/v1/invitations/decline"
)

var guest = account.Grants{Role: account.Guest}

// Accepting makes the place that the invitation offered, and says so again to whoever asks again.
func TestAcceptingMakesThePlace(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl := w.NewUser("Earl E. Bird")
	grants := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}},
	}
	i := w.NewInvitation(earl.User.Email, grants)
	w.Advance(time.Hour)

	var got accept.Acceptance
	first := earl.Post(take, w.TokenBody(i), webtest.Repeat("once")).Is(200).Into(&got)
	want := accept.Acceptance{
		State: "accepted", Organization: accept.JoinedOrganization{ID: string(w.Org), Name: "OakeyInfluencer"},
		Member: accept.JoinedMember{ID: string(earl.Member), State: "active"},
	}
	if difference := cmp.Diff(want, got); difference != "" {
		t.Errorf("the answer (-want +got):\n%s", difference)
	}
	place := earl.Place()
	wanted := &account.Member{
		Organization: w.Org, User: earl.User.ID, Name: earl.User.Name, Email: earl.User.Email, State: account.Active, Grants: grants,
		LastActiveOn: w.Now().Format(time.DateOnly), JoinedAt: w.Now(), InvitedBy: i.InvitedBy, Reserved: earl.User.Email, Version: w.Now().UnixMilli(),
	}
	if difference := cmp.Diff(wanted, place); difference != "" {
		t.Errorf("the place (-want +got):\n%s", difference)
	}
	if after := w.Invitation(i.ID); after.State != account.Accepted || after.AcceptedBy != earl.User.ID || after.Version <= i.Version || after.MailState != i.MailState {
		t.Errorf("the invitation is %+v", after)
	}
	joined, closed := w.Events(string(earl.Member)), w.Events(string(i.ID))
	if len(joined) != 1 || joined[0].Type != account.MemberAdded || len(closed) != 2 || closed[1].Type != account.InvitationAccepted {
		t.Errorf("the events are %+v and %+v", joined, closed)
	}

	again := earl.Post(take, w.TokenBody(i), webtest.Repeat("once")).Is(200)
	if string(again.Body) != string(first.Body) {
		t.Errorf("a repeat answers %s", again.Body)
	}
	w.Advance(10 * 24 * time.Hour)
	earl.Post(take, w.TokenBody(i)).Is(200) // used, and past its time: told again
	earl.Becomes(account.Suspended, grants)
	var later accept.Acceptance
	if earl.Post(take, w.TokenBody(i)).Is(200).Into(&later); later.Member.State != "suspended" {
		t.Errorf("the answer is %+v", later)
	}
	earl.IsRemoved()
	earl.Post(take, w.TokenBody(i)).Refused(410, "invitation-gone") // no more than a stranger
}

// Who must look at the place before it opens anything.
func TestWhenAcceptingWaitsForApproval(t *testing.T) {
	t.Parallel()
	manager := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "brands.view"}}
	offered := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}}
	less := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}}
	for name, c := range map[string]struct {
		meanwhile func(w *webtest.World, granter *webtest.Person)
		state     account.MemberState
	}{
		"nothing happened": {func(*webtest.World, *webtest.Person) {}, account.Active},
		"new users are to be approved": {func(w *webtest.World, _ *webtest.Person) {
			w.Settings(func(s *account.Settings) { s.ApproveNewUsers = true })
		}, account.PendingApproval},
		"the granter was removed":        {func(_ *webtest.World, g *webtest.Person) { g.IsRemoved() }, account.PendingApproval},
		"the granter was suspended":      {func(_ *webtest.World, g *webtest.Person) { g.Becomes(account.Suspended, manager) }, account.PendingApproval},
		"the granter may invite no more": {func(_ *webtest.World, g *webtest.Person) { g.Becomes(account.Active, offered) }, account.PendingApproval},
		"the granter holds less":         {func(_ *webtest.World, g *webtest.Person) { g.Becomes(account.Active, less) }, account.PendingApproval},
		"the granter became an admin": {func(_ *webtest.World, g *webtest.Person) {
			g.Becomes(account.Active, account.Grants{Role: account.Admin})
		}, account.Active},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, accept.Register)
			anna := w.NewMember("Anna-Lena Krüger", account.Active, manager)
			earl := w.NewUser("Earl E. Bird")
			i := w.NewInvitationFrom(anna, earl.User.Email, offered)
			c.meanwhile(w, anna)
			var got accept.Acceptance
			earl.Post(take, w.TokenBody(i)).Is(200).Into(&got)
			state := "accepted"
			if c.state == account.PendingApproval {
				state = "pending_approval"
			}
			if place := earl.Place(); place.State != c.state || got.State != state || got.Member.State != string(c.state) {
				t.Errorf("the place is %s and the answer %+v, want %s", place.State, got, c.state)
			}
			var again accept.Acceptance
			if earl.Post(take, w.TokenBody(i)).Is(200).Into(&again); again != got {
				t.Errorf("asked again it answers %+v", again)
			}
		})
	}
}

// What left the catalog is dropped, and so are roles on ad accounts that are no more. Those on an archived one
// stay, inert.
func TestAcceptingDropsWhatIsNoMore(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	archived := w.NewAdAccount("Old", account.AdAccountIsArchived)
	earl := w.NewUser("Earl E. Bird")
	i := w.NewInvitation(earl.User.Email, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view", "gone.from.catalog"},
		AdAccountRoles: []account.AdAccountRole{
			{AdAccount: w.First, Role: "gone_from_catalog"}, {AdAccount: w.First, Role: "viewer"},
			{AdAccount: archived, Role: "viewer"}, {AdAccount: "ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE", Role: "viewer"},
		},
	})
	want := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}, {AdAccount: archived, Role: "viewer"}},
	}
	var seen accept.FoundInvitation
	earl.Post(lookup, w.TokenBody(i)).Is(200).Into(&seen)
	if len(seen.Permissions) != 1 || len(seen.AdAccountRoles) != 2 {
		t.Errorf("before accepting it shows %v and %v", seen.Permissions, seen.AdAccountRoles)
	}
	earl.Post(take, w.TokenBody(i)).Is(200)
	if got := earl.Place().Grants; !got.Equal(want) {
		t.Errorf("the grants are %+v, want %+v", got, want)
	}
}

// Where one is a member already nothing merges.
func TestAcceptingWhereOneIsAMemberChangesNothing(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl := w.NewUser("Earl E. Bird")
	i := w.NewInvitation(earl.User.Email, account.Grants{Role: account.Admin})
	former := earl.User.Email
	earl.User.Email = "former@oakey.example" // was invited by the address that it had then
	earl.Joins(account.Active, guest)
	earl.User.Email = former
	before := earl.Place()
	earl.Post(take, w.TokenBody(i)).Refused(409, "already-member")
	if difference := cmp.Diff(before, earl.Place()); difference != "" {
		t.Errorf("the place changed:\n%s", difference)
	}
	if w.Invitation(i.ID).State != account.Pending {
		t.Error("the invitation is not pending any more")
	}
}

// Declining is final, and the address may be invited again.
func TestDecliningEndsTheInvitation(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl, bob := w.NewUser("Earl E. Bird"), w.NewUser("Bob")
	i := w.NewInvitation(earl.User.Email, guest)
	w.Nobody().Post(decline, w.TokenBody(i)).Refused(401, "unauthenticated")
	w.Advance(time.Hour)
	bob.Post(decline, w.TokenBody(i)).Refused(403, "address-mismatch")
	first := earl.Post(decline, w.TokenBody(i), webtest.Repeat("once")).Is(200)
	again := earl.Post(decline, w.TokenBody(i), webtest.Repeat("once")).Is(200)
	if string(first.Body) != string(again.Body) {
		t.Errorf("a repeat answers %s", again.Body)
	}
	events := w.Events(string(i.ID))
	if last := events[len(events)-1]; len(events) != 2 || last.Type != account.InvitationDeclined || last.Actor != string(earl.User.ID) {
		t.Errorf("the events are %+v", events)
	}
	earl.Post(take, w.TokenBody(i)).Refused(410, "invitation-gone")
	earl.Post(decline, w.TokenBody(i)).Refused(410, "invitation-gone")
	w.NewInvitation(earl.User.Email, guest)
}

// With the setting, another login may accept: it waits, and the administrator sees both addresses. The invited
// address counts as come, until the place ends.
func TestAnotherAddressWaitsForApproval(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	i := w.NewInvitation("mia@northwind.example", account.Grants{Role: account.Admin})
	finn := w.NewUser("Finn Aalto")
	finn.Post(take, w.TokenBody(i)).Refused(403, "address-mismatch")

	w.Settings(func(s *account.Settings) { s.AcceptWithAnotherAddress = true })
	var got accept.Acceptance
	finn.Post(take, w.TokenBody(i)).Is(200).Into(&got)
	place := finn.Place()
	if got.State != "pending_approval" || place.State != account.PendingApproval || place.InvitedEmail != i.Email || place.Email != finn.User.Email {
		t.Errorf("the answer is %+v and the place %+v", got, place)
	}
	var taken store.AddressTaken
	err := w.Store.CreateInvitation(t.Context(), w.Intent(w.Admin), &account.Invitation{
		ID: store.NewInvitationID(w.Now()), Organization: w.Org, Email: i.Email, State: account.Pending, ExpiresAt: w.Now().Add(time.Hour),
	})
	if !errors.As(err, &taken) || taken.Member != finn.Member {
		t.Errorf("inviting the same address again: %v, want that it is the member's", err)
	}
}

// An acceptance that the client repeats with another token is another call.
func TestAKeyBelongsToOneToken(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl := w.NewUser("Earl E. Bird")
	i := w.NewInvitation(earl.User.Email, guest)
	earl.Post(take, w.TokenBody(i), webtest.Repeat("once")).Is(200)
	earl.Post(take, map[string]string{"token": "another"}, webtest.Repeat("once")).Refused(422, "idempotency-mismatch")
}

// The guard of an address that another invitation has taken in the last moment is left to it.
func TestAnAcceptanceTakesNoAddressFromAnother(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl := w.NewUser("Earl E. Bird")
	older := w.NewInvitation(earl.User.Email, guest)
	in := w.Intent(w.Admin)
	in.At = older.ExpiresAt // by a clock that is ahead
	newer := *older
	newer.ID, newer.ExpiresAt = store.NewInvitationID(w.Now()), older.ExpiresAt.Add(time.Hour)
	if err := w.Store.CreateInvitation(t.Context(), in, &newer); err != nil {
		t.Fatal(err)
	}
	earl.Post(take, w.TokenBody(older)).Refused(412, "stale-version")
	earl.Post(take, w.TokenBody(&newer)).Is(200)
}
