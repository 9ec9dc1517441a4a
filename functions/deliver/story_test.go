package deliver_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/wire"
)

// An event comes once, signed, with names and addresses as they are when it is sent, and what changed.
func TestAnEventReachesItsEndpoints(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	all, some, operators, other := w.receives(answers(200)), w.receives(answers(204)), w.receives(answers(200)), w.receives(answers(200))
	hook := w.registers(all.URL)
	w.registers(some.URL, account.MemberRemoved)
	w.registersFor(account.Deployment, operators.URL)
	elsewhere, _, _ := w.NewOrganization("Northwind")
	w.registersFor(elsewhere, other.URL)
	jonas := w.NewMember("Jonas Weber", account.Active, account.Grants{Role: account.PlainMember})
	w.Advance(time.Second)
	before := jonas.Place()
	after := *before
	after.Grants.AdAccountRoles = []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}}
	after.Version++
	if err := w.Store.UpdateMember(t.Context(), w.intent(w.Org), before, &after, account.MemberUpdated); err != nil {
		t.Fatal(err)
	}
	w.dispatches()
	w.delivers()

	if len(some.calls()) != 0 {
		t.Errorf("an endpoint that did not ask for it is sent %s", some.calls()[0].body)
	}
	if len(other.calls()) != 0 {
		t.Errorf("another organization is sent %s", other.calls()[0].body)
	}
	var got *received
	for _, r := range []*receiver{all, operators} {
		calls := r.calls()
		i := slices.IndexFunc(calls, func(c received) bool { return strings.Contains(string(c.body), `"member.updated"`) })
		if i < 0 {
			t.Fatalf("it was not sent; %d others were", len(calls))
		}
		got = &calls[i]
	}
	i := slices.IndexFunc(all.calls(), func(c received) bool { return c.id == got.id })
	mine := all.calls()[i]
	by, err := webhooks.NewWebhook(w.derived(hook, 1))
	if err != nil {
		t.Fatal(err)
	}
	if err := by.Verify(mine.body, mine.header); err != nil {
		t.Errorf("it cannot be verified: %v", err)
	}
	var payload wire.WebhookPayload
	if err := json.Unmarshal(mine.body, &payload); err != nil {
		t.Fatal(err)
	}
	d := payload.Data
	if payload.Type != "member.updated" || d.ID != mine.id || d.Organization != string(w.Org) || d.Actor.Name != "Carrie Oakey" ||
		d.Target.Email != string(jonas.User.Email) || d.Target.Name != "Jonas Weber" || d.Version != after.Version || d.RequestID != "req_test" ||
		len(d.Changes.AdAccounts) != 1 || d.Changes.AdAccounts[0].Name != "OakeyInfluencer" || !slices.Equal(d.Changes.AdAccounts[0].After, []string{"viewer"}) {
		t.Errorf("it is sent %s", mine.body)
	}
	w.passes(time.Hour)
	w.dispatches() // what was written meanwhile tells nobody anything
	w.passes(time.Hour)
	for name, r := range map[string]*receiver{"the organization's": all, "the operator's": operators} {
		ids := map[string]int{}
		for _, c := range r.calls() {
			ids[c.id]++
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s endpoint is sent %s %d times", name, id, n)
			}
		}
	}
	sent := w.delivery(hook, account.EventID(mine.id))
	if sent.State != account.DeliveryDelivered || len(sent.Attempts) != 1 || sent.Attempts[0].Status != 200 || sent.Attempts[0].Outcome != "delivered" {
		t.Errorf("the log says %+v", sent)
	}
}

