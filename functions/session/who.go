package session

import (
	"cmp"
	"context"
	"slices"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

type sessionAnswer struct{ Body Session }

// Session is who is signed in. Before the second step it names no organization.
type Session struct {
	User          wire.User             `json:"user"`
	TwoFactor     SessionTwoFactor      `json:"two_factor"`
	Organizations []SessionOrganization `json:"organizations"`
}

// SessionTwoFactor is where two-factor authentication stands.
type SessionTwoFactor struct {
	Enabled bool   `json:"enabled"`
	Step    string `json:"step" enum:"none,pending,passed" doc:"Of this session: not asked for, asked for, taken"`
}

// SessionOrganization is one of the user's organizations, by name, with the user's own place in it.
type SessionOrganization struct {
	ID        string `json:"id"`
	AccountID string `json:"account_id" example:"482-913-0776"`
	Name      string `json:"name"`
	Kind      string `json:"kind" enum:"standard,agency"`
	Role      string `json:"role" enum:"admin,member,guest"`
	State     string `json:"state" enum:"active,pending_approval,suspended"`

	Via *wire.Via `json:"via,omitempty" doc:"The agency through which the user comes, who has no active place of its own"`
}

// session costs three round trips: session and user, places, organizations with what lies between them and the
// agencies that the user works for.
func (f function) session(ctx context.Context, c *web.Call, _ *struct{}) (*sessionAnswer, error) {
	u, err := self(c)
	if err != nil {
		return nil, err
	}
	answer := &sessionAnswer{Session{
		User:          wire.User{ID: string(u.ID), Name: u.Name, Email: string(u.Email)},
		TwoFactor:     SessionTwoFactor{Enabled: u.TwoFactor, Step: string(c.Session.Step)},
		Organizations: []SessionOrganization{},
	}}
	if c.Session.Step != account.StepPending {
		answer.Body.Organizations, err = f.organizations(ctx, u)
	}
	return answer, err
}

func (f function) organizations(ctx context.Context, u *account.User) ([]SessionOrganization, error) {
	places, ways, err := f.store.Ways(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	var keys []store.Key
	for _, m := range places {
		keys = append(keys, store.OrganizationKey(m.Organization))
	}
	for _, w := range ways {
		keys = append(keys, store.OrganizationKey(w.Client))
		keys = append(keys, store.AgencyKeys(w.Client, u.ID, w.Agency)...)
	}
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	all := []SessionOrganization{}
	active := map[account.OrganizationID]bool{}
	for _, m := range places {
		if o := found.Organization(m.Organization); o != nil {
			all = append(all, sessionOrganization(o, m.Grants.Role, m.State))
			active[o.ID] = m.State == account.Active
		}
	}
	for _, w := range ways {
		o, via := found.Organization(w.Client), found.AgencyStandings(w.Client, u.ID, w.Agency)[0]
		if o == nil || active[o.ID] || !via.Open(u.TwoFactor) {
			continue
		}
		through := sessionOrganization(o, account.Guest, account.Active)
		through.Via = wire.ViaOf(via.Agency)
		all = append(slices.DeleteFunc(all, func(other SessionOrganization) bool { return other.ID == through.ID }), through)
	}
	slices.SortFunc(all, func(a, b SessionOrganization) int {
		return cmp.Or(cmp.Compare(account.SortName(a.Name), account.SortName(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

func sessionOrganization(o *account.Organization, role account.Role, state account.MemberState) SessionOrganization {
	return SessionOrganization{
		ID: string(o.ID), AccountID: o.ID.Dashed(), Name: o.Name, Kind: string(o.Kind), Role: string(role), State: string(state),
	}
}
