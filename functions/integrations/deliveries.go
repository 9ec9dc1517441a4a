package integrations

import (
	"context"
	"net/http"
	"time"

	"roster/shared/account"
	"roster/shared/hook"
	"roster/shared/names"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

const deliveriesPath = webhooksPath + "/{id}/deliveries"

func (f function) registerDeliveries(api *web.API) {
	web.Add(api, web.Route[deliveriesInput, deliveriesAnswer]{
		Method: http.MethodGet, Path: deliveriesPath, ID: "list-webhook-deliveries", Tag: "Webhooks",
		Summary: "What an endpoint was told in the last 30 days, the newest event first", Access: web.Inside,
		Errors: []int{http.StatusUnprocessableEntity},
		Reads:  func(in *deliveriesInput) []store.Key { return in.keys() },
		May:    func(c *web.Call, _ *deliveriesInput) error { return maySee(c) }, Do: f.deliveries,
	})
	web.Add(api, web.Route[DeliveryPath, deliveryDetail]{
		Method: http.MethodGet, Path: deliveriesPath + "/{delivery}", ID: "get-webhook-delivery", Tag: "Webhooks",
		Summary: "One delivery, with what is sent", Access: web.Inside,
		Reads: func(in *DeliveryPath) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *DeliveryPath) error { return maySee(c) }, Do: f.delivery,
	})
	web.Add(api, web.Route[replayInput, deliveryAnswer]{
		Method: http.MethodPost, Path: deliveriesPath + "/{delivery}/replay", ID: "replay-webhook-delivery", Tag: "Webhooks",
		Summary: "Deliver an event again, whatever became of it", Access: web.Inside,
		Reads: func(in *replayInput) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *replayInput) error { return mayManage(c) }, Do: f.replay,
	})
	web.Add(api, web.Route[replayAllInput, replayedAnswer]{
		Method: http.MethodPost, Path: webhooksPath + "/{id}/replay", ID: "replay-webhook", Tag: "Webhooks",
		Summary: "Deliver again all events since a time whose delivery has failed", Access: web.Inside,
		Reads: func(in *replayAllInput) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *replayAllInput) error { return mayManage(c) }, Do: f.replayAll,
	})
	web.Add(api, web.Route[webhookAction, deliveryAnswer]{
		Method: http.MethodPost, Path: webhooksPath + "/{id}/test", ID: "test-webhook", Tag: "Webhooks",
		Summary: "Send a test event, once: its delivery shows what the endpoint answers", Access: web.Inside,
		Reads: func(in *webhookAction) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *webhookAction) error { return mayManage(c) }, Do: f.test,
	})
}

