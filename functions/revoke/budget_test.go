package revoke_test

import (
	"testing"

	"roster/functions/revoke"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// One revocation: two round trips.
func TestTheBudgetOfARevocation(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, revoke.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	requests := w.Requests.During(func() {
		cost := w.Units.Cost(t, w.Config, func() { w.Admin.Delete(of(i)).Is(204) })
		t.Logf("%.1f RCU, %.1f WCU", cost.Read, cost.Written)
		if cost.Written > 16 {
			t.Errorf("a revocation costs %.1f write units, want at most 16", cost.Written)
		}
	})
	if len(requests) != 2 {
		t.Errorf("the requests are %v, want one read and one transaction", requests)
	}
}
