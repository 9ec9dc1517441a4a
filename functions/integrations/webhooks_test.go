package integrations_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

const webhooks = "/v1/organizations/{org}/webhooks"

type madeWebhook struct {
	wire.Webhook
	Secret string
}

func newWebhook(w *webtest.World, body map[string]any) madeWebhook {
	w.T.Helper()
	var made madeWebhook
	w.Admin.Post(webhooks, body).Is(201).Into(&made)
	return made
}

// The secret is shown once: in the answer, and in no list, record, event or answer to a repeat.
func TestTheSecretOfAnEndpointIsShownOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var made, again, rotated, rotatedAgain madeWebhook
	body := map[string]any{"url": "https://hooks.oakey.example/in?k=T0KEN", "types": []string{"member.removed", "member.added", "member.removed"}, "description": " CRM "}
	answer := w.Admin.Post(webhooks, body, webtest.Repeat("once")).Is(201).Into(&made)
	want := wire.Webhook{ID: made.ID, URL: "https://hooks.oakey.example/in?k=T0KEN", Types: []string{"member.added", "member.removed"}, Description: "CRM", State: "enabled", CreatedAt: w.Now(), Version: made.Version}
	if fmt.Sprint(made.Webhook) != fmt.Sprint(want) || answer.Header.Get("Location") != "/v1/organizations/"+string(w.Org)+"/webhooks/"+made.ID || answer.Header.Get("ETag") == "" {
		t.Errorf("made is %+v", made)
	}
	derived, err := secret.Open(w.Config).WebhookSecret(t.Context(), secret.KeyVersion, made.ID, 1)
	if err != nil || made.Secret != derived {
		t.Fatalf("the secret is %q (%v)", made.Secret, err)
	}
	w.Admin.Post(webhooks, body, webtest.Repeat("once")).Is(201).Into(&again)
	if again.ID != made.ID || again.Secret != "" {
		t.Errorf("a repeat is answered %+v", again)
	}
	path := webhooks + "/" + made.ID
	w.Admin.Post(path+"/rotate-secret", nil, webtest.Repeat("rotate")).Is(200).Into(&rotated)
	w.Admin.Post(path+"/rotate-secret", nil, webtest.Repeat("rotate")).Is(200).Into(&rotatedAgain)
	if rotated.Secret == made.Secret || !strings.HasPrefix(rotated.Secret, "whsec_") || rotated.FormerUntil == nil || !rotated.FormerUntil.Equal(w.Now().Add(24*time.Hour)) ||
		rotatedAgain.Secret != "" || rotatedAgain.Version != rotated.Version {
		t.Errorf("rotated is %+v, again %+v", rotated, rotatedAgain)
	}
	for _, answer := range []*webtest.Response{w.Admin.Get(webhooks).Is(200), w.Admin.Get(path).Is(200)} {
		if strings.Contains(string(answer.Body), "whsec_") {
			t.Errorf("it is shown again: %s", answer.Body)
		}
	}
	table := storetest.Table(t, w.Config)
	for _, whole := range []string{made.Secret, rotated.Secret, strings.TrimPrefix(made.Secret, "whsec_")} {
		if table.Contains(t, whole) {
			t.Error("the table holds a secret")
		}
	}
	for _, e := range w.Events(made.ID) {
		if strings.Contains(fmt.Sprint(e), "T0KEN") {
			t.Errorf("an event holds the address: %+v", e)
		}
	}
}

func TestAnEndpointNeedsAFitAddressAndTypes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const good = "https://hooks.oakey.example/in"
	for name, body := range map[string]map[string]any{
		"no address":              {},
		"without TLS":             {"url": "http://hooks.oakey.example/in"},
		"this machine":            {"url": "https://127.0.0.1/in"},
		"this machine, shorter":   {"url": "https://127.1/in"},
		"the metadata":            {"url": "https://[::ffff:169.254.169.254]/latest"},
		"a password":              {"url": "https://u:p@hooks.oakey.example/in"},
		"an unknown type":         {"url": good, "types": []string{"member.vanished"}},
		"a family of types":       {"url": good, "types": []string{"member"}},
		"the test's type":         {"url": good, "types": []string{"webhook.test"}},
		"a description too long":  {"url": good, "description": strings.Repeat("x", 201)},
		"a description of a line": {"url": good, "description": "a\u202eb"},
		"a state":                 {"url": good, "state": "disabled"},
	} {
		if answer := w.Admin.Post(webhooks, body); answer.Status != 422 {
			t.Errorf("%s: answered %d: %s", name, answer.Status, answer.Body)
		}
	}
	made := newWebhook(w, map[string]any{"url": good})
	for name, body := range map[string]map[string]any{
		"another scheme": {"url": "ftp://hooks.oakey.example"}, "no address": {"url": nil}, "an unknown type": {"types": []string{"x"}}, "no state": {"state": nil},
	} {
		if answer := w.Admin.Patch(webhooks+"/"+made.ID, body, webtest.IfMatch(made.Version)); answer.Status != 422 {
			t.Errorf("changed to %s: answered %d: %s", name, answer.Status, answer.Body)
		}
	}
	for range account.MostWebhooks - 1 {
		newWebhook(w, map[string]any{"url": good})
	}
	w.Admin.Post(webhooks, map[string]any{"url": good}).Refused(409, "conflict")
}