// A receiver that is away for a day: each event is tried on the schedule, comes once the receiver is back, and is in the
// log. What has failed for good comes by replay.
func TestAReceiverThatIsAwayForADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var back time.Time
	r := w.receives(func(_ int, rw http.ResponseWriter, _ *http.Request) {
		if w.Now().Before(back) {
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	hook := w.registers(r.URL, account.AdAccountCreated)
	back = w.Now().Add(24 * time.Hour)
	ids := []account.EventID{w.happens()}
	w.dispatches()
	w.passes(5 * time.Hour)
	for range 3 {
		ids = append(ids, w.happens())
	}
	w.dispatches()
	w.passes(20 * time.Hour)
	w.passes(30 * time.Hour)
	for _, id := range ids {
		d := w.delivery(hook, id)
		if d.State != account.DeliveryDelivered {
			t.Errorf("%s is %s after %d tries: %+v", id, d.State, d.Tries, d.Attempts)
		}
		if last := d.Attempts[len(d.Attempts)-1]; last.Outcome != "delivered" || last.At.Sub(back) > 14*time.Hour+90*time.Minute {
			t.Errorf("%s came %s after the receiver was back", id, last.At.Sub(back))
		}
	}
	if w.webhook(hook).State != account.WebhookEnabled {
		t.Error("a day disabled the endpoint")
	}
	// The first event had the receiver for itself: it kept to the schedule.
	first := w.delivery(hook, ids[0])
	want := []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour}
	for i, step := range want {
		if took := first.Attempts[i+1].At.Sub(first.Attempts[i].At); took < step || took > step+step/10+2*time.Second {
			t.Errorf("try %d came %s after the one before, want %s", i+2, took, step)
		}
	}
}

// Three days of failures and the delivery has failed; replayed, alone or with all that failed since a time, it comes.
func TestWhatHasFailedComesByReplay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	broken := true
	r := w.receives(func(_ int, rw http.ResponseWriter, _ *http.Request) {
		if broken {
			rw.WriteHeader(http.StatusInternalServerError)
		}
	})
	hook := w.registers(r.URL, account.AdAccountCreated)
	ids := []account.EventID{w.happens(), w.happens(), w.happens()}
	w.dispatches()
	w.passes(100 * time.Hour)
	for _, id := range ids {
		if d := w.delivery(hook, id); d.State != account.DeliveryFailed || d.Tries != 10 {
			t.Fatalf("%s is %s after %d tries", id, d.State, d.Tries)
		}
	}
	broken = false
	if err := w.Store.Replay(t.Context(), w.intent(w.Org), w.delivery(hook, ids[1]).Replayed(w.Now())); err != nil {
		t.Fatal(err)
	}
	w.dispatches()
	w.passes(time.Minute)
	if d := w.delivery(hook, ids[1]); d.State != account.DeliveryDelivered || len(d.Attempts) != 11 || d.Tries != 1 {
		t.Errorf("replayed it is %+v", d)
	}
	n, more, err := w.Store.ReplayFailed(t.Context(), w.intent(w.Org), hook.ID, w.Now().Add(-200*time.Hour), 100)
	if err != nil || n != 2 || more {
		t.Fatalf("%d are replayed, more %v (%v)", n, more, err)
	}
	w.dispatches()
	w.passes(time.Minute)
	for _, id := range ids {
		if d := w.delivery(hook, id); d.State != account.DeliveryDelivered {
			t.Errorf("%s is %s", id, d.State)
		}
	}
}

// Whoever answers 410 wants no more: the endpoint is disabled, its organization is told by an event, and it is not called
// again.
func TestWhoAnswersGoneIsCalledNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.receives(answers(http.StatusGone))
	hook := w.registers(r.URL, account.AdAccountCreated)
	first, second := w.happens(), w.happens()
	w.dispatches()
	w.passes(100 * time.Hour)
	now := w.webhook(hook)
	if now.State != account.WebhookDisabled || now.Disabled != account.WebhookGone || now.Version <= hook.Version {
		t.Errorf("the endpoint is %+v", now)
	}
	if calls := len(r.calls()); calls > 2 {
		t.Errorf("it was called %d times", calls)
	}
	for _, id := range []account.EventID{first, second} {
		if d := w.delivery(hook, id); d.State != account.DeliveryFailed {
			t.Errorf("%s is %s", id, d.State)
		}
	}
	w.toldOfTheEnd(hook)
	before := len(r.calls())
	w.happens()
	w.dispatches()
	w.passes(time.Hour)
	if calls := len(r.calls()); calls > before {
		t.Errorf("a disabled endpoint was called %d times", calls-before)
	}
}

