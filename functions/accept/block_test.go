package accept_test

import (
	"sync"
	"testing"
	"time"

	"roster/functions/accept"
	editpermissions "roster/functions/edit-permissions"
	"roster/functions/invite"
	"roster/functions/revoke"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

const (
	block       = "/v1/invitations/block"
	blockLookup = "/v1/invitations/block/lookup"
)

type choice map[string]any

// blocks answers what the token says after the choice.
func blocks(t *testing.T, w *webtest.World, token string, blocked bool) accept.Block {
	t.Helper()
	var got accept.Block
	w.Nobody().Post(block, choice{"token": token, "blocked": blocked}).Is(200).Into(&got)
	return got
}

func isBlocked(t *testing.T, w *webtest.World, token string) bool {
	t.Helper()
	var got accept.Block
	w.Nobody().Post(blockLookup, choice{"token": token}).Is(200).Into(&got)
	return got.Blocked
}

// inviting is the outcome and its detail when the admin invites the address.
func inviting(w *webtest.World, address account.Address) (outcome, detail string) {
	w.T.Helper()
	var got struct {
		Results []struct{ Outcome, Detail string }
	}
	w.Admin.Post("/v1/organizations/{org}/invitations", choice{"role": "guest", "invitations": []choice{{"email": address}}}).Is(200).Into(&got)
	return got.Results[0].Outcome, got.Results[0].Detail
}

func newBlockWorld(t *testing.T) *webtest.World {
	t.Helper()
	return webtest.New(t, accept.Register, invite.Register, revoke.Register, editpermissions.Register)
}

// Whoever got the mail blocks the organization without a login: the invitation is declined, and nobody there
// invites the address again until it is let through.
func TestBlockingDeclinesAndKeepsOut(t *testing.T) {
	t.Parallel()
	w := newBlockWorld(t)
	i := w.NewInvitation("stranger@elsewhere.example", guest)
	token := w.BlockToken(i)
	if isBlocked(t, w, token) || w.Invitation(i.ID).State != account.Pending {
		t.Fatal("loading the link did something")
	}
	w.Advance(time.Hour)
	want := accept.Block{Organization: accept.InvitedOrganization{Name: "OakeyInfluencer"}, Email: "s•••@elsewhere.example", Blocked: true}
	for range 2 {
		if got := blocks(t, w, token, true); got != want {
			t.Errorf("blocking answers %+v, want %+v", got, want)
		}
	}
	events := w.Events(string(i.ID))
	if last := events[len(events)-1]; len(events) != 2 || last.Type != account.InvitationDeclined || last.Actor != "" {
		t.Errorf("the events are %+v", events)
	}
	if after := w.Invitation(i.ID); after.State != account.Declined || after.Version <= i.Version || !isBlocked(t, w, token) {
		t.Errorf("the invitation is %+v", after)
	}
	if outcome, detail := inviting(w, i.Email); outcome != "invalid" || detail != "The person with this address wants no invitations from this organization." {
		t.Errorf("inviting it again: %s, %s", outcome, detail)
	}
	other := w.NewInvitation("other@elsewhere.example", guest)
	w.Admin.Patch("/v1/organizations/{org}/invitations/"+string(other.ID), choice{"email": i.Email}, webtest.IfMatch(other.Version)).Refused(409, "conflict")

	w.Advance(400 * 24 * time.Hour) // a block has no end
	w.Admin.SignsIn()
	if outcome, _ := inviting(w, i.Email); outcome != "invalid" {
		t.Errorf("a year later: %s", outcome)
	}
	for range 2 {
		if blocks(t, w, token, false).Blocked || isBlocked(t, w, token) {
			t.Error("the address is blocked still")
		}
	}
	if outcome, _ := inviting(w, i.Email); outcome != "invited" {
		t.Errorf("let through again: %s", outcome)
	}
	w.Advance(90 * 24 * time.Hour) // what held the block goes as everything that is over
	w.Nobody().Post(blockLookup, choice{"token": token}).Refused(410, "invitation-gone")
}

// A block is for one organization and one address.
func TestABlockKeepsNobodyElseOut(t *testing.T) {
	t.Parallel()
	w := newBlockWorld(t)
	i := w.NewInvitation("stranger@elsewhere.example", guest)
	blocks(t, w, w.BlockToken(i), true)
	if outcome, _ := inviting(w, "another@elsewhere.example"); outcome != "invited" {
		t.Errorf("another address: %s", outcome)
	}
	w.Org, w.Admin, w.First = w.NewOrganization("Northwind")
	if outcome, _ := inviting(w, i.Email); outcome != "invited" {
		t.Errorf("another organization: %s", outcome)
	}
}

// The link of an older mail works after its invitation has ended, and ends the one that was sent since.
func TestTheLinkOutlivesItsInvitation(t *testing.T) {
	t.Parallel()
	swept := func(w *webtest.World, i *account.Invitation) {
		w.Advance(8 * 24 * time.Hour)
		if err := w.Store.ExpireInvitation(w.T.Context(), w.Intent(w.Admin), i); err != nil {
			w.T.Fatal(err)
		}
	}
	for name, ends := range map[string]func(w *webtest.World, i *account.Invitation){
		"revoked": func(w *webtest.World, i *account.Invitation) {
			w.Admin.Delete("/v1/organizations/{org}/invitations/" + string(i.ID)).Is(204)
		},
		"expired":            func(w *webtest.World, _ *account.Invitation) { w.Advance(8 * 24 * time.Hour) },
		"expired, and swept": swept,
		"with a new link": func(w *webtest.World, i *account.Invitation) {
			w.Admin.Post("/v1/organizations/{org}/invitations/"+string(i.ID)+"/reset-link", nil).Is(200)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newBlockWorld(t)
			i := w.NewInvitation("stranger@elsewhere.example", guest)
			ends(w, i)
			if w.Invitation(i.ID).Open(w.Now()) {
				if !blocks(t, w, w.BlockToken(i), true).Blocked || w.Invitation(i.ID).State != account.Declined {
					t.Error("the older link does not block")
				}
				return
			}
			since := w.NewInvitation(i.Email, guest)
			if !blocks(t, w, w.BlockToken(i), true).Blocked || w.Invitation(since.ID).State != account.Declined {
				t.Errorf("the invitation that was sent since is %s", w.Invitation(since.ID).State)
			}
			w.Advance(100 * 24 * time.Hour)
			w.Nobody().Post(blockLookup, choice{"token": w.BlockToken(since)}).Refused(410, "invitation-gone")
			if !isBlocked(t, w, w.BlockToken(i)) || blocks(t, w, w.BlockToken(i), false).Blocked {
				t.Error("the link that has blocked does not unblock")
			}
		})
	}
}

