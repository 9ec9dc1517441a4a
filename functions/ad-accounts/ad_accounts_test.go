package adaccounts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	adaccounts "roster/functions/ad-accounts"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

type body = map[string]any

const all = "/v1/organizations/{org}/ad-accounts"

func pathOf(id account.AdAccountID) string { return all + "/" + string(id) }

func TestAnAdminMakesAnAdAccount(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, adaccounts.Register)
	var made wire.AdAccount
	var answer *webtest.Response
	requests := w.Requests.During(func() {
		answer = w.Admin.Post(all, body{"name": " Spring ", "external_id": "crm-17"}, webtest.Repeat("once")).Is(201).Into(&made)
	})
	if want := []string{"BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) {
		t.Errorf("it sent %v, want %v", requests, want)
	}
	if got, want := answer.Header.Get("Location"), "/v1/organizations/"+string(w.Org)+"/ad-accounts/"+made.ID; got != want {
		t.Errorf("the location is %q, want %q", got, want)
	}
	external := "crm-17"
	want := wire.AdAccount{ID: made.ID, Name: "Spring", ExternalID: &external, State: "active", CreatedAt: w.Now(), Version: w.Now().UnixMilli()}
	if diff := cmp.Diff(want, made); diff != "" {
		t.Errorf("made another ad account (-want +got):\n%s", diff)
	}
	var read wire.AdAccount
	w.Admin.Get(pathOf(account.AdAccountID(made.ID))).Is(200).Into(&read)
	if diff := cmp.Diff(made, read); diff != "" {
		t.Errorf("read another ad account than was made:\n%s", diff)
	}
	again := w.Admin.Post(all, body{"name": " Spring ", "external_id": "crm-17"}, webtest.Repeat("once")).Is(201)
	if string(again.Body) != string(answer.Body) {
		t.Errorf("a repeat is answered %s", again.Body)
	}
	event := storetest.Event{Type: account.AdAccountCreated, Target: made.ID, Actor: string(w.Admin.User.ID)}
	if diff := cmp.Diff([]storetest.Event{event}, w.Events(made.ID)); diff != "" {
		t.Errorf("the events are others:\n%s", diff)
	}
	w.Admin.Post(all, body{"name": "Summer", "external_id": nil}).Is(201).Into(&made)
	if made.ExternalID != nil {
		t.Errorf("null became %q", *made.ExternalID)
	}
}

func TestAnExternalIDIsUniqueInItsOrganization(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, adaccounts.Register)
	other, otherAdmin, _ := w.NewOrganization("Northwind")
	var first, second wire.AdAccount
	w.Admin.Post(all, body{"name": "One", "external_id": "crm-1"}).Is(201).Into(&first)
	w.Admin.Post(all, body{"name": "Two", "external_id": "crm-1"}).Refused(409, "external-id-taken")
	w.Admin.Post(all, body{"name": "Two", "external_id": "CRM-1"}).Is(201).Into(&second)
	otherAdmin.Post("/v1/organizations/"+string(other)+"/ad-accounts", body{"name": "One", "external_id": "crm-1"}).Is(201)

	w.Admin.Patch(pathOf(account.AdAccountID(second.ID)), body{"external_id": "crm-1"}, webtest.IfMatch(second.Version)).Refused(409, "external-id-taken")
	w.Admin.Patch(pathOf(account.AdAccountID(first.ID)), body{"state": "archived"}, webtest.IfMatch(first.Version)).Is(200).Into(&first)
	w.Admin.Patch(pathOf(account.AdAccountID(second.ID)), body{"external_id": "crm-1"}, webtest.IfMatch(second.Version)).Refused(409, "external-id-taken")
	w.Admin.Patch(pathOf(account.AdAccountID(first.ID)), body{"external_id": nil}, webtest.IfMatch(first.Version)).Is(200).Into(&first)
	if first.ExternalID != nil {
		t.Errorf("null left %q", *first.ExternalID)
	}
	w.Admin.Patch(pathOf(account.AdAccountID(second.ID)), body{"external_id": "crm-1"}, webtest.IfMatch(second.Version)).Is(200)
	w.Admin.Post(all, body{"name": "Three", "external_id": "CRM-1"}).Is(201) // the one that was given up is free
}

func TestAnAdAccountNeedsAFitNameAndExternalID(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, adaccounts.Register)
	for name, b := range map[string]body{
		"no name":                    {},
		"an empty name":              {"name": " "},
		"a name too long":            {"name": strings.Repeat("é", 81)},
		"a name with a link":         {"name": "https://evil.example"},
		"an empty external id":       {"name": "One", "external_id": ""},
		"an external id of a space":  {"name": "One", "external_id": " crm"},
		"an external id with a line": {"name": "One", "external_id": "crm\n1"},
		"an external id too long":    {"name": "One", "external_id": strings.Repeat("x", 129)},
		"an external id of a number": {"name": "One", "external_id": 17},
		"a state":                    {"name": "One", "state": "archived"},
		"an id":                      {"name": "One", "id": "ada_00000000000000000000000000"},
	} {
		if answer := w.Admin.Post(all, b); answer.Status != 422 {
			t.Errorf("%s: answered %d: %s", name, answer.Status, answer.Body)
		}
	}
	w.Admin.Post(all, body{"name": "One", "external_id": strings.Repeat("é", 128)}).Is(201)
}

