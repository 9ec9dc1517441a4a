package scim_test

import (
	"fmt"
	"testing"

	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// What each call costs, and that an acceptance stays in its budget where a SCIM place follows it.
func TestTheBudgetOfSCIM(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.key.Get(users + "?count=0").Is(200) // the key notes its hour
	measure := func(do func()) (requests []string, cost storetest.Cost) {
		requests = w.Requests.During(func() { cost = w.Units.Cost(t, w.Config, do) })
		return requests, cost
	}
	var u user
	check := func(what string, mostRequests int, mostRead, mostWritten float64, do func()) {
		t.Helper()
		requests, cost := measure(do)
		t.Logf("%s: %v, %.1f RCU, %.1f WCU", what, requests, cost.Read, cost.Written)
		if len(requests) > mostRequests || cost.Read > mostRead || cost.Written > mostWritten {
			t.Errorf("%s: %v, %.1f RCU, %.1f WCU, want at most %d, %.1f and %.1f", what, requests, cost.Read, cost.Written, mostRequests, mostRead, mostWritten)
		}
	}
	check("create", 8, 10, 21, func() { u = w.creates("jonas@oakey.example", body{"externalId": "1"}) })
	check("read", 2, 4, 0, func() { w.reads(u.ID) })
	check("find by external id", 4, 6, 0, func() { w.finds(`externalId eq "1"`) })
	jonas := w.NewUserWith("jonas@oakey.example")
	check("acceptance", 3, 8, 24, func() { jonas.Post("/v1/me/invitations/"+u.ID+"/accept", nil).Is(200) })
	check("deactivate a member", 6, 10, 16, func() { w.patches(u.ID, "active", false).Is(200) })
	check("delete", 4, 6, 20, func() { w.key.Delete(users + "/" + u.ID).Is(204) })

	for n := range 120 {
		w.creates(fmt.Sprintf("p%03d@oakey.example", n), body{"externalId": fmt.Sprint(n)})
	}
	for start := 1; start <= 101; start += 50 {
		check(fmt.Sprint("page from ", start), 8, 40, 1, func() {
			w.key.Get(fmt.Sprintf("%s?startIndex=%d&count=50", users, start), webtest.Header{Name: "Accept", Value: "application/scim+json"}).Is(200)
		})
	}
}
