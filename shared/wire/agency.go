package wire

import "roster/shared/account"

// Agency is an agency as it is named beside what somebody has through it.
type Agency struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// AgencyOf is an agency as it is answered; null for none.
func AgencyOf(o *account.Organization) *Agency {
	if o == nil {
		return nil
	}
	return &Agency{string(o.ID), o.Name}
}