func (w *world) toldOfTheEnd(hook *account.Webhook) {
	w.t.Helper()
	n := 0
	for _, e := range w.Events(string(hook.ID)) {
		if e.Type == account.WebhookWasDisabled && e.Actor == "" {
			n++
		}
	}
	if n != 1 {
		w.t.Errorf("%d events say that it was disabled, want 1", n)
	}
}

// Five days of nothing but failures disable an endpoint; one success in between and the days begin anew.
func TestFiveDaysOfFailuresDisableAnEndpoint(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	works := false
	r := w.receives(func(_ int, rw http.ResponseWriter, _ *http.Request) {
		if !works {
			rw.WriteHeader(http.StatusInternalServerError)
		}
	})
	hook := w.registers(r.URL, account.AdAccountCreated)
	days := func(n int) {
		for range n {
			w.happens()
			w.dispatches()
			w.passes(24 * time.Hour)
		}
	}
	days(4)
	works = true
	w.passes(30 * time.Hour)
	works = false
	days(5)
	if is := w.webhook(hook); is.State != account.WebhookEnabled {
		t.Fatalf("it was disabled too early: %+v", is)
	}
	days(1)
	if is := w.webhook(hook); is.State != account.WebhookDisabled || is.Disabled != account.WebhookFailing {
		t.Errorf("the endpoint is %+v", is)
	}
	w.toldOfTheEnd(hook)
}

// A receiver that redirects is not followed; one that hangs is left; both are tried again like any other failure.
func TestRedirectsAndHangsAreFailures(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	target := w.receives(answers(200))
	r := w.receives(func(n int, rw http.ResponseWriter, request *http.Request) {
		switch n {
		case 1:
			http.Redirect(rw, request, target.URL, http.StatusFound)
		case 2:
			<-request.Context().Done() // until it is given up
		}
	})
	hook := w.registers(r.URL, account.AdAccountCreated)
	id := w.happens()
	w.dispatches()
	began := time.Now()
	w.passes(time.Hour)
	if took := time.Since(began); took < 15*time.Second || took > 40*time.Second {
		t.Errorf("a receiver that hangs took %s", took)
	}
	d := w.delivery(hook, id)
	var outcomes []string
	for _, a := range d.Attempts {
		outcomes = append(outcomes, a.Outcome)
	}
	if !slices.Equal(outcomes, []string{"redirected", "timed_out", "delivered"}) || len(target.calls()) > 0 || d.Attempts[1].Latency < 15*time.Second {
		t.Errorf("the outcomes are %v, and %d calls followed the redirect: %+v", outcomes, len(target.calls()), d.Attempts)
	}
}