func TestAnEndpointIsChangedDisabledAndEnabled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := newWebhook(w, map[string]any{"url": "https://hooks.oakey.example/in", "types": []string{"member.removed"}})
	path := webhooks + "/" + made.ID
	w.Admin.Patch(path, map[string]any{"description": "CRM"}).Refused(428, "precondition-required")
	w.Admin.Patch(path, map[string]any{"description": "CRM"}, webtest.IfMatch(made.Version-1)).Refused(412, "stale-version")
	var is wire.Webhook
	for _, step := range []struct {
		change map[string]any
		event  account.EventType
		check  func() bool
	}{
		{map[string]any{"types": nil}, account.WebhookUpdated, func() bool { return len(is.Types) == 0 && is.URL == made.URL }},
		{map[string]any{"state": "disabled"}, account.WebhookWasDisabled, func() bool { return is.State == "disabled" && *is.DisabledReason == "by_hand" }},
		{map[string]any{"state": "enabled", "url": "https://hooks.oakey.example/out"}, account.WebhookUpdated, func() bool { return is.State == "enabled" && is.DisabledReason == nil }},
	} {
		version := max(is.Version, made.Version)
		w.Admin.Patch(path, step.change, webtest.IfMatch(version)).Is(200).Into(&is)
		if !step.check() || is.Version <= version {
			t.Errorf("after %v it is %+v", step.change, is)
		}
		if all := w.Events(made.ID); all[len(all)-1].Type != step.event && !slices.ContainsFunc(all, func(e storetest.Event) bool { return e.Type == step.event }) {
			t.Errorf("after %v the events are %+v", step.change, all)
		}
		before := len(w.Events(made.ID))
		w.Admin.Patch(path, step.change, webtest.IfMatch(is.Version)).Is(200)
		if len(w.Events(made.ID)) != before {
			t.Errorf("%v again left an event", step.change)
		}
		if is.State == "disabled" {
			w.Admin.Post(path+"/test", nil).Refused(409, "conflict")
			w.Admin.Post(path+"/replay", map[string]any{"since": w.Now()}).Refused(409, "conflict")
		}
	}
	w.Admin.Delete(path, webtest.IfMatch(made.Version)).Refused(412, "stale-version")
	w.Admin.Delete(path).Is(204)
	w.Admin.Get(path).Refused(404, "not-found")
	w.Admin.Get(path+"/deliveries").Refused(404, "not-found")
}