type deliveriesInput struct {
	WebhookPath
	State  string `query:"state" enum:"pending,retrying,delivered,failed" doc:"A page may be short, or empty, while next_cursor is set"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// DeliveryList is a page of deliveries.
type DeliveryList struct {
	Items      []wire.Delivery `json:"items"`
	NextCursor *string         `json:"next_cursor" doc:"null on the last page"`
}

type deliveriesAnswer struct{ Body DeliveryList }

func (f function) deliveries(ctx context.Context, c *web.Call, in *deliveriesInput) (*deliveriesAnswer, error) {
	w, err := in.webhook(c)
	if err != nil {
		return nil, err
	}
	page, err := f.store.ListDeliveries(ctx, store.DeliveryList{
		Webhook: w.ID, Reader: c.Actor(), State: account.DeliveryState(in.State), Now: c.Now, Limit: in.Limit, Cursor: in.Cursor,
	})
	if err != nil {
		return nil, err
	}
	out := &deliveriesAnswer{DeliveryList{Items: make([]wire.Delivery, len(page.Rows))}}
	for i, d := range page.Rows {
		out.Body.Items[i] = wire.DeliveryOf(d)
	}
	if page.Next != "" {
		out.Body.NextCursor = &page.Next
	}
	return out, nil
}

// DeliveryPath names one delivery of an endpoint.
type DeliveryPath struct {
	WebhookPath
	Delivery string `path:"delivery" doc:"The delivery's id" example:"dlv_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

func (in *DeliveryPath) keys() []store.Key {
	keys := in.WebhookPath.keys()
	if id := account.DeliveryID(in.Delivery); id.Valid() && len(keys) > 0 {
		keys = append(keys, store.DeliveryKey(in.id(), id))
	}
	return keys
}

// find is the endpoint of the path and its delivery.
func (in *DeliveryPath) find(c *web.Call) (*account.Webhook, *account.Delivery, error) {
	w, err := in.webhook(c)
	if err != nil {
		return nil, nil, err
	}
	d := c.Found.Delivery(w.ID, account.DeliveryID(in.Delivery))
	if d == nil || c.Now.Sub(d.CreatedAt) > account.KeptDeliveries {
		return nil, nil, account.Unknown()
	}
	return w, d, nil
}

type deliveryAnswer struct{ Body wire.Delivery }

// DeliveryDetail is a delivery with what is sent: names and addresses as they are now.
type DeliveryDetail struct {
	wire.Delivery
	Headers map[string]string    `json:"headers" doc:"Of the last call, the signature masked. Empty before the first"`
	Payload *wire.WebhookPayload `json:"payload" doc:"With names and addresses as they are now. null for an event that is not kept any longer"`
}

type deliveryDetail struct{ Body DeliveryDetail }

func (f function) delivery(ctx context.Context, c *web.Call, in *DeliveryPath) (*deliveryDetail, error) {
	w, d, err := in.find(c)
	if err != nil {
		return nil, err
	}
	out := &deliveryDetail{DeliveryDetail{Delivery: wire.DeliveryOf(d), Headers: map[string]string{}}}
	if call := d.LastCall(); call != nil {
		out.Body.Headers = hook.Shown(hook.Message{ID: d.Message(), At: call.At})
	}
	if d.Event == "" {
		payload := wire.TestPayloadOf(w, d)
		out.Body.Payload = &payload
		return out, nil
	}
	found, err := f.store.Get(ctx, store.EventKey(d.Organization, d.Event))
	if err != nil {
		return nil, err
	}
	e := found.Event(d.Organization, d.Event)
	if e == nil {
		return out, nil
	}
	named, err := f.store.Glance(ctx, names.Keys(*e)...)
	if err != nil {
		return nil, err
	}
	payload := wire.WebhookPayloadOf(names.Event(named, *e), d.Organization)
	out.Body.Payload = &payload
	return out, nil
}

type replayInput struct {
	DeliveryPath
	web.Repeatable
}

func (f function) replay(ctx context.Context, c *web.Call, in *replayInput) (*deliveryAnswer, error) {
	if _, err := in.callable(c); err != nil {
		return nil, err
	}
	_, d, err := in.find(c)
	if err != nil {
		return nil, err
	}
	next := d.Replayed(c.Now)
	out := &deliveryAnswer{wire.DeliveryOf(next)}
	return out, f.store.Replay(ctx, c.Intent(out), next)
}

// ReplayAll is which failed deliveries are made again.
type ReplayAll struct {
	Since time.Time `json:"since" doc:"Events from then on, at most 30 days back"`
}

type replayAllInput struct {
	WebhookPath
	web.Repeatable
	Body ReplayAll
}

// Replayed is how many deliveries are made again.
type Replayed struct {
	Replayed int  `json:"replayed"`
	More     bool `json:"more" doc:"Some are left: call again, with another Idempotency-Key if any"`
}

type replayedAnswer struct{ Body Replayed }

// mostReplays is how many failed deliveries one call makes again.
const mostReplays = 500

func (f function) replayAll(ctx context.Context, c *web.Call, in *replayAllInput) (*replayedAnswer, error) {
	w, err := in.callable(c)
	if err != nil {
		return nil, err
	}
	out := &replayedAnswer{}
	out.Body.Replayed, out.Body.More, err = f.store.ReplayFailed(ctx, c.Intent(nil), w.ID, in.Body.Since, mostReplays)
	if err != nil {
		return nil, err
	}
	return out, f.store.Keep(ctx, c.Intent(out))
}

// test asks for a test event. What comes of it is in its delivery.
func (f function) test(ctx context.Context, c *web.Call, in *webhookAction) (*deliveryAnswer, error) {
	w, err := in.callable(c)
	if err != nil {
		return nil, err
	}
	d := &account.Delivery{
		ID: store.NewTestID(c.Now), Webhook: w.ID, Owner: w.Organization, Organization: w.Organization,
		Type: account.WebhookTest, State: account.DeliveryPending, CreatedAt: c.Now,
	}
	out := &deliveryAnswer{wire.DeliveryOf(d)}
	return out, f.store.SendTest(ctx, c.Intent(out), d)
}
