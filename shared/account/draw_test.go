package account_test

import (
	"pgregory.net/rapid"

	"roster/shared/account"
)

// Small worlds make big coincidences: three ad accounts, and permissions of which one left the catalog.
var (
	someRoles       = []account.Role{account.Admin, account.PlainMember, account.Guest}
	somePermissions = []account.Permission{account.ManageUsers, "account.manage", "brands.view", "financials.view", "gone.from.catalog"}
	someAdAccounts  = []account.AdAccountID{"ada_00000000000000000000000001", "ada_00000000000000000000000002", "ada_00000000000000000000000003"}
	someAdRoles     = []string{"account_admin", "campaign_manager", "viewer", "audience_manager", "gone"}
)

// grantsOf draws grants that a person might hold, of one of those roles: unsorted, with repetitions, and an
// admin's lists empty.
func grantsOf(roles ...account.Role) *rapid.Generator[account.Grants] {
	return rapid.Custom(func(t *rapid.T) account.Grants {
		g := account.Grants{Role: rapid.SampledFrom(roles).Draw(t, "role")}
		if g.Role == account.Admin {
			return g
		}
		g.Permissions = rapid.SliceOfN(rapid.SampledFrom(somePermissions), 0, 6).Draw(t, "permissions")
		g.AdAccountRoles = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) account.AdAccountRole {
			return account.AdAccountRole{
				AdAccount: rapid.SampledFrom(someAdAccounts).Draw(t, "ad account"), Role: rapid.SampledFrom(someAdRoles).Draw(t, "ad-account role"),
			}
		}), 0, 8).Draw(t, "ad-account roles")
		return g
	})
}

func anyGrants() *rapid.Generator[account.Grants] { return grantsOf(someRoles...) }
