package organizations_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/functions/organizations"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

type body = map[string]any

const path = "/v1/organizations/{org}"

func TestWhoMakesAnOrganizationIsItsAdmin(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	robin := w.NewUser("Robin Banks")

	var made wire.Organization
	requests := w.Requests.During(func() {
		answer := robin.Post("/v1/organizations", body{"name": " Northwind "}, webtest.Repeat("once")).Is(201).Into(&made)
		if got := answer.Header.Get("Location"); got != "/v1/organizations/"+made.ID {
			t.Errorf("the location is %q", got)
		}
	})
	if want := []string{"BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) {
		t.Errorf("it sent %v, want %v", requests, want)
	}
	id := account.OrganizationID(made.ID)
	want := wire.Organization{
		ID: made.ID, AccountID: id.Dashed(), Name: "Northwind", Kind: "standard", CreatedAt: w.Now(), Version: w.Now().UnixMilli(),
		Settings: wire.Settings{InvitationDays: 7, SendReminders: true, SCIMSendsMail: true, AllowedDomains: []string{}},
	}
	if diff := cmp.Diff(want, made); diff != "" || !id.Valid() {
		t.Errorf("made another organization (-want +got):\n%s", diff)
	}

	found, err := w.Store.Get(t.Context(), store.MemberKey(id, robin.User.ID))
	if err != nil {
		t.Fatal(err)
	}
	place := found.Member(id, robin.User.ID)
	if place == nil || !place.CountsAsAdmin() || place.Name != "Robin Banks" || place.Email != robin.User.Email || place.InvitedBy.ID != "" {
		t.Errorf("the creator's place is %+v", place)
	}

	again := robin.Post("/v1/organizations", body{"name": " Northwind "}, webtest.Repeat("once")).Is(201)
	var same wire.Organization
	if again.Into(&same); same.ID != made.ID || again.Header.Get("Location") == "" {
		t.Errorf("a repeat made %s, want the first answer %s", same.ID, made.ID)
	}
	robin.Post("/v1/organizations", body{"name": "Other"}, webtest.Repeat("once")).Refused(422, "idempotency-mismatch")
}

func TestANewOrganizationStartsWithOneAdAccountAndThreeEvents(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	before := w.Events("")
	w.Advance(time.Second) // events stand in the order of time
	robin := w.NewUser("Robin Banks")
	robin.Post("/v1/organizations", body{"name": "Northwind", "kind": "agency"}).Is(201)
	var types []string
	for _, e := range w.Events("")[len(before):] {
		types = append(types, string(e.Type))
	}
	slices.Sort(types)
	if want := []string{"ad_account.created", "member.added", "organization.created"}; !slices.Equal(types, want) {
		t.Errorf("the events are %v, want %v", types, want)
	}
}

func TestAUserMakesFiveOrganizationsADay(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	w.Advance(24*time.Hour - time.Duration(w.Now().UnixMilli())*time.Millisecond%(24*time.Hour)) // midnight in UTC
	w.Advance(10 * time.Hour)
	robin, other := w.NewUser("Robin Banks"), w.NewUser("Anna Graham")
	for n := range 5 {
		robin.Post("/v1/organizations", body{"name": fmt.Sprintf("Northwind %d", n)}).Is(201)
	}
	answer := robin.Post("/v1/organizations", body{"name": "Northwind 6"}).Refused(429, "too-many")
	if got := answer.Header.Get("Retry-After"); got != "50400" {
		t.Errorf("Retry-After is %q, want the 14 hours to midnight", got)
	}
	other.Post("/v1/organizations", body{"name": "Northwind"}).Is(201)
	w.Advance(14 * time.Hour)
	robin.Post("/v1/organizations", body{"name": "Northwind 6"}).Is(201)
}

func TestAnOrganizationNeedsAFitName(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	for name, b := range map[string]body{
		"none":             {},
		"empty":            {"name": "  "},
		"null":             {"name": nil},
		"too long":         {"name": strings.Repeat("é", 81)},
		"a link":           {"name": "www.evil.example"},
		"a line break":     {"name": "North\r\nwind"},
		"a direction mark": {"name": "North\u202ewind"},
		"unknown kind":     {"name": "Northwind", "kind": "bank"},
		"unknown field":    {"name": "Northwind", "id": "1234567890"},
	} {
		answer := w.Admin.Post("/v1/organizations", b)
		if answer.Status != 422 {
			t.Errorf("%s: answered %d: %s", name, answer.Status, answer.Body)
		}
	}
	w.Nobody().Post("/v1/organizations", body{"name": "Northwind"}).Refused(401, "unauthenticated")
}

func TestOnlyOrganizationAdminsSeeAndChangeSettings(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	manager := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "account.manage"}})
	guest := w.NewMember("Gail Force", account.Active, account.Grants{Role: account.Guest})
	suspended := w.NewMember("Ann Chovy", account.Suspended, account.Grants{Role: account.Admin})
	waiting := w.NewMember("Earl E. Bird", account.PendingApproval, account.Grants{Role: account.Admin})
	stranger := w.NewUser("Robin Banks")
	for name, c := range map[string]struct {
		caller *webtest.Client
		status int
		code   string
	}{
		"an account administrator": {manager.Client, 403, "forbidden"},
		"a guest":                  {guest.Client, 403, "forbidden"},
		"a suspended admin":        {suspended.Client, 403, "membership-suspended"},
		"an admin who waits":       {waiting.Client, 403, "membership-pending"},
		"a stranger":               {stranger.Client, 404, "not-found"},
		"nobody":                   {w.Nobody(), 401, "unauthenticated"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, answer := range []*webtest.Response{c.caller.Get(path), c.caller.Patch(path, body{"name": "Mine"}, webtest.IfMatch(1))} {
				answer.T = t
				answer.Refused(c.status, c.code)
			}
		})
	}
	var got wire.Organization
	requests := w.Requests.During(func() { w.Admin.Get(path).Is(200).Into(&got) })
	if got.ID != string(w.Org) || !slices.Equal(requests, []string{"BatchGetItem"}) {
		t.Errorf("answered %+v after %v", got, requests)
	}
}

