package wire

import "roster/shared/account"

// Via is an agency, named beside what somebody has through it.
type Via struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// ViaOf is the agency as it is answered; null for none.
func ViaOf(o *account.Organization) *Via {
	if o == nil {
		return nil
	}
	return &Via{string(o.ID), o.Name}
}
