package editpermissions_test

import (
	"testing"

	editpermissions "roster/functions/edit-permissions"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// An account administrator who is no organization admin holds whatever its edit adds or drops.
func TestAnEditNeedsTheGrantsThatItAddsOrDrops(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	second := w.NewAdAccount("Second", account.AdAccountIsActive)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "financials.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}},
	})
	exceeding := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "account_admin"}, {AdAccount: second, Role: "viewer"}},
	}
	kept := []any{role(w.First, "account_admin"), role(second, "viewer")}
	for name, c := range map[string]struct {
		target account.Grants
		body   patch
		status int
		code   string
	}{
		"adds a permission that it holds":        {exceeding, patch{"permissions": []string{"brands.view", "financials.view"}}, 200, ""},
		"adds one that it lacks":                 {exceeding, patch{"permissions": []string{"brands.view", "creatives.manage"}}, 403, "exceeds-own-grants"},
		"drops one that it lacks":                {exceeding, patch{"permissions": []string{}}, 403, "exceeds-own-grants"},
		"makes another account administrator":    {exceeding, patch{"permissions": []string{"brands.view", "users.manage"}}, 200, ""},
		"adds a role that its own includes":      {exceeding, patch{"ad_account_roles": append(kept, role(w.First, "viewer"))}, 200, ""},
		"adds its own role":                      {exceeding, patch{"ad_account_roles": append(kept, role(w.First, "campaign_manager"))}, 200, ""},
		"drops a role above its own":             {exceeding, patch{"ad_account_roles": kept[1:]}, 403, "exceeds-own-grants"},
		"adds a role above its own":              {account.Grants{Role: account.Guest}, patch{"ad_account_roles": []any{role(w.First, "account_admin")}}, 403, "exceeds-own-grants"},
		"drops one on an ad account not its own": {exceeding, patch{"ad_account_roles": kept[:1]}, 403, "exceeds-own-grants"},
		"makes a guest a member":                 {account.Grants{Role: account.Guest}, patch{"role": "member"}, 200, ""},
		"makes an organization admin":            {account.Grants{Role: account.PlainMember}, patch{"role": "admin"}, 403, "exceeds-own-grants"},
		"edits an organization admin":            {account.Grants{Role: account.Admin}, patch{"role": "member"}, 403, "admin-target"},
		"touches an admin without a change":      {account.Grants{Role: account.Admin}, patch{}, 403, "admin-target"},
		"drops what left the catalog":            {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"gone.from.catalog"}}, patch{"permissions": []string{}}, 200, ""},
	} {
		t.Run(name, func(t *testing.T) {
			earl := w.NewMember("Earl E. Bird", account.Active, c.target)
			answer := anna.Patch(pathOf(earl), c.body, webtest.IfMatch(earl.Place().Version))
			answer.T = t
			if c.code == "" {
				answer.Is(c.status)
				return
			}
			answer.Refused(c.status, c.code)
			if !earl.Place().Grants.Equal(c.target) {
				t.Error("a refused edit changed the record")
			}
		})
	}
}

func TestNobodyEditsThemselves(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.Admin}) // it is not for want of another admin
	for _, p := range []*webtest.Person{w.Admin, anna, earl} {
		p.Patch(pathOf(p), patch{"role": "guest"}, webtest.IfMatch(p.Place().Version)).Refused(403, "own-record")
	}
}

func TestWhoManagesNoUsersEditsNobody(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"account.manage"}})
	for state, refusal := range map[account.MemberState]struct {
		status int
		code   string
	}{
		account.Active:          {403, "forbidden"},
		account.PendingApproval: {404, "not-found"}, // a member sees active members only
		account.Suspended:       {404, "not-found"},
	} {
		target := w.NewMember("Ann Chovy", state, account.Grants{Role: account.PlainMember})
		earl.Patch(pathOf(target), patch{}, webtest.IfMatch(target.Place().Version)).Refused(refusal.status, refusal.code)
	}
}

func TestEveryStateOfAMemberCanBeEdited(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	for _, state := range []account.MemberState{account.Active, account.PendingApproval, account.Suspended} {
		earl := w.NewMember("Earl E. Bird", state, account.Grants{Role: account.Guest})
		w.Admin.Patch(pathOf(earl), patch{"role": "member", "permissions": []string{"brands.view"}}, webtest.IfMatch(earl.Place().Version)).Is(200)
		if got := earl.Place(); got.State != state || got.Grants.Role != account.PlainMember {
			t.Errorf("%s became %s, %s", state, got.State, got.Grants.Role)
		}
	}
}

// Whoever is suspended counts for no admin: making it a member again is nobody's loss.
func TestTheLastActiveAdminCannotBeDemotedAndASuspendedOneCan(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	suspended := w.NewMember("Ann Chovy", account.Suspended, account.Grants{Role: account.Admin})
	w.Admin.Patch(pathOf(suspended), patch{"role": "member"}, webtest.IfMatch(suspended.Place().Version)).Is(200)

	second := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.Admin})
	second.Patch(pathOf(w.Admin), patch{"role": "member"}, webtest.IfMatch(w.Admin.Place().Version)).Is(200)
	w.Admin.Patch(pathOf(second), patch{"role": "member"}, webtest.IfMatch(second.Place().Version)).Refused(403, "forbidden")
}
