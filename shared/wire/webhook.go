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
