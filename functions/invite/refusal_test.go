package invite_test

import (
	"fmt"
	"strings"
	"testing"

	"roster/functions/invite"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// What stands in no entry is wrong for the whole call: nobody is invited.
func TestAWrongCallInvitesNobody(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	archived := w.NewAdAccount("Old", account.AdAccountIsArchived)
	one := []body{invited("one@oakey.example")}
	var many []body
	for n := range 101 {
		many = append(many, invited(fmt.Sprintf("p%d@oakey.example", n)))
	}
	for name, c := range map[string]struct {
		body     body
		location string
	}{
		"nobody":                {body{"role": "guest", "invitations": []body{}}, "body.invitations"},
		"too many":              {body{"role": "guest", "invitations": many}, "body.invitations"},
		"no role":               {body{"invitations": one}, "body.role"},
		"a role of another":     {body{"role": "owner", "invitations": one}, "body.role"},
		"an admin with lists":   {body{"role": "admin", "permissions": []string{"brands.view"}, "invitations": one}, "body.permissions"},
		"an unknown permission": {body{"role": "member", "permissions": []string{"brands.view", "no.such"}, "invitations": one}, "body.permissions[1]"},
		"an archived ad account": {body{"role": "member", "ad_account_roles": []body{{"ad_account": w.First, "role": "viewer"}, {"ad_account": archived, "role": "viewer"}}, "invitations": one},
			"body.ad_account_roles[1]"},
		"a long message":         {body{"role": "guest", "message": strings.Repeat("x", 2001), "invitations": one}, "body.message"},
		"an unknown field":       {body{"role": "guest", "invitations": one, "rank": 1}, "body.rank"},
		"an address as a list":   {body{"role": "guest", "invitations": []body{{"email": []string{"a@b.example"}}}}, "body.invitations[0].email"},
		"an unknown entry field": {body{"role": "guest", "invitations": []body{{"email": "a@b.example", "organization": "4829130776"}}}, "body.invitations[0].organization"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := w.Admin.Post(path, c.body)
			answer.T = t
			var p struct{ Errors []struct{ Location string } }
			answer.Refused(422, "invalid").Into(&p)
			if len(p.Errors) != 1 || p.Errors[0].Location != c.location {
				t.Errorf("the errors are %+v, want one about %s", p.Errors, c.location)
			}
		})
	}
	if events := w.Events(""); len(events) != 4 { // the organization, its admin and two ad accounts
		t.Errorf("something was written: %+v", events)
	}
}

// Nobody gives more than they hold, by the call's grants or by an entry's own: the whole call is refused.
func TestNobodyInvitesAboveTheirOwn(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	second := w.NewAdAccount("Second", account.AdAccountIsActive)
	manager := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}},
	}
	anna := w.NewMember("Anna-Lena Krüger", account.Active, manager)
	member := w.NewMember("Member", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}})
	guest := w.NewMember("Guest", account.Active, account.Grants{Role: account.Guest})
	one := []body{invited("one@oakey.example")}
	role := func(adAccount account.AdAccountID, role string) []body {
		return []body{{"ad_account": adAccount, "role": role}}
	}
	for name, c := range map[string]struct {
		who    *webtest.Person
		body   body
		status int
		code   string
	}{
		"a guest invites":                    {guest, body{"role": "guest", "invitations": one}, 403, "forbidden"},
		"a member without users.manage":      {member, body{"role": "guest", "invitations": one}, 403, "forbidden"},
		"a stranger":                         {w.NewUser("Stranger"), body{"role": "guest", "invitations": one}, 404, "not-found"},
		"a manager makes an admin":           {anna, body{"role": "admin", "invitations": one}, 403, "exceeds-own-grants"},
		"an entry makes an admin":            {anna, body{"role": "guest", "invitations": []body{one[0], {"email": "a@oakey.example", "role": "admin"}}}, 403, "exceeds-own-grants"},
		"a permission more":                  {anna, body{"role": "member", "permissions": []string{"financials.view"}, "invitations": one}, 403, "exceeds-own-grants"},
		"an entry with a permission more":    {anna, body{"role": "member", "invitations": []body{one[0], {"email": "a@oakey.example", "role": "member", "permissions": []string{"financials.view"}}}}, 403, "exceeds-own-grants"},
		"a role above the own":               {anna, body{"role": "member", "ad_account_roles": role(w.First, "account_admin"), "invitations": one}, 403, "exceeds-own-grants"},
		"an ad account without a role there": {anna, body{"role": "member", "ad_account_roles": role(second, "viewer"), "invitations": one}, 403, "exceeds-own-grants"},
		"what it holds": {anna, body{"role": "member", "permissions": []string{"users.manage", "brands.view"}, "ad_account_roles": role(w.First, "viewer"),
			"invitations": []body{invited("held@oakey.example")}}, 200, ""},
		"an entry that nobody could hold": {anna, body{"role": "guest", "invitations": []body{invited("ok@oakey.example"),
			{"email": "a@oakey.example", "role": "admin", "permissions": []string{"financials.view"}}}}, 200, ""},
	} {
		t.Run(name, func(t *testing.T) {
			answer := c.who.Post(path, c.body)
			answer.T = t
			if c.code == "" {
				answer.Is(c.status)
				return
			}
			answer.Refused(c.status, c.code)
		})
	}
	for _, e := range w.Events("") {
		if e.Type == account.InvitationCreated && e.Actor == string(w.Admin.User.ID) {
			continue // the members of this test
		}
		if e.Type == account.InvitationCreated && e.Actor != string(anna.User.ID) {
			t.Errorf("%s made an invitation", e.Actor)
		}
	}
}
