package all_test

import (
	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

const hooks = org + "/webhooks"

var aWebhook = map[string]any{"url": "https://hooks.oakey.example/in", "types": []string{"member.removed"}}

var aSince = map[string]any{"since": "2026-11-29T09:00:00Z"}

// endpoint is a fresh endpoint with a delivery that has failed.
func (s *scene) endpoint() (*account.Webhook, *account.Delivery) {
	s.T.Helper()
	w := &account.Webhook{
		ID: store.NewWebhookID(s.Now()), Organization: s.Org, URL: "https://hooks.oakey.example/in", State: account.WebhookEnabled,
		Secret: account.WebhookSecret{Version: 1, KeyVersion: secret.KeyVersion}, CreatedAt: s.Now(), Version: 1,
	}
	d := &account.Delivery{
		ID: store.NewTestID(s.Now()), Webhook: w.ID, Owner: s.Org, Organization: s.Org, Type: account.WebhookTest,
		State: account.DeliveryFailed, CreatedAt: s.Now(),
	}
	if err := s.Store.CreateWebhook(s.T.Context(), s.Intent(s.Admin), w); err != nil {
		s.T.Fatal(err)
	}
	if err := s.Store.AddDelivery(s.T.Context(), d); err != nil {
		s.T.Fatal(err)
	}
	return w, d
}

// onWebhook acts on a fresh endpoint, with the version that it has.
func onWebhook(method, action string, body any) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		w, _ := s.endpoint()
		return c.Call(method, hooks+"/"+string(w.ID)+action, body, webtest.IfMatch(w.Version))
	}
}

// onDelivery acts on a delivery of a fresh endpoint.
func onDelivery(method, action string) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		w, d := s.endpoint()
		return c.Call(method, hooks+"/"+string(w.ID)+"/deliveries/"+string(d.ID)+action, nil)
	}
}
