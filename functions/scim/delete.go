package scim

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
)

// delete removes a member, revokes an invitation, and forgets what the client wrote. The id leads nowhere after it.
func (f function) delete(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	err := f.latest(ctx, c, r, func(p *place) error {
		if p.borrowed {
			if err := f.pin(ctx, c, p); err != nil {
				return err
			}
		}
		c.SCIM = nil
		if p.record != nil {
			c.SCIM = &store.SCIMWrite{Before: p.record}
		}
		switch {
		case p.member != nil:
			if err := people.MayRemove(c, p.member); err != nil {
				return err
			}
			return f.people.Remove(ctx, c, p.member, web.Match{IfMatch: web.ETag(p.member.Version)}, nil)
		case p.invitation != nil:
			if err := people.MayRevoke(c, p.invitation); err != nil {
				return err
			}
			return f.people.Revoke(ctx, c, p.invitation, web.Match{IfMatch: web.ETag(p.invitation.Version)}, nil)
		}
		if err := c.May(policy.Invite, policy.Organization(c.Organization.ID), account.Grants{}); err != nil {
			return err
		}
		return f.store.WriteSCIM(ctx, c.Intent(nil))
	})
	if err != nil {
		return nil, err
	}
	return &reply{status: http.StatusNoContent}, nil
}
