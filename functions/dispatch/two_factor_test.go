package dispatch_test

import (
	"slices"
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/web/webtest"
)

// An operator's reset is told to its user, and only when it is ordered.
func TestAResetLeadsToItsMail(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	anna.TurnsOnTwoFactor()
	w.mustHandle(w.stream.Next())
	w.mails()
	reset, err := w.Store.AskReset(t.Context(), anna.User.ID, w.Now())
	if err != nil {
		t.Fatal(err)
	}
	w.mustHandle(w.stream.Next())
	if mails, want := w.mails(), []queue.Mail{{Kind: queue.MailTwoFactorReset, User: anna.User.ID}}; !slices.Equal(mails, want) {
		t.Errorf("it asks for %v, want %v", mails, want)
	}
	if err := w.Store.ToldOfReset(t.Context(), reset, w.Now()); err != nil {
		t.Fatal(err)
	}
	if err := w.Store.CancelReset(t.Context(), anna.User.ID); err != nil {
		t.Fatal(err)
	}
	w.mustHandle(w.stream.Next())
	if mails := w.mails(); len(mails) > 0 {
		t.Errorf("later it asks for %v", mails)
	}
}

// Who a required two-factor authentication would hold back is counted: active members without it, whichever way they
// come to be one or cease to be. Filters find people where they stand.
func TestMembersWithoutTwoFactorAreCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	is := func(after string, want int, on ...*webtest.Person) {
		t.Helper()
		w.mustHandle(w.stream.Next())
		if n := w.counts().Unprotected; n != want {
			t.Errorf("%s: %d members are unprotected, want %d", after, n, want)
		}
		rows := 0
		for key := range w.kept() {
			if strings.HasSuffix(key[0], "#F#M#active#two_factor=on") {
				rows++
			}
		}
		if rows != len(on) {
			t.Errorf("%s: %d rows of people with two-factor authentication, want %d", after, rows, len(on))
		}
	}
	is("the admin alone", 1)
	anna, bob := w.NewMember("Anna", account.Active, guest), w.NewMember("Bob", account.PendingApproval, guest)
	is("one came", 2)
	turns := func(p *webtest.Person, on bool) {
		t.Helper()
		if on {
			p.TurnsOnTwoFactor()
		} else {
			p.TurnsOffTwoFactor()
		}
		for range 2 { // it is done again at every sign-in
			if err := w.Store.Follow(t.Context(), w.intent(p), p.User.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	turns(anna, true)
	is("she turned it on", 1, anna)
	turns(bob, true)
	is("who waits for approval counts nowhere", 1, anna)
	turns(bob, false)
	w.edit(bob, account.MemberApproved, func(m *account.Member) { m.State = account.Active })
	is("he was let in", 2, anna)
	w.edit(anna, account.MemberSuspended, func(m *account.Member) { m.State = account.Suspended })
	turns(anna, false)
	is("she is suspended and turned it off", 2)
	w.edit(anna, account.MemberReactivated, func(m *account.Member) { m.State = account.Active })
	is("she is back", 3)
	w.edit(anna, account.MemberUpdated, func(m *account.Member) { m.Grants.Role = account.PlainMember })
	is("an edit is nothing", 3)
	w.remove(anna, account.MemberRemoved)
	is("she was removed", 2)
}
