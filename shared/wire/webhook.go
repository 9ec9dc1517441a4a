package wire

import (
	"time"

	"roster/shared/account"
)

// WebhookPayload is what an endpoint is sent: the body of a signed message (Standard Webhooks 1.0.0). Its id is that of
// the header webhook-id, the same however often it comes.
type WebhookPayload struct {
	Type      string      `json:"type" example:"member.updated"`
	Timestamp time.Time   `json:"timestamp" doc:"When it happened"`
	Data      WebhookData `json:"data"`
}

// WebhookData is the event.
type WebhookData struct {
	ID           string      `json:"id" example:"evt_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Organization string      `json:"organization" example:"4829130776"`
	Actor        EventActor  `json:"actor"`
	Target       EventTarget `json:"target"`
	Version      int64       `json:"version" doc:"Of the changed record, after the change: drop what is older than what you have"`
	RequestID    string      `json:"request_id,omitempty"`
	Changes      EventChange `json:"changes"`
}

// WebhookPayloadOf is what an endpoint is sent of an event that has its names.
func WebhookPayloadOf(e Event, org account.OrganizationID) WebhookPayload {
	return WebhookPayload{
		Type: e.Type, Timestamp: e.At,
		Data: WebhookData{
			ID: e.ID, Organization: string(org), Actor: e.Actor, Target: e.Target, Version: e.Version,
			RequestID: e.RequestID, Changes: e.Change,
		},
	}
}

// TestPayloadOf is what an endpoint is sent as a test event.
func TestPayloadOf(w *account.Webhook, d *account.Delivery) WebhookPayload {
	return WebhookPayload{
		Type: string(d.Type), Timestamp: d.CreatedAt,
		Data: WebhookData{
			ID: string(d.ID), Organization: string(d.Organization), Actor: EventActor{Kind: string(account.BySystem)},
			Target:  EventTarget{Kind: string(account.TargetWebhook), ID: string(w.ID), Name: w.Description},
			Version: w.Version,
		},
	}
}

// Webhook is an endpoint. Its secret is in no answer but that to its making.
type Webhook struct {
	ID             string     `json:"id" example:"wh_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	URL            string     `json:"url" example:"https://hooks.example.com/roster"`
	Types          []string   `json:"types" doc:"Empty for all"`
	Description    string     `json:"description"`
	State          string     `json:"state" enum:"enabled,disabled"`
	DisabledReason *string    `json:"disabled_reason" enum:"by_hand,gone,failing" doc:"gone: it answered 410; failing: nothing had reached it for five days; null while it is enabled"`
	FormerUntil    *time.Time `json:"former_secret_until" doc:"Until then the secret before signs, too; null for none"`
	CreatedAt      time.Time  `json:"created_at"`
	Version        int64      `json:"version"`
}

// WebhookOf is an endpoint as it is shown.
func WebhookOf(w *account.Webhook, now time.Time) Webhook {
	body := Webhook{
		ID: string(w.ID), URL: w.URL, Types: []string{}, Description: w.Description, State: string(w.State),
		CreatedAt: w.CreatedAt, Version: w.Version,
	}
	for _, t := range w.Types {
		body.Types = append(body.Types, string(t))
	}
	if w.Disabled != "" {
		reason := string(w.Disabled)
		body.DisabledReason = &reason
	}
	if now.Before(w.FormerUntil) {
		body.FormerUntil = timeOrNull(w.FormerUntil)
	}
	return body
}

// Delivery is one event on its way to one endpoint.
type Delivery struct {
	ID            string     `json:"id" example:"dlv_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Event         *string    `json:"event" example:"evt_01JD3Q9Z5T7K2M8V4X6W0RBCDE" doc:"null for a test"`
	Type          string     `json:"type" example:"member.removed"`
	State         string     `json:"state" enum:"pending,retrying,delivered,failed"`
	Attempts      []Attempt  `json:"attempts" doc:"The last twenty, the oldest first"`
	NextAttemptAt *time.Time `json:"next_attempt_at" doc:"null when there is none, or it is due at once"`
	CreatedAt     time.Time  `json:"created_at" doc:"When the event happened"`
	ReplayedAt    *time.Time `json:"replayed_at" doc:"When somebody last asked for it again; null for never"`
}

// Attempt is one call, or a call that was not made. Of the answer nothing is kept but its status.
type Attempt struct {
	At        time.Time `json:"at"`
	Status    *int      `json:"status" doc:"null where there was no answer"`
	LatencyMS int64     `json:"latency_ms"`
	Outcome   string    `json:"outcome" enum:"delivered,gone,redirected,refused,timed_out,unreachable,untrusted,forbidden_address,endpoint_disabled,endpoint_deleted,given_up"`
}

// DeliveryOf is a delivery as it is shown.
func DeliveryOf(d *account.Delivery) Delivery {
	body := Delivery{
		ID: string(d.ID), Type: string(d.Type), State: string(d.State), Attempts: []Attempt{},
		CreatedAt: d.CreatedAt, ReplayedAt: timeOrNull(d.ReplayedAt),
	}
	if d.Event != "" {
		event := string(d.Event)
		body.Event = &event
	}
	if d.State.Waits() {
		body.NextAttemptAt = timeOrNull(d.DueAt)
	}
	for _, a := range d.Attempts {
		attempt := Attempt{At: a.At, LatencyMS: a.Latency.Milliseconds(), Outcome: a.Outcome}
		if a.Status != 0 {
			attempt.Status = &a.Status
		}
		body.Attempts = append(body.Attempts, attempt)
	}
	return body
}
