package mailevents_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"pgregory.net/rapid"

	mailevents "roster/functions/mail-events"
	"roster/shared/account"
	"roster/shared/mail/feedback"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

var guest = account.Grants{Role: account.Guest}

type world struct {
	*webtest.World
	function *mailevents.Function
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{World: webtest.New(t)}
	w.function = mailevents.New(w.Store)
	w.function.Now = w.Now
	return w
}

// of is what the letter of the invitation's present mail is about.
func of(i *account.Invitation) feedback.Reference {
	return feedback.Reference{Organization: i.Organization, Invitation: i.ID, Event: "evt_01JD8Z4T9QH2X6W3V5N7M1K0FC", Mailing: i.Mailing()}
}

var types = map[account.MailState]string{
	account.MailDelivered: "Delivery", account.MailBounced: "Bounce", account.MailComplained: "Complaint",
}

// told is an event of EventBridge.
func told(about feedback.Reference, state account.MailState) events.EventBridgeEvent {
	tags := map[string][]string{"ses:configuration-set": {"roster"}}
	for _, t := range about.Tags() {
		tags[t.Name] = []string{t.Value}
	}
	detail, err := json.Marshal(map[string]any{
		"eventType": types[state], "mail": map[string]any{"messageId": "m", "tags": tags},
		"bounce": map[string]string{"bounceType": "Permanent", "bounceSubType": "NoEmail"},
	})
	if err != nil {
		panic(err)
	}
	return events.EventBridgeEvent{ID: "one", Source: "aws.ses", Detail: detail}
}

func (w *world) tell(about feedback.Reference, state account.MailState) {
	w.T.Helper()
	if err := w.function.Handle(w.T.Context(), told(about, state)); err != nil {
		w.T.Fatal(err)
	}
}

// bounces is how many events invitation.bounced the invitation has.
func (w *world) bounces(id account.InvitationID) int {
	w.T.Helper()
	n := 0
	for _, e := range w.Events(string(id)) {
		if e.Type == account.InvitationBounced {
			n++
		}
	}
	return n
}

// A bounce shows on the row and leaves one event, of the system, which says what became of what. The record's
// version stays.
func TestABounceShowsAndIsAnEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation("bounce@elsewhere.example", guest)
	w.Mailed(i, account.MailSent)
	w.Advance(time.Minute)
	w.tell(of(i), account.MailBounced)
	after := w.Invitation(i.ID)
	if after.MailState != account.MailBounced || after.Version != i.Version || after.State != account.Pending {
		t.Errorf("the invitation is %+v", after)
	}
	all := w.Events(string(i.ID))
	last := all[len(all)-1]
	want := []account.ValueChange{{Field: "mail_state", Before: "sent", After: "bounced"}}
	if last.Type != account.InvitationBounced || last.Actor != "" || !slices.Equal(last.Values, want) {
		t.Errorf("the event is %+v", last)
	}
}

// Reports come in any order, more than once and beside the note that the mail was sent: the state is that of the
// worst of them, and of bounces and complaints there is one event.
func TestReportsInAnyOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	reported := []account.MailState{account.MailSent, account.MailDelivered, account.MailBounced, account.MailComplained}
	rapid.Check(t, func(t *rapid.T) {
		reports := rapid.SliceOfN(rapid.SampledFrom(reported), 1, 8).Draw(t, "reports")
		n++
		i := w.NewInvitation(account.Address(fmt.Sprintf("earl.%d@elsewhere.example", n)), guest)
		worst, failed := account.MailQueued, 0
		for _, state := range reports {
			if state == account.MailSent {
				w.Mailed(i, state)
			} else {
				w.tell(of(i), state)
			}
			if state.Follows(worst) {
				worst = state
			}
			if state.Failed() {
				failed = 1
			}
		}
		if got := w.Invitation(i.ID).MailState; got != worst || w.bounces(i.ID) != failed {
			t.Fatalf("after %v it is %s with %d events, want %s with %d", reports, got, w.bounces(i.ID), worst, failed)
		}
	})
}

