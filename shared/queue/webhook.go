package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"roster/shared/account"
)

// Webhook is a message of the webhook queue: that a delivery is to be tried. It holds ids only. A message that comes
// again, or after the delivery has moved on, is known by its turn.
type Webhook struct {
	Webhook  account.WebhookID      `json:"webhook"`
	Owner    account.OrganizationID `json:"owner"` // of the endpoint: an organization, or the operator
	Delivery account.DeliveryID     `json:"delivery"`
	// Organization and Event are the event's, so that it is read together with the rest; no event for a test.
	Organization account.OrganizationID `json:"organization,omitempty"`
	Event        account.EventID        `json:"event,omitempty"`
	Turn         int                    `json:"turn"`
	// Bounces is how often there were as many calls under way at the endpoint as may be.
	Bounces int `json:"bounces,omitempty"`
}

// WebhookOf is the message for a delivery as it stands.
func WebhookOf(d *account.Delivery) Webhook {
	return Webhook{Webhook: d.Webhook, Owner: d.Owner, Delivery: d.ID, Organization: d.Organization, Event: d.Event, Turn: d.Turn}
}

// SendWebhooks puts messages into the webhook queue; delay and answer as for SendMails.
//
// They are grouped by endpoint: while one has thousands waiting, SQS lets those of the others pass.
func (q *Queues) SendWebhooks(ctx context.Context, delay time.Duration, all ...Webhook) []error {
	messages := make([]message, len(all))
	for i, w := range all {
		messages[i] = message{w.Body(), string(w.Webhook)}
	}
	return q.send(ctx, q.webhooks, delay, messages)
}

// Body is the message as it is sent.
func (w Webhook) Body() string {
	body, err := json.Marshal(w)
	if err != nil {
		panic(err) // strings and numbers always have a JSON form
	}
	return string(body)
}

// ReadWebhook reads a message.
func ReadWebhook(body string) (Webhook, error) {
	var w Webhook
	if err := json.Unmarshal([]byte(body), &w); err != nil {
		return Webhook{}, fmt.Errorf("webhook queue: the message is no JSON: %w", err)
	}
	if !w.Webhook.Valid() || !w.Delivery.Valid() || w.Owner == "" || w.Event != "" && (!w.Event.Valid() || w.Organization == "") {
		return Webhook{}, fmt.Errorf("webhook queue: a message names no delivery")
	}
	return w, nil
}
