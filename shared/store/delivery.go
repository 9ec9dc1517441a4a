package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

type deliveryRecord struct {
	keys
	Kind         string                 `dynamodbav:"kind"`
	Owner        account.OrganizationID `dynamodbav:"owner"`
	Organization account.OrganizationID `dynamodbav:"org"`
	Event        account.EventID        `dynamodbav:"event,omitempty"`
	Type         account.EventType      `dynamodbav:"type"`
	State        account.DeliveryState  `dynamodbav:"state"`
	Attempts     []attemptRecord        `dynamodbav:"attempts,omitempty"`
	Tries        int                    `dynamodbav:"tries,omitempty"`
	Deferrals    int                    `dynamodbav:"deferrals,omitempty"`
	Turn         int                    `dynamodbav:"turn"`
	Due          millis                 `dynamodbav:"due,omitempty"`
	Queued       bool                   `dynamodbav:"queued,omitempty"`
	Created      millis                 `dynamodbav:"created"`
	Replayed     millis                 `dynamodbav:"replayed,omitempty"`
	// Asked says that somebody has asked for it, and nobody has queued it yet: the stream shows it to dispatch.
	Asked bool  `dynamodbav:"asked,omitempty"`
	TTL   int64 `dynamodbav:"ttl"`
}

type attemptRecord struct {
	At      millis `dynamodbav:"at"`
	Status  int    `dynamodbav:"status,omitempty"`
	Latency int64  `dynamodbav:"latency,omitempty"` // milliseconds
	Outcome string `dynamodbav:"outcome"`
}

func toDeliveryRecord(d *account.Delivery) deliveryRecord {
	r := deliveryRecord{
		keys: DeliveryKey(d.Webhook, d.ID).keys(), Kind: kindDelivery,
		Owner: d.Owner, Organization: d.Organization, Event: d.Event, Type: d.Type, State: d.State,
		Tries: d.Tries, Deferrals: d.Deferrals, Turn: d.Turn, Due: toMillis(d.DueAt), Queued: d.Queued,
		Created: toMillis(d.CreatedAt), Replayed: toMillis(d.ReplayedAt), TTL: d.CreatedAt.Add(account.KeptDeliveries).Unix(),
	}
	for _, a := range d.Attempts[max(len(d.Attempts)-account.KeptAttempts, 0):] {
		r.Attempts = append(r.Attempts, attemptRecord{toMillis(a.At), a.Status, a.Latency.Milliseconds(), a.Outcome})
	}
	if d.State.Waits() && !d.DueAt.IsZero() {
		r.GSI4PK, r.GSI4SK = duePartition(r.PK+r.SK), r.dueSort(d.LookedAt())
	}
	return r
}

func (r deliveryRecord) dueSort(due time.Time) string { return at(due) + "#" + r.PK + "#" + r.SK }

func (r deliveryRecord) delivery() *account.Delivery {
	d := &account.Delivery{
		ID: account.DeliveryID(r.SK), Webhook: account.WebhookID(strings.TrimPrefix(r.PK, deliveryPrefix)),
		Owner: r.Owner, Organization: r.Organization, Event: r.Event, Type: r.Type, State: r.State,
		Tries: r.Tries, Deferrals: r.Deferrals, Turn: r.Turn, DueAt: r.Due.time(), Queued: r.Queued, CreatedAt: r.Created.time(), ReplayedAt: r.Replayed.time(),
	}
	for _, a := range r.Attempts {
		d.Attempts = append(d.Attempts, account.Attempt{
			At: a.At.time(), Status: a.Status, Latency: time.Duration(a.Latency) * time.Millisecond, Outcome: a.Outcome,
		})
	}
	return d
}

// Delivery is what the endpoint is told of an event. Whoever asks has made sure that the endpoint is one's own.
func (f Found) Delivery(id account.WebhookID, delivery account.DeliveryID) *account.Delivery {
	if r := read[deliveryRecord](f, DeliveryKey(id, delivery)); r != nil && r.Kind == kindDelivery {
		return r.delivery()
	}
	return nil
}

// DueDelivery is the delivery under the key, if it waits and its time has come.
func (f Found) DueDelivery(k Key, now time.Time) *account.Delivery {
	if text(f[k]["kind"]) != kindDelivery {
		return nil
	}
	if d := read[deliveryRecord](f, k).delivery(); d.State.Waits() && !d.DueAt.IsZero() && !now.Before(d.LookedAt()) {
		return d
	}
	return nil
}

// AddDelivery writes a new delivery, once: one that is there already stays as it is.
func (s *Store) AddDelivery(ctx context.Context, d *account.Delivery) error {
	e := build(expression.NewBuilder(), expression.AttributeNotExists(expression.Name("PK")))
	_, err := s.db.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encode(toDeliveryRecord(d)), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	if err := conditional(err); !errors.Is(err, errConditionFailed) {
		return err
	}
	return nil
}

// MoveDelivery writes a delivery over the turn before. False when somebody else has moved it in the meantime.
func (s *Store) MoveDelivery(ctx context.Context, d *account.Delivery) (moved bool, err error) {
	return s.putDelivery(ctx, toDeliveryRecord(d))
}

func (s *Store) putDelivery(ctx context.Context, r deliveryRecord) (bool, error) {
	e := build(expression.NewBuilder(), expression.Name("turn").Equal(expression.Value(r.Turn-1)))
	_, err := s.db.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encode(r), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	err = conditional(err)
	if errors.Is(err, errConditionFailed) {
		return false, nil
	}
	return err == nil, err
}

// SendTest asks for a test event, which is delivered like any other, but once.
func (s *Store) SendTest(ctx context.Context, in Intent, d *account.Delivery) error {
	r := toDeliveryRecord(d)
	r.Asked = true
	return s.commit(ctx, in, put(r, expression.AttributeNotExists(expression.Name("PK")), nil))
}

// Replay asks for a delivery again; after is its next turn, as Replayed makes it.
//
// StaleVersion when it was moved in the meantime.
func (s *Store) Replay(ctx context.Context, in Intent, after *account.Delivery) error {
	r := toDeliveryRecord(after)
	r.Asked = true
	return s.commit(ctx, in, put(r, expression.Name("turn").Equal(expression.Value(r.Turn-1)), movedOn))
}

// WakeDelivery takes a delivery that is due for the queue, so that it is not due again until then. False when it was
// moved in the meantime.
func (s *Store) WakeDelivery(ctx context.Context, d *account.Delivery, now, until time.Time) (moved bool, err error) {
	r := toDeliveryRecord(d)
	update := expression.Set(expression.Name("GSI4SK"), expression.Value(r.dueSort(until))).Remove(expression.Name("asked"))
	err = s.updateIf(ctx, Key{r.PK, r.SK}, update, expression.Name("turn").Equal(expression.Value(d.Turn)).
		And(expression.Name("GSI4SK").LessThan(expression.Value(at(now.Add(time.Millisecond))))))
	if errors.Is(err, errConditionFailed) {
		return false, nil
	}
	return err == nil, err
}
