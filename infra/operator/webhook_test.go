package main

import (
	"strings"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// The operator's endpoints are those of no organization. The secret is printed once, and stands nowhere.
func TestTheOperatorRegistersEndpointsForAll(t *testing.T) {
	t.Parallel()
	w := webtest.New(t)
	code, out := asked(w, "webhook", "create", "--types", "member.removed, member.left", "--description", "Data team", "https://hooks.example.com/in")
	id, rest, _ := strings.Cut(out, " ")
	whole, err := secret.Open(w.Config).WebhookSecret(t.Context(), secret.KeyVersion, id, 1)
	if code != 0 || err != nil || !strings.Contains(rest, whole) {
		t.Fatalf("it ends with %d and says %q (%v)", code, out, err)
	}
	all, err := w.Store.Webhooks(t.Context(), account.Deployment)
	if err != nil || len(all) != 1 || len(all[0].Types) != 2 || all[0].State != account.WebhookEnabled {
		t.Fatalf("there are %+v (%v)", all, err)
	}
	if storetest.Table(t, w.Config).Contains(t, whole) {
		t.Error("the table holds the secret")
	}
	code, out = asked(w, "webhook", "list")
	if code != 0 || !strings.Contains(out, id) || !strings.Contains(out, "Data team") || strings.Contains(out, "whsec_") {
		t.Errorf("the list is %q", out)
	}
	for _, args := range [][]string{
		{"webhook"}, {"webhook", "create"}, {"webhook", "create", "http://hooks.example.com"}, {"webhook", "create", "https://127.1/"},
		{"webhook", "create", "--types", "member.vanished", "https://hooks.example.com"}, {"webhook", "list", "x"}, {"webhook", "delete", "x"},
		{"webhook", "enable"}, {"webhook", "rotate", "x"}, {"webhook", "replay", id}, {"webhook", "replay", id, "--since", "Monday"},
	} {
		if code, out := asked(w, args...); code != 2 {
			t.Errorf("%v ends with %d and says %q", args, code, out)
		}
	}
	if code, _ := asked(w, "webhook", "delete", id); code != 0 {
		t.Errorf("deleting ends with %d", code)
	}
	if code, _ := asked(w, "webhook", "delete", id); code != 1 {
		t.Errorf("deleting again ends with %d", code)
	}
}

// What the page does for an organization's endpoints, the command does for the operator's: enable, replay, rotate.
func TestTheOperatorBringsAnEndpointBack(t *testing.T) {
	t.Parallel()
	w := webtest.New(t)
	_, out := asked(w, "webhook", "create", "https://hooks.example.com/in")
	id, _, _ := strings.Cut(out, " ")
	before := operatorsWebhook(t, w, id)
	disabled := *before
	disabled.State, disabled.Disabled, disabled.Version = account.WebhookDisabled, account.WebhookFailing, before.Version+1
	in := store.Intent{Organization: account.Deployment, Actor: account.Actor{Kind: account.BySystem}, RequestID: "req_test", At: w.Now()}
	if err := w.Store.UpdateWebhook(t.Context(), in, before, &disabled, account.WebhookWasDisabled); err != nil {
		t.Fatal(err)
	}
	lost := account.Delivery{
		ID: store.NewTestID(w.Now()), Webhook: before.ID, Owner: account.Deployment, Organization: account.Deployment,
		Type: account.WebhookTest, State: account.DeliveryFailed, CreatedAt: w.Now(),
	}
	if err := w.Store.AddDelivery(t.Context(), &lost); err != nil {
		t.Fatal(err)
	}
	since := w.Now().Add(-time.Hour).Format(time.RFC3339)
	for _, step := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"replay", id, "--since", since}, 1, "Enable it first"},
		{[]string{"enable", id}, 0, "from now on"},
		{[]string{"enable", id}, 0, "already"},
		{[]string{"replay", id, "--since", since}, 0, "1 deliveries"},
		{[]string{"replay", id, "--since", since}, 0, "0 deliveries"},
		{[]string{"rotate", id}, 0, "whsec_"},
		{[]string{"rotate", string(store.NewWebhookID(w.Now()))}, 1, "no endpoint"},
	} {
		if code, out := asked(w, append([]string{"webhook"}, step.args...)...); code != step.code || !strings.Contains(out, step.says) {
			t.Errorf("%v ends with %d and says %q", step.args, code, out)
		}
	}
	after := operatorsWebhook(t, w, id)
	if after.State != account.WebhookEnabled || after.Disabled != "" || after.Secret.Version != 2 || after.Former.Version != 1 {
		t.Errorf("it is %+v", after)
	}
}

func operatorsWebhook(t *testing.T, w *webtest.World, id string) *account.Webhook {
	t.Helper()
	key := store.WebhookKey(account.Deployment, account.WebhookID(id))
	found, err := w.Store.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return found.Webhook(account.Deployment, account.WebhookID(id))
}
