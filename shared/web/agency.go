package web

import (
	"context"

	"roster/shared/account"
	"roster/shared/store"
)

// comeThrough lets somebody in who has no active place of its own and comes through an agency: as a guest who
// holds what the assignment and the cap both give at this moment. It is the one kind of caller that costs a
// second round trip.
func (c *Call) comeThrough(ctx context.Context, s *store.Store) error {
	if c.Session == nil || c.Organization == nil || c.Member != nil && c.Member.State == account.Active {
		return nil
	}
	agencies := c.Found.Agencies(c.Organization.ID, c.User)
	if len(agencies) == 0 {
		return nil
	}
	found, err := s.Get(ctx, store.AgencyKeys(c.Organization.ID, c.User, agencies...)...)
	if err != nil {
		return err
	}
	for _, via := range found.AgencyStandings(c.Organization.ID, c.User, agencies...) {
		if via.Open(c.hasTwoFactor()) {
			c.Agency, c.assignment = via.Agency, via.Assignment
			c.Member = &account.Member{
				Organization: c.Organization.ID, User: c.User, Name: via.Place.Name, Email: via.Place.Email, State: account.Active,
				Grants:    via.Assignment.Grants.Within(via.Link.Cap, c.Catalog),
				TwoFactor: via.Place.TwoFactor, LastActiveOn: via.Assignment.LastActiveOn, JoinedAt: via.Link.AcceptedAt,
				InvitedBy: via.Assignment.AssignedBy, Version: via.Assignment.Version, Via: via.Link.Agency,
			}
			c.Member.Grants.Role = account.Guest
			return nil
		}
	}
	return nil
}

// hasTwoFactor reports whether the caller has two-factor authentication: a session of somebody who has it has
// taken the second step.
func (c *Call) hasTwoFactor() bool { return c.Session.Step == account.StepPassed }
