// Package dispatch works off the table's stream. Of every event it counts what moved between tabs, and queues
// the mail that it leads to and what endpoints are told of it; of every change of a member or an invitation it keeps the rows that lists filter
// and search by.
//
// It sees everything at least once, in whatever order after a failure. Counting is marked in its own
// transaction, rows follow what the record says now, a delivery is written once, and whoever sends a mail or calls an
// endpoint bears its message twice.
package dispatch

import (
	"context"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/stream"
)

// Dispatch is the function.
type Dispatch struct {
	store  *store.Store
	queues *queue.Queues
}

// New is the function on a table and its queues.
func New(s *store.Store, q *queue.Queues) *Dispatch { return &Dispatch{s, q} }

// Handle works off a batch of the stream. A record that fails is reported alone and comes again; the others
// are done. Inserts of events, changes of members and invitations, and deliveries that were asked for are what it is for; of other records it
// does nothing.
func (d *Dispatch) Handle(ctx context.Context, e events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	records := stream.Records(e)
	b := newBatch(len(records))
	for i, r := range records {
		b.note(i, stream.Guard(func() error {
			change, err := store.ReadChange(r.Old, r.New)
			b.add(i, change)
			return err
		}))
	}
	d.work(ctx, b)
	var again []stream.Record
	for i, r := range records {
		if b.failed[i] != nil && !d.postponed(ctx, r, b.failed[i]) {
			again = append(again, r)
		}
	}
	return stream.Failed(again), nil
}

// mostFailures is how often a record may fail before it no longer holds its shard.
const mostFailures = 5

// postponed puts the key of a record that has failed too often into the queue of what is done later, and
// reports whether it did.
func (d *Dispatch) postponed(ctx context.Context, r stream.Record, cause error) bool {
	log := slog.With("record", r.ID, "pk", r.PK, "cause", cause.Error())
	failures, err := d.store.CountFailure(ctx, r.ID, time.Now())
	if err != nil {
		log.ErrorContext(ctx, "a record failed, and so did counting it", "then", err.Error())
		return false
	}
	log = log.With("failures", failures)
	if failures < mostFailures || !d.queues.KeepsLater() {
		log.WarnContext(ctx, "a record failed and comes again")
		return false
	}
	if err := d.queues.SendLater(ctx, queue.Later{PK: r.PK, SK: r.SK}); err != nil {
		log.ErrorContext(ctx, "a record failed and could not be postponed", "then", err.Error())
		return false
	}
	log.ErrorContext(ctx, "a record failed too often and is tried again later")
	return true
}

// HandleLater works off what Handle has put off, by what the table says now. What fails again stays in the
// queue, and ends among its dead letters.
func (d *Dispatch) HandleLater(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
	return stream.EachMessage(ctx, e, func(ctx context.Context, m stream.Message) error {
		l, err := queue.ReadLater(m.Body)
		if err != nil {
			return err
		}
		change, err := d.store.ChangeAt(ctx, l.PK, l.SK)
		if err != nil {
			return err
		}
		b := newBatch(1)
		b.add(0, change)
		d.work(ctx, b)
		return b.failed[0]
	}), nil
}
