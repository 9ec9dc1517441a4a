package scim

import (
	"context"
	"maps"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
)

func (f function) writePlace(ctx context.Context, c *web.Call, p *place, before, after person) error {
	switch {
	case p.member != nil:
		return f.writeMember(ctx, c, p, before, after)
	case p.invitation != nil:
		return f.writeInvitation(ctx, c, p, before, after)
	}
	return f.writeOver(ctx, c, p, p.record, after)
}

// writeMember changes grants and state of a member. What the client writes of user name, name and address stays its
// own: those of the member are its login's.
func (f function) writeMember(ctx context.Context, c *web.Call, p *place, before, after person) error {
	m := p.member
	asRead := web.Match{IfMatch: web.ETag(m.Version)}
	if before.active && !after.active && m.State == account.PendingApproval { // it never comes in, unless it is invited again
		c.SCIM = &store.SCIMWrite{Before: p.record, After: p.ends(c, after)}
		if err := people.MayRemove(c, m); err != nil {
			return err
		}
		return nameTaken(f.people.Remove(ctx, c, m, asRead, nil))
	}
	var edit people.MemberEdit
	if !before.grants.Equal(after.grants) {
		edit.Grants = func(account.Grants) account.Grants { return after.grants }
		if err := f.readAdAccounts(ctx, c, after.grants); err != nil {
			return err
		}
	}
	switch {
	case before.active && !after.active:
		edit.State = account.Suspended
	case !before.active && after.active:
		edit.State = account.Active
	}
	c.SCIM = &store.SCIMWrite{Before: p.record, After: p.written(c, after)}
	if edit.Grants == nil && edit.State == "" {
		return f.writeAlone(ctx, c, policy.SeeMember, policy.Place(m))
	}
	if err := people.MayEditMember(c, m, edit); err != nil {
		return err
	}
	_, err := f.people.EditMember(ctx, c, m, asRead, edit, func(*account.Member) any { return nil })
	return nameTaken(err)
}

// writeInvitation changes what an open invitation offers and to whom, or revokes it.
func (f function) writeInvitation(ctx context.Context, c *web.Call, p *place, before, after person) error {
	i := p.invitation
	asRead := web.Match{IfMatch: web.ETag(i.Version)}
	if !after.active {
		c.SCIM = &store.SCIMWrite{Before: p.record, After: p.ends(c, after)}
		if err := people.MayRevoke(c, i); err != nil {
			return err
		}
		return nameTaken(f.people.Revoke(ctx, c, i, asRead, nil))
	}
	next := p.written(c, after)
	c.SCIM = &store.SCIMWrite{Before: p.record, After: next}
	edit := p.invitationEdit(next, before, after)
	if edit.Grants != nil {
		if err := f.readAdAccounts(ctx, c, after.grants); err != nil {
			return err
		}
	}
	may := people.MayEditInvitation(c, i, edit)
	if edit.Grants == nil && edit.Email == nil && (edit.Name == nil || may != nil) { // a name alone is nobody's right
		return f.writeAlone(ctx, c, policy.SeeInvitation, policy.Offer(i))
	}
	if may != nil {
		return may
	}
	_, err := f.people.EditInvitation(ctx, c, i, asRead, edit, func(*account.Invitation) any { return nil })
	if code := account.CodeOf(err); code == account.Conflict || code == account.AlreadyMember {
		return taken("Somebody else has this address.")
	}
	return nameTaken(err)
}

// invitationEdit is what of the invitation follows what the client wrote: what it changed, and nothing that an
// administrator has changed since.
func (p *place) invitationEdit(next *account.SCIMPlace, before, after person) (edit people.InvitationEdit) {
	if !before.grants.Equal(after.grants) {
		edit.Grants = func(account.Grants) account.Grants { return after.grants }
	}
	if after.email.value != string(p.invitation.Email) && after.email.value != before.email.value {
		edit.Email = &after.email.value
	}
	if name := next.InvitedName(); name != p.invitation.Name && name != p.record.InvitedName() {
		edit.Name = &name
	}
	return edit
}

// writeAlone writes what the client wrote where the place stays as it is.
func (f function) writeAlone(ctx context.Context, c *web.Call, action policy.Action, on policy.Resource) error {
	if err := c.May(action, on, account.Grants{}); err != nil {
		return err
	}
	return nameTaken(f.store.WriteSCIM(ctx, c.Intent(nil)))
}

// readAdAccounts brings the ad accounts of grants, which commands look at.
func (f function) readAdAccounts(ctx context.Context, c *web.Call, g account.Grants) error {
	found, err := f.store.Get(ctx, people.AdAccounts(c.Organization.ID, g)...)
	maps.Copy(c.Found, found)
	return err
}
