package editpermissions_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	editpermissions "roster/functions/edit-permissions"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

// patch is a body as a client would send it.
type patch = map[string]any

func role(on account.AdAccountID, role string) map[string]string {
	return map[string]string{"ad_account": string(on), "role": role}
}

func pathOf(p *webtest.Person) string { return "/v1/organizations/{org}/members/" + string(p.Member) }

func TestAnEditReplacesListsAndKeepsWhatItDoesNotName(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	second := w.NewAdAccount("Second", account.AdAccountIsActive)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view", "financials.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}},
	})
	before := earl.Place()

	var m wire.Member
	requests := w.Requests.During(func() {
		answer := w.Admin.Patch(pathOf(earl), patch{"ad_account_roles": []any{role(second, "viewer"), role(second, "campaign_manager")}}, webtest.IfMatch(before.Version))
		answer.Is(200).Into(&m)
		if tag := answer.Header.Get("ETag"); tag != fmt.Sprintf("%q", fmt.Sprint(m.Version)) {
			t.Errorf("the ETag %s is not the version %d", tag, m.Version)
		}
	})
	if want := []string{"BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) {
		t.Errorf("the edit sent %v, want %v", requests, want)
	}
	want := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view", "financials.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: second, Role: "campaign_manager"}, {AdAccount: second, Role: "viewer"}},
	}
	after := earl.Place()
	if diff := cmp.Diff(want, after.Grants); diff != "" {
		t.Errorf("the record holds other grants (-want +got):\n%s", diff)
	}
	if after.Version <= before.Version || after.Version != m.Version {
		t.Errorf("the version went from %d to %d, answered %d", before.Version, after.Version, m.Version)
	}
	update := storetest.Event{Type: account.MemberUpdated, Target: string(earl.Member), Actor: string(w.Admin.User.ID)}
	if events := w.Events(string(earl.Member)); len(events) != 2 || !slices.ContainsFunc(events, func(e storetest.Event) bool { return cmp.Equal(e, update) }) {
		t.Errorf("the events are %+v, want an addition and an update by the admin", events)
	}
}

func TestAnEditNeedsTheVersionThatItWasMadeOn(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.Guest})
	version := earl.Place().Version

	w.Admin.Patch(pathOf(earl), patch{"role": "member"}).Refused(428, "precondition-required")
	w.Admin.Patch(pathOf(earl), patch{"role": "member"}, webtest.IfMatch(version+1)).Refused(412, "stale-version")
	w.Admin.Patch(pathOf(earl), patch{"role": "member"}, webtest.IfMatch(version)).Is(200)
	w.Admin.Patch(pathOf(earl), patch{"role": "guest"}, webtest.IfMatch(version)).Refused(412, "stale-version")
}

func TestAnEditThatChangesNothingMovesNoVersionAndLeavesNoEvent(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view", "financials.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}},
	})
	before := earl.Place()
	for name, body := range map[string]patch{
		"an empty patch": {},
		"the same again": {"role": "member", "permissions": []string{"financials.view", "brands.view", "brands.view"}, "ad_account_roles": []any{role(w.First, "viewer")}},
	} {
		var m wire.Member
		w.Admin.Patch(pathOf(earl), body, webtest.IfMatch(before.Version)).Is(200).Into(&m)
		if m.Version != before.Version {
			t.Errorf("%s: the version went from %d to %d", name, before.Version, m.Version)
		}
	}
	if diff := cmp.Diff(before, earl.Place()); diff != "" {
		t.Errorf("the record changed:\n%s", diff)
	}
	if events := w.Events(string(earl.Member)); len(events) != 1 {
		t.Errorf("there are the events %+v, want the addition alone", events)
	}
}

