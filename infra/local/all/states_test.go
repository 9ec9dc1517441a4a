package all_test

import (
	"flag"
	"testing"
	"time"

	"pgregory.net/rapid"

	"roster/shared/account"
)

// Each step is dozens of calls of a real API on a real table: fewer lives than rapid takes by itself.
// -rapid.checks and -rapid.steps on the command line win.
func init() {
	for name, value := range map[string]string{"rapid.checks": "12", "rapid.steps": "60"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
}

// Whatever administrators and people do in whatever order, while time passes, the catalog loses entries and
// settings change: every invitation and every place is in the state that product.md §2 says, holds the grants
// that it should, and every change of one has left its event and nothing else has.
func TestTheStatesOfPlacesAndInvitationsInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		h := newHouse(t)
		act := func(do func(*rapid.T, *house)) func(*rapid.T) { return func(rt *rapid.T) { do(rt, h) } }
		rt.Repeat(map[string]func(*rapid.T){
			"invite":     act(inviteSomebody),
			"resend":     act(resend),
			"reoffer":    act(editOffer),
			"revoke":     act(revokeOffer),
			"accept":     act(acceptOffer),
			"decline":    act(declineOffer),
			"approve":    act(approve),
			"reject":     act(reject),
			"suspend":    act(suspend),
			"reactivate": act(reactivate),
			"edit":       act(editPlace),
			"remove":     act(remove),
			"leave":      act(leave),
			"wait":       act(wait),
			"sweep":      act(sweepUp),
			"settings":   act(changeSettings),
			"manager":    act(changeManager),
			"archive":    act(archiveOrRestore),
			"catalog":    act(changeCatalog),
			"":           func(rt *rapid.T) { h.check(rt) },
		})
	})
}

// wait lets time pass. Sessions end meanwhile, and everybody signs in again.
func wait(rt *rapid.T, h *house) {
	if h.Now().Sub(h.began) > 60*24*time.Hour {
		rt.Skip("invitations that ended so long ago are no more")
	}
	h.Advance(time.Duration(rapid.SampledFrom([]int{1, 60, 200}).Draw(rt, "hours")) * time.Hour)
	h.signIn()
}

// sweepUp expires what is over. That it is over nobody has to wait for.
func sweepUp(rt *rapid.T, h *house) {
	if err := h.sweep.Handle(h.T.Context()); err != nil {
		rt.Fatal(err)
	}
	for _, s := range h.subjects {
		for _, o := range s.offers {
			if o.state == account.Pending && !h.Now().Before(o.ends) {
				o.state = account.Expired
				h.expect(account.InvitationExpired, o.id)
			}
		}
	}
}

func changeSettings(rt *rapid.T, h *house) {
	h.approveNew = !h.approveNew
	h.Admin.Patch(org, map[string]any{"settings": map[string]bool{"approve_new_users": h.approveNew}}, h.ifMatch(rt, org)).Is(200)
	h.expect(account.OrganizationUpdated, string(h.Org))
}

// changeManager takes the right to manage users from the account administrator, or gives it back.
func changeManager(rt *rapid.T, h *house) {
	h.managing = !h.managing
	held := managerHolds(h.First)
	if !h.managing {
		held.Permissions = held.Permissions[:1]
	}
	path := org + "/members/" + string(h.manager.Member)
	h.Admin.Patch(path, map[string]any{"permissions": held.Permissions}, h.ifMatch(rt, path)).Is(200)
	h.expect(account.MemberUpdated, string(h.manager.Member))
}

func archiveOrRestore(rt *rapid.T, h *house) {
	h.archived = !h.archived
	state, event := account.AdAccountIsActive, account.AdAccountRestored
	if h.archived {
		state, event = account.AdAccountIsArchived, account.AdAccountArchived
	}
	path := org + "/ad-accounts/" + string(h.First)
	h.Admin.Patch(path, map[string]any{"state": state}, h.ifMatch(rt, path)).Is(200)
	h.expect(event, string(h.First))
}

// changeCatalog is a deployment in between: entries leave the catalog, or are there again.
func changeCatalog(_ *rapid.T, h *house) {
	h.reduced = !h.reduced
	h.API.Catalog = shipped
	if h.reduced {
		h.API.Catalog = reduced
	}
}
