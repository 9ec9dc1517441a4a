package account

import "slices"

// Change is what an edit does to grants and state: the part of an event that says before and after.
// A nil or empty part did not change.
type Change struct {
	Role        *RoleChange
	Permissions *PermissionChange
	AdAccounts  []AdAccountChange
	State       *StateChange
	Values      []ValueChange // what else changed and is nobody's personal data: names of organizations and ad accounts, settings
	Fields      []string      // what else changed, by name alone: name, email and message of an invitation
	// Unprotected is by how much the number of unprotected members grew: 1, 0 or -1. It is for counting and shown
	// to nobody.
	Unprotected int
}

// RoleChange is an organization role before and after; before is empty for somebody new, after for
// somebody removed.
type RoleChange struct{ Before, After Role }

// PermissionChange is the permissions that came and went.
type PermissionChange struct{ Added, Removed []Permission }

// AdAccountChange is the roles on one ad account before and after.
type AdAccountChange struct {
	AdAccount     AdAccountID
	Before, After []string
}

// StateChange is a state before and after, in the words of product.md §2; empty where there was none.
type StateChange struct{ Before, After string }

// Between is the change from one set of grants to another. The zero Grants stand for "nothing".
func Between(before, after Grants) Change {
	before, after = before.Sorted(), after.Sorted()
	var c Change
	if before.Role != after.Role {
		c.Role = &RoleChange{before.Role, after.Role}
	}
	added, removed := missing(after.Permissions, before.Permissions), missing(before.Permissions, after.Permissions)
	if len(added)+len(removed) > 0 {
		c.Permissions = &PermissionChange{added, removed}
	}
	c.AdAccounts = adAccountChanges(before, after)
	return c
}

// WithState adds a change of state.
func (c Change) WithState(before, after string) Change {
	c.State = &StateChange{before, after}
	return c
}

// Of adds what the change of a place means for the number of unprotected members. nil is no place.
func (c Change) Of(before, after *Member) Change {
	if before.Unprotected() {
		c.Unprotected--
	}
	if after.Unprotected() {
		c.Unprotected++
	}
	return c
}

// Empty reports whether nothing changed.
func (c Change) Empty() bool {
	return c.Role == nil && c.Permissions == nil && len(c.AdAccounts) == 0 && c.State == nil && len(c.Values)+len(c.Fields) == 0
}

// Touched is the grants that the change adds or drops, as grants: what the editor must hold. The role is
// the higher of both sides when it changed, and empty when it did not.
func Touched(before, after Grants) Grants {
	before, after = before.Sorted(), after.Sorted()
	var touched Grants
	if before.Role != after.Role {
		touched.Role = before.Role
		if !before.Role.Includes(after.Role) {
			touched.Role = after.Role
		}
	}
	touched.Permissions = append(missing(after.Permissions, before.Permissions), missing(before.Permissions, after.Permissions)...)
	touched.AdAccountRoles = append(missing(after.AdAccountRoles, before.AdAccountRoles), missing(before.AdAccountRoles, after.AdAccountRoles)...)
	return touched.Sorted()
}

// missing is what of has that from lacks, in of's order.
func missing[T comparable](of, from []T) []T {
	return slices.DeleteFunc(slices.Clone(of), func(v T) bool { return slices.Contains(from, v) })
}

func adAccountChanges(before, after Grants) []AdAccountChange {
	both := Grants{AdAccountRoles: slices.Concat(before.AdAccountRoles, after.AdAccountRoles)}
	var changes []AdAccountChange
	for _, id := range both.AdAccounts() {
		was, is := before.rolesOn(id), after.rolesOn(id)
		if !slices.Equal(was, is) {
			changes = append(changes, AdAccountChange{id, was, is})
		}
	}
	return changes
}

func (g Grants) rolesOn(id AdAccountID) []string {
	var roles []string
	for _, r := range g.AdAccountRoles {
		if r.AdAccount == id {
			roles = append(roles, r.Role)
		}
	}
	return roles
}
