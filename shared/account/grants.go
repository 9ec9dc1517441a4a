package account

import (
	"cmp"
	"slices"
	"strings"
)

// Role is an organization role. Roles include downwards: admin ⊃ member ⊃ guest.
type Role string

// The organization roles.
const (
	Admin       Role = "admin"
	PlainMember Role = "member"
	Guest       Role = "guest"
)

// Valid reports whether it is one of the three roles.
func (r Role) Valid() bool { return r.rank() > 0 }

// Includes reports whether whoever has r has all that other gives.
func (r Role) Includes(other Role) bool { return r.rank() >= other.rank() }

func (r Role) rank() int {
	switch r {
	case Admin:
		return 3
	case PlainMember:
		return 2
	case Guest:
		return 1
	}
	return 0
}

// Permission is the id of an organization-wide permission of the catalog, "users.manage".
type Permission string

// ManageUsers is the one permission that means something to Roster itself: it makes a member an account
// administrator. All others are for the host product to ask about.
const ManageUsers Permission = "users.manage"

// AdAccountRole is one role on one ad account.
type AdAccountRole struct {
	AdAccount AdAccountID
	Role      string // the id of an ad-account role of the catalog
}

// String is the stored form, "ada_…/viewer".
func (r AdAccountRole) String() string { return string(r.AdAccount) + "/" + r.Role }

// ParseAdAccountRole reads the stored form.
func ParseAdAccountRole(text string) AdAccountRole {
	id, role, _ := strings.Cut(text, "/")
	return AdAccountRole{AdAccountID(id), role}
}

// MaxAdAccounts is on how many ad accounts one person may hold roles.
const MaxAdAccounts = 100

// Grants is what a member holds or an invitation offers. An admin's lists are empty: it has everything.
type Grants struct {
	Role           Role
	Permissions    []Permission
	AdAccountRoles []AdAccountRole
}

// Sorted is the same grants in canonical order, each once.
func (g Grants) Sorted() Grants {
	g.Permissions = slices.Compact(slices.Sorted(slices.Values(g.Permissions)))
	g.AdAccountRoles = slices.Compact(slices.SortedFunc(slices.Values(g.AdAccountRoles), compareAdAccountRoles))
	return g
}

func compareAdAccountRoles(a, b AdAccountRole) int {
	return cmp.Or(cmp.Compare(a.AdAccount, b.AdAccount), cmp.Compare(a.Role, b.Role))
}

// Equal reports whether both hold the same, whatever their order.
func (g Grants) Equal(other Grants) bool {
	a, b := g.Sorted(), other.Sorted()
	return a.Role == b.Role && slices.Equal(a.Permissions, b.Permissions) && slices.Equal(a.AdAccountRoles, b.AdAccountRoles)
}

// HasPermission reports whether the grants answer yes when asked about an organization-wide permission.
func (g Grants) HasPermission(p Permission) bool {
	return g.Role == Admin || slices.Contains(g.Permissions, p)
}

// Administers reports whether whoever holds the grants is an account administrator.
func (g Grants) Administers() bool { return g.HasPermission(ManageUsers) }

// AdAccounts is on which ad accounts the grants hold a role, each once, in order.
func (g Grants) AdAccounts() []AdAccountID {
	ids := make([]AdAccountID, 0, len(g.AdAccountRoles))
	for _, r := range g.AdAccountRoles {
		ids = append(ids, r.AdAccount)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Expanded is the grants with every role that the held roles include written out.
func (g Grants) Expanded(c *Catalog) Grants {
	all := make([]AdAccountRole, 0, len(g.AdAccountRoles))
	for _, held := range g.AdAccountRoles {
		for _, role := range c.Included(held.Role) {
			all = append(all, AdAccountRole{held.AdAccount, role})
		}
	}
	g.AdAccountRoles = all
	return g.Sorted()
}

// Live is the grants without what left the catalog: that is kept and shown, but it opens nothing.
func (g Grants) Live(c *Catalog) Grants {
	return g.keep(
		func(p Permission) bool { return c.HasPermission(p) },
		func(r AdAccountRole) bool { return c.HasRole(r.Role) })
}

// WithoutAdAccounts is the grants without the roles on those ad accounts: archived ones are inert.
func (g Grants) WithoutAdAccounts(archived map[AdAccountID]bool) Grants {
	return g.keep(
		func(Permission) bool { return true },
		func(r AdAccountRole) bool { return !archived[r.AdAccount] })
}

func (g Grants) keep(permission func(Permission) bool, role func(AdAccountRole) bool) Grants {
	g.Permissions = slices.DeleteFunc(slices.Clone(g.Permissions), func(p Permission) bool { return !permission(p) })
	g.AdAccountRoles = slices.DeleteFunc(slices.Clone(g.AdAccountRoles), func(r AdAccountRole) bool { return !role(r) })
	return g
}

// Union is everything that either holds, with the higher of the two roles.
func (g Grants) Union(other Grants) Grants {
	if !g.Role.Includes(other.Role) {
		g.Role = other.Role
	}
	g.Permissions = slices.Concat(g.Permissions, other.Permissions)
	g.AdAccountRoles = slices.Concat(g.AdAccountRoles, other.AdAccountRoles)
	return g.Sorted()
}

// Include reports whether g holds everything that other holds, so that whoever has g may give or take
// other. An admin includes all; a role includes what the catalog draws into it.
func (g Grants) Include(c *Catalog, other Grants) bool {
	if g.Role == Admin {
		return true
	}
	if !g.Role.Includes(other.Role) {
		return false
	}
	held := g.Expanded(c)
	for _, p := range other.Permissions {
		if _, ok := slices.BinarySearch(held.Permissions, p); !ok {
			return false
		}
	}
	for _, r := range other.AdAccountRoles {
		if _, ok := slices.BinarySearchFunc(held.AdAccountRoles, r, compareAdAccountRoles); !ok {
			return false
		}
	}
	return true
}
