package web

import (
	"context"

	"roster/shared/account"
	"roster/shared/store"
)

// comeThrough lets somebody in who has no active place of its own and comes through an agency: as a guest who
// holds what the assignment and the cap both give at this moment. It is the one kind of caller that costs a
// second round trip. Of several agencies that let somebody in, what they give counts together, and the first is
// the one that is acted for.
func (c *Call) comeThrough(ctx context.Context, s *store.Store) error {
	if c.Session == nil || c.Session.Step == account.StepPending || c.Organization == nil || c.Member != nil && c.Member.State == account.Active {
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
		if !via.Open(c.HasTwoFactor()) {
			continue
		}
		if c.Agency == nil {
			c.Agency, c.assignment, c.Member = via.Agency, via.Assignment, guestThrough(via)
		}
		c.Member.Grants = c.Member.Grants.Union(via.Assignment.Grants.Within(via.Link.Cap, c.Catalog))
	}
	return nil
}

// guestThrough is who comes through an agency, as a member of the client that holds nothing yet.
func guestThrough(via account.AgencyStanding) *account.Member {
	return &account.Member{
		Organization: via.Link.Client, User: via.Place.User, Name: via.Place.Name, Email: via.Place.Email,
		State: account.Active, Grants: account.Grants{Role: account.Guest},
		TwoFactor: via.Place.TwoFactor, LastActiveOn: via.Assignment.LastActiveOn, JoinedAt: via.Link.AcceptedAt,
		InvitedBy: via.Assignment.AssignedBy, Version: via.Assignment.Version, Via: via.Link.Agency,
	}
}

// HasTwoFactor reports whether the caller has two-factor authentication: a session of somebody who has it has
// taken the second step.
func (c *Call) HasTwoFactor() bool { return passed(c.Session) }
