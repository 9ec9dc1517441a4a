package account_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
	"time"

	"roster/shared/account"
)

// Endpoints ask for types by this list: one that is missing there could be asked for by nobody.
func TestTheListOfEventTypesIsWhole(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var declared []account.EventType
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "EventType" {
				text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				declared = append(declared, account.EventType(text))
			}
		}
		return true
	})
	if !slices.Equal(declared, account.EventTypes) {
		t.Errorf("declared are %v, listed %v", declared, account.EventTypes)
	}
}

// product.md §3: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h, never earlier, little later, and never before the receiver
// wants it.
func TestTheScheduleOfADelivery(t *testing.T) {
	t.Parallel()
	want := []string{"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"}
	for tries := 1; tries <= len(want); tries++ {
		step, err := time.ParseDuration(want[tries-1])
		if err != nil {
			t.Fatal(err)
		}
		for _, asked := range []time.Duration{0, time.Second, 3 * time.Hour, 24 * time.Hour} {
			wait, again := account.Retry(tries, asked)
			if least := max(step, asked); !again || wait < least || wait > least+least/10 {
				t.Errorf("after %d tries, asked for %s: %s, want %s", tries, asked, wait, least)
			}
		}
	}
	for _, tries := range []int{0, len(want) + 1, 100} {
		if wait, again := account.Retry(tries, time.Hour); again {
			t.Errorf("after %d tries there is another in %s", tries, wait)
		}
	}
	var whole time.Duration
	for tries := range want {
		wait, _ := account.Retry(tries+1, 0)
		whole += wait
	}
	if whole >= account.DeliveryLife || whole >= account.FailingFor {
		t.Errorf("the schedule takes %s, and a delivery is given up after %s, an endpoint after %s", whole, account.DeliveryLife, account.FailingFor)
	}
}

func TestAnEndpointThatFailsIsCalledLessAndLess(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		failures   int
		over, want time.Duration
	}{
		{0, 0, 0}, {2, time.Hour, 0}, {1000, 29 * time.Second, 0}, // a burst is no dead endpoint, and neither are two failures
		{3, 30 * time.Second, 15 * time.Second}, {3, 5 * time.Minute, 150 * time.Second}, {9, 10 * time.Hour, 10 * time.Minute},
	} {
		if got := account.BreakFor(c.failures, c.over); got != c.want {
			t.Errorf("after %d failures over %s it is left alone for %s, want %s", c.failures, c.over, got, c.want)
		}
	}
	for before, least := range map[int]time.Duration{0: time.Minute, 3: 8 * time.Minute, 6: time.Hour, 99: time.Hour} {
		if got := account.Deferral(before); got < least || got > least+least/10 {
			t.Errorf("after %d deferrals a delivery waits %s, want %s", before, got, least)
		}
	}
}

func TestWhichEventsAnEndpointIsTold(t *testing.T) {
	t.Parallel()
	made := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	event := account.Event{Type: account.MemberRemoved, At: made.Add(time.Second)}
	for name, c := range map[string]struct {
		webhook account.Webhook
		event   account.Event
		want    bool
	}{
		"all types":         {account.Webhook{State: account.WebhookEnabled}, event, true},
		"this type":         {account.Webhook{State: account.WebhookEnabled, Types: []account.EventType{account.MemberAdded, account.MemberRemoved}}, event, true},
		"another type":      {account.Webhook{State: account.WebhookEnabled, Types: []account.EventType{account.MemberAdded}}, event, false},
		"disabled":          {account.Webhook{State: account.WebhookDisabled}, event, false},
		"before it was":     {account.Webhook{State: account.WebhookEnabled}, account.Event{At: made.Add(-time.Second)}, false},
		"that it was made":  {account.Webhook{State: account.WebhookEnabled}, account.Event{At: made, Type: account.WebhookCreated}, false},
		"the next endpoint": {account.Webhook{State: account.WebhookEnabled}, account.Event{At: made.Add(time.Second), Type: account.WebhookCreated}, true},
	} {
		c.webhook.CreatedAt = made
		if got := c.webhook.Wants(c.event); got != c.want {
			t.Errorf("%s: told %v, want %v", name, got, c.want)
		}
	}
}

// Attempts at which nobody was called sent nothing.
func TestWhichAttemptWasTheLastCall(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		outcomes []string
		want     int // which attempt, -1 for none
	}{
		"none yet":           {nil, -1},
		"the last":           {[]string{"refused", "delivered"}, 1},
		"before it was over": {[]string{"refused", "timed_out", account.GivenUp}, 1},
		"never":              {[]string{account.EndpointDisabled, account.EndpointDeleted}, -1},
	} {
		var d account.Delivery
		for _, outcome := range c.outcomes {
			d.Attempts = append(d.Attempts, account.Attempt{Outcome: outcome})
		}
		got := d.LastCall()
		if (got == nil) != (c.want < 0) || got != nil && got != &d.Attempts[c.want] {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

// After a rotation both secrets sign for a day. After two within a day the first signs no more.
func TestSecretsRotateWithAnOverlap(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	first := &account.Webhook{Secret: account.WebhookSecret{Version: 1, KeyVersion: 1}, Version: 7}
	second := first.Rotated(2, now)
	third := second.Rotated(2, now.Add(time.Hour))
	for name, c := range map[string]struct {
		of   *account.Webhook
		at   time.Time
		want []int
	}{
		"at first":              {first, now, []int{1}},
		"after a rotation":      {second, now, []int{2, 1}},
		"almost a day later":    {second, now.Add(24*time.Hour - 1), []int{2, 1}},
		"a day later":           {second, now.Add(24 * time.Hour), []int{2}},
		"after two":             {third, now.Add(time.Hour), []int{3, 2}},
		"a day after the first": {third, now.Add(24 * time.Hour), []int{3, 2}},
	} {
		var got []int
		for _, s := range c.of.Secrets(c.at) {
			got = append(got, s.Version)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s the secrets %v sign, want %v", name, got, c.want)
		}
	}
	if second.Former.KeyVersion != 1 || second.Secret.KeyVersion != 2 || second.Version <= first.Version || first.Secret.Version != 1 {
		t.Errorf("rotated it is %+v, and was %+v", second, first)
	}
	if change := first.ChangeTo(second); !slices.Equal(change.Fields, []string{"secret"}) || len(change.Values) > 0 {
		t.Errorf("the change is %+v", change)
	}
}

// An address may open something, so that it stands in no event.
func TestTheAddressOfAnEndpointIsInNoEvent(t *testing.T) {
	t.Parallel()
	was := &account.Webhook{URL: "https://a.example/T0KEN", State: account.WebhookEnabled}
	is := &account.Webhook{URL: "https://a.example/T1KEN", State: account.WebhookDisabled, Types: []account.EventType{account.MemberAdded}, Description: "CRM"}
	c := was.ChangeTo(is)
	if !slices.Equal(c.Fields, []string{"url"}) || len(c.Values) != 2 || c.State == nil || c.State.After != "disabled" {
		t.Errorf("the change is %+v", c)
	}
}