// Deliveries are listed newest first, by state, and shown with what is sent; nobody finds those of another organization.
func TestDeliveriesAreListedShownAndReplayed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := newWebhook(w, map[string]any{"url": "https://hooks.oakey.example/in"})
	path := webhooks + "/" + made.ID
	id := account.WebhookID(made.ID)
	page, err := w.Store.ListEvents(t.Context(), store.EventList{Organization: w.Org, Limit: 50, Now: w.Now(), Type: "ad_account.created"})
	if err != nil || len(page.Rows) != 1 {
		t.Fatal(err)
	}
	event := page.Rows[0]
	states := []account.DeliveryState{account.DeliveryFailed, account.DeliveryDelivered, account.DeliveryFailed, account.DeliveryRetrying}
	add := func(d account.Delivery) {
		d.Webhook, d.Owner, d.Organization = id, w.Org, w.Org
		if err := w.Store.AddDelivery(t.Context(), &d); err != nil {
			t.Fatal(err)
		}
	}
	add(account.Delivery{
		ID: event.ID.Delivery(), Event: event.ID, Type: event.Type, State: account.DeliveryFailed, CreatedAt: event.At,
		Attempts: []account.Attempt{{At: w.Now(), Status: 500, Latency: 120 * time.Millisecond, Outcome: "refused"}, {At: w.Now(), Outcome: "timed_out", Latency: 15 * time.Second}},
	})
	for n, state := range states {
		at := w.Now().Add(time.Duration(n+1) * time.Second)
		add(account.Delivery{ID: store.NewTestID(at), Type: account.WebhookTest, State: state, CreatedAt: at, DueAt: at.Add(time.Hour)})
	}
	w.Advance(time.Minute)
	type list struct {
		Items      []wire.Delivery
		NextCursor *string `json:"next_cursor"`
	}
	var all, failed list
	w.Admin.Get(path + "/deliveries").Is(200).Into(&all)
	if len(all.Items) != 5 || all.Items[0].State != "retrying" || all.Items[0].NextAttemptAt == nil || all.Items[4].Event == nil || *all.Items[4].Event != string(event.ID) {
		t.Fatalf("listed are %+v", all.Items)
	}
	oldest := all.Items[4]
	if len(oldest.Attempts) != 2 || *oldest.Attempts[0].Status != 500 || oldest.Attempts[0].LatencyMS != 120 || oldest.Attempts[1].Status != nil || oldest.Attempts[1].Outcome != "timed_out" {
		t.Errorf("the attempts are %+v", oldest.Attempts)
	}
	w.Admin.Get(path + "/deliveries?state=failed").Is(200).Into(&failed)
	if len(failed.Items) != 3 {
		t.Errorf("failed are %+v", failed.Items)
	}
	var first list
	w.Admin.Get(path + "/deliveries?limit=2").Is(200).Into(&first)
	w.Admin.Get(path + "/deliveries?limit=2&cursor=" + *first.NextCursor).Is(200).Into(&first)
	if first.Items[0].ID != all.Items[2].ID {
		t.Errorf("the second page begins with %+v", first.Items[0])
	}
	w.Admin.Get(path+"/deliveries?state=failed&cursor="+*first.NextCursor).Refused(422, "invalid")

	var detail struct {
		wire.Delivery
		Headers map[string]string
		Payload *wire.WebhookPayload
	}
	w.Admin.Get(path + "/deliveries/" + oldest.ID).Is(200).Into(&detail)
	if p := detail.Payload; p == nil || p.Type != "ad_account.created" || p.Data.ID != string(event.ID) || p.Data.Target.Name != "OakeyInfluencer" || p.Data.Actor.Name != "Carrie Oakey" {
		t.Errorf("shown is %+v", detail)
	}
	sent := map[string]string{
		"content-type": "application/json", "user-agent": "Roster-Webhooks/1", "webhook-id": string(event.ID),
		"webhook-timestamp": strconv.FormatInt(oldest.Attempts[1].At.Unix(), 10), "webhook-signature": "v1,••••",
	}
	if !maps.Equal(detail.Headers, sent) {
		t.Errorf("the headers are shown as %v, want %v", detail.Headers, sent)
	}

	var replayed wire.Delivery
	w.Admin.Post(path+"/deliveries/"+oldest.ID+"/replay", nil).Is(200).Into(&replayed)
	if replayed.State != "pending" || replayed.ReplayedAt == nil || len(replayed.Attempts) != 2 {
		t.Errorf("replayed is %+v", replayed)
	}
	var n struct {
		Replayed int
		More     bool
	}
	body := map[string]any{"since": w.Now().Add(-time.Hour)}
	w.Admin.Post(path+"/replay", body, webtest.Repeat("all")).Is(200).Into(&n)
	if n.Replayed != 2 || n.More {
		t.Errorf("replayed are %+v, want the two that had failed", n)
	}
	w.Admin.Post(path+"/replay", body, webtest.Repeat("all")).Is(200).Into(&n)
	if n.Replayed != 2 {
		t.Errorf("a repeat answers %+v", n)
	}

	other, otherAdmin, _ := w.NewOrganization("Northwind")
	theirs := "/v1/organizations/" + string(other) + "/webhooks/" + made.ID
	for _, call := range []struct{ method, action string }{
		{http.MethodGet, ""}, {http.MethodGet, "/deliveries"}, {http.MethodGet, "/deliveries/" + oldest.ID}, {http.MethodPost, "/deliveries/" + oldest.ID + "/replay"},
		{http.MethodPost, "/test"}, {http.MethodPost, "/rotate-secret"}, {http.MethodDelete, ""},
	} {
		otherAdmin.Call(call.method, theirs+call.action, nil).Refused(404, "not-found")
	}
	late, err := w.Store.ListDeliveries(t.Context(), store.DeliveryList{Webhook: id, Now: w.Now().Add(account.KeptDeliveries), Limit: 50})
	if err != nil || len(late.Rows) != 0 {
		t.Errorf("after 30 days there are %+v (%v)", late, err)
	}
}
