// Package people is what can be done with the people of an organization: invite, edit, suspend, reactivate, remove
// and revoke. The page's routes, SCIM and signed messages do it here, so that all do it by the same rules.
//
// What is done comes in two. May… asks the policy, and is asked first: by a route before a first answer is given
// again, by everybody else right before. The command then makes one transaction, whose actor is whoever calls. Where
// somebody else changes the record in between and no If-Match binds the command to a version, it is read anew, the
// policy is asked again, and the command runs on what it has become.
package people

import (
	"context"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// Commands is what can be done with people.
type Commands struct {
	store *store.Store
	most  int // open invitations that an organization may have
}

// Of is the commands on the table of the API.
func Of(api *web.API) Commands { return Commands{api.Store, api.Config.Limits.PendingInvitations} }

// member runs do with a member, and with what became of it unless it must be as it was read.
func (p Commands) member(ctx context.Context, m *account.Member, bound bool, may func(*account.Member) error, do func(*account.Member) error) error {
	if m != nil && bound {
		return do(m)
	}
	return web.Latest(m, func() (*account.Member, error) {
		now, err := p.store.Get(ctx, store.MemberKey(m.Organization, m.User))
		if err != nil {
			return nil, err
		}
		latest := now.Member(m.Organization, m.User)
		return latest, may(latest)
	}, do)
}

// invitation runs do with an invitation, and with what became of it unless it must be as it was read.
func (p Commands) invitation(ctx context.Context, i *account.Invitation, bound bool, may func(*account.Invitation) error, do func(*account.Invitation) error) error {
	if i != nil && bound {
		return do(i)
	}
	return web.Latest(i, func() (*account.Invitation, error) {
		now, err := p.store.Get(ctx, store.InvitationKey(i.ID))
		if err != nil {
			return nil, err
		}
		latest := now.Invitation(i.Organization, i.ID)
		return latest, may(latest)
	}, do)
}