func TestAnEditOfGrantsThatNobodyMayHoldIsRefusedAtItsPlace(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	archived := w.NewAdAccount("Archived", account.AdAccountIsArchived)
	_, _, elsewhere := w.NewOrganization("Northwind")
	hundredAndOne := make([]any, 101)
	for n := range hundredAndOne {
		hundredAndOne[n] = role(account.AdAccountID(fmt.Sprintf("ada_%026d", n)), "viewer")
	}
	manager := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	for name, c := range map[string]struct {
		target *webtest.Person
		body   patch
		at     string
	}{
		"an unknown role":                         {earl, patch{"role": "owner"}, "body.role"},
		"a null role":                             {earl, patch{"role": nil}, "body.role"},
		"a list of another kind":                  {earl, patch{"permissions": "brands.view"}, "body.permissions"},
		"an unknown field":                        {earl, patch{"state": "active"}, "body.state"},
		"a permission out of nowhere":             {earl, patch{"permissions": []string{"brands.view", "moon.land"}}, "body.permissions[1]"},
		"a guest who manages users":               {earl, patch{"role": "guest", "permissions": []string{"users.manage"}}, "body.permissions[0]"},
		"a guest keeps managing users":            {manager, patch{"role": "guest"}, "body.permissions[0]"},
		"a role out of nowhere":                   {earl, patch{"ad_account_roles": []any{role(w.First, "viewer"), role(w.First, "king")}}, "body.ad_account_roles[1]"},
		"a role for keys":                         {earl, patch{"ad_account_roles": []any{role(w.First, "audience_manager")}}, "body.ad_account_roles[0]"},
		"a malformed ad account":                  {earl, patch{"ad_account_roles": []any{role("ada_1", "viewer")}}, "body.ad_account_roles[0]"},
		"an unknown ad account":                   {earl, patch{"ad_account_roles": []any{role(w.First, "viewer"), role("ada_00000000000000000000000000", "viewer")}}, "body.ad_account_roles[1]"},
		"an ad account of another organization":   {earl, patch{"ad_account_roles": []any{role(elsewhere, "viewer")}}, "body.ad_account_roles[0]"},
		"an archived ad account":                  {earl, patch{"ad_account_roles": []any{role(archived, "viewer")}}, "body.ad_account_roles[0]"},
		"more than a hundred ad accounts":         {earl, patch{"ad_account_roles": hundredAndOne}, "body.ad_account_roles"},
		"an admin with permissions":               {earl, patch{"role": "admin", "permissions": []string{"brands.view"}}, "body.permissions"},
		"an admin with ad accounts":               {earl, patch{"role": "admin", "ad_account_roles": []any{role(w.First, "viewer")}}, "body.ad_account_roles"},
		"a path and a body that name two members": {earl, patch{"id": string(manager.Member)}, "body.id"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := w.Admin.Patch(pathOf(c.target), c.body, webtest.IfMatch(c.target.Place().Version))
			answer.T = t
			var p struct {
				Errors []struct{ Location string }
			}
			answer.Refused(422, "invalid").Into(&p)
			if !slices.ContainsFunc(p.Errors, func(e struct{ Location string }) bool { return e.Location == c.at || e.Location == "body" }) {
				t.Errorf("the refusal names %v, want %s", p.Errors, c.at)
			}
		})
	}
}

func TestPromotionClearsTheListsAndDemotionBringsNothingBack(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}},
	})
	var m wire.Member
	w.Admin.Patch(pathOf(earl), patch{"role": "admin"}, webtest.IfMatch(earl.Place().Version)).Is(200).Into(&m)
	if m.Role != "admin" || len(m.Permissions)+len(m.AdAccountRoles) != 0 || m.Permissions == nil || m.AdAccountRoles == nil {
		t.Errorf("promoted to %+v, want an admin with empty lists", m)
	}
	w.Admin.Patch(pathOf(earl), patch{"permissions": []string{"brands.view"}}, webtest.IfMatch(m.Version)).Refused(422, "invalid")
	w.Admin.Patch(pathOf(earl), patch{"role": "member"}, webtest.IfMatch(m.Version)).Is(200).Into(&m)
	if m.Role != "member" || len(m.Permissions)+len(m.AdAccountRoles) != 0 {
		t.Errorf("demoted to %+v, want a member without anything", m)
	}
}

