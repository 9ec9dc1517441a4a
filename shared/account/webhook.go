package account

import (
	"math/rand/v2"
	"slices"
	"time"
)

// MostWebhooks is how many endpoints an organization may have, and the operator.
const MostWebhooks = 20

// MaxDescription is how many characters the description of an endpoint may have.
const MaxDescription = 200

// Webhook is an endpoint: where an organization wants to be told of its events, or the operator of all events.
type Webhook struct {
	ID           WebhookID
	Organization OrganizationID // or Deployment
	URL          string
	Types        []EventType // that are told; empty for all
	Description  string
	State        WebhookState
	Disabled     WebhookEnd // why it is disabled; empty while it is not
	Secret       WebhookSecret
	Former       WebhookSecret // that signs, too, until FormerUntil; zero for none
	FormerUntil  time.Time
	CreatedAt    time.Time
	CreatedBy    Actor
	Version      int64
}

// WebhookSecret says which secret signs: it is derived from the master key of that version.
type WebhookSecret struct{ Version, KeyVersion int }

// WebhookState says whether an endpoint is called.
type WebhookState string

// The states of an endpoint.
const (
	WebhookEnabled  WebhookState = "enabled"
	WebhookDisabled WebhookState = "disabled"
)

// WebhookEnd says why an endpoint is disabled.
type WebhookEnd string

// Why an endpoint is disabled.
const (
	WebhookByHand  WebhookEnd = "by_hand"
	WebhookGone    WebhookEnd = "gone"    // it has answered 410
	WebhookFailing WebhookEnd = "failing" // nothing has reached it for FailingFor
)

// FailingFor is after how long of nothing but failures an endpoint is disabled. It is longer than the schedule of one
// delivery, so that no single event disables an endpoint.
const FailingFor = 5 * 24 * time.Hour

// SecretOverlap is how long a secret goes on signing after another has taken its place.
const SecretOverlap = 24 * time.Hour

// Wants reports whether the endpoint is to be told of the event: it is enabled, and was when the event happened.
func (w *Webhook) Wants(e Event) bool {
	return w.State == WebhookEnabled && e.At.After(w.CreatedAt) && (len(w.Types) == 0 || slices.Contains(w.Types, e.Type))
}

// Secrets are those that sign at that time, the present one first.
func (w *Webhook) Secrets(now time.Time) []WebhookSecret {
	if w.Former != (WebhookSecret{}) && now.Before(w.FormerUntil) {
		return []WebhookSecret{w.Secret, w.Former}
	}
	return []WebhookSecret{w.Secret}
}

// Rotated is the endpoint with another secret. The one before signs for SecretOverlap more; one before that no more.
func (w *Webhook) Rotated(keyVersion int, now time.Time) *Webhook {
	next := *w
	next.Former, next.FormerUntil = w.Secret, now.Add(SecretOverlap)
	next.Secret = WebhookSecret{Version: w.Secret.Version + 1, KeyVersion: keyVersion}
	next.Version = NextVersion(w.Version, now)
	return &next
}

// ChangeTo is what changed from the endpoint as it was to the next. An address may itself be a secret, so that it is
// named and not shown.
func (w *Webhook) ChangeTo(next *Webhook) Change {
	c := Change{Values: differing(
		ValueChange{"types", listed(w.Types), listed(next.Types)},
		ValueChange{"description", w.Description, next.Description},
	)}
	if w.URL != next.URL {
		c.Fields = append(c.Fields, "url")
	}
	if w.Secret != next.Secret {
		c.Fields = append(c.Fields, "secret")
	}
	if w.State != next.State {
		c = c.WithState(string(w.State), string(next.State))
	}
	return c
}

// Delivery is one event on its way to one endpoint, or a test event.
type Delivery struct {
	ID           DeliveryID
	Webhook      WebhookID
	Owner        OrganizationID // of the endpoint
	Organization OrganizationID // of the event; the owner of a test
	Event        EventID        // empty for a test
	Type         EventType
	State        DeliveryState
	Attempts     []Attempt // the last KeptAttempts of them
	Tries        int       // how many of the schedule are done, since it was last asked for
	Deferrals    int       // how often in a row it had to wait because the endpoint is not called now
	// Turn counts what was decided about it, so that a message of an older decision is known for one.
	Turn       int
	DueAt      time.Time // of the next try; zero when there is none, or at once
	Queued     bool      // a message of the queue comes then
	CreatedAt  time.Time
	ReplayedAt time.Time // when somebody last asked for it again; zero for never
}

// Message is the id that a receiver is told, the same however often it is: that of the event, or of the test.
func (d *Delivery) Message() string {
	if d.Event == "" {
		return string(d.ID)
	}
	return string(d.Event)
}

// LastCall is the last attempt at which the endpoint was really called; nil for none.
func (d *Delivery) LastCall() *Attempt {
	for i := len(d.Attempts) - 1; i >= 0; i-- {
		switch d.Attempts[i].Outcome {
		case EndpointDisabled, EndpointDeleted, GivenUp:
		default:
			return &d.Attempts[i]
		}
	}
	return nil
}

