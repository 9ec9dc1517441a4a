package notify_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/queue"
)

// Readers of the queue that get the same message at once send one mail; who came second is told to come again.
func TestOneMessageInManyHandsIsOneMail(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	invited := w.NewInvitation(address(), guest)
	earl := w.NewMember("Earl Bird", account.Active, guest)
	messages := []queue.Mail{w.asks(invited), w.message(queue.MailAccepted, account.MemberAdded, string(earl.Member))}

	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() { w.deliver(1, messages...) })
	}
	readers.Wait()
	if failed := w.deliver(2, messages...); failed > 0 {
		t.Errorf("%d messages fail for good", failed)
	}
	w.got(invited.Email, 1)
	w.got(w.Admin.User.Email, 1)
}

// A crash after SES has the letter and before that is noted is the one case in which it goes twice. Both
// letters carry the same link.
func TestAMailSentTwiceAfterACrashCarriesTheSameLink(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation(address(), guest)
	message := w.asks(i)
	w.Faults.Before(func(operation string) error {
		if operation == "UpdateItem" {
			return errors.New("the program died here")
		}
		return nil
	})
	if w.deliver(1, message) != 1 {
		t.Fatal("the message has left the queue")
	}
	w.Faults.Before(nil)
	w.mailStateIs(i.ID, account.MailQueued)
	if w.deliver(2, message) != 1 {
		t.Fatal("the letter is taken for a minute: whoever crashed may still be sending it")
	}
	w.Advance(61 * time.Second)
	w.deliver(3, message)
	w.mailStateIs(i.ID, account.MailSent)
	if carried := tokensIn(w.got(i.Email, 2)); len(carried) != 1 || w.link(i) != "https://roster.example/accept#"+carried[0] {
		t.Errorf("the mails carry %v", carried)
	}
}

// Resending while a mail waits makes no second one: whichever message comes first sends what is true then.
func TestAResendJoinsTheMailThatWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation(address(), guest)
	first := w.asks(i)
	w.Advance(aDay)
	again := w.resend(i.ID)
	w.deliver(1, again, first)
	w.got(i.Email, 1)
	w.mailStateIs(i.ID, account.MailSent)
}

// What changes while a mail is on its way decides what the row says: the mail that is wanted now still goes.
func TestAChangeWhileTheMailIsOnItsWayIsNotLost(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change     func(w *world, i *account.Invitation) // while SES has the first letter in its hands
		old, other int                                   // mails to the first address and to the other
	}{
		"another address": {func(w *world, i *account.Invitation) { w.readdress(i.ID, "other."+i.Email) }, 1, 1},
		"a new link": {func(w *world, i *account.Invitation) {
			before := w.invitation(i.ID)
			after := *before
			after.TokenVersion++
			if err := w.Store.UpdateInvitation(w.T.Context(), w.by(w.Admin), before, &after, account.InvitationUpdated, "link"); err != nil {
				w.T.Error(err)
			}
		}, 2, 0},
		"a revocation": {func(w *world, i *account.Invitation) { w.revoke(i.ID) }, 1, 0},
		"an edit of grants": {func(w *world, i *account.Invitation) {
			before := w.invitation(i.ID)
			after := *before
			after.Grants.Role, after.Version = account.PlainMember, before.Version+1
			if err := w.Store.UpdateInvitation(w.T.Context(), w.by(w.Admin), before, &after, account.InvitationUpdated); err != nil {
				w.T.Error(err)
			}
		}, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			i := w.NewInvitation(address(), guest)
			var once sync.Once
			w.between(func() answer {
				once.Do(func() { c.change(w, i) })
				return answer{}
			})
			message := w.asks(i)
			w.deliver(1, message)
			w.deliver(2, message)
			mails := w.got(i.Email, c.old)
			moved := w.got("other."+i.Email, c.other)
			w.mailStateIs(i.ID, account.MailSent)
			last := append(mails, moved...)
			last = last[len(last)-1:]
			now := w.invitation(i.ID)
			if carried := tokensIn(last); w.link(now) != "https://roster.example/accept#"+carried[0] {
				t.Errorf("the last mail carries a link that is dead")
			}
		})
	}
}