func TestSettingsChangeOneByOneAndTheEventNamesThem(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	var o wire.Organization
	answer := w.Admin.Get(path).Is(200).Into(&o)
	version := o.Version
	if answer.Header.Get("ETag") != fmt.Sprintf("%q", fmt.Sprint(version)) {
		t.Errorf("the ETag is %s", answer.Header.Get("ETag"))
	}

	w.Admin.Patch(path, body{"name": "Northwind"}).Refused(428, "precondition-required")
	w.Admin.Patch(path, body{"name": "Northwind"}, webtest.IfMatch(version-1)).Refused(412, "stale-version")

	change := body{"name": "Northwind", "settings": body{
		"approve_new_users": true, "invitation_days": 30, "allowed_domains": []string{"Oakey.Example", "oakey.example", " north-wind.example "},
	}}
	requests := w.Requests.During(func() { w.Admin.Patch(path, change, webtest.IfMatch(version)).Is(200).Into(&o) })
	if want := []string{"BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) {
		t.Errorf("it sent %v, want %v", requests, want)
	}
	want := wire.Settings{ApproveNewUsers: true, InvitationDays: 30, AllowedDomains: []string{"oakey.example", "north-wind.example"}, SendReminders: true, SCIMSendsMail: true}
	if diff := cmp.Diff(want, o.Settings); diff != "" || o.Name != "Northwind" || o.Version <= version {
		t.Errorf("answered %+v:\n%s", o, diff)
	}
	var read wire.Organization
	w.Admin.Get(path).Is(200).Into(&read)
	if diff := cmp.Diff(o, read); diff != "" {
		t.Errorf("read another organization than was answered:\n%s", diff)
	}
	update := storetest.Event{
		Type: account.OrganizationUpdated, Target: string(w.Org), Actor: string(w.Admin.User.ID),
		Values: []account.ValueChange{
			{Field: "name", Before: "OakeyInfluencer", After: "Northwind"}, {Field: "settings.approve_new_users", Before: "false", After: "true"},
			{Field: "settings.invitation_days", Before: "7", After: "30"}, {Field: "settings.allowed_domains", After: "oakey.example, north-wind.example"},
		},
	}
	if events := w.Events(string(w.Org)); !slices.ContainsFunc(events, func(e storetest.Event) bool { return cmp.Equal(e, update) }) {
		t.Errorf("the events are %+v, want %+v", events, update)
	}

	before := len(w.Events(""))
	w.Admin.Patch(path, change, webtest.IfMatch(o.Version)).Is(200).Into(&read)
	if read.Version != o.Version || len(w.Events("")) != before {
		t.Errorf("a change of nothing moved the version from %d to %d", o.Version, read.Version)
	}
	w.Admin.Patch(path, body{"settings": body{"allowed_domains": nil, "invitation_days": nil, "send_reminders": false, "scim_sends_mail": false, "accept_with_another_address": true}},
		webtest.IfMatch(o.Version)).Is(200).Into(&read)
	want = wire.Settings{ApproveNewUsers: true, AcceptWithAnotherAddress: true, InvitationDays: 7, AllowedDomains: []string{}}
	if diff := cmp.Diff(want, read.Settings); diff != "" {
		t.Errorf("the settings are others:\n%s", diff)
	}
}

func TestSettingsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	for name, b := range map[string]body{
		"what oneself lacks":    {"settings": body{"require_two_factor": true}},
		"no days":               {"settings": body{"invitation_days": 0}},
		"too many days":         {"settings": body{"invitation_days": 31}},
		"half a day":            {"settings": body{"invitation_days": 1.5}},
		"days as text":          {"settings": body{"invitation_days": "7"}},
		"a domain without dots": {"settings": body{"allowed_domains": []string{"oakey"}}},
		"an address":            {"settings": body{"allowed_domains": []string{"carrie@oakey.example"}}},
		"a domain in Unicode":   {"settings": body{"allowed_domains": []string{"o\u0430key.example"}}},
		"an address in numbers": {"settings": body{"allowed_domains": []string{"127.0.0.1"}}},
		"an unknown setting":    {"settings": body{"free_beer": true}},
		"no settings":           {"settings": nil},
		"no name":               {"name": nil},
		"the kind":              {"kind": "agency"},
		"the id":                {"id": "1234567890"},
	} {
		answer := w.Admin.Patch(path, b, webtest.Header{Name: "If-Match", Value: "*"})
		if answer.Status != 422 {
			t.Errorf("%s: answered %d: %s", name, answer.Status, answer.Body)
		}
	}
	var p struct {
		Errors []struct{ Location string }
	}
	w.Admin.Patch(path, body{"settings": body{"allowed_domains": []string{"oakey.example", "-.example"}}}, webtest.Header{Name: "If-Match", Value: "*"}).Refused(422, "invalid").Into(&p)
	if len(p.Errors) != 1 || p.Errors[0].Location != "body.settings.allowed_domains[1]" {
		t.Errorf("the refusal names %v", p.Errors)
	}
}
