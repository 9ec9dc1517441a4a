package all_test

import (
	"slices"
	"testing"

	"roster/shared/account"
	"roster/shared/web/webtest"
)

// architecture.md §3: a caller costs one round trip and 3 read units; who comes through an agency one trip more,
// and 7 units.
func TestWhatACallerCosts(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "campaign_manager", "brands.view"))
	s.assigns(s.first, s.mia, gives(s.first.ad, "viewer"))
	s.mia.Joins(account.Active, account.Grants{Role: account.PlainMember})
	plain := s.NewMember("Plain", account.Active, account.Grants{Role: account.PlainMember})
	gone := s.NewMember("Gone", account.Active, account.Grants{Role: account.PlainMember})
	gone.IsRemoved()
	one, two := []string{"BatchGetItem"}, []string{"BatchGetItem", "BatchGetItem"}
	for name, c := range map[string]struct {
		who   *webtest.Person
		trips []string
		most  float64
	}{
		"an organization admin": {s.Admin, one, 3},
		"a member":              {plain, one, 3},
		"a member who might come through an agency, as well": {s.mia, one, 3},
		"a stranger":                 {gone, one, 3},
		"somebody through an agency": {s.jonas, two, 7},
	} {
		c.who.Get(in(s.first.id) + "/me") // of today
		read := s.Units.Read()
		requests := s.Requests.During(func() { c.who.Get(in(s.first.id) + "/me") })
		units := s.Units.Read() - read
		t.Logf("%s: %v, %.1f RCU", name, requests, units)
		if !slices.Equal(requests, c.trips) || units > c.most {
			t.Errorf("%s costs %v and %.1f RCU, want %v and at most %.0f", name, requests, units, c.trips, c.most)
		}
	}
}

// What the commands about agencies cost, in round trips; and that none grows with how many there are.
func TestWhatAgencyCommandsCost(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	assign := func(p *webtest.Person) func() { return func() { s.assigns(s.first, p, gives(s.first.ad, "viewer")) } }
	for _, c := range []struct {
		name    string
		do      func()
		written float64
		trips   []string
	}{
		{"assign", assign(s.jonas), 16, []string{"BatchGetItem", "TransactWriteItems"}},
		{"assign the same again", assign(s.jonas), 0, []string{"BatchGetItem"}},
		{"list people", func() { s.Admin.Get(s.agencyAt(s.first) + "/members").Is(200) }, 0, []string{"BatchGetItem", "Query", "BatchGetItem"}},
		{"list agencies", func() { s.Admin.Get(in(s.first.id) + "/agencies").Is(200) }, 0, []string{"BatchGetItem", "Query", "BatchGetItem"}},
		{"list clients", func() { s.boss.Get(in(s.agency) + "/clients").Is(200) }, 0, []string{"BatchGetItem", "Query", "BatchGetItem", "BatchGetItem"}},
		{"unassign", func() { s.boss.Delete(s.assignmentOf(s.first, s.jonas)).Is(204) }, 16, []string{"BatchGetItem", "TransactWriteItems"}},
		{"end", func() { s.Admin.Delete(s.agencyAt(s.first)).Is(204) }, 16, []string{"BatchGetItem", "TransactWriteItems"}},
	} {
		var requests []string
		cost := s.Units.Cost(t, s.Config, func() { requests = s.Requests.During(c.do) })
		t.Logf("%s: %v, %.1f RCU, %.1f WCU", c.name, requests, cost.Read, cost.Written)
		if !slices.Equal(requests, c.trips) || cost.Written > c.written {
			t.Errorf("%s costs %v and %.1f WCU, want %v and at most %.0f", c.name, requests, cost.Written, c.trips, c.written)
		}
	}
}
