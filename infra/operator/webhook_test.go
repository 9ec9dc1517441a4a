package main

import (
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/secret"
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
