package provision

import (
	"fmt"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/people"
	"roster/shared/wire"
)

// at is where a role stands in a message.
func at(n int) string { return fmt.Sprintf("body.data.ad_account_roles[%d]", n) }

// named is the keys of what roles name: ad accounts, and the guards of external ids, which lead to ad accounts.
func named(org account.OrganizationID, roles []AdAccountRoleInput) []store.Key {
	var g account.Grants
	var keys []store.Key
	for _, r := range roles {
		if r.ExternalID != "" {
			keys = append(keys, store.ExternalIDKey(org, r.ExternalID))
		}
		g.AdAccountRoles = append(g.AdAccountRoles, account.AdAccountRole{AdAccount: account.AdAccountID(r.AdAccount)})
	}
	return append(keys, people.AdAccounts(org, g)...)
}

// resolve is the roles by the ids of their ad accounts, in the order in which they were sent.
func resolve(org account.OrganizationID, found store.Found, roles []AdAccountRoleInput) ([]wire.AdAccountRole, error) {
	all := make([]wire.AdAccountRole, len(roles))
	for n, r := range roles {
		all[n] = wire.AdAccountRole{AdAccount: r.AdAccount, Role: r.Role}
		if r.ExternalID == "" {
			continue
		}
		id := found.AdAccountOf(org, r.ExternalID)
		if id == "" {
			return nil, account.InvalidField(at(n)+".external_id", "is no ad account of this organization")
		}
		all[n].AdAccount = string(id)
	}
	return all, nil
}
