package organizations_test

import (
	"testing"

	"roster/functions/organizations"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

// An operator's key makes organizations for others, who are their first admins: an organization is never without one.
func TestAnOperatorsKeyMakesAnOrganizationForSomebody(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	robin, operators := w.NewUser("Robin Banks"), w.NewOperatorKey(account.OrganizationsWrite)
	login := body{"issuer": robin.User.Login.Issuer, "subject": robin.User.Login.Subject}
	for name, c := range map[string]struct {
		who    *webtest.Client
		body   body
		status int
	}{
		"by id":                          {operators.Client, body{"name": "One", "admin": body{"id": robin.User.ID}}, 201},
		"by login":                       {operators.Client, body{"name": "Two", "admin": login}, 201},
		"for nobody":                     {operators.Client, body{"name": "Three"}, 422},
		"for a stranger":                 {operators.Client, body{"name": "Four", "admin": body{"id": "usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"}}, 422},
		"for a login that is none":       {operators.Client, body{"name": "Five", "admin": body{"issuer": "https://x.example", "subject": "y"}}, 422},
		"by half a login":                {operators.Client, body{"name": "Six", "admin": body{"issuer": "https://x.example"}}, 422},
		"by somebody, for somebody else": {w.Admin.Client, body{"name": "Seven", "admin": body{"id": robin.User.ID}}, 422},
		"by a key without the scope":     {w.NewOperatorKey(account.UsersWrite).Client, body{"name": "Eight", "admin": login}, 403},
		"by an organization's key":       {w.NewKey(account.Scopes...).Client, body{"name": "Nine", "admin": login}, 403},
	} {
		answer := c.who.Post("/v1/organizations", c.body)
		if answer.Status != c.status {
			t.Errorf("%s: %d, want %d: %s", name, answer.Status, c.status, answer.Body)
		}
		if answer.Status != 201 {
			continue
		}
		var made wire.Organization
		answer.Into(&made)
		org := account.OrganizationID(made.ID)
		found, err := w.Store.Get(t.Context(), store.MemberKey(org, robin.User.ID))
		if err != nil {
			t.Fatal(err)
		}
		if m := found.Member(org, robin.User.ID); m == nil || !m.CountsAsAdmin() || m.LastActiveOn != "" {
			t.Errorf("%s: the admin's place is %+v", name, m)
		}
	}
}

// The ceiling of organizations a day is a person's. An operator's key changes settings and deletes in any of them.
func TestAnOperatorsKeyWritesEveryOrganization(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	robin, operators := w.NewUser("Robin Banks"), w.NewOperatorKey(account.OrganizationsWrite)
	var last wire.Organization
	for range 6 {
		operators.Post("/v1/organizations", body{"name": "Northwind", "admin": body{"id": robin.User.ID}}).Is(201).Into(&last)
	}
	at := "/v1/organizations/" + last.ID
	operators.Patch(at, body{"name": "Southwind"}, webtest.IfMatch(last.Version)).Is(200).Into(&last)
	operators.Patch(at, body{"settings": body{"require_two_factor": true}}, webtest.IfMatch(last.Version)).Is(200).Into(&last)
	operators.Patch(at, body{"settings": body{"require_two_factor": false}}, webtest.IfMatch(last.Version)).Refused(403, "fresh-sign-in-required")
	operators.Delete(at + "?name=Southwind").Is(204)
	operators.Get(at).Refused(404, "not-found")
	for _, e := range w.Events(last.ID) {
		if e.Actor != string(operators.Key.ID) {
			t.Errorf("%s names %q", e.Type, e.Actor)
		}
	}
}