// What is told of an older mail, of one to an older address, or of another organization's invitation changes
// nothing: the mail that is queued anew goes out.
func TestReportsOfAnotherMailChangeNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	update := func(i *account.Invitation, event account.EventType, change func(*account.Invitation)) {
		after := *i
		after.MailState = account.MailQueued
		change(&after)
		if err := w.Store.UpdateInvitation(t.Context(), w.Intent(w.Admin), w.Invitation(i.ID), &after, event); err != nil {
			t.Fatal(err)
		}
	}
	for name, about := range map[string]func(*account.Invitation) feedback.Reference{
		"the mail before it was resent": func(i *account.Invitation) feedback.Reference {
			update(i, account.InvitationResent, func(i *account.Invitation) { i.ExpiresAt = i.ExpiresAt.Add(time.Hour) })
			return of(i)
		},
		"the mail to an older address": func(i *account.Invitation) feedback.Reference {
			update(i, account.InvitationUpdated, func(i *account.Invitation) {
				i.Email, i.TokenVersion = "new."+i.Email, i.TokenVersion+1
			})
			return of(i)
		},
		"an invitation of another organization": func(i *account.Invitation) feedback.Reference {
			about := of(i)
			about.Organization = "1000000001"
			return about
		},
		"an invitation that is gone": func(i *account.Invitation) feedback.Reference {
			about := of(i)
			about.Invitation = "inv_01JD8Z4T9QH2X6W3V5N7M1K0FB"
			return about
		},
		"a letter without a mailing": func(i *account.Invitation) feedback.Reference {
			about := of(i)
			about.Mailing = ""
			return about
		},
		"a letter about something else": func(i *account.Invitation) feedback.Reference {
			return feedback.Reference{Organization: i.Organization, Event: "evt_01JD8Z4T9QH2X6W3V5N7M1K0FC"}
		},
	} {
		for _, state := range []account.MailState{account.MailDelivered, account.MailBounced, account.MailComplained} {
			i := w.NewInvitation(account.Address(fmt.Sprintf("earl.%d@elsewhere.example", len(w.Events("")))), guest)
			older := about(i)
			before := w.Invitation(i.ID)
			w.tell(older, state)
			if after := w.Invitation(i.ID); after.MailState != account.MailQueued || after.Email != before.Email || w.bounces(i.ID) != 0 {
				t.Errorf("%s, %s: it is %s with %d events", name, state, after.MailState, w.bounces(i.ID))
			}
		}
	}
}

// A report of a mail may come after its invitation has ended, and ends nothing itself.
func TestAReportAfterTheEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation("complaint@elsewhere.example", guest)
	w.Mailed(i, account.MailSent)
	after := *w.Invitation(i.ID)
	after.State, after.Version = account.Declined, account.NextVersion(i.Version, w.Now())
	if err := w.Store.CloseInvitation(t.Context(), w.Intent(w.Admin), w.Invitation(i.ID), &after, account.InvitationDeclined); err != nil {
		t.Fatal(err)
	}
	w.tell(of(i), account.MailComplained)
	if got := w.Invitation(i.ID); got.State != account.Declined || got.MailState != account.MailComplained || got.Version != after.Version {
		t.Errorf("it is %+v", got)
	}
}

// What cannot be read, and what the table cannot take just now, is an error: Lambda brings it again twice, then
// it is a dead letter. The table is as it was.
func TestWhatCannotBeNotedIsAnError(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation("earl@elsewhere.example", guest)
	before := storetest.Table(t, w.Config)
	for _, detail := range []string{``, `{}`, `[]`, `{"eventType":"Bounce","mail":3}`} {
		if err := w.function.Handle(t.Context(), events.EventBridgeEvent{Detail: json.RawMessage(detail)}); err == nil {
			t.Errorf("%q was read", detail)
		}
	}
	for _, fails := range []string{"BatchGetItem", "TransactWriteItems"} {
		w.Faults.Before(func(operation string) error {
			if operation == fails {
				return errors.New("the table is away")
			}
			return nil
		})
		if err := w.function.Handle(t.Context(), told(of(i), account.MailBounced)); err == nil {
			t.Errorf("without %s it was noted", fails)
		}
	}
	w.Faults.Before(nil)
	if len(storetest.Table(t, w.Config)) != len(before) || w.Invitation(i.ID).MailState != account.MailQueued {
		t.Error("something was written")
	}
	w.tell(of(i), account.MailBounced)
	if w.Invitation(i.ID).MailState != account.MailBounced || w.bounces(i.ID) != 1 {
		t.Error("when it came again it was not noted")
	}
}

// A report costs one read and one write: a delivery 1 unit and one of its index, a bounce its event, too.
func TestTheCostOfAReport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation("earl@elsewhere.example", guest)
	for _, c := range []struct {
		state account.MailState
		most  float64
	}{{account.MailDelivered, 4}, {account.MailDelivered, 0}, {account.MailBounced, 9}} {
		cost := w.Units.Cost(t, w.Config, func() { w.tell(of(i), c.state) })
		t.Logf("%s: %.1f RCU, %.1f WCU", c.state, cost.Read, cost.Written)
		if cost.Read > 1 || cost.Written > c.most {
			t.Errorf("%s costs %.1f read and %.1f write units, want at most 1 and %.1f", c.state, cost.Read, cost.Written, c.most)
		}
	}
}
