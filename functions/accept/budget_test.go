package accept_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"roster/functions/accept"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// One acceptance: three round trips and at most 24 write units with its indexes.
func TestTheBudgetOfAnAcceptance(t *testing.T) {
	t.Parallel()
	full := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view", "financials.view"}}
	for name, c := range map[string]struct {
		grants  account.Grants
		headers []webtest.Header
		most    float64
	}{
		"a member":                 {full, nil, 24},
		"a member, to be repeated": {full, []webtest.Header{webtest.Repeat("once")}, 24},
		"an admin":                 {account.Grants{Role: account.Admin}, nil, 24},
		"an admin, to be repeated": {account.Grants{Role: account.Admin}, []webtest.Header{webtest.Repeat("once")}, 25},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, accept.Register)
			if c.grants.Role != account.Admin {
				c.grants.AdAccountRoles = []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}}
			}
			earl := w.NewUser("Earl E. Bird")
			i := w.NewInvitation(earl.User.Email, c.grants)
			var cost storetest.Cost
			requests := w.Requests.During(func() {
				cost = w.Units.Cost(t, w.Config, func() { earl.Post(take, w.TokenBody(i), c.headers...).Is(200) })
			})
			t.Logf("%v, %.1f RCU, %.1f WCU", requests, cost.Read, cost.Written)
			if difference := cmp.Diff([]string{"BatchGetItem", "BatchGetItem", "TransactWriteItems"}, requests); difference != "" {
				t.Errorf("the requests (-want +got):\n%s", difference)
			}
			if cost.Written > c.most {
				t.Errorf("an acceptance costs %.1f write units, want at most %.1f", cost.Written, c.most)
			}
		})
	}
}

// A block that declines an open invitation: three round trips, no dearer than a revocation and its place in the
// organization's list of blocks.
func TestTheBudgetOfABlock(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	token := w.BlockToken(w.NewInvitation("stranger@elsewhere.example", guest))
	var cost storetest.Cost
	requests := w.Requests.During(func() {
		cost = w.Units.Cost(t, w.Config, func() { blocks(t, w, token, true) })
	})
	t.Logf("%v, %.1f RCU, %.1f WCU", requests, cost.Read, cost.Written)
	if difference := cmp.Diff([]string{"BatchGetItem", "BatchGetItem", "TransactWriteItems"}, requests); difference != "" {
		t.Errorf("the requests (-want +got):\n%s", difference)
	}
	if cost.Written > 14 {
		t.Errorf("a block costs %.1f write units, want at most 14", cost.Written)
	}
}