func TestArchivingAndRestoringKeepTheAdAccountAndNameWhatHappened(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, adaccounts.Register)
	path := pathOf(w.First)
	var a wire.AdAccount
	w.Admin.Get(path).Is(200).Into(&a)
	w.Admin.Patch(path, body{"state": "archived"}).Refused(428, "precondition-required")
	w.Admin.Patch(path, body{"state": "archived"}, webtest.IfMatch(a.Version-1)).Refused(412, "stale-version")
	for _, step := range []struct {
		change body
		event  account.EventType
		values []account.ValueChange
	}{
		{body{"state": "archived"}, account.AdAccountArchived, nil},
		{body{"name": "Spring", "external_id": "crm-1"}, account.AdAccountUpdated, []account.ValueChange{{Field: "name", Before: "OakeyInfluencer", After: "Spring"}, {Field: "external_id", After: "crm-1"}}},
		{body{"state": "active", "name": "Summer"}, account.AdAccountRestored, []account.ValueChange{{Field: "name", Before: "Spring", After: "Summer"}}},
	} {
		before, events := a.Version, len(w.Events(string(w.First)))
		requests := w.Requests.During(func() { w.Admin.Patch(path, step.change, webtest.IfMatch(a.Version)).Is(200).Into(&a) })
		if want := []string{"BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) || a.Version <= before {
			t.Errorf("%v: sent %v, the version went from %d to %d", step.change, requests, before, a.Version)
		}
		want := storetest.Event{Type: step.event, Target: a.ID, Actor: string(w.Admin.User.ID), Values: step.values}
		if now := w.Events(a.ID); len(now) != events+1 || !slices.ContainsFunc(now, func(e storetest.Event) bool { return cmp.Equal(e, want) }) {
			t.Errorf("%v: the events are %+v, want one more, %+v", step.change, now, want)
		}
		w.Admin.Patch(path, step.change, webtest.IfMatch(a.Version)).Is(200)
		if now := len(w.Events(a.ID)); now != events+1 {
			t.Errorf("%v again left an event", step.change)
		}
	}
	for name, b := range map[string]body{"an unknown state": {"state": "gone"}, "no state": {"state": nil}, "no name": {"name": nil}} {
		if answer := w.Admin.Patch(path, b, webtest.IfMatch(a.Version)); answer.Status != 422 {
			t.Errorf("%s: answered %d: %s", name, answer.Status, answer.Body)
		}
	}
}

func TestWhoSeesAndChangesAnAdAccount(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, adaccounts.Register)
	other, otherAdmin, elsewhere := w.NewOrganization("Northwind")
	holding := []account.AdAccountRole{{AdAccount: w.First, Role: "account_admin"}}
	manager := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	member := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember, AdAccountRoles: holding})
	guest := w.NewMember("Gail Force", account.Active, account.Grants{Role: account.Guest, AdAccountRoles: holding})
	without := w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.PlainMember})
	for name, c := range map[string]struct {
		caller             *webtest.Client
		path               string
		see, change, build int
	}{
		"an admin":                       {w.Admin.Client, pathOf(w.First), 200, 200, 201},
		"an account administrator":       {manager.Client, pathOf(w.First), 200, 403, 403},
		"a member with a role":           {member.Client, pathOf(w.First), 200, 403, 403},
		"a guest with a role":            {guest.Client, pathOf(w.First), 200, 403, 403},
		"a member without":               {without.Client, pathOf(w.First), 404, 404, 403},
		"an admin of another":            {otherAdmin.Client, pathOf(w.First), 404, 404, 404},
		"an admin, a malformed id":       {w.Admin.Client, all + "/ada_1", 404, 404, 201},
		"an admin, one of another":       {w.Admin.Client, pathOf(elsewhere), 404, 404, 201},
		"another admin, through its own": {otherAdmin.Client, "/v1/organizations/" + string(other) + "/ad-accounts/" + string(w.First), 404, 404, 404},
		"nobody":                         {w.Nobody(), pathOf(w.First), 401, 401, 401},
	} {
		if answer := c.caller.Get(c.path); answer.Status != c.see {
			t.Errorf("%s sees it with %d, want %d", name, answer.Status, c.see)
		}
		if answer := c.caller.Patch(c.path, body{}, webtest.Header{Name: "If-Match", Value: "*"}); answer.Status != c.change {
			t.Errorf("%s changes it with %d, want %d", name, answer.Status, c.change)
		}
		if answer := c.caller.Post(all, body{"name": "Spring"}); answer.Status != c.build {
			t.Errorf("%s makes one with %d, want %d", name, answer.Status, c.build)
		}
	}
}

