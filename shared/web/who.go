package web

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/wire"
)

// Who is a session as its browser is told of it. Before the second step it names no organization; after it, it costs
// two round trips: places, organizations with what lies between them and the agencies that the user works for.
func Who(ctx context.Context, s *store.Store, u *account.User, session *account.Session) (wire.Session, error) {
	who := wire.Session{
		User:          wire.User{ID: string(u.ID), Name: u.Name, Email: string(u.Email)},
		TwoFactor:     wire.SessionTwoFactor{Enabled: u.TwoFactor, Step: string(session.Step)},
		Organizations: []wire.SessionOrganization{},
	}
	if session.Step == account.StepPending {
		return who, nil
	}
	who.FreshUntil = session.FreshUntil()
	var err error
	who.Organizations, err = organizationsOf(ctx, s, u, session)
	return who, err
}

// organizationsOf are the organizations of the user, by name.
func organizationsOf(ctx context.Context, s *store.Store, u *account.User, session *account.Session) ([]wire.SessionOrganization, error) {
	places, ways, err := s.Ways(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	found, err := s.Get(ctx, keysOf(u.ID, places, ways)...)
	if err != nil {
		return nil, err
	}
	byID := ownOrganizations(found, places, session)
	addClients(byID, found, u.ID, ways, session)
	all := slices.AppendSeq([]wire.SessionOrganization{}, maps.Values(byID)) // never nil, which would be null
	slices.SortFunc(all, func(a, b wire.SessionOrganization) int {
		return cmp.Or(cmp.Compare(account.SortName(a.Name), account.SortName(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

func keysOf(user account.UserID, places []*account.Member, ways []store.Way) []store.Key {
	var keys []store.Key
	for _, m := range places {
		keys = append(keys, store.OrganizationKey(m.Organization))
	}
	for _, w := range ways {
		keys = append(keys, store.OrganizationKey(w.Client))
		keys = append(keys, store.AgencyKeys(w.Client, user, w.Agency)...)
	}
	return keys
}

// ownOrganizations are those that the user has a place in, whatever its state.
func ownOrganizations(found store.Found, places []*account.Member, session *account.Session) map[account.OrganizationID]wire.SessionOrganization {
	byID := map[account.OrganizationID]wire.SessionOrganization{}
	for _, m := range places {
		if o := found.Organization(m.Organization); o != nil {
			byID[o.ID] = sessionOrganization(o, session, m.Grants.Role, m.State)
		}
	}
	return byID
}

// addClients adds those that the user comes into through an agency, unless it has an active place of its own there.
// Of several agencies the first is named, as for whoever calls.
func addClients(byID map[account.OrganizationID]wire.SessionOrganization, found store.Found, user account.UserID, ways []store.Way, session *account.Session) {
	for _, w := range ways {
		o, via, own := found.Organization(w.Client), found.AgencyStandings(w.Client, user, w.Agency)[0], byID[w.Client]
		if o == nil || own.State == string(account.Active) || !via.Open(passed(session)) {
			continue
		}
		through := sessionOrganization(o, session, account.Guest, account.Active)
		through.Via = wire.ViaOf(via.Agency)
		byID[o.ID] = through
	}
}

func sessionOrganization(o *account.Organization, session *account.Session, role account.Role, state account.MemberState) wire.SessionOrganization {
	return wire.SessionOrganization{
		ID: string(o.ID), AccountID: o.ID.Dashed(), Name: o.Name, Kind: string(o.Kind), Role: string(role), State: string(state),
		TwoFactorRequired: o.HoldsBack(passed(session)),
	}
}

// passed reports whether the session has passed a second step, which sessions of users with two-factor
// authentication have.
func passed(session *account.Session) bool { return session.Step == account.StepPassed }

// Self is the caller's own user record, of a route that asks for it. A session outlives its user only if somebody
// took the user away.
func (c *Call) Self() (*account.User, error) {
	if u := c.Found.User(c.User); u != nil {
		return u, nil
	}
	return nil, unauthenticated()
}
