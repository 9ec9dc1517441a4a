package scim

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"reflect"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
)

// create invites somebody, or notes somebody who is not to come in yet.
func (f function) create(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	s, err := selectionOf(r)
	if err != nil {
		return nil, err
	}
	body, err := read(r)
	if err != nil {
		return nil, err
	}
	w := newPerson()
	if err := w.write(body, false); err != nil {
		return nil, err
	}
	if err := w.complete(); err != nil {
		return nil, err
	}
	if there, err := f.whoIs(ctx, c, "username", w.userName); err != nil || len(there) > 0 {
		return nil, orTaken(err)
	}
	p := &place{record: &account.SCIMPlace{Organization: c.Organization.ID, CreatedAt: c.Now}}
	if err := f.writeOver(ctx, c, p, nil, w); err != nil {
		return nil, err
	}
	made, err := f.find(ctx, c, p.record.ID)
	if err != nil {
		return nil, err
	}
	if made == nil {
		return nil, account.Unknown() // somebody has removed it at once
	}
	return made.reply(c, http.StatusCreated, s), nil
}

func (p *place) reply(c *web.Call, status int, s selection) *reply {
	headers := map[string]string{"ETag": p.version(), "Location": location(c, p.id)}
	return &reply{status: status, headers: headers, body: s.cut(p.resource(c))}
}

func orTaken(err error) error {
	if err != nil {
		return err
	}
	return taken("Somebody with this userName is here already.")
}

func taken(words string) error { return refuse(kindUniqueness, "%s", words) }

func (f function) replace(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return f.write(ctx, c, r, (*person).replace)
}

func (f function) patch(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return f.write(ctx, c, r, (*person).patch)
}

// mostTries is how often something is written that others keep changing.
const mostTries = 5

// write changes somebody by what the body says. It is done on the place as it stands: where somebody else changes that
// in between, it is done again on what it has become, unless the client named a version.
func (f function) write(ctx context.Context, c *web.Call, r *http.Request, apply func(*person, map[string]any) error) (*reply, error) {
	s, err := selectionOf(r)
	if err != nil {
		return nil, err
	}
	body, err := read(r)
	if err != nil {
		return nil, err
	}
	var p *place
	err = f.latest(ctx, c, r, func(now *place) error {
		after := now.person()
		if err := apply(&after, body); err != nil {
			return err
		}
		before := now.person()
		after.follow(before)
		if err := after.complete(); err != nil {
			return err
		}
		if p = now; same(before, after) {
			return nil
		}
		if err := f.pin(ctx, c, now); err != nil {
			return err
		}
		if err := f.writePlace(ctx, c, now, before, after); err != nil {
			return err
		}
		p = nil
		return nil
	})
	if err != nil {
		return nil, err
	}
	if p == nil {
		if p, err = f.find(ctx, c, account.SCIMID(r.PathValue("id"))); err != nil {
			return nil, err
		}
		if p == nil {
			return nil, account.Unknown()
		}
	}
	return p.reply(c, http.StatusOK, s), nil
}

// latest does something to the place of the path.
func (f function) latest(ctx context.Context, c *web.Call, r *http.Request, do func(*place) error) error {
	id, ifMatch := account.SCIMID(r.PathValue("id")), r.Header.Get("If-Match")
	p, err := f.placeIn(ctx, c, id, c.Found)
	for try := 1; ; try++ {
		if err != nil {
			return err
		}
		if p == nil {
			return account.Unknown()
		}
		if err := p.matches(ifMatch); err != nil {
			return err
		}
		refused := do(p)
		c.SCIM = nil
		code := account.CodeOf(refused)
		moved := code == account.StaleVersion || code == account.NotPending || code == account.NotFound
		if !moved || ifMatch != "" && ifMatch != "*" || try == mostTries {
			return refused
		}
		p, err = f.find(ctx, c, id)
	}
}

// follow lets the address follow a user name that it was the same as, unless the client wrote an address as well.
func (p *person) follow(before person) {
	if p.email == before.email && strings.EqualFold(before.userName, before.email.value) && !strings.EqualFold(p.userName, before.userName) {
		if address, ok := account.ParseAddress(p.userName); ok {
			p.email.value = string(address)
		}
	}
}

func same(a, b person) bool {
	grants := a.grants.Equal(b.grants)
	a.grants, b.grants = account.Grants{}, account.Grants{}
	return grants && reflect.DeepEqual(a, b)
}

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

// writeOver invites somebody who has no place, for the first time or again, or notes what the client wrote for that
// day.
func (f function) writeOver(ctx context.Context, c *web.Call, p *place, before *account.SCIMPlace, after person) error {
	next := p.written(c, after)
	in := people.Invites{
		Entries: []people.Entry{{Email: after.email.value, Name: next.InvitedName()}}, Grants: after.grants,
		Quietly: c.Organization.Settings.SCIMIsSilent,
	}
	found, err := f.store.Get(ctx, in.Reads(c.Organization.ID)...)
	if err != nil {
		return err
	}
	maps.Copy(c.Found, found)
	if err := people.MayInvite(c, in); err != nil {
		return err
	}
	p.record, c.SCIM = next, &store.SCIMWrite{Before: before, After: next}
	if after.active {
		results, err := f.people.Invite(ctx, c, in, func([]people.Result) any { return nil })
		if err != nil {
			return nameTaken(err)
		}
		return outcome(results[0])
	}
	next.Open = false
	if next.ID == "" {
		next.ID = account.SCIMID(store.NewInvitationID(c.Now))
	}
	if err := people.Refused(people.Check(c, "body", account.Grants{}, after.grants)); err != nil {
		return err
	}
	return nameTaken(f.store.WriteSCIM(ctx, c.Intent(nil)))
}

// outcome is the refusal of an invitation that was not made.
func outcome(r people.Result) error {
	switch r.Outcome {
	case people.Invited:
		return nil
	case people.AlreadyInvited, people.AlreadyMember:
		return taken("Somebody with this address is here already.")
	case people.OverLimit:
		return account.Refuse(account.TooMany, "%s", r.Detail)
	}
	return refuse(kindInvalidValue, "%s", r.Detail)
}

// readAdAccounts brings the ad accounts of grants, which commands look at.
func (f function) readAdAccounts(ctx context.Context, c *web.Call, g account.Grants) error {
	found, err := f.store.Get(ctx, people.AdAccounts(c.Organization.ID, g)...)
	maps.Copy(c.Found, found)
	return err
}

// nameTaken says that another has the user name or the external id.
func nameTaken(err error) error {
	var other store.SCIMNameTaken
	if errors.As(err, &other) {
		return taken("Somebody else has this userName or externalId.")
	}
	return err
}

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
