package dispatch_test

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
)

func (w *world) registers(org account.OrganizationID) *account.Webhook {
	w.t.Helper()
	hook := &account.Webhook{
		ID: store.NewWebhookID(w.Now()), Organization: org, URL: "https://hooks.oakey.example", State: account.WebhookEnabled,
		CreatedAt: w.Now().Add(-1), Version: 1,
	}
	in := w.intent(w.Admin)
	in.Organization = org
	if err := w.Store.CreateWebhook(w.t.Context(), in, hook); err != nil {
		w.t.Fatal(err)
	}
	return hook
}

// Each endpoint, of the organization and of the operator, has one delivery of an event, however often the stream shows it,
// and a message as often.
func TestEachEndpointHasOneDeliveryOfAnEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.stream.Next()
	hooks := []*account.Webhook{w.registers(w.Org), w.registers(w.Org), w.registers(account.Deployment)}
	elsewhere, _, _ := w.NewOrganization("Northwind")
	w.registers(elsewhere)
	w.mustHandle(w.passed(w.stream.Next()))
	w.box.Bodies(w.Config.Webhooks.QueueURL)

	w.NewAdAccount("Spring", account.AdAccountIsActive)
	records := w.passed(w.stream.Next())
	w.mustHandle(records)
	w.mustHandle(records)
	if again := w.passed(w.stream.Next()); len(again) > 0 {
		t.Errorf("%d of its own writes come back", len(again))
	}
	event := account.EventID(records[0].Change.Keys["SK"].String())
	found, err := w.Store.Get(t.Context(), store.DeliveryKey(hooks[0].ID, event.Delivery()), store.DeliveryKey(hooks[1].ID, event.Delivery()), store.DeliveryKey(hooks[2].ID, event.Delivery()))
	if err != nil || len(found) != 3 {
		t.Fatalf("there are %d deliveries, want 3 (%v)", len(found), err)
	}
	told := map[account.WebhookID]int{}
	for _, body := range w.box.Bodies(w.Config.Webhooks.QueueURL) {
		m, err := queue.ReadWebhook(body)
		if err != nil || m.Event != event || m.Turn != 0 || m.Organization != w.Org {
			t.Errorf("a message is %+v (%v)", m, err)
		}
		told[m.Webhook]++
	}
	for _, hook := range hooks {
		if told[hook.ID] != 2 {
			t.Errorf("%s has %d messages, want one each time", hook.ID, told[hook.ID])
		}
	}
	if len(told) != 3 {
		t.Errorf("messages are for %v", told)
	}
}

// An organization without endpoints pays one read for it, and the batch one more for the operator's: nothing is written.
func TestWithoutEndpointsABatchCostsTwoReadsMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.mustHandle(w.stream.Next())
	for range 20 {
		w.NewAdAccount("Spring", account.AdAccountIsActive)
	}
	records := w.passed(w.stream.Next())
	var sent []string
	cost := w.units.Cost(t, w.Config, func() {
		sent = w.requests.During(func() {
			if _, err := w.dispatch.Handle(t.Context(), events.DynamoDBEvent{Records: records}); err != nil {
				t.Fatal(err)
			}
		})
	})
	queries := 0
	for _, operation := range sent {
		if operation == "Query" {
			queries++
		}
	}
	if queries != 2 || cost.Read > 2.5 || cost.Written > 0 {
		t.Errorf("%d events cost %+v in %v", len(records), cost, sent)
	}
}
