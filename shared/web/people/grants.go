package people

import (
	"slices"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// AdAccounts is the keys of the ad accounts that grants name, for whoever reads what a command is about: a command
// finds them in Call.Found. An id of another form names none. More than a person may have are refused without a look.
func AdAccounts(org account.OrganizationID, g account.Grants) []store.Key {
	ids := Named(g)
	if len(ids) > account.MaxAdAccounts {
		return nil
	}
	return keysOf(org, ids)
}

// Check says what is wrong with grants that somebody is to hold who holds the others now: what the catalog says, and
// that every role which is new is on an active ad account of the organization.
func Check(c *web.Call, location string, before, wanted account.Grants) []account.FieldError {
	if bad := c.Catalog.CheckGrants(location, before, wanted); len(bad) > 0 {
		return bad
	}
	return account.CheckAdAccounts(location, before, wanted, func(id account.AdAccountID) *account.AdAccount {
		return c.Found.AdAccount(c.Organization.ID, id)
	})
}

// Refused is the refusal of grants of which that is wrong; nil when nothing is.
func Refused(bad []account.FieldError) error {
	if len(bad) == 0 {
		return nil
	}
	e := account.Refuse(account.Invalid, "These grants cannot be given.")
	e.Fields = bad
	return e
}

// Regrant is how an edit changes grants, in the order in which it names them: Check names a bad entry by its place.
type Regrant func(before account.Grants) account.Grants

// grants is the grants after the edit in canonical order, if a person may hold them.
func (r Regrant) grants(c *web.Call, before account.Grants) (account.Grants, error) {
	if r == nil {
		return before, nil
	}
	wanted := r(before)
	if err := Refused(Check(c, "body", before, wanted)); err != nil {
		return account.Grants{}, err
	}
	return wanted.Sorted(), nil
}

// after is the grants after the edit, whether or not a person may hold them.
func (r Regrant) after(before account.Grants) account.Grants {
	if r == nil {
		return before
	}
	return r(before).Sorted()
}

// Named is which ad accounts the grants name, each once. An id of another form names none.
func Named(g account.Grants) []account.AdAccountID {
	return slices.DeleteFunc(g.AdAccounts(), func(id account.AdAccountID) bool { return !id.Valid() })
}

func keysOf(org account.OrganizationID, ids []account.AdAccountID) []store.Key {
	keys := make([]store.Key, len(ids))
	for n, id := range ids {
		keys[n] = store.AdAccountKey(org, id)
	}
	return keys
}
