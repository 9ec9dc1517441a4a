// Package wire is the JSON that more than one function speaks: grants, members, invitations. It turns the
// vocabulary into bodies and bodies into the vocabulary, and decides nothing.
package wire

import "roster/shared/account"

// AdAccountRole is one role on one ad account.
type AdAccountRole struct {
	AdAccount string `json:"ad_account" example:"ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Role      string `json:"role" example:"campaign_manager" doc:"An ad-account role of the catalog"`
}

// GrantsInput is the grants that a request gives, whole. A missing list is an empty one.
type GrantsInput struct {
	Role           string          `json:"role" enum:"admin,member,guest"`
	Permissions    []string        `json:"permissions,omitempty" maxItems:"200" doc:"Organization-wide permissions of the catalog; empty for an admin"`
	AdAccountRoles []AdAccountRole `json:"ad_account_roles,omitempty" maxItems:"1000" doc:"Roles on up to 100 ad accounts; empty for an admin"`
}

// Grants is what the input gives, in canonical order.
func (g GrantsInput) Grants() account.Grants { return g.AsSent().Sorted() }

// AsSent is the same in the order of the body: account.Catalog.CheckGrants names a bad entry by its place.
func (g GrantsInput) AsSent() account.Grants {
	return account.Grants{Role: account.Role(g.Role), Permissions: permissions(g.Permissions), AdAccountRoles: roles(g.AdAccountRoles)}
}

// GrantsPatch is the grants that a merge patch changes: what is missing stays, lists replace, null empties one.
type GrantsPatch struct {
	Role           Patched[string]          `json:"role,omitzero" enum:"admin,member,guest"`
	Permissions    Patched[[]string]        `json:"permissions,omitzero" nullable:"true" maxItems:"200" doc:"The whole list"`
	AdAccountRoles Patched[[]AdAccountRole] `json:"ad_account_roles,omitzero" nullable:"true" maxItems:"1000" doc:"The whole list; an ad account goes with its last role"`
}

// Apply is the grants after the patch, in canonical order. A promotion to admin that says nothing of the lists
// clears them: an admin has everything.
func (p GrantsPatch) Apply(to account.Grants) account.Grants { return p.AsSent(to).Sorted() }

// AsSent is the same in the order of the body: account.Catalog.CheckGrants names a bad entry by its place.
func (p GrantsPatch) AsSent(to account.Grants) account.Grants {
	if p.Role.Sent {
		to.Role = account.Role(p.Role.Value)
		if to.Role == account.Admin {
			to.Permissions, to.AdAccountRoles = nil, nil
		}
	}
	if p.Permissions.Sent {
		to.Permissions = permissions(p.Permissions.Value)
	}
	if p.AdAccountRoles.Sent {
		to.AdAccountRoles = roles(p.AdAccountRoles.Value)
	}
	return to
}

// AdAccounts is which ad accounts the patch names, so that they can be read with everything else.
func (p GrantsPatch) AdAccounts() []account.AdAccountID {
	return account.Grants{AdAccountRoles: roles(p.AdAccountRoles.Value)}.AdAccounts()
}

func permissions(texts []string) []account.Permission {
	all := make([]account.Permission, len(texts))
	for i, t := range texts {
		all[i] = account.Permission(t)
	}
	return all
}

func roles(inputs []AdAccountRole) []account.AdAccountRole {
	all := make([]account.AdAccountRole, len(inputs))
	for i, r := range inputs {
		all[i] = account.AdAccountRole{AdAccount: account.AdAccountID(r.AdAccount), Role: r.Role}
	}
	return all
}

// Permissions is the list as it is answered, never null.
func Permissions(all []account.Permission) []string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = string(p)
	}
	return texts
}

// AdAccountRoles is the list as it is answered, never null.
func AdAccountRoles(all []account.AdAccountRole) []AdAccountRole {
	bodies := make([]AdAccountRole, len(all))
	for i, r := range all {
		bodies[i] = AdAccountRole{string(r.AdAccount), r.Role}
	}
	return bodies
}
