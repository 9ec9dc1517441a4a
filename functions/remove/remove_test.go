package remove_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roster/functions/remove"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

const organization = "/v1/organizations/{org}"

func pathOf(p *webtest.Person) string { return organization + "/members/" + string(p.Member) }

func hasEvent(w *webtest.World, want storetest.Event) bool {
	w.T.Helper()
	return slices.ContainsFunc(w.Events(want.Target), func(e storetest.Event) bool { return cmp.Equal(e, want) })
}

// A session after removal is, from the next request on, that of a stranger.
func TestARemovedPersonIsAStrangerAtOnce(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	earl.Post(pathOf(w.Admin)+"/suspend", nil).Refused(403, "forbidden") // it is in

	requests := w.Requests.During(func() { w.Admin.Delete(pathOf(earl)).Is(204) })
	if want := []string{"BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) {
		t.Errorf("it sent %v, want %v", requests, want)
	}
	if earl.Place() != nil {
		t.Error("the place is still there")
	}
	earl.Post(organization+"/leave", nil).Refused(404, "not-found")
	w.Admin.Delete(pathOf(earl)).Refused(404, "not-found")
	if !hasEvent(w, storetest.Event{Type: account.MemberRemoved, Target: string(earl.Member), Actor: string(w.Admin.User.ID)}) {
		t.Errorf("the events are %+v", w.Events(string(earl.Member)))
	}
	earl.Joins(account.Active, account.Grants{Role: account.Guest}) // the address is free and the place, too
	if earl.Place() == nil {
		t.Error("whoever was removed cannot come again")
	}
}

func TestIfMatchIsOptionalForRemovalAndHoldsWhenSent(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	version := earl.Place().Version
	w.Admin.Delete(pathOf(earl), webtest.IfMatch(version-1)).Refused(412, "stale-version")
	w.Admin.Delete(pathOf(earl), webtest.IfMatch(version)).Is(204)
}

func TestSuspendKeepsTheGrantsAndReactivateRevivesThem(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	grants := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}},
	}
	earl := w.NewMember("Earl E. Bird", account.Active, grants)
	waiting := w.NewMember("Ann Chovy", account.PendingApproval, grants)
	version := earl.Place().Version

	w.Admin.Post(pathOf(earl)+"/reactivate", nil).Refused(409, "conflict")
	w.Admin.Post(pathOf(waiting)+"/suspend", nil).Refused(409, "conflict")
	w.Admin.Post(pathOf(waiting)+"/reactivate", nil).Refused(409, "conflict")
	w.Admin.Post(pathOf(earl)+"/suspend", nil, webtest.IfMatch(version-1)).Refused(412, "stale-version")

	var m wire.Member
	answer := w.Admin.Post(pathOf(earl)+"/suspend", nil, webtest.Repeat("once")).Is(200).Into(&m)
	if m.State != "suspended" || m.Version <= version || !earl.Place().Grants.Equal(grants) {
		t.Errorf("suspended to %+v", m)
	}
	earl.Post(organization+"/leave", nil).Refused(403, "membership-suspended")
	w.Admin.Post(pathOf(earl)+"/suspend", nil).Refused(409, "conflict")
	if again := w.Admin.Post(pathOf(earl)+"/suspend", nil, webtest.Repeat("once")).Is(200); string(again.Body) != string(answer.Body) {
		t.Errorf("a repeat is answered %s", again.Body)
	}

	w.Admin.Post(pathOf(earl)+"/reactivate", nil, webtest.IfMatch(m.Version)).Is(200).Into(&m)
	if m.State != "active" || !earl.Place().Grants.Equal(grants) {
		t.Errorf("reactivated to %+v", m)
	}
	for _, e := range []account.EventType{account.MemberSuspended, account.MemberReactivated} {
		if !hasEvent(w, storetest.Event{Type: e, Target: string(earl.Member), Actor: string(w.Admin.User.ID)}) {
			t.Errorf("there is no event %s", e)
		}
	}
}

func TestANonAdminMayLeaveAndAnOrganizationAdminMayNot(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	second := w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.Admin})
	w.Admin.Post(organization+"/leave", nil).Refused(403, "own-record")
	second.Post(organization+"/leave", nil).Refused(403, "own-record")
	for _, grants := range []account.Grants{
		{Role: account.Guest}, {Role: account.PlainMember}, {Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}},
	} {
		p := w.NewMember("Earl E. Bird", account.Active, grants)
		p.Post(organization+"/leave", nil, webtest.Repeat("once")).Is(204)
		if p.Place() != nil || !hasEvent(w, storetest.Event{Type: account.MemberLeft, Target: string(p.Member), Actor: string(p.User.ID)}) {
			t.Errorf("a %s did not leave: %+v", grants.Role, w.Events(string(p.Member)))
		}
		p.Post(organization+"/leave", nil, webtest.Repeat("once")).Refused(404, "not-found")
	}
}

// Removing, suspending and reactivating touch all the grants of the target.
func TestWhoMayEndWhosePlace(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, remove.Register)
	manager := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "brands.view"}})
	plain := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"account.manage"}})
	guest := w.NewMember("Gail Force", account.Active, account.Grants{Role: account.Guest})
	_, otherAdmin, _ := w.NewOrganization("Northwind")
	held := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}}
	for name, c := range map[string]struct {
		caller *webtest.Person
		target account.Grants
		status int
		code   string
	}{
		"an admin, another admin":                     {w.Admin, account.Grants{Role: account.Admin}, 200, ""},
		"an account administrator, what it holds":     {manager, held, 200, ""},
		"an account administrator, another one":       {manager, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}}, 200, ""},
		"an account administrator, a permission more": {manager, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}}, 403, "exceeds-own-grants"},
		"an account administrator, a role more":       {manager, account.Grants{Role: account.Guest, AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}}}, 403, "exceeds-own-grants"},
		"an account administrator, an admin":          {manager, account.Grants{Role: account.Admin}, 403, "admin-target"},
		"a member":                                    {plain, held, 403, "forbidden"},
		"a guest":                                     {guest, held, 404, "not-found"},
		"a stranger":                                  {otherAdmin, held, 404, "not-found"},
	} {
		t.Run(name, func(t *testing.T) {
			target := w.NewMember("Ann Chovy", account.Active, c.target)
			check := func(answer *webtest.Response, success int) {
				t.Helper()
				answer.T = t
				if c.code == "" {
					answer.Is(success)
					return
				}
				answer.Refused(c.status, c.code)
			}
			check(c.caller.Post(pathOf(target)+"/suspend", nil), 200)
			if c.code == "" { // whoever is refused cannot see the suspended either
				check(c.caller.Post(pathOf(target)+"/reactivate", nil), 200)
			}
			check(c.caller.Delete(pathOf(target)), 204)
			if gone := target.Place() == nil; gone != (c.code == "") {
				t.Errorf("the place is gone: %v", gone)
			}
		})
	}
	for _, p := range []*webtest.Person{w.Admin, manager, plain, guest} {
		p.Delete(pathOf(p)).Refused(403, "own-record")
		p.Post(pathOf(p)+"/suspend", nil).Refused(403, "own-record")
	}
	w.Admin.Delete(organization+"/members/mem_1").Refused(404, "not-found")
	w.Nobody().Delete(pathOf(plain)).Refused(401, "unauthenticated")
}
