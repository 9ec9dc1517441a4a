package notify_test

import (
	"strings"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/web/webtest"
)

// Two days before its end an invitation is mailed again, once, with the same link. The row stays as it was, and
// no event tells of it.
func TestAReminderGoesTwoDaysBeforeTheEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation(address(), guest)
	w.deliver(1, w.asks(i))
	w.Mailed(i, account.MailDelivered)
	told := len(w.Events(string(i.ID)))
	w.Advance(5*aDay - time.Second)
	w.sweeps()
	w.got(i.Email, 1)
	w.Advance(time.Second)
	w.sweeps()
	mails := w.got(i.Email, 2)
	if last := mails[1]; !strings.HasPrefix(last.Subject, "Reminder: ") || len(tokensIn(mails)) != 1 {
		t.Errorf("%q went, with one of %d links", last.Subject, len(tokensIn(mails)))
	}
	if tags := mails[1].Tags; tags["invitation"] != string(i.ID) || tags["mailing"] != i.Mailing() || tags["organization"] != string(w.Org) {
		t.Errorf("its tags are %v", tags)
	}
	w.mailStateIs(i.ID, account.MailDelivered)
	if after := w.invitation(i.ID); after.Version != i.Version || len(w.Events(string(i.ID))) != told {
		t.Error("the reminder moved the version or left an event")
	}
	for range 3 { // it is dealt with
		w.Advance(10 * time.Hour)
		w.sweeps()
	}
	w.got(i.Email, 2)
	if n := w.waits(); n != 0 {
		t.Errorf("%d mails wait", n)
	}
	w.Advance(aDay)
	w.sweeps()
	if state := w.invitation(i.ID).State; state != account.Expired {
		t.Errorf("after its end it is %s", state)
	}
}

// Who is not reminded: by the setting, by the state of the invitation or of its mail, or because it is short.
func TestWhoIsNotReminded(t *testing.T) {
	t.Parallel()
	for name, meanwhile := range map[string]func(w *world, i *account.Invitation){
		"the organization sends none": func(w *world, _ *account.Invitation) {
			w.Settings(func(s *account.Settings) { s.SendReminders = false })
		},
		"revoked":    func(w *world, i *account.Invitation) { w.revoke(i.ID) },
		"bounced":    func(w *world, i *account.Invitation) { w.Mailed(i, account.MailBounced) },
		"complained": func(w *world, i *account.Invitation) { w.Mailed(i, account.MailComplained) },
		"blocked": func(w *world, i *account.Invitation) {
			if err := w.Store.BlockAddress(w.T.Context(), w.by(w.Admin), i, w.invitation(i.ID)); err != nil {
				w.T.Fatal(err)
			}
		},
		"queued anew": func(w *world, i *account.Invitation) { w.readdress(i.ID, "new."+i.Email) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			i := w.NewInvitation(address(), guest)
			w.deliver(1, w.asks(i))
			meanwhile(w, i)
			w.Advance(6 * aDay)
			w.sweeps()
			w.got(i.Email, 1)
			w.got("new."+i.Email, 0)
			if n := w.waits(); n != 0 {
				t.Errorf("%d mails wait", n)
			}
		})
	}
	t.Run("open for two days", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		i := w.NewInvitation(address(), guest)
		w.deliver(1, w.asks(i))
		before := w.invitation(i.ID)
		short := *before
		short.OpenFor(2*aDay, w.Now())
		if err := w.Store.UpdateInvitation(t.Context(), w.by(w.Admin), before, &short, account.InvitationUpdated); err != nil {
			t.Fatal(err)
		}
		w.sweeps()
		w.Advance(aDay)
		w.sweeps()
		w.got(i.Email, 1)
	})
	t.Run("invited by hand", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		i := w.NewInvitationByHand(address(), guest)
		w.Advance(6 * aDay)
		w.sweeps()
		w.got(i.Email, 0)
	})
}

// Another sending starts anew: two days before the new end there is another reminder. An edit does not.
func TestWhatRemindsAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation(address(), guest)
	w.deliver(1, w.asks(i))
	w.Advance(5 * aDay)
	w.sweeps()
	w.got(i.Email, 2)

	before := w.invitation(i.ID)
	edited := *before
	edited.Name, edited.Version = "Earl Bird", account.NextVersion(before.Version, w.Now())
	if err := w.Store.UpdateInvitation(t.Context(), w.by(w.Admin), before, &edited, account.InvitationUpdated, "name"); err != nil {
		t.Fatal(err)
	}
	w.Advance(time.Hour)
	w.sweeps()
	w.got(i.Email, 2)

	w.deliver(1, w.resend(i.ID))
	w.got(i.Email, 3)
	w.Advance(5*aDay - time.Minute)
	w.sweeps()
	w.got(i.Email, 3)
	w.Advance(time.Minute)
	w.sweeps()
	w.got(i.Email, 4)
}

// A reminder counts against the pace of mail as the invitation does, and waits with it; once the invitation was
// sent again it is not wanted any more.
func TestAReminderKeepsThePace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.midday()
	i := w.NewInvitation(address(), guest)
	w.deliver(1, w.asks(i))
	w.Advance(5 * aDay)
	other, admin, _ := w.NewOrganization("Northwind")
	w.Config.Limits.MailsADayToAddressTotal = 1
	w.open()
	home := w.Org
	w.Org, w.Admin = other, admin
	elsewhere := w.NewInvitation(i.Email, guest)
	w.deliver(1, w.asks(elsewhere)) // today's only one
	w.Org = home
	w.sweeps()
	w.got(i.Email, 2)
	if n := w.waits(); n != 1 {
		t.Fatalf("%d mails wait, want the reminder", n)
	}
	w.Advance(aDay)
	w.sweeps()
	w.got(i.Email, 3)
	if n := w.waits(); n != 0 {
		t.Errorf("%d mails wait", n)
	}
}

// A reminder whose message is lost with the queue comes again, and goes once however often it comes.
func TestAReminderIsNeitherLostNorDoubled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation(address(), guest)
	w.deliver(1, w.asks(i))
	w.Advance(5 * aDay)
	lost := w.Config.Mail.QueueURL
	w.Config.Mail.QueueURL = lost + "-that-is-not"
	w.open()
	if err := w.sweep.Handle(t.Context()); err == nil {
		t.Fatal("the queue took the message")
	}
	w.Config.Mail.QueueURL = lost
	w.open()
	w.sweeps()
	w.got(i.Email, 1)
	w.Advance(15 * time.Minute)
	w.sweeps()
	w.got(i.Email, 2)
	w.Advance(time.Hour)
	w.deliver(1, reminds(w.World, i), reminds(w.World, i))
	w.got(i.Email, 2)
}

func reminds(w *webtest.World, i *account.Invitation) queue.Mail {
	return queue.Mail{Organization: w.Org, Invitation: i.ID, Kind: queue.MailReminder}
}