// A member is never blocked: who wants to leave leaves.
func TestAMemberIsNotBlocked(t *testing.T) {
	t.Parallel()
	w := newBlockWorld(t)
	earl := w.NewUser("Earl E. Bird")
	i := w.NewInvitation(earl.User.Email, guest)
	earl.Post(take, w.TokenBody(i)).Is(200)
	w.Nobody().Post(block, choice{"token": w.BlockToken(i), "blocked": true}).Refused(409, "already-member")
	blocks(t, w, w.BlockToken(i), false)
	if earl.Place() == nil || isBlocked(t, w, w.BlockToken(i)) {
		t.Error("the member was touched")
	}
	if outcome, _ := inviting(w, i.Email); outcome != "already_member" {
		t.Errorf("the address is %s", outcome)
	}
	earl.IsRemoved()
	blocks(t, w, w.BlockToken(i), true)
	if outcome, _ := inviting(w, i.Email); outcome != "invalid" {
		t.Errorf("after leaving: %s", outcome)
	}
}

// What the link of blocking opens is the block alone, and only for whom the invitation is for now.
func TestABlockTokenIsOfItsOwnKind(t *testing.T) {
	t.Parallel()
	w := newBlockWorld(t)
	earl := w.NewUser("Earl E. Bird")
	i, other := w.NewInvitation(earl.User.Email, guest), w.NewInvitation("other@elsewhere.example", guest)
	right := w.BlockToken(i)
	earl.Post(take, choice{"token": right}).Refused(410, "invitation-gone")
	earl.Post(lookup, choice{"token": right}).Refused(410, "invitation-gone")
	moved := w.NewInvitation("moved@elsewhere.example", guest)
	former := w.BlockToken(moved)
	w.Admin.Patch("/v1/organizations/{org}/invitations/"+string(moved.ID), choice{"email": "new@elsewhere.example"}, webtest.IfMatch(moved.Version)).Is(200)

	var first webProblem
	w.Nobody().Post(block, choice{"token": "", "blocked": true}).Refused(410, "invitation-gone").Into(&first)
	for name, token := range map[string]string{
		"the invitation's own":        w.Token(i),
		"another invitation's":        w.BlockToken(other)[:27] + right[27:],
		"of an address that it left":  former,
		"cut":                         right[:len(right)-1],
		"of an invitation of nobody":  "01JD3Q9Z5T7K2M8V4X6W0RBCDE" + right[26:],
		"the link instead of a token": "https://roster.example/block#" + right,
	} {
		for path, body := range map[string]choice{blockLookup: {"token": token}, block: {"token": token, "blocked": true}} {
			var p webProblem
			w.Nobody().Post(path, body).Refused(410, "invitation-gone").Into(&p)
			if p != first {
				t.Errorf("%s: %s answers %+v", name, path, p)
			}
		}
	}
	for _, i := range []*account.Invitation{i, other, moved} {
		if w.Invitation(i.ID).State != account.Pending {
			t.Errorf("the invitation to %s was ended", i.Email)
		}
	}
}

// A block beside an acceptance: one of the two wins whole.
func TestBlockAgainstAcceptance(t *testing.T) {
	t.Parallel()
	w := newBlockWorld(t)
	accepted := 0
	for range 60 {
		earl := w.NewUser("Earl E. Bird")
		i := w.NewInvitation(earl.User.Email, guest)
		var joining, blocking *webtest.Response
		var both sync.WaitGroup
		both.Go(func() { joining = earl.Post(take, w.TokenBody(i)) })
		both.Go(func() { blocking = w.Nobody().Post(block, choice{"token": w.BlockToken(i), "blocked": true}) })
		both.Wait()
		state, place, barred := w.Invitation(i.ID).State, earl.Place(), isBlocked(t, w, w.BlockToken(i))
		switch {
		case joining.Status == 200 && blocking.Status == 409 && state == account.Accepted && place != nil && !barred:
			accepted++
		case joining.Status == 410 && blocking.Status == 200 && state == account.Declined && place == nil && barred:
		default:
			t.Fatalf("accepting answers %d and blocking %d; the invitation is %s, the place %v, blocked %v",
				joining.Status, blocking.Status, state, place != nil, barred)
		}
	}
	t.Logf("%d of 60 were accepted", accepted)
}
