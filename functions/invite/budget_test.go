package invite_test

import (
	"strings"
	"testing"

	"roster/functions/invite"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// One invitation: two round trips and at most 16 write units with its indexes, answer for a repeat included.
func TestTheBudgetOfAnInvitation(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	call := body{
		"role": "member", "permissions": []string{"brands.view", "financials.view"}, "message": "Welcome to the team.",
		"ad_account_roles": []body{{"ad_account": w.First, "role": "campaign_manager"}},
		"invitations":      []body{{"email": "earl.e.bird@oakey.example", "name": "Earl E. Bird"}},
	}
	var cost storetest.Cost
	requests := w.Requests.During(func() {
		cost = w.Units.Cost(t, w.Config, func() { w.Admin.Post(path, call, webtest.Repeat("once")).Is(200) })
	})
	t.Logf("%v, %.1f RCU, %.1f WCU", requests, cost.Read, cost.Written)
	if strings.Join(requests, " ") != "BatchGetItem TransactWriteItems" {
		t.Errorf("the requests are %v, want one read and one transaction", requests)
	}
	if cost.Written > 16 {
		t.Errorf("an invitation costs %.1f write units, want at most 16", cost.Written)
	}
}
