package account_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roster/shared/account"
)

func locations(bad []account.FieldError) (all []string) {
	for _, f := range bad {
		all = append(all, f.Location)
	}
	return all
}

func TestGrantsThatNobodyMayHoldAreNamedByTheirPlace(t *testing.T) {
	t.Parallel()
	role := func(role string) account.AdAccountRole {
		return account.AdAccountRole{AdAccount: someAdAccounts[0], Role: role}
	}
	many := account.Grants{Role: account.PlainMember}
	for n := range account.MaxAdAccounts + 1 {
		many.AdAccountRoles = append(many.AdAccountRoles, account.AdAccountRole{AdAccount: account.AdAccountID(fmt.Sprintf("ada_%026d", n)), Role: "viewer"})
	}
	atMost := many
	atMost.AdAccountRoles = append(slices.Clone(many.AdAccountRoles[1:]), account.AdAccountRole{AdAccount: many.AdAccountRoles[1].AdAccount, Role: "account_admin"})
	had := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"gone"}, AdAccountRoles: []account.AdAccountRole{role("gone"), role("audience_manager")}}
	for name, c := range map[string]struct {
		before, wanted account.Grants
		want           []string
	}{
		"nothing at all":                 {wanted: account.Grants{}, want: []string{"body.role"}},
		"a role out of nowhere":          {wanted: account.Grants{Role: "owner"}, want: []string{"body.role"}},
		"a guest":                        {wanted: account.Grants{Role: account.Guest}},
		"an admin":                       {wanted: account.Grants{Role: account.Admin}},
		"an admin with lists":            {wanted: account.Grants{Role: account.Admin, Permissions: []account.Permission{"brands.view"}, AdAccountRoles: []account.AdAccountRole{role("viewer")}}, want: []string{"body.permissions", "body.ad_account_roles"}},
		"permissions":                    {wanted: account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view", "moon.land", account.ManageUsers}}, want: []string{"body.permissions[1]"}},
		"a guest's permissions":          {wanted: account.Grants{Role: account.Guest, Permissions: []account.Permission{"brands.view", "users.manage", "account.manage", "usage_reports.run"}}, want: []string{"body.permissions[1]", "body.permissions[2]", "body.permissions[3]"}},
		"roles":                          {wanted: account.Grants{Role: account.Guest, AdAccountRoles: []account.AdAccountRole{role("viewer"), role("king"), role("audience_manager")}}, want: []string{"body.ad_account_roles[1]", "body.ad_account_roles[2]"}},
		"an ad account that is none":     {wanted: account.Grants{Role: account.Guest, AdAccountRoles: []account.AdAccountRole{{AdAccount: "ada_1", Role: "viewer"}}}, want: []string{"body.ad_account_roles[0]"}},
		"what left the catalog":          {before: had, wanted: had},
		"what left it, given to another": {wanted: had, want: []string{"body.permissions[0]", "body.ad_account_roles[0]", "body.ad_account_roles[1]"}},
		"a hundred ad accounts":          {wanted: atMost},
		"one more":                       {wanted: many, want: []string{"body.ad_account_roles"}},
	} {
		if got := locations(catalog.CheckGrants("body", c.before, c.wanted)); !slices.Equal(got, c.want) {
			t.Errorf("%s: names %v, want %v", name, got, c.want)
		}
	}
}

func TestNobodyIsGivenARoleForKeysAndNoGuestAdministration(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before, wanted := anyGrants().Draw(t, "before"), anyGrants().Draw(t, "wanted")
		bad := len(catalog.CheckGrants("body", before, wanted)) > 0
		for _, r := range wanted.AdAccountRoles {
			if r.Role == "audience_manager" && !slices.Contains(before.AdAccountRoles, r) && !bad {
				t.Fatalf("%v may be given", r)
			}
		}
		for _, p := range wanted.Permissions {
			if wanted.Role == account.Guest && catalog.AdministersOrganization(p) && !bad {
				t.Fatalf("a guest may hold %s", p)
			}
		}
		live := before.Live(catalog).Sorted()
		if catalog.CheckGrants("body", account.Grants{}, live) == nil && catalog.CheckGrants("body", before, before) != nil {
			t.Fatalf("%v cannot be sent again", before)
		}
	})
}

func TestRolesAreAddedOnActiveAdAccountsOfTheOrganizationOnly(t *testing.T) {
	t.Parallel()
	role := func(n int, role string) account.AdAccountRole {
		return account.AdAccountRole{AdAccount: someAdAccounts[n], Role: role}
	}
	find := func(id account.AdAccountID) *account.AdAccount {
		switch id {
		case someAdAccounts[0]:
			return &account.AdAccount{ID: id, State: account.AdAccountIsActive}
		case someAdAccounts[1]:
			return &account.AdAccount{ID: id, State: account.AdAccountIsArchived}
		}
		return nil
	}
	before := account.Grants{AdAccountRoles: []account.AdAccountRole{role(1, "viewer"), role(2, "viewer")}}
	for name, c := range map[string]struct {
		wanted []account.AdAccountRole
		want   []string
	}{
		"what is there already":  {before.AdAccountRoles, nil},
		"nothing":                {nil, nil},
		"a role on an active":    {[]account.AdAccountRole{role(0, "viewer"), role(1, "viewer")}, nil},
		"more on an archived":    {[]account.AdAccountRole{role(1, "viewer"), role(1, "account_admin")}, []string{"body.ad_account_roles[1]"}},
		"one that is not there":  {[]account.AdAccountRole{role(0, "viewer"), role(2, "account_admin")}, []string{"body.ad_account_roles[1]"}},
		"both that are not good": {[]account.AdAccountRole{role(2, "account_admin"), role(1, "account_admin")}, []string{"body.ad_account_roles[0]", "body.ad_account_roles[1]"}},
	} {
		bad := account.CheckAdAccounts("body", before, account.Grants{AdAccountRoles: c.wanted}, find)
		if got := locations(bad); !slices.Equal(got, c.want) {
			t.Errorf("%s: names %v, want %v", name, got, c.want)
		}
	}
}