type list struct {
	Items      []wire.AdAccount
	NextCursor *string `json:"next_cursor"`
}

func (l list) names() (names []string) {
	for _, a := range l.Items {
		names = append(names, a.Name)
	}
	return names
}

func TestAccountAdministratorsListAllByNameAndOthersTheirOwn(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, adaccounts.Register)
	b, a := w.NewAdAccount("beta", account.AdAccountIsActive), w.NewAdAccount("Alpha", account.AdAccountIsArchived)
	manager := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	member := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember, AdAccountRoles: []account.AdAccountRole{
		{AdAccount: b, Role: "viewer"}, {AdAccount: a, Role: "viewer"}, {AdAccount: a, Role: "campaign_manager"}}})
	guest := w.NewMember("Gail Force", account.Active, account.Grants{Role: account.Guest})
	everything := []string{"Alpha", "beta", "OakeyInfluencer"}
	for name, c := range map[string]struct {
		caller   *webtest.Person
		want     []string
		requests []string
	}{
		"an admin":                 {w.Admin, everything, []string{"BatchGetItem", "Query"}},
		"an account administrator": {manager, everything, []string{"BatchGetItem", "Query"}},
		"a member":                 {member, []string{"Alpha", "beta"}, []string{"BatchGetItem", "BatchGetItem"}},
		"a guest without a role":   {guest, nil, []string{"BatchGetItem"}},
	} {
		var got list
		var answer *webtest.Response
		requests := w.Requests.During(func() { answer = c.caller.Get(all).Is(200).Into(&got) })
		if !slices.Equal(got.names(), c.want) || got.NextCursor != nil || !slices.Equal(requests, c.requests) {
			t.Errorf("%s lists %v after %v, want %v after %v", name, got.names(), requests, c.want, c.requests)
		}
		if strings.Contains(string(answer.Body), `"items":null`) {
			t.Errorf("%s is answered a list that is null", name)
		}
	}
}

func TestPagesOfAdAccountsMeetAndBelongToOneReader(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, adaccounts.Register)
	var roles []account.AdAccountRole
	for n := range 7 {
		roles = append(roles, account.AdAccountRole{AdAccount: w.NewAdAccount(fmt.Sprintf("Account %d", n), account.AdAccountIsActive), Role: "viewer"})
	}
	member := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.Guest, AdAccountRoles: roles})
	other, otherAdmin, _ := w.NewOrganization("Northwind")
	var cursor string
	for name, c := range map[string]struct {
		caller *webtest.Person
		want   int
	}{"an admin": {w.Admin, 8}, "a guest": {member, 7}} {
		var names []string
		for query, pages := "?limit=3", 0; query != ""; pages++ {
			var page list
			c.caller.Get(all + query).Is(200).Into(&page)
			names = append(names, page.names()...)
			if page.NextCursor == nil {
				if pages != 2 {
					t.Errorf("%s read %d pages, want 3", name, pages+1)
				}
				break
			}
			if len(page.Items) != 3 {
				t.Errorf("%s got %d of 3", name, len(page.Items))
			}
			cursor = *page.NextCursor
			query = "?limit=3&cursor=" + cursor
		}
		if len(names) != c.want || !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != c.want {
			t.Errorf("%s read %v over the pages", name, names)
		}
	}
	var page list
	w.Admin.Get(all + "?limit=7").Is(200).Into(&page)
	cursor = *page.NextCursor
	for name, c := range map[string]struct {
		caller *webtest.Person
		path   string
	}{
		"another reader":       {member, all + "?cursor=" + cursor},
		"another organization": {otherAdmin, "/v1/organizations/" + string(other) + "/ad-accounts?cursor=" + cursor},
		"made up":              {w.Admin, all + "?cursor=abc"},
		"no text":              {w.Admin, all + "?cursor=%2Fwee"},
		"no page":              {w.Admin, all + "?limit=0"},
		"too large a page":     {w.Admin, all + "?limit=201"},
		"an unknown filter":    {w.Admin, all + "?state=active"},
	} {
		if answer := c.caller.Get(c.path); answer.Status != 422 {
			t.Errorf("%s: answered %d: %s", name, answer.Status, answer.Body)
		}
	}
	if _, err := w.Store.ListAdAccounts(t.Context(), store.AdAccountList{Organization: w.Org, Limit: 1, Cursor: cursor}); account.CodeOf(err) != account.Invalid {
		t.Errorf("a cursor of somebody serves nobody: %v", err)
	}
}
