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
}

// session costs three round trips: session and user, places, organizations.
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
		answer.Body.Organizations, err = f.organizations(ctx, u.ID)
	}
	return answer, err
}

func (f function) organizations(ctx context.Context, user account.UserID) ([]SessionOrganization, error) {
	places, err := f.store.Places(ctx, user)
	if err != nil {
		return nil, err
	}
	keys := make([]store.Key, len(places))
	for i, m := range places {
		keys[i] = store.OrganizationKey(m.Organization)
	}
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	all := []SessionOrganization{}
	for _, m := range places {
		if o := found.Organization(m.Organization); o != nil {
			all = append(all, SessionOrganization{
				ID: string(o.ID), AccountID: o.ID.Dashed(), Name: o.Name, Kind: string(o.Kind),
				Role: string(m.Grants.Role), State: string(m.State),
			})
		}
	}
	slices.SortFunc(all, func(a, b SessionOrganization) int {
		return cmp.Or(cmp.Compare(account.SortName(a.Name), account.SortName(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}
