package dispatch

import (
	"context"
	"errors"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/queue"
)

// tellWebhooks writes what the endpoints of one organization, and the operator's, are to be told of its events, and
// queues it. What is there already is not written again, but queued: whoever delivers knows what was delivered. An
// organization without endpoints costs one read.
func (d *Dispatch) tellWebhooks(ctx context.Context, b *batch, org account.OrganizationID, all []told, operators func() ([]*account.Webhook, error)) {
	own, err := d.store.Webhooks(ctx, org)
	everybodys, failed := operators()
	if err := errors.Join(err, failed); err != nil {
		for _, t := range all {
			b.note(t.record, err)
		}
		return
	}
	if org != account.Deployment {
		own = slices.Concat(own, everybodys)
	}
	var group errgroup.Group
	group.SetLimit(deliveriesAtOnce)
	var lock sync.Mutex
	var messages []queue.Webhook
	var records []int
	for _, w := range own {
		for _, t := range all {
			if !w.Wants(t.event) {
				continue
			}
			group.Go(func() error {
				delivery := deliveryOf(w, t.event)
				if err := d.store.AddDelivery(ctx, delivery); err != nil {
					b.note(t.record, err)
					return nil
				}
				lock.Lock()
				defer lock.Unlock()
				messages, records = append(messages, queue.WebhookOf(delivery)), append(records, t.record)
				return nil
			})
		}
	}
	_ = group.Wait() // every error is noted
	for i, err := range d.queues.SendWebhooks(ctx, 0, messages...) {
		b.note(records[i], err)
	}
}

// deliveriesAtOnce is how many deliveries of one organization are written side by side.
const deliveriesAtOnce = 16

func deliveryOf(w *account.Webhook, e account.Event) *account.Delivery {
	return &account.Delivery{
		ID: e.ID.Delivery(), Webhook: w.ID, Owner: w.Organization, Organization: e.Organization,
		Event: e.ID, Type: e.Type, State: account.DeliveryPending, CreatedAt: e.At,
	}
}
