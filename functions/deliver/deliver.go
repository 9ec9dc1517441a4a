// Package deliver calls endpoints: webhook queue → receivers.
//
// What it promises:
//
//   - No delivery is lost. A message leaves the queue when its delivery has moved on: delivered, failed, or waiting in
//     the table, from where sweep puts it back. What is tried again within minutes has a message of its own besides.
//   - A delivery is tried on its schedule (account.Retry). A crash between the call and the note of it calls again, with
//     the same id, by which receivers know it.
//   - A dead or slow endpoint holds up nobody else. The messages of a batch are worked on side by side, no endpoint has
//     more than account.CallsAtOnce calls under way, and one whose calls have failed is called once in a while only; what
//     comes for it meanwhile waits in the table.
//   - The body of an answer is kept nowhere.
//
// The dead-letter queue holds messages that cannot be read, and those that came ten times while the table could not be
// reached. When the cause is mended, send them back: what has moved on is not delivered again.
package deliver

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/hook"
	"roster/shared/names"
	"roster/shared/queue"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/wire"
)

// Function calls endpoints. Tests set the clock.
type Function struct {
	Now func() time.Time

	store   *store.Store
	queues  *queue.Queues
	secrets secret.Source
	sender  *hook.Sender
}

// New is the function with everything that the configuration names. It opens no connection.
func New(c config.Config, s *store.Store) *Function {
	f := &Function{Now: time.Now, store: s, queues: queue.Open(c), secrets: secret.Open(c)}
	f.sender = hook.NewSender(hook.Options{Local: c.Webhooks.Local, Now: func() time.Time { return f.Now() }})
	return f
}

// payload is the body that an endpoint is sent: of an event, or of a test.
func payload(w *account.Webhook, d *account.Delivery, found store.Found) ([]byte, error) {
	if d.Event == "" {
		return json.Marshal(wire.TestPayloadOf(w, d))
	}
	e := found.Event(d.Organization, d.Event)
	if e == nil {
		return nil, errEventGone
	}
	return json.Marshal(wire.WebhookPayloadOf(names.Event(found, *e), e.Organization))
}

// errEventGone is an event that is not kept any longer.
var errEventGone = errors.New("the event is gone")

// call makes one call and answers the delivery after it.
func (f *Function) call(ctx context.Context, w *account.Webhook, d *account.Delivery, found store.Found) (*account.Delivery, hook.Answer, error) {
	body, err := payload(w, d, found)
	if errors.Is(err, errEventGone) {
		return d.Attempted(account.Attempt{At: f.now(), Outcome: account.GivenUp}, account.DeliveryFailed, time.Time{}), hook.Answer{}, nil
	}
	if err != nil {
		return nil, hook.Answer{}, err
	}
	now := f.now()
	secrets, err := f.signing(ctx, w, now)
	if err != nil {
		return nil, hook.Answer{}, err
	}
	answer, err := f.sender.Post(ctx, w.URL, hook.Message{ID: d.Message(), At: now, Body: body}, secrets...)
	if err != nil {
		return nil, answer, err
	}
	next := f.after(d, answer, now)
	log := slog.With("webhook", w.ID, "delivery", d.ID, "organization", d.Organization, "type", d.Type, "outcome", answer.Outcome,
		"status", answer.Status, "latency_ms", answer.Latency.Milliseconds(), "try", next.Tries, "state", next.State)
	if answer.Cause != nil {
		log = log.With("cause", answer.Cause.Error())
	}
	log.InfoContext(ctx, "an endpoint was called")
	return next, answer, nil
}

// signing is the secrets of an endpoint that sign now, derived.
func (f *Function) signing(ctx context.Context, w *account.Webhook, now time.Time) (secrets []string, err error) {
	for _, s := range w.Secrets(now) {
		text, err := f.secrets.WebhookSecret(ctx, s.KeyVersion, string(w.ID), s.Version)
		if err != nil {
			return nil, err
		}
		secrets = append(secrets, text)
	}
	return secrets, nil
}

// after is the delivery after an answer. A test is tried once: whoever sent it waits for what comes of it.
func (f *Function) after(d *account.Delivery, answer hook.Answer, now time.Time) *account.Delivery {
	attempt := account.Attempt{At: now, Status: answer.Status, Latency: answer.Latency, Outcome: string(answer.Outcome)}
	wait, again := account.Retry(d.Tries+1, answer.RetryAfter)
	switch {
	case answer.Outcome == hook.Delivered:
		return d.Attempted(attempt, account.DeliveryDelivered, time.Time{})
	case answer.Outcome == hook.Gone, d.Event == "", !again:
		return d.Attempted(attempt, account.DeliveryFailed, time.Time{})
	}
	next := d.Attempted(attempt, account.DeliveryRetrying, f.now().Add(wait))
	next.Queued = wait <= queue.MostDelay
	return next
}

// move writes the delivery, and queues it where it is tried again soon. Should the message get lost, sweep finds it.
func (f *Function) move(ctx context.Context, next *account.Delivery) error {
	moved, err := f.store.MoveDelivery(ctx, next)
	if err != nil || !moved || !next.Queued {
		return err
	}
	wait := next.DueAt.Sub(f.now()).Truncate(time.Second) + time.Second // SQS counts whole seconds: never earlier
	if err := f.queues.SendWebhooks(ctx, wait, queue.WebhookOf(next))[0]; err != nil {
		slog.WarnContext(ctx, "a delivery could not be queued and waits for sweep", "delivery", next.ID, "cause", err.Error())
	}
	return nil
}

// bounce puts a message back into the queue whose endpoint has as many calls under way as may be, for some seconds, more
// each time.
func (f *Function) bounce(ctx context.Context, asked queue.Webhook) error {
	most := min(time.Second<<min(asked.Bounces, 6), time.Minute)
	asked.Bounces++
	return f.queues.SendWebhooks(ctx, time.Second+rand.N(most), asked)[0] // #nosec G404 -- jitter keeps no secret
}

// now is to the millisecond, as records keep it.
func (f *Function) now() time.Time { return f.Now().UTC().Truncate(time.Millisecond) }
