package list

import (
	"context"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// MemberAccess is what a person may do here at this moment, and where each part of it comes from: ending the own
// place leaves what comes from an agency.
type MemberAccess struct {
	Reason  string              `json:"reason,omitempty" enum:"pending_approval,suspended,two_factor_required" doc:"Why there is none"`
	Sources []wire.AccessSource `json:"sources"`
}

// access answers how a member has access. Only for one who may come through an agency it reads once more.
func (f function) access(ctx context.Context, c *web.Call, m *account.Member) (*MemberAccess, error) {
	var found store.Found
	if len(m.Agencies) > 0 {
		var err error
		if found, err = f.store.Get(ctx, store.AgencyKeys(m.Organization, m.User, m.Agencies...)...); err != nil {
			return nil, err
		}
	}
	standing := account.Standing{
		Organization: c.Organization, Member: m, TwoFactor: m.TwoFactor,
		Agencies: found.AgencyStandings(m.Organization, m.User, m.Agencies...),
	}
	access := standing.Access(c.Catalog)
	body := &MemberAccess{Reason: string(access.Reason), Sources: []wire.AccessSource{}}
	for _, s := range access.Sources {
		body.Sources = append(body.Sources, wire.AccessSourceOf(s, found.Organization(s.Agency)))
	}
	return body, nil
}
