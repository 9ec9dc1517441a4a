package dispatch

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/stream"
)

// batch is the changes of one call, gathered by what they are about, and which of the records have failed.
type batch struct {
	lock   sync.Mutex
	failed []error // by the record's place in the batch

	events  map[account.OrganizationID][]told
	persons map[store.Key]*moved
	resets  map[int]account.UserID // by the record
	asked   map[int]*account.Delivery
}

// told is an event, and the record that brought it.
type told struct {
	record int
	event  account.Event
}

// moved is a person, and the records that say it changed.
type moved struct {
	records []int
	person  store.Person
}

func newBatch(records int) *batch {
	return &batch{
		failed: make([]error, records),
		events: map[account.OrganizationID][]told{}, persons: map[store.Key]*moved{}, resets: map[int]account.UserID{},
		asked: map[int]*account.Delivery{},
	}
}

// add puts a change to what else is known of the same organization or person.
func (b *batch) add(record int, c store.Change) {
	if e := c.Event; e != nil {
		b.events[e.Organization] = append(b.events[e.Organization], told{record, *e})
	}
	if c.Reset != "" {
		b.resets[record] = c.Reset
	}
	if c.Delivery != nil {
		b.asked[record] = c.Delivery
	}
	if p := c.Person; p != nil {
		known, ok := b.persons[p.Key()]
		if !ok {
			b.persons[p.Key()] = &moved{[]int{record}, *p}
			return
		}
		known.records, known.person = append(known.records, record), known.person.And(*p)
	}
}

// note keeps that a record has failed.
func (b *batch) note(record int, err error) {
	if err == nil {
		return
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	b.failed[record] = errors.Join(b.failed[record], err)
}

// atOnce is how many organizations and people are worked on at once.
const atOnce = 8

// work does everything that the batch asks for. What fails is noted for its records and stops nothing else.
func (d *Dispatch) work(ctx context.Context, b *batch) {
	var group errgroup.Group
	group.SetLimit(atOnce)
	do := func(records []int, part func() error) {
		group.Go(func() error {
			err := stream.Guard(part)
			for _, record := range records {
				b.note(record, err)
			}
			return nil
		})
	}
	operators := sync.OnceValues(func() ([]*account.Webhook, error) { return d.store.Webhooks(ctx, account.Deployment) })
	for org, all := range b.events {
		records, events := counted(all)
		do(records, func() error { return d.store.CountEvents(ctx, org, events) })
		do(recordsOf(all), func() error { d.queueMails(ctx, b, all); return nil })
		do(recordsOf(all), func() error { d.tellWebhooks(ctx, b, org, all, operators); return nil })
	}
	for record, delivery := range b.asked {
		do([]int{record}, func() error { return d.queues.SendWebhooks(ctx, 0, queue.WebhookOf(delivery))[0] })
	}
	for record, user := range b.resets {
		do([]int{record}, func() error {
			return errors.Join(d.queues.SendMails(ctx, 0, queue.Mail{Kind: queue.MailTwoFactorReset, User: user})...)
		})
	}
	purged := d.purged(ctx, b)
	for _, m := range b.persons {
		if !purged[m.person.Left()] {
			do(m.records, func() error { return d.store.KeepRows(ctx, m.person) })
		}
	}
	_ = group.Wait() // every error is noted
}

// purged says which organizations people have left because all of it is deleted for good: sweep takes their rows
// with them, and a hundred thousand people need not be looked at one by one. Nothing is lost when it cannot be
// told.
func (d *Dispatch) purged(ctx context.Context, b *batch) map[account.OrganizationID]bool {
	left := map[account.OrganizationID]bool{}
	for _, m := range b.persons {
		if org := m.person.Left(); org != "" {
			left[org] = true
		}
	}
	purged, err := d.store.Purged(ctx, slices.Collect(maps.Keys(left))...)
	if err != nil {
		slog.WarnContext(ctx, "it cannot be told whether organizations are being purged", "cause", err.Error())
	}
	return purged
}

func recordsOf(all []told) []int {
	records := make([]int, len(all))
	for i, t := range all {
		records[i] = t.record
	}
	return records
}

// counted are the events that change a count, and the records that brought them.
func counted(all []told) (records []int, events []account.Event) {
	for _, t := range all {
		if store.IsCounted(t.event) {
			records, events = append(records, t.record), append(events, t.event)
		}
	}
	return records, events
}
