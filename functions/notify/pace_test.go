package notify_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/queue"
	"roster/shared/store/storetest"
)

// Over a ceiling, mail waits as queued until the next hour or day, and goes then by itself.
func TestMailOverACeilingWaitsForItsTurn(t *testing.T) {
	t.Parallel()
	const many = 1000
	open := config.Limits{MailsAnHour: many, MailsADayWhileYoung: many, MailsADayToAddress: many, MailsADayToAddressTotal: many}
	invite := func(w *world, n int) []*account.Invitation {
		var all []*account.Invitation
		for range n {
			all = append(all, w.NewInvitation(address(), guest))
		}
		return all
	}
	for name, c := range map[string]struct {
		limits func(l *config.Limits)
		before func(w *world, created time.Time) // what the organization has behind it
		goes   int                               // of four mails at once
		until  time.Duration                     // the window after which the others go; 0 when all go
	}{
		"two an hour":           {func(l *config.Limits) { l.MailsAnHour = 2 }, nil, 2, time.Hour},
		"two a day while young": {func(l *config.Limits) { l.MailsADayWhileYoung = 2 }, nil, 2, aDay},
		"a week old":            {func(l *config.Limits) { l.MailsADayWhileYoung = 2 }, aged(7 * aDay), 4, 0},
		"a minute before that":  {func(l *config.Limits) { l.MailsADayWhileYoung = 2 }, aged(7*aDay - time.Minute), 2, aDay},
		"three have accepted":   {func(l *config.Limits) { l.MailsADayWhileYoung = 2 }, trusted(3), 4, 0},
		"two have accepted":     {func(l *config.Limits) { l.MailsADayWhileYoung = 2 }, trusted(2), 2, aDay},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.Config.Limits = open
			c.limits(&w.Config.Limits)
			w.open()
			created := w.Now()
			w.midday()
			if c.before != nil {
				c.before(w, created)
			}
			invited := invite(w, 4)
			for _, i := range invited {
				if w.deliver(1, w.asks(i)) > 0 {
					t.Fatal("a mail that waits for its turn is no failure")
				}
			}
			w.haveGone(invited, c.goes)
			if c.until == 0 {
				return
			}
			next := w.Now().Truncate(c.until).Add(c.until)
			w.Advance(next.Sub(w.Now()) - time.Second)
			w.sweeps()
			w.haveGone(invited, c.goes)
			w.Advance(time.Second)
			w.sweeps()
			w.haveGone(invited, 4)
			if w.waits() > 0 {
				t.Error("something waits though everything is sent")
			}
		})
	}
}

// haveGone fails the test unless so many of the invitations were sent and the others are shown as queued.
func (w *world) haveGone(invited []*account.Invitation, want int) {
	w.T.Helper()
	gone := 0
	for _, i := range invited {
		mails := w.box.To(w.T, i.Email.String())
		state := w.invitation(i.ID).MailState
		switch {
		case len(mails) == 0 && state == account.MailQueued:
		case len(mails) == 1 && state == account.MailSent:
			gone++
		default:
			w.T.Fatalf("%d mails, and the row says %s", len(mails), state)
		}
	}
	if gone != want {
		w.T.Fatalf("%d mails went, want %d", gone, want)
	}
}

// aged moves to that age of the organization.
func aged(age time.Duration) func(*world, time.Time) {
	return func(w *world, created time.Time) { w.Advance(created.Add(age).Sub(w.Now())) }
}

// trusted lets dispatch have counted so many acceptances.
func trusted(n int) func(*world, time.Time) {
	return func(w *world, _ time.Time) { w.countAcceptances(n) }
}

