package notify_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
)

// Whoever loses two-factor authentication by an operator's order is told first, once, and nothing happens before.
func TestAResetIsToldBeforeItHappens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	to := address()
	anna := w.NewUserWith(to)
	anna.TurnsOnTwoFactor()
	down := true
	w.between(func() answer {
		if down {
			return broken
		}
		return answer{}
	})
	if _, err := w.Store.AskReset(t.Context(), anna.User.ID, w.Now()); err != nil {
		t.Fatal(err)
	}
	told := queue.Mail{Kind: queue.MailTwoFactorReset, User: anna.User.ID}
	if failed := w.deliver(1, told); failed != 1 {
		t.Error("a letter that could not go is not tried again")
	}
	w.Advance(account.ResetDelay)
	isOn := func() bool {
		found, err := w.Store.Get(t.Context(), store.UserKey(anna.User.ID))
		if err != nil {
			t.Fatal(err)
		}
		return found.User(anna.User.ID).TwoFactor
	}
	down = false
	w.sweeps() // asks for the letter again, which goes
	if !isOn() {
		t.Fatal("it was reset before its user could know")
	}
	mail := w.got(to, 1)[0]
	for _, words := range []string{"It takes effect on " + w.Now().Add(account.ResetDelay).Format("2 January 2006, 15:04 UTC"), "/auth/login?return_to=%2Fsecurity"} {
		if !strings.Contains(mail.Body.Text, words) {
			t.Errorf("the letter lacks %q: %s", words, mail.Body.Text)
		}
	}
	if failed := w.deliver(2, told); failed != 0 {
		t.Error("a message that comes again fails")
	}
	w.got(to, 1)
	w.Advance(account.ResetDelay - time.Millisecond)
	w.sweeps()
	if !isOn() {
		t.Fatal("its user had no day to stop it")
	}
	w.Advance(time.Millisecond)
	w.sweeps()
	if isOn() {
		t.Error("it was not reset")
	}
}

// A letter that SES will never take is not tried again. The reset waits, whatever time passes, until the operator
// takes it back and orders another, whose letter goes.
func TestAResetWhoseLetterIsRefusedForGoodStandsStill(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	to := address()
	anna := w.NewUserWith(to)
	anna.TurnsOnTwoFactor()
	var asked atomic.Int32
	say := refused
	w.between(func() answer { asked.Add(1); return say })
	ordered := func() {
		if _, err := w.Store.AskReset(t.Context(), anna.User.ID, w.Now()); err != nil {
			t.Fatal(err)
		}
		if failed := w.deliver(1, queue.Mail{Kind: queue.MailTwoFactorReset, User: anna.User.ID}); failed != 0 {
			t.Fatal("the message comes again")
		}
	}
	ordered()
	for range 3 {
		w.Advance(account.ResetDelay)
		w.sweeps()
		w.deliver(1, queue.Mail{Kind: queue.MailTwoFactorReset, User: anna.User.ID})
	}
	found, err := w.Store.Get(t.Context(), store.UserKey(anna.User.ID), store.TwoFactorResetKey(anna.User.ID))
	if err != nil {
		t.Fatal(err)
	}
	if reset := found.TwoFactorReset(anna.User.ID); !found.User(anna.User.ID).TwoFactor || reset == nil || reset.RefusedAt.IsZero() {
		t.Errorf("the reset is %+v", reset)
	}
	if asked.Load() != 1 {
		t.Errorf("SES was asked %d times, want once", asked.Load())
	}
	if err := w.Store.CancelReset(t.Context(), anna.User.ID); err != nil {
		t.Fatal(err)
	}
	say = answer{}
	ordered()
	w.got(to, 1)
}
