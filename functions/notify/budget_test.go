package notify_test

import (
	"testing"

	"roster/shared/account"
	"roster/shared/store/storetest"
)

// What one mail costs, besides what SES takes for it.
func TestWhatAMailCosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation(address(), account.Grants{
		Role: account.PlainMember, AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}},
	})
	message := w.asks(i)
	var requests []string
	cost := w.Units.Cost(t, w.Config, func() {
		requests = w.Requests.During(func() { w.deliver(1, message) })
	})
	if limit := (storetest.Cost{Read: 8, Written: 15}); cost.Read > limit.Read || cost.Written > limit.Written || len(requests) > 6 {
		t.Errorf("a mail costs %+v in %d requests, want at most %+v in 6", cost, len(requests), limit)
	}
	w.got(i.Email, 1)
}