func TestWhatLeftTheCatalogMayBeSentAgainUnchanged(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	old := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"gone.from.catalog"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "gone"}},
	}
	earl, gone := w.NewMember("Earl E. Bird", account.Active, old), w.NewMember("Ann Chovy", account.Suspended, old)
	same := patch{"permissions": []string{"gone.from.catalog", "brands.view"}, "ad_account_roles": []any{role(w.First, "gone")}}
	w.Admin.Patch(pathOf(earl), same, webtest.IfMatch(earl.Place().Version)).Is(200)
	if !slices.Contains(earl.Place().Grants.Permissions, "gone.from.catalog") {
		t.Error("an edit dropped what it sent again")
	}
	second := w.NewAdAccount("Second", account.AdAccountIsActive)
	w.Admin.Patch(pathOf(gone), patch{"ad_account_roles": []any{role(w.First, "gone"), role(second, "gone")}}, webtest.IfMatch(gone.Place().Version)).Refused(422, "invalid")
}

// Roles on an ad account that was archived are inert; an edit leaves them and adds none.
func TestRolesOnAnArchivedAdAccountStayAndCanGo(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	archived := w.NewAdAccount("Archived", account.AdAccountIsArchived)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{
		Role: account.PlainMember, AdAccountRoles: []account.AdAccountRole{{AdAccount: archived, Role: "viewer"}},
	})
	var m wire.Member
	w.Admin.Patch(pathOf(earl), patch{"ad_account_roles": []any{role(archived, "viewer"), role(w.First, "viewer")}}, webtest.IfMatch(earl.Place().Version)).Is(200).Into(&m)
	w.Admin.Patch(pathOf(earl), patch{"ad_account_roles": []any{role(archived, "viewer"), role(archived, "account_admin")}}, webtest.IfMatch(m.Version)).Refused(422, "invalid")
	w.Admin.Patch(pathOf(earl), patch{"ad_account_roles": nil}, webtest.IfMatch(m.Version)).Is(200).Into(&m)
	if len(m.AdAccountRoles) != 0 || earl.Place() == nil {
		t.Errorf("without a role the person has %v; it must stay in the organization", m.AdAccountRoles)
	}
}

func TestAHundredAdAccountsAreOneEditOfTwoRoundTrips(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	roles := []any{role(w.First, "viewer")}
	for n := range 99 {
		roles = append(roles, role(w.NewAdAccount(fmt.Sprintf("Account %d", n), account.AdAccountIsActive), "viewer"))
	}
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	version := earl.Place().Version
	requests := w.Requests.During(func() {
		w.Admin.Patch(pathOf(earl), patch{"ad_account_roles": roles}, webtest.IfMatch(version)).Is(200)
	})
	// the two reads run side by side
	if want := []string{"BatchGetItem", "BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) {
		t.Errorf("the edit sent %v, want %v", requests, want)
	}
	if n := len(earl.Place().Grants.AdAccounts()); n != 100 {
		t.Errorf("the person has %d ad accounts, want 100", n)
	}
}

func TestNobodyOutsideSeesThePlace(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	other, otherAdmin, _ := w.NewOrganization("Northwind")
	guest := w.NewMember("Gail Force", account.Active, account.Grants{Role: account.Guest})
	version := webtest.IfMatch(earl.Place().Version)
	elsewhere := "/v1/organizations/" + string(other) + "/members/" + string(earl.Member)
	for name, c := range map[string]struct {
		caller *webtest.Client
		path   string
		status int
		code   string
	}{
		"nobody":                      {w.Nobody(), pathOf(earl), 401, "unauthenticated"},
		"an admin of another":         {otherAdmin.Client, pathOf(earl), 404, "not-found"},
		"through another":             {otherAdmin.Client, elsewhere, 404, "not-found"},
		"a guest":                     {guest.Client, pathOf(earl), 404, "not-found"},
		"a malformed id":              {w.Admin.Client, "/v1/organizations/{org}/members/mem_1", 404, "not-found"},
		"a user's id":                 {w.Admin.Client, "/v1/organizations/{org}/members/" + string(earl.User.ID), 404, "not-found"},
		"somebody who was never here": {w.Admin.Client, pathOf(otherAdmin), 404, "not-found"},
	} {
		answer := c.caller.Call(http.MethodPatch, c.path, patch{"role": "guest"}, version)
		if answer.Status != c.status {
			t.Errorf("%s: answered %d, want %d", name, answer.Status, c.status)
			continue
		}
		answer.Refused(c.status, c.code)
	}
}
