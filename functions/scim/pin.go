package scim

import (
	"context"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// pin makes the id that of the place, before the first write that a client makes about it.
func (f function) pin(ctx context.Context, c *web.Call, p *place) error {
	if p.record != nil && !p.borrowed {
		return nil
	}
	after := p.written(c, p.person())
	after.Open = true
	if p.member != nil {
		after.User = p.member.User
	} else {
		after.Invitation, after.User = p.invitation.ID, ""
	}
	c.SCIM = &store.SCIMWrite{Before: p.record, After: after}
	var err error
	if p.member != nil {
		if err = c.May(policy.SeeMember, policy.Place(p.member), account.Grants{}); err == nil {
			err = f.store.PinMember(ctx, c.Intent(nil), p.member)
		}
	} else if err = c.May(policy.SeeInvitation, policy.Offer(p.invitation), account.Grants{}); err == nil {
		err = f.store.PinInvitation(ctx, c.Intent(nil), p.invitation)
	}
	if err != nil {
		return nameTaken(err)
	}
	p.record, p.borrowed = after, false
	if p.member != nil {
		m := *p.member
		m.SCIM = p.id
		p.member = &m
	} else {
		i := *p.invitation
		i.SCIM = p.id
		p.invitation = &i
	}
	return nil
}

// written is what the client's place becomes by what it wrote.
func (p *place) written(c *web.Call, w person) *account.SCIMPlace {
	next := account.SCIMPlace{ID: p.id, Organization: c.Organization.ID, CreatedAt: c.Now}
	if p.record != nil {
		next = *p.record
	}
	next.UserName, next.ExternalID, next.DisplayName, next.Name = w.userName, w.externalID, w.displayName, w.name
	next.Email = account.SCIMEmail{Address: account.Address(w.email.value), Type: w.email.kind, Primary: w.email.primary}
	next.Shaped = w.shaped
	if p.over() {
		next.Grants = w.grants.Sorted()
	}
	next.ModifiedAt, next.Version = c.Now, account.NextVersion(next.Version, c.Now)
	return &next
}

// ends is the same where the place ends with it: the next invitation offers what was granted last.
func (p *place) ends(c *web.Call, w person) *account.SCIMPlace {
	next := p.written(c, w)
	next.Open, next.User, next.Grants = false, "", w.grants.Sorted()
	return next
}