// Retry-After puts the next try off, and never brings it forward.
func TestRetryAfterIsHonoured(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.receives(func(n int, rw http.ResponseWriter, _ *http.Request) {
		switch n {
		case 1:
			rw.Header().Set("Retry-After", "7200")
			rw.WriteHeader(http.StatusTooManyRequests)
		case 2:
			rw.Header().Set("Retry-After", "1")
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	hook := w.registers(r.URL, account.AdAccountCreated)
	id := w.happens()
	w.dispatches()
	w.passes(6 * time.Hour)
	d := w.delivery(hook, id)
	if len(d.Attempts) != 3 {
		t.Fatalf("it was tried %d times", len(d.Attempts))
	}
	for i, least := range []time.Duration{2 * time.Hour, 5 * time.Minute} {
		if took := d.Attempts[i+1].At.Sub(d.Attempts[i].At); took < least || took > least+least/10+2*time.Second {
			t.Errorf("try %d came after %s, want %s", i+2, took, least)
		}
	}
}

// For a day after a rotation both secrets sign, then the new one alone.
func TestBothSecretsSignForADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.receives(answers(200))
	hook := w.registers(r.URL, account.AdAccountCreated)
	rotated := hook.Rotated(1, w.Now())
	if err := w.Store.UpdateWebhook(t.Context(), w.intent(w.Org), hook, rotated, account.WebhookUpdated); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		passes time.Duration
		trust  [2]bool // who has the old secret, who has the new one
	}{{time.Second, [2]bool{true, true}}, {25 * time.Hour, [2]bool{false, true}}} {
		w.passes(step.passes)
		w.happens()
		w.dispatches()
		w.delivers()
		calls := r.calls()
		last := calls[len(calls)-1]
		for i, version := range []int{1, 2} {
			by, err := webhooks.NewWebhook(w.derived(hook, version))
			if err != nil {
				t.Fatal(err)
			}
			if err := by.VerifyIgnoringTimestamp(last.body, last.header); (err == nil) != step.trust[i] {
				t.Errorf("%s later, who has secret %d: %v", step.passes, version, err)
			}
		}
	}
}

// A test event is sent once, even to an endpoint that is spared, and what it meets counts only when it is good.
func TestATestEventIsTriedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	status := http.StatusInternalServerError
	r := w.receives(func(_ int, rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(status) })
	hook := w.registers(r.URL, account.AdAccountCreated)
	test := func() *account.Delivery {
		d := &account.Delivery{
			ID: store.NewTestID(w.Now()), Webhook: hook.ID, Owner: w.Org, Organization: w.Org, Type: account.WebhookTest,
			State: account.DeliveryPending, CreatedAt: w.Now(),
		}
		if err := w.Store.SendTest(t.Context(), w.intent(w.Org), d); err != nil {
			t.Fatal(err)
		}
		w.dispatches()
		w.delivers()
		found, err := w.Store.Get(t.Context(), store.DeliveryKey(hook.ID, d.ID))
		if err != nil {
			t.Fatal(err)
		}
		return found.Delivery(hook.ID, d.ID)
	}
	if d := test(); d.State != account.DeliveryFailed || len(d.Attempts) != 1 || d.Attempts[0].Status != 500 {
		t.Errorf("a test that fails is %+v", d)
	}
	w.happens()
	w.dispatches()
	w.passes(6 * time.Minute) // three failures over five minutes: it is spared now
	before := len(r.calls())
	status = http.StatusOK
	if d := test(); d.State != account.DeliveryDelivered || len(r.calls()) != before+1 {
		t.Errorf("a test of an endpoint that is spared is %+v", d)
	}
	var payload wire.WebhookPayload
	last := r.calls()[before]
	if err := json.Unmarshal(last.body, &payload); err != nil || payload.Type != "webhook.test" || payload.Data.ID != last.id || payload.Data.Target.ID != string(hook.ID) {
		t.Errorf("the test event is %s", last.body)
	}
	found, err := w.Store.Get(t.Context(), store.GateKey(hook.ID))
	if err != nil || found.Gate(hook.ID).Failures != 0 {
		t.Errorf("after a good test the gate is %+v (%v)", found.Gate(hook.ID), err)
	}
}

// Nothing that a receiver answers is kept, but its status, and no secret.
func TestNothingOfAnAnswerOrASecretIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.receives(func(_ int, rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("X-Inner", "C0NFIDENTIAL")
		rw.WriteHeader(http.StatusTeapot)
		_, _ = rw.Write([]byte("C0NFIDENTIAL"))
	})
	hook := w.registers(r.URL, account.AdAccountCreated)
	id := w.happens()
	w.dispatches()
	w.passes(time.Minute)
	table := storetest.Table(t, w.Config)
	for _, secretive := range []string{"C0NFIDENTIAL", w.derived(hook, 1), "whsec_"} {
		if table.Contains(t, secretive) {
			t.Errorf("the table holds %s", secretive)
		}
	}
	if d := w.delivery(hook, id); len(d.Attempts) != 2 || d.Attempts[0].Status != http.StatusTeapot {
		t.Errorf("the log is %+v", d)
	}
}
