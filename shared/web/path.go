package web

import (
	"context"
	"maps"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
)

// MemberPath is embedded in the input of every route about one member.
type MemberPath struct {
	InOrganization
	ID string `path:"id" doc:"The member's id" example:"mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

// Keys is the member's own, to be read with the call. An id of another form names nobody.
func (p MemberPath) Keys() []store.Key {
	if id := account.MemberID(p.ID); id.Valid() {
		return []store.Key{store.MemberKey(p.organization(), id.User())}
	}
	return nil
}

// Member is the member that the path names; nil when there is none. It is read from its record once, and nobody
// changes it in place.
func (p MemberPath) Member(c *Call) *account.Member {
	id := account.MemberID(p.ID)
	if known, ok := c.named[id]; ok {
		return known
	}
	m := c.Found.Member(p.organization(), id.User())
	if c.named == nil {
		c.named = map[account.MemberID]*account.Member{}
	}
	c.named[id] = m
	return m
}

// May asks the policy about an action that touches all the grants of the member.
func (p MemberPath) May(c *Call, action policy.Action) error {
	m := p.Member(c)
	if m == nil {
		return c.May(action, policy.Place(nil), account.Grants{})
	}
	return c.May(action, policy.Place(m), m.Grants)
}

// MayLetIn is May for an action that lets the member in, and Fresh where that makes an organization admin.
func (p MemberPath) MayLetIn(c *Call, action policy.Action) error {
	if err := p.May(c, action); err != nil {
		return err
	}
	if m := p.Member(c); m != nil {
		return c.FreshToPromote(account.Grants{}, m.Grants)
	}
	return nil
}

// InvitationPath is embedded in the input of every route about one invitation.
type InvitationPath struct {
	InOrganization
	ID string `path:"id" doc:"The invitation's id" example:"inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

// Keys is the invitation's own, to be read with the call.
func (p InvitationPath) Keys() []store.Key {
	if id := account.InvitationID(p.ID); id.Valid() {
		return []store.Key{store.InvitationKey(id)}
	}
	return nil
}

// Invitation is the invitation that the path names; nil when there is none in this organization, or none any
// more.
func (p InvitationPath) Invitation(c *Call) *account.Invitation {
	i := c.Found.Invitation(p.organization(), account.InvitationID(p.ID))
	if i == nil || !i.Kept(c.Now) {
		return nil
	}
	return i
}

// May asks the policy about an action that touches all the grants of the invitation.
func (p InvitationPath) May(c *Call, action policy.Action) error {
	i := p.Invitation(c)
	if i == nil {
		return c.May(action, policy.Offer(nil), account.Grants{})
	}
	return c.May(action, policy.Offer(i), i.Grants)
}

// Latest runs do with the invitation of the path, and again with what became of it when do answers that
// somebody else changed it in between, as long as the caller may still do this to it. It is for commands that
// no If-Match need bind to one version.
func (p InvitationPath) Latest(ctx context.Context, c *Call, s *store.Store, action policy.Action, do func(*account.Invitation) error) error {
	return Latest(p.Invitation(c), func() (*account.Invitation, error) {
		now, err := s.Get(ctx, p.Keys()...)
		if err != nil {
			return nil, err
		}
		maps.Copy(c.Found, now)
		return p.Invitation(c), p.May(c, action)
	}, do)
}
