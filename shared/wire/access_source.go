package wire

import "roster/shared/account"

// AccessSource is one way in, with what counts of it now.
type AccessSource struct {
	From           string          `json:"from" enum:"own,admin,agency" doc:"A place of one's own, that of an organization admin, or an agency"`
	Agency         *Via            `json:"agency,omitempty"`
	Permissions    []string        `json:"permissions"`
	AdAccountRoles []AdAccountRole `json:"ad_account_roles"`
}

// AccessSourceOf is a source as it is answered. agency is the one that it comes from; nil for none.
func AccessSourceOf(s account.Source, agency *account.Organization) AccessSource {
	return AccessSource{
		From: string(s.From), Agency: ViaOf(agency),
		Permissions: Permissions(s.Grants.Permissions), AdAccountRoles: AdAccountRoles(s.Grants.AdAccountRoles),
	}
}
