package sweep_test

import (
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

// linked is the world's organization with two agencies. Jonas works for it through both, Mia through the first and
// has a place of her own there; a third agency was invited, and declined.
type linked struct {
	*world
	first, second account.OrganizationID
	boss          *webtest.Person // of the first agency
	jonas, mia    *webtest.Person
}

func newLinked(t *testing.T) *linked {
	t.Helper()
	s := &linked{world: newWorld(t)}
	viewer := account.Grants{AdAccountRoles: []account.AdAccountRole{{AdAccount: s.First, Role: "viewer"}}}
	s.jonas, s.mia = s.NewUser("Jonas"), s.NewUser("Mia")
	for _, agency := range []*account.OrganizationID{&s.first, &s.second} {
		id, boss := s.NewAgency("Bright")
		if *agency = id; s.boss == nil {
			s.boss = boss
		}
		l := s.Works(id, boss, viewer)
		for _, p := range []*webtest.Person{s.jonas, s.mia} {
			p.JoinsOrganization(id, boss, account.Active, guest)
			if p == s.jonas || id == s.first {
				s.Assigns(l, boss, p, viewer)
			}
		}
	}
	s.mia.Joins(account.Active, guest)
	third, boss := s.NewAgency("Third")
	s.LinkBecomes(s.Invites(third, viewer), account.LinkDeclined, third, boss)
	return s
}

// purged deletes an organization and lets sweep come until nothing of it is left.
func (s *linked) purged(org account.OrganizationID) {
	s.T.Helper()
	found, err := s.Store.Get(s.T.Context(), store.OrganizationKey(org))
	if err != nil {
		s.T.Fatal(err)
	}
	in := s.Intent(s.Admin)
	in.Organization = org
	if err := s.Store.DeleteOrganization(s.T.Context(), in, found.Organization(org)); err != nil {
		s.T.Fatal(err)
	}
	s.Advance(30 * aDay)
	for range 4 {
		s.run()
	}
}

// isForgotten fails the test when anything but what ends by itself, and what others have in their logs, names the
// organization.
func (s *linked) isForgotten(org account.OrganizationID) {
	s.T.Helper()
	for key, item := range s.table() {
		all := plain(item)
		kind, _ := all["kind"].(string)
		switch {
		case kind == "handled" || kind == "rate":
		case kind == "event" && !strings.Contains(key[0], string(org)):
		case strings.Contains(key[0]+key[1], string(org)):
			s.T.Errorf("%v is left", key)
		case strings.HasPrefix(key[0], "U#") && kind == "" && all["agencies"] == nil:
			s.T.Errorf("%v is an empty item", key)
		}
		if agencies, _ := all["agencies"].([]string); strings.Contains(strings.Join(agencies, " "), string(org)) {
			s.T.Errorf("%v still leads to it", key)
		}
	}
}

func (s *linked) waysIn(p *webtest.Person) (places int, through []store.Way) {
	s.T.Helper()
	all, through, err := s.Store.Ways(s.T.Context(), p.User.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	return len(all), through
}

// countsOf counts an organization's events, as dispatch does.
func (s *linked) countsOf(org account.OrganizationID) store.Counts {
	s.T.Helper()
	var events []account.Event
	for key := range s.table() {
		change, err := s.Store.ChangeAt(s.T.Context(), key[0], key[1])
		if err != nil {
			s.T.Fatal(err)
		}
		if e := change.Event; e != nil && e.Organization == org {
			events = append(events, *e)
		}
	}
	if err := s.Store.CountEvents(s.T.Context(), org, events); err != nil {
		s.T.Fatal(err)
	}
	found, err := s.Store.Get(s.T.Context(), store.CountsKey(org))
	if err != nil {
		s.T.Fatal(err)
	}
	return found.Counts(org)
}

// What a purged agency had at its client goes, and the client's own people and other agencies stay as they are.
func TestAPurgedAgencyLeavesItsClientsRight(t *testing.T) {
	t.Parallel()
	s := newLinked(t)
	if n := s.countsOf(s.Org).Agencies; n != 2 {
		t.Fatalf("the client has %d agencies", n)
	}
	s.purged(s.first)
	s.isForgotten(s.first)
	if places, through := s.waysIn(s.jonas); places != 1 || len(through) != 1 || through[0] != (store.Way{Client: s.Org, Agency: s.second}) {
		t.Errorf("Jonas has %d places and comes through %v", places, through)
	}
	if place, _ := s.waysIn(s.mia); place != 2 || s.mia.Place() == nil || s.mia.Place().Agencies != nil {
		t.Errorf("Mia has %d places, and %+v", place, s.mia.Place())
	}
	events := s.Events(string(s.first))
	if last := events[len(events)-1]; last.Type != account.AgencyEnded {
		t.Errorf("the client's log ends with %+v", last)
	}
	if n := s.countsOf(s.Org).Agencies; n != 1 {
		t.Errorf("the client has %d agencies after it", n)
	}
}

// What a purged client let its agencies do goes, and they are told.
func TestAPurgedClientLeavesItsAgenciesRight(t *testing.T) {
	t.Parallel()
	s := newLinked(t)
	if n := s.countsOf(s.first).Clients; n != 1 {
		t.Fatalf("the agency has %d clients", n)
	}
	s.purged(s.Org)
	s.isForgotten(s.Org)
	for _, p := range []*webtest.Person{s.jonas, s.mia} {
		if _, through := s.waysIn(p); len(through) > 0 {
			t.Errorf("%s still comes through %v", p.User.Name, through)
		}
	}
	for _, agency := range []account.OrganizationID{s.first, s.second} {
		if n := s.countsOf(agency).Clients; n != 0 {
			t.Errorf("the agency has %d clients after it", n)
		}
	}
}

// When both go, neither leaves an event in the other's log that nobody would take away.
func TestAPurgedClientAndItsPurgedAgencyLeaveNothing(t *testing.T) {
	t.Parallel()
	s := newLinked(t)
	s.purged(s.first)
	s.purged(s.Org)
	s.purged(s.second)
	for _, org := range []account.OrganizationID{s.first, s.Org, s.second} {
		s.isForgotten(org)
	}
}
