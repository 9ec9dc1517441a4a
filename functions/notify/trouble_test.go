package notify_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"roster/shared/account"
	"roster/shared/queue"
)

// The queue brings a letter that SES does not take a few times. From then on it waits in the table, longer after
// each failure, until SES takes it; the row shows it as queued all the time.
func TestALetterThatSESDoesNotTakeWaitsInTheTable(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]answer{"throttled": throttled, "paused": paused} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			var say atomic.Value
			say.Store(trouble)
			w.between(func() answer { return say.Load().(answer) })
			i := w.NewInvitation(address(), guest)
			earl := w.NewMember("Earl Bird", account.Active, guest)
			messages := []queue.Mail{w.asks(i), w.message(queue.MailAccepted, account.MemberAdded, string(earl.Member))}

			for receives := 1; receives < 3; receives++ {
				if w.deliver(receives, messages...) != 2 || w.waits() != 0 {
					t.Fatal("the queue should bring the messages again")
				}
			}
			if w.deliver(3, messages...) != 0 || w.waits() != 2 {
				t.Fatal("the letters should wait in the table")
			}
			w.mailStateIs(i.ID, account.MailQueued)
			w.Advance(5*time.Minute - time.Second)
			w.sweeps()
			w.Advance(time.Second)
			w.sweeps() // three more tries, in vain: ten minutes from now
			w.Advance(9 * time.Minute)
			say.Store(answer{})
			w.sweeps()
			w.got(i.Email, 0)
			w.Advance(time.Minute)
			w.sweeps()
			w.got(i.Email, 1)
			w.got(w.Admin.User.Email, 1)
			w.mailStateIs(i.ID, account.MailSent)
			if w.waits() > 0 {
				t.Error("something waits though everything is sent")
			}
		})
	}
}

// A queue that does not say how often a message came is not relied upon.
func TestAMessageThatDoesNotSayHowOftenItCameWaitsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.between(func() answer { return paused })
	if w.deliver(0, w.asks(w.NewInvitation(address(), guest))) != 0 || w.waits() != 1 {
		t.Error("the letter should wait in the table")
	}
}

// Nothing that happens to the invitation meanwhile loses the mail that waits, or sends one that is not wanted.
func TestWhatWaitsOutlivesEveryChangeOfTheInvitation(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change     func(w *world, i *account.Invitation)
		old, other int // mails to the first address and to the other
	}{
		"nothing":         {func(*world, *account.Invitation) {}, 1, 0},
		"a resend":        {func(w *world, i *account.Invitation) { w.deliver(3, w.resend(i.ID)) }, 1, 0},
		"another address": {func(w *world, i *account.Invitation) { w.deliver(3, w.readdress(i.ID, "other."+i.Email)) }, 0, 1},
		"an edit": {func(w *world, i *account.Invitation) {
			before := w.invitation(i.ID)
			after := *before
			after.Grants.Role, after.Version = account.PlainMember, before.Version+1
			if err := w.Store.UpdateInvitation(w.T.Context(), w.by(w.Admin), before, &after, account.InvitationUpdated); err != nil {
				w.T.Fatal(err)
			}
		}, 1, 0},
		"a revocation": {func(w *world, i *account.Invitation) { w.revoke(i.ID) }, 0, 0},
		"its end":      {func(w *world, i *account.Invitation) { w.Advance(7 * aDay) }, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			var say atomic.Value
			say.Store(paused)
			w.between(func() answer { return say.Load().(answer) })
			i := w.NewInvitation(address(), guest)
			w.deliver(3, w.asks(i))
			w.Advance(time.Minute)
			c.change(w, i)
			if w.waits() != 1 {
				t.Fatalf("%d mails wait, want one", w.waits())
			}
			say.Store(answer{})
			for range 3 {
				w.Advance(5 * time.Minute)
				w.sweeps()
			}
			w.got(i.Email, c.old)
			w.got("other."+i.Email, c.other)
			if w.waits() > 0 {
				t.Error("something waits for ever")
			}
		})
	}
}

// The rows that name account administrators are written later than the records. Until there is one, whoever is to
// approve has not been told, and the letter waits.
func TestWhoWaitsForApprovalIsToldOfThoughTheRowsAreLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	earl := w.NewMember("Earl Bird", account.PendingApproval, guest)
	message := w.message(queue.MailApprovalWanted, account.MemberAdded, string(earl.Member))
	if w.deliver(1, message) != 1 {
		t.Fatal("the message has left the queue though nobody was told")
	}
	w.listed(w.Admin)
	if w.deliver(2, message) != 0 {
		t.Fatal("the message is still in the queue")
	}
	w.got(w.Admin.User.Email, 1)
}

// What SES will never take is not tried again, and the row says that the address cannot be reached.
func TestALetterThatSESRefusesForGoodIsShownAsBounced(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var asked atomic.Int32
	w.between(func() answer { asked.Add(1); return refused })
	i := w.NewInvitation(address(), guest)
	message := w.asks(i)
	if w.deliver(1, message) != 0 || w.waits() != 0 {
		t.Fatal("the letter is tried again")
	}
	w.mailStateIs(i.ID, account.MailBounced)
	w.deliver(1, message)
	if asked.Load() != 1 {
		t.Errorf("SES was asked %d times, want once", asked.Load())
	}
}

// One bad message, whatever is wrong with it, is reported alone.
func TestABadMessageLeavesTheOthersAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	good, bad := w.NewInvitation(address(), guest), w.NewInvitation(address(), guest)
	spoilt := w.asks(bad)
	w.spoil("I#"+string(bad.ID), "I")
	batch := events.SQSEvent{}
	for id, body := range map[string]string{
		"no JSON": "{", "no ids": "{}", "another kind": `{"event":"evt_1","organization":"4829130776","kind":"love"}`,
		"no such event":   queue.Mail{Event: "evt_01JD8Z4T9QH2X6W3V5N7M1K0FB", Organization: w.Org, Kind: queue.MailRemoved}.Body(),
		"a spoilt record": spoilt.Body(), "good": w.asks(good).Body(),
	} {
		batch.Records = append(batch.Records, events.SQSMessage{MessageId: id, Body: body, Attributes: map[string]string{"ApproximateReceiveCount": "1"}})
	}
	response, err := w.notify.Handle(t.Context(), batch)
	if err != nil || len(response.BatchItemFailures) != 5 {
		t.Fatalf("%v failed (%v), want all but one", response.BatchItemFailures, err)
	}
	w.got(good.Email, 1)
}

// When SES takes nothing, the others of a batch do not ask it one by one: they would use up the function's time.
func TestAnOutageIsAskedAboutOnceForABatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var asked atomic.Int32
	w.between(func() answer { asked.Add(1); return broken })
	var messages []queue.Mail
	for range 10 {
		messages = append(messages, w.asks(w.NewInvitation(address(), guest)))
	}
	if w.deliver(1, messages...) != 10 {
		t.Fatal("a message has left the queue")
	}
	if asked.Load() > 3 { // the SDK's tries for one letter
		t.Errorf("SES was asked %d times", asked.Load())
	}
}
