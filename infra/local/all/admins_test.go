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
			second := w.NewUser("Ann Chovy")
			met := 0
			for round := range rounds {
				pair := n*rounds + round
				if duel(t, w, second, pair%len(ends), pair/len(ends)%len(ends)) {
					met++
				}
			}
			if met == 0 {
				t.Errorf("in none of %d rounds did the two meet: nothing was tried", rounds)
			}
		})
	}
}

// duel lets two admins of a new organization end each other, and says whether they met at the counter.
func duel(t *testing.T, w *webtest.World, second *webtest.Person, way, other int) (met bool) {
	t.Helper()
	org, first, _ := w.NewOrganization("Northwind")
	second.JoinsOrganization(org, first, account.Active, account.Grants{Role: account.Admin})
	version := w.Now().UnixMilli()
	path := func(p *webtest.Person) string {
		return "/v1/organizations/" + string(org) + "/members/" + string(p.Member)
	}

	var answers [2]*webtest.Response
	var group sync.WaitGroup
	begin := make(chan struct{})
	group.Go(func() { <-begin; answers[0] = ends[way].do(first, path(second), version) })
	group.Go(func() { <-begin; answers[1] = ends[other].do(second, path(first), version) })
	close(begin)
	group.Wait()

	story := fmt.Sprintf("one %s while the other %s", ends[way].name, ends[other].name)
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
	found, err := w.Store.Get(t.Context(), store.MemberKey(org, first.User.ID), store.MemberKey(org, second.User.ID))
	if err != nil {
		t.Fatal(err)
	}
	admins := 0
	for _, p := range []*webtest.Person{first, second} {
		if m := found.Member(org, p.User.ID); m != nil && m.CountsAsAdmin() {
			admins++
		}
	}
	if admins != 1 || succeeded != 1 {
		t.Errorf("%s: %d succeeded and %d active admins are left, want one of each", story, succeeded, admins)
	}
	return met
}