func (w *world) countAcceptances(n int) {
	w.T.Helper()
	_, err := storetest.Client(w.Config).PutItem(w.T.Context(), &dynamodb.PutItemInput{TableName: &w.Config.Table, Item: storetest.Item{
		"PK": &types.AttributeValueMemberS{Value: "O#" + string(w.Org)}, "SK": &types.AttributeValueMemberS{Value: "COUNTS"},
		"kind": &types.AttributeValueMemberS{Value: "counts"}, "accepted": &types.AttributeValueMemberN{Value: string(rune('0' + n))},
	}})
	if err != nil {
		w.T.Fatal(err)
	}
}

// midday moves to the middle of an hour in the middle of a day, so that no window ends by chance.
func (w *world) midday() {
	w.Advance(w.Now().Truncate(aDay).Add(aDay + 12*time.Hour + 30*time.Minute).Sub(w.Now()))
}

// One person is mailed three times a day by one organization at most, resends included.
func TestResendsToOneAddressWaitForTheNextDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.midday()
	i := w.NewInvitation(address(), guest)
	w.deliver(1, w.asks(i))
	for range 4 {
		w.Advance(time.Minute)
		w.deliver(1, w.resend(i.ID))
	}
	w.got(i.Email, 3)
	w.mailStateIs(i.ID, account.MailQueued)
	if n := w.waits(); n != 1 {
		t.Fatalf("%d mails wait, want one for the two resends", n)
	}
	w.Advance(aDay)
	w.sweeps()
	if carried := tokensIn(w.got(i.Email, 4)); len(carried) != 1 {
		t.Errorf("the mails carry %d tokens, want one", len(carried))
	}
	w.mailStateIs(i.ID, account.MailSent)
}

// The deployment as a whole mails one address so many times a day, whichever organizations ask.
func TestOneAddressIsSparedByAllOrganizationsTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Config.Limits.MailsADayToAddressTotal = 2
	w.open()
	w.midday()
	to := address()
	for range 3 {
		org, admin, _ := w.NewOrganization("OakeyInfluencer")
		w.Org, w.Admin = org, admin
		if w.deliver(1, w.asks(w.NewInvitation(to, guest))) > 0 {
			t.Fatal("a mail that waits for its turn is no failure")
		}
	}
	w.got(to, 2)
	w.Advance(aDay)
	w.sweeps()
	w.got(to, 3)
}

// A mail counts when it goes: one that waits, is refused or fails leaves its place to the others.
func TestAMailThatDoesNotGoUsesUpNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var say answer
	w.between(func() answer { return say })
	w.Config.Limits.MailsADayToAddress, w.Config.Limits.MailsAnHour = 1, 3
	w.open()
	w.midday()

	first := w.NewInvitation(address(), guest)
	w.deliver(1, w.asks(first)) // the first of three
	w.Advance(time.Minute)
	w.deliver(1, w.resend(first.ID)) // waits for the next day

	say = refused
	w.deliver(1, w.asks(w.NewInvitation(address(), guest)))
	say = paused
	late := w.NewInvitation(address(), guest)
	if w.deliver(1, w.asks(late)) != 1 {
		t.Fatal("the message has left the queue")
	}
	say = answer{}
	w.deliver(2, w.asks(late)) // the second, and the only one to its address

	third, fourth := w.NewInvitation(address(), guest), w.NewInvitation(address(), guest)
	w.deliver(1, w.asks(third), w.asks(fourth))
	for i, want := range map[*account.Invitation]int{first: 1, late: 1, third: 1, fourth: 0} {
		w.got(i.Email, want)
	}
}

// Ceilings on days and addresses keep strangers from mail. Members are told at once what concerns them.
func TestMembersAreToldWhatTheCeilingsOfInvitationsHoldBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Config.Limits = config.Limits{MailsAnHour: 4}
	w.open()
	w.midday()
	for range 5 {
		earl := w.NewMember("Earl Bird", account.Active, guest)
		w.deliver(1, w.message(queue.MailAccepted, account.MemberAdded, string(earl.Member)))
	}
	w.got(w.Admin.User.Email, 4)
	w.Advance(time.Hour)
	w.sweeps()
	w.got(w.Admin.User.Email, 5)
}
