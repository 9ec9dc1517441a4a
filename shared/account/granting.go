package account

import (
	"fmt"
	"slices"
)

// CheckGrants says what is wrong with grants that somebody wants a person to hold, field by field below
// location ("body"). before is what the person holds now: what left the catalog may be sent again
// unchanged, but not be given anew.
func (c *Catalog) CheckGrants(location string, before, wanted Grants) []FieldError {
	var bad []FieldError
	say := func(field, format string, args ...any) {
		bad = append(bad, FieldError{location + "." + field, fmt.Sprintf(format, args...)})
	}
	if !wanted.Role.Valid() {
		say("role", "must be admin, member or guest")
		return bad
	}
	if wanted.Role == Admin {
		if len(wanted.Permissions) > 0 {
			say("permissions", "must be empty: an organization admin has every permission")
		}
		if len(wanted.AdAccountRoles) > 0 {
			say("ad_account_roles", "must be empty: an organization admin has every ad account")
		}
		return bad
	}
	for i, p := range wanted.Permissions {
		field := fmt.Sprintf("permissions[%d]", i)
		switch {
		case !c.HasPermission(p) && !slices.Contains(before.Permissions, p):
			say(field, "is not a permission of the catalog")
		case wanted.Role == Guest && c.AdministersOrganization(p):
			say(field, "a guest never holds a permission of Account administration")
		}
	}
	for i, r := range wanted.AdAccountRoles {
		if problem := c.checkRole(before, r); problem != "" {
			say(fmt.Sprintf("ad_account_roles[%d]", i), "%s", problem)
		}
	}
	if n := len(wanted.AdAccounts()); n > MaxAdAccounts {
		say("ad_account_roles", "name %d ad accounts; at most %d are possible", n, MaxAdAccounts)
	}
	return bad
}

// CheckCap says what is wrong with a cap, as CheckGrants does with grants: it has no organization role, and never
// a permission of Account administration.
func (c *Catalog) CheckCap(location string, before, wanted Grants) []FieldError {
	var bad []FieldError
	for i, p := range wanted.Permissions {
		if c.AdministersOrganization(p) {
			bad = append(bad, FieldError{fmt.Sprintf("%s.permissions[%d]", location, i), "an agency never holds a permission of Account administration"})
		}
	}
	if len(bad) > 0 {
		return bad
	}
	before.Role, wanted.Role = PlainMember, PlainMember
	return c.CheckGrants(location, before, wanted)
}

func (c *Catalog) checkRole(before Grants, wanted AdAccountRole) string {
	if !wanted.AdAccount.Valid() {
		return noAdAccount
	}
	if slices.Contains(before.AdAccountRoles, wanted) {
		return ""
	}
	role, ok := c.Role(wanted.Role)
	switch {
	case !ok:
		return "is not a role of the catalog"
	case role.For != "people":
		return role.Name + " is for API keys only"
	}
	return ""
}

// CheckAdAccounts says which of the roles that wanted has over before stand on an ad account on which none can
// be given: it is not of this organization, or it is archived. find is the organization's ad account of an id,
// nil for none.
func CheckAdAccounts(location string, before, wanted Grants, find func(AdAccountID) *AdAccount) []FieldError {
	var bad []FieldError
	for i, r := range wanted.AdAccountRoles {
		if slices.Contains(before.AdAccountRoles, r) {
			continue
		}
		field := fmt.Sprintf("%s.ad_account_roles[%d]", location, i)
		switch a := find(r.AdAccount); {
		case a == nil:
			bad = append(bad, FieldError{field, noAdAccount})
		case a.State == AdAccountIsArchived:
			bad = append(bad, FieldError{field, "is on an archived ad account: restore it first"})
		}
	}
	return bad
}

// noAdAccount is said of an id that is malformed, unknown or another organization's: nobody learns which.
const noAdAccount = "names no ad account of this organization"
