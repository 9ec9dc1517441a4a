package all_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

// ends are the ways in which one organization admin ends another.
var ends = []struct {
	name string
	do   func(by *webtest.Person, path string, version int64) *webtest.Response
}{
	{"removes", func(by *webtest.Person, path string, _ int64) *webtest.Response { return by.Delete(path) }},
	{"demotes", func(by *webtest.Person, path string, version int64) *webtest.Response {
		return by.Patch(path, map[string]string{"role": "member"}, webtest.IfMatch(version))
	}},
	{"suspends", func(by *webtest.Person, path string, _ int64) *webtest.Response { return by.Post(path+"/suspend", nil) }},
}

// Two admins end each other at the same time, two hundred times, by every pair of ways: one stays.
func TestAnOrganizationNeverLosesItsLastAdmin(t *testing.T) {
	t.Parallel()
	const worlds, rounds = 4, 50
	for n := range worlds {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, all.Register)
			d := duel{w, [2]*webtest.Person{w.Admin, w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.Admin})}}
			met := 0
			for round := range rounds {
				pair := n*rounds + round
				if d.fight(t, [2]int{pair % len(ends), pair / len(ends) % len(ends)}) {
					met++
				}
				d.restore(t)
			}
			if met == 0 {
				t.Errorf("in none of %d rounds did the two meet: nothing was tried", rounds)
			}
		})
	}
}

// duel is two organization admins who know each other's version.
type duel struct {
	*webtest.World
	people [2]*webtest.Person
}

// fight lets both end each other, and says whether they met at the counter.
func (d duel) fight(t *testing.T, ways [2]int) (met bool) {
	t.Helper()
	var answers [2]*webtest.Response
	var versions [2]int64
	for n, p := range d.people {
		versions[n] = p.Place().Version
	}
	var group sync.WaitGroup
	begin := make(chan struct{})
	for n, p := range d.people {
		other := 1 - n
		group.Go(func() {
			<-begin
			answers[n] = ends[ways[n]].do(p, "/v1/organizations/{org}/members/"+string(d.people[other].Member), versions[other])
		})
	}
	close(begin)
	group.Wait()

	story := fmt.Sprintf("one %s while the other %s", ends[ways[0]].name, ends[ways[1]].name)
	succeeded := 0
	for _, a := range answers {
		switch a.Status {
		case http.StatusOK, http.StatusNoContent:
			succeeded++
		case http.StatusConflict:
			a.Refused(409, "last-admin")
			met = true
		case http.StatusForbidden, http.StatusNotFound: // it came second, and was no admin any more
		default:
			t.Errorf("%s: answered %d: %s", story, a.Status, a.Body)
		}
	}
	admins := 0
	for _, p := range d.people {
		if m := p.Place(); m != nil && m.CountsAsAdmin() {
			admins++
		}
	}
	if admins != 1 || succeeded != 1 {
		t.Fatalf("%s: %d succeeded and %d active admins are left, want one of each", story, succeeded, admins)
	}
	return met
}

// restore makes both active organization admins again.
func (d duel) restore(t *testing.T) {
	t.Helper()
	for n, p := range d.people {
		before := p.Place()
		if before == nil {
			p.JoinsOrganization(d.Org, d.people[1-n], account.Active, account.Grants{Role: account.Admin})
			continue
		}
		if before.CountsAsAdmin() {
			continue
		}
		after := *before
		after.State, after.Grants, after.Version = account.Active, account.Grants{Role: account.Admin}, before.Version+1
		intent := store.Intent{Organization: d.Org, Actor: account.Actor{Kind: account.ByUser, ID: string(p.User.ID)}, RequestID: "req_test", At: d.Now()}
		if err := d.Store.UpdateMember(t.Context(), intent, before, &after, account.MemberUpdated); err != nil {
			t.Fatal(err)
		}
	}
}
