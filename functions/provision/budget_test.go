package provision_test

import (
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/store/storetest"
)

// What a message costs (docs/data-model.md): who signed is two reads, what it is about one, whom it is about one more where
// somebody is there, and the transaction.
func TestTheBudgetOfAMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.tells("first", w.what("user.remove", "nobody@oakey.example", nil)) // notes that the key was used
	p := w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.PlainMember})
	invite := w.what("user.invite", earl, body{
		"name": "Earl E. Bird", "role": "member", "permissions": []string{"brands.view", "financials.view"}, "message": "Welcome to the team.",
		"ad_account_roles": []body{{"ad_account": w.First, "role": "campaign_manager"}},
	})
	for _, c := range []struct {
		id       string
		payload  body
		requests string
		most     float64 // write units
	}{
		{"invite", invite, "Query BatchGetItem BatchGetItem TransactWriteItems", 16}, // an invitation 11, the answer 2 + 2, the order 2
		{"again", invite, "Query BatchGetItem BatchGetItem TransactWriteItems BatchGetItem TransactWriteItems", 5},
		{"update", w.what("user.update", p.User.Email.String(), body{"permissions": []string{"brands.view"}}), "Query BatchGetItem BatchGetItem BatchGetItem TransactWriteItems", 15},
		{"unchanged", w.what("user.update", p.User.Email.String(), body{"permissions": []string{"brands.view"}}), "Query BatchGetItem BatchGetItem BatchGetItem TransactWriteItems", 5},
		{"remove", w.what("user.remove", p.User.Email.String(), nil), "Query BatchGetItem BatchGetItem BatchGetItem TransactWriteItems", 16},
		{"remove", w.what("user.remove", p.User.Email.String(), nil), "", 0},
	} {
		m := w.signed(w.hr, c.id, c.payload)
		var cost storetest.Cost
		requests := w.Requests.During(func() { cost = w.Units.Cost(t, w.Config, func() { w.sends(m) }) })
		again := w.Requests.During(func() { w.sends(m) })
		t.Logf("%s: %v, %.1f RCU, %.1f WCU", c.id, requests, cost.Read, cost.Written)
		if got := strings.Join(requests, " "); c.requests != "" && (got != c.requests || cost.Written > c.most) {
			t.Errorf("%s: %s and %.1f write units, want %s and at most %.0f", c.id, got, cost.Written, c.requests, c.most)
		}
		if got := strings.Join(again, " "); got != "Query BatchGetItem BatchGetItem" {
			t.Errorf("%s, delivered again: %s", c.id, got)
		}
	}
}
