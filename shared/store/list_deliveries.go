package store

import (
	"context"
	"math"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
)

// DeliveryList asks for what an endpoint was told, the newest event first. A state is a condition on what is read.
type DeliveryList struct {
	Webhook account.WebhookID
	Reader  account.Actor // whose cursors these are
	State   account.DeliveryState
	Now     time.Time // what is not kept any longer is in no list, before it is deleted, too
	Limit   int
	Cursor  string
}

// ListDeliveries is a page of them, seconds late. An Invalid error when the cursor belongs to another list.
func (s *Store) ListDeliveries(ctx context.Context, l DeliveryList) (*Page[*account.Delivery], error) {
	r := deliveriesOf(l.Webhook, l.Now.Add(-account.KeptDeliveries))
	r.backwards = true
	return page(ctx, s, listing[*account.Delivery]{
		run: r, digest: listDigest("deliveries", string(l.Webhook), string(l.Reader.Kind), l.Reader.ID, string(l.State)),
		cursor: l.Cursor, limit: l.Limit, chunk: chunkFor(l.Limit, false, l.State != ""), conditional: l.State != "",
		decode: listedDeliveryOf,
		keep: func(_ context.Context, _ []string, all []*account.Delivery) ([]bool, error) {
			kept := make([]bool, len(all))
			for i, d := range all {
				kept[i] = l.State == "" || d.State == l.State
			}
			return kept, nil
		},
	})
}

// deliveriesOf are those of an endpoint of events from that time on, in their order.
func deliveriesOf(webhook account.WebhookID, from time.Time) run {
	return run{
		partition: DeliveryKey(webhook, "").pk, from: deliveriesFrom(firstMilli(from)), to: deliveriesFrom(math.MaxInt64),
		base: func(id string) (Key, bool) {
			d := account.DeliveryID(id)
			return DeliveryKey(webhook, d), d.Valid()
		},
	}
}

func listedDeliveryOf(i item) (*account.Delivery, error) {
	r, err := decode[deliveryRecord](i)
	if err != nil {
		return nil, unreadableError{keyOf(i), err}
	}
	return r.delivery(), nil
}

// replaysAtOnce is how many deliveries are asked for side by side.
const replaysAtOnce = 16

// ReplayFailed asks again for those that have failed, of events from a time on, the oldest first, and answers how many
// that were. At most so many; more says that some are left.
func (s *Store) ReplayFailed(ctx context.Context, in Intent, webhook account.WebhookID, from time.Time, most int) (replayed int, more bool, err error) {
	r := deliveriesOf(webhook, latest(from, in.At.Add(-account.KeptDeliveries)))
	for after, more := "", true; more; {
		var items []item
		if items, more, err = s.read(ctx, r, after, MostExamined/4); err != nil {
			return replayed, more, err
		}
		var failed []*account.Delivery
		for _, i := range items {
			d, err := listedDeliveryOf(i)
			if err != nil {
				return replayed, true, err
			}
			if after = string(d.ID); d.State != account.DeliveryFailed {
				continue
			}
			if replayed+len(failed) == most {
				n, err := s.replayAll(ctx, in, failed)
				return replayed + n, true, err
			}
			failed = append(failed, d)
		}
		n, err := s.replayAll(ctx, in, failed)
		if replayed += n; err != nil {
			return replayed, true, err
		}
	}
	return replayed, false, nil
}

func (s *Store) replayAll(ctx context.Context, in Intent, failed []*account.Delivery) (int, error) {
	var group errgroup.Group
	group.SetLimit(replaysAtOnce)
	var replayed atomic.Int64
	for _, d := range failed {
		group.Go(func() error {
			r := toDeliveryRecord(d.Replayed(in.At))
			r.Asked = true
			moved, err := s.putDelivery(ctx, r)
			if moved {
				replayed.Add(1)
			}
			return err
		})
	}
	err := group.Wait()
	return int(replayed.Load()), err
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
