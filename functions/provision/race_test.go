package provision_test

import (
	"bytes"
	"fmt"
	"sync"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/store/storetest"
)

// all delivers messages beside each other.
func (w *world) all(messages []message) []*reply {
	w.t.Helper()
	replies, errs := make([]*reply, len(messages)), make([]error, len(messages))
	start := make(chan struct{})
	var wait sync.WaitGroup
	for n, m := range messages {
		wait.Go(func() {
			<-start
			replies[n], errs[n] = w.post(m)
		})
	}
	close(start)
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			w.t.Fatal(err)
		}
	}
	return replies
}

// Fifty deliveries of one message at once have one effect, and one answer.
func TestFiftyDeliveriesOfOneMessageAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for round := range 3 {
		address := fmt.Sprintf("earl%d@oakey.example", round)
		m := w.signed(w.hr, fmt.Sprint("message-", round), w.what("user.invite", address, body{"role": "guest"}))
		messages := make([]message, 50)
		for n := range messages {
			messages[n] = m
		}
		replies := w.all(messages)
		for _, r := range replies {
			r.became("invited")
			if !bytes.Equal(r.body, replies[0].body) {
				t.Fatalf("answers are %s and %s", replies[0].body, r.body)
			}
		}
		created := 0
		for _, kind := range w.kinds("") {
			if kind == account.InvitationCreated {
				created++
			}
		}
		if created != round+1 {
			t.Fatalf("there are %d events invitation.created after %d messages", created, round+1)
		}
	}
}

// Different messages about one person at once: what the last of them says holds, in whatever order they come.
func TestTheLastOfManyMessagesHolds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	permissions := []string{"brands.view", "financials.view", "creatives.manage", "account.manage", "users.manage"}
	p := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	for round := range 5 {
		w.Advance(time.Minute)
		var messages []message
		for n, permission := range permissions {
			happened := w.Now().Add(time.Duration(n) * time.Second)
			payload := whatAt(happened, "user.update", p.User.Email.String(), body{"permissions": []string{permission}})
			messages = append(messages, w.signed(w.hr, fmt.Sprint(round, "-", n), payload))
		}
		for _, r := range w.all(messages) {
			if r.status != 200 {
				t.Fatalf("a message is answered %d %s", r.status, r.body)
			}
		}
		if got := p.Place().Grants.Permissions; len(got) != 1 || string(got[0]) != permissions[len(permissions)-1] {
			t.Fatalf("round %d: the permissions are %v, want those of the last message", round, got)
		}
	}
}

// When the program dies, the effect, its event, the answer and the order are there together or not at all.
func TestAMessageIsAllOrNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := len(storetest.Table(t, w.Config))
	dead := true
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" && dead {
			return errDead
		}
		return nil
	})
	m := w.signed(w.hr, "once", w.what("user.invite", earl, body{"role": "guest"}))
	w.sends(m).refused(503, "unavailable")
	if after := len(storetest.Table(t, w.Config)); after != before {
		t.Errorf("there are %d items, before there were %d", after, before)
	}
	dead = false
	w.sends(m).became("invited")
	if after := len(storetest.Table(t, w.Config)); after != before+5 { // invitation, guard, event, answer, order
		t.Errorf("there are %d items more, want 5", after-before)
	}
}
