package sweep

import (
	"context"

	"roster/shared/account"
	"roster/shared/queue"
)

// deliver puts a delivery whose time has come into the queue. Its next time is set before.
func (r run) deliver(ctx context.Context, d *account.Delivery, into *messages) error {
	moved, err := r.store.WakeDelivery(ctx, d, r.now, r.now.Add(onItsWay))
	if moved {
		into.webhooks = append(into.webhooks, queue.WebhookOf(d))
	}
	return err
}
