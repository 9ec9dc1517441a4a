package remove_test

import (
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/functions/remove"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// sends writes open invitations of that person.
func sends(w *webtest.World, by *webtest.Person, many int, grants account.Grants) []*account.Invitation {
	w.T.Helper()
	sent := make([]*account.Invitation, many)
	group, ctx := errgroup.WithContext(w.T.Context())
	group.SetLimit(4)
	for n := range many {
		sent[n] = &account.Invitation{
			ID: store.NewInvitationID(w.Now()), Organization: w.Org, State: account.Pending, MailState: account.MailSent,
			Email:  account.Address(fmt.Sprintf("%s-%d@invited.example", by.User.ID[len(by.User.ID)-6:], time.Now().UnixNano())),
			Grants: grants, CreatedAt: w.Now(), ExpiresAt: w.Now().Add(7 * 24 * time.Hour),
			InvitedBy: account.Person{ID: string(by.User.ID), Name: by.User.Name}, GrantedBy: account.Actor{Kind: account.ByUser, ID: string(by.User.ID)},
			TokenVersion: 1, KeyVersion: 1, Version: w.Now().UnixMilli(),
		}
		group.Go(func() error {
			intent := store.Intent{Organization: w.Org, Actor: sent[n].GrantedBy, At: w.Now()}
			return w.Store.CreateInvitation(ctx, intent, sent[n])
		})
	}
	if err := group.Wait(); err != nil {
		w.T.Fatal(err)
	}
	return sent
}

func states(w *webtest.World, all []*account.Invitation) map[account.InvitationState]int {
	w.T.Helper()
	keys := make([]store.Key, len(all))
	for n, i := range all {
		keys[n] = store.InvitationKey(i.ID)
	}
	found, err := w.Store.Get(w.T.Context(), keys...)
	if err != nil {
		w.T.Fatal(err)
	}
	counts := map[account.InvitationState]int{}
	for _, i := range all {
		counts[found.AnyInvitation(i.ID).State]++
	}
	return counts
}

const aThousand = 1000

func TestRemovalRevokesWhatThePersonSentWhenAskedTo(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	mine := sends(w, anna, 1, account.Grants{Role: account.Guest})
	sent := sends(w, earl, aThousand, account.Grants{Role: account.Guest})

	w.Admin.Delete(pathOf(anna)).Is(204)
	if got := states(w, mine); got[account.Pending] != 1 {
		t.Errorf("removal alone revoked: %v", got)
	}
	w.Admin.Delete(pathOf(earl) + "?revoke_sent_invitations=true").Is(204)
	if got := states(w, sent); got[account.Revoked] != aThousand {
		t.Errorf("of a thousand invitations are %v", got)
	}
	revoked := 0
	for _, e := range w.Events("") {
		if e.Type == account.InvitationRevoked && e.Actor == string(w.Admin.User.ID) {
			revoked++
		}
	}
	if revoked != aThousand {
		t.Errorf("there are %d events of a thousand revocations", revoked)
	}
	if got := states(w, mine); got[account.Pending] != 1 {
		t.Errorf("another person's invitation is %v", got)
	}
}

// A call that died half-way is made again; the place is gone by then.
func TestARepeatedRemovalGoesOnRevoking(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	sent := sends(w, earl, 3, account.Grants{Role: account.Guest})
	w.Admin.Delete(pathOf(earl)).Is(204)
	w.Admin.Delete(pathOf(earl) + "?revoke_sent_invitations=true").Is(204)
	if got := states(w, sent); got[account.Revoked] != 3 {
		t.Errorf("of 3 invitations are %v", got)
	}
	w.Admin.Delete(pathOf(earl)+"?revoke_sent_invitations=true").Refused(404, "not-found")
	w.Admin.Delete(organization+"/members/mem_1?revoke_sent_invitations=true").Refused(404, "not-found")
}

// Revoking touches all the grants of an invitation, on this way, too.
func TestRemovalRevokesOnlyWhatTheCallerMayRevoke(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	manager := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	above := append(sends(w, earl, 1, account.Grants{Role: account.Admin}), sends(w, earl, 1, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}})...)
	within := sends(w, earl, 1, account.Grants{Role: account.Guest})

	manager.Delete(pathOf(earl) + "?revoke_sent_invitations=true").Is(204)
	if got := states(w, above); got[account.Pending] != 2 {
		t.Errorf("what the caller may not revoke is %v", got)
	}
	if got := states(w, within); got[account.Revoked] != 1 {
		t.Errorf("what it may revoke is %v", got)
	}
	stranger := w.NewUser("Robin Banks")
	stranger.Delete(pathOf(earl)+"?revoke_sent_invitations=true").Refused(404, "not-found")
	plain := w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.PlainMember})
	plain.Delete(pathOf(earl)+"?revoke_sent_invitations=true").Refused(404, "not-found")
}

func TestRemovalRevokesNothingThatIsOpenNoMore(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	old := sends(w, earl, 1, account.Grants{Role: account.Guest})
	w.Advance(7 * 24 * time.Hour)
	fresh := sends(w, earl, 1, account.Grants{Role: account.Guest})
	w.Admin.Delete(pathOf(earl) + "?revoke_sent_invitations=true").Is(204)
	if hasEvent(w, storetest.Event{Type: account.InvitationRevoked, Target: string(old[0].ID), Actor: string(w.Admin.User.ID)}) {
		t.Error("an expired invitation was revoked")
	}
	if got := states(w, fresh); got[account.Revoked] != 1 {
		t.Errorf("an open one is %v", got)
	}
}