// Replayed is the delivery as it stands when somebody asks for it again: at the beginning, with what has happened.
func (d *Delivery) Replayed(now time.Time) *Delivery {
	next := *d
	next.State, next.Tries, next.Deferrals, next.ReplayedAt = DeliveryPending, 0, 0, now
	next.DueAt, next.Queued = time.Time{}, false
	next.Turn++
	return &next
}

// Attempted is the delivery after one more try, with what is to follow.
func (d *Delivery) Attempted(a Attempt, state DeliveryState, due time.Time) *Delivery {
	next := *d
	next.Attempts = append(slices.Clip(d.Attempts), a)
	next.State, next.DueAt, next.Queued, next.Deferrals = state, due, false, 0
	next.Tries++
	next.Turn++
	return &next
}

// Deferred is the delivery that waits until then, because the endpoint is not called now.
func (d *Delivery) Deferred(due time.Time) *Delivery {
	next := *d
	next.DueAt, next.Queued = due, false
	next.Deferrals++
	next.Turn++
	return &next
}

// lostAfter is how long after its time a message of the queue is taken to be lost.
const lostAfter = 2 * time.Minute

// LookedAt is when a delivery that waits is looked for: at its time, and later where a message of the queue comes then.
func (d *Delivery) LookedAt() time.Time {
	if d.Queued {
		return d.DueAt.Add(lostAfter)
	}
	return d.DueAt
}

// Since is when the delivery began: when it was made, or last asked for.
func (d *Delivery) Since() time.Time {
	if d.ReplayedAt.After(d.CreatedAt) {
		return d.ReplayedAt
	}
	return d.CreatedAt
}

// DeliveryState is where a delivery stands (product.md §2). One that is replayed is pending again.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryPending   DeliveryState = "pending"
	DeliveryRetrying  DeliveryState = "retrying"
	DeliveryDelivered DeliveryState = "delivered"
	DeliveryFailed    DeliveryState = "failed"
)

// Waits reports whether the delivery is still to be tried.
func (s DeliveryState) Waits() bool { return s == DeliveryPending || s == DeliveryRetrying }

// Attempt is one call, or a call that was not made.
type Attempt struct {
	At      time.Time
	Status  int           // 0 where there was no answer
	Latency time.Duration // to the millisecond
	Outcome string        // in a word: hook.Outcome, or EndpointDisabled, EndpointDeleted or GivenUp
}

// Outcomes of what was not called.
const (
	EndpointDisabled = "endpoint_disabled"
	EndpointDeleted  = "endpoint_deleted"
	GivenUp          = "given_up" // the endpoint could not be called before the end of the schedule
)

// Bounds of deliveries.
const (
	// KeptAttempts is how many attempts a delivery shows.
	KeptAttempts = 20
	// KeptDeliveries is how long a delivery is kept, from when it was made.
	KeptDeliveries = 30 * 24 * time.Hour
	// DeliveryLife is after how long a delivery is given up that could not even be tried: longer than its schedule.
	DeliveryLife = 5 * 24 * time.Hour
)

// WebhookTest is the type of a test event. It is no event of the log, so that no endpoint can ask for it.
const WebhookTest EventType = "webhook.test"

// schedule is when a delivery is tried again (product.md §3), each time after the try before.
var schedule = []time.Duration{
	5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour,
	10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
}

// Retry is how long to wait after so many tries: the schedule with up to a tenth more, so that what failed together does
// not come together, and never less than what the receiver asks for. False when the schedule is over.
func Retry(tries int, asked time.Duration) (time.Duration, bool) {
	if tries < 1 || tries > len(schedule) {
		return 0, false
	}
	return jittered(max(schedule[tries-1], asked)), true
}

// Deferral is how long a delivery waits whose endpoint is not called now: a minute, doubled each time, at most an hour.
func Deferral(before int) time.Duration {
	return jittered(min(time.Minute<<min(before, 6), time.Hour))
}

func jittered(d time.Duration) time.Duration {
	return d + rand.N(d/10+1) // #nosec G404 -- jitter keeps no secret
}

// How an endpoint is spared that does not answer as it should.
const (
	// BreaksAfter and BreaksOver are after how many failures in a row, and over how long, an endpoint is called only once in
	// a while: one that fails every third time is not dead.
	BreaksAfter = 3
	BreaksOver  = 30 * time.Second
	// CallsAtOnce is how many calls are under way at one endpoint at most.
	CallsAtOnce = 5
)

// BreakFor is how long no call is made after so many failures in a row, over so long: half of that time, at least ten
// seconds and at most ten minutes; zero while the endpoint is called as usual.
func BreakFor(failures int, over time.Duration) time.Duration {
	if failures < BreaksAfter || over < BreaksOver {
		return 0
	}
	return min(max(over/2, 10*time.Second), 10*time.Minute)
}
