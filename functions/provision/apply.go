package provision

import (
	"context"
	"errors"
	"maps"
	"strings"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

// apply lets the message have its effect, by the same commands as the page's.
func (f function) apply(ctx context.Context, c *web.Call, m *message) (*answer, error) {
	roles, err := f.resolve(ctx, c, m)
	if err != nil {
		return nil, err
	}
	var out *answer
	switch what := m.content.payload.(type) {
	case *InviteMessage:
		out, err = f.invite(ctx, c, what.Data, roles)
	case *UpdateMessage:
		out, err = f.about(ctx, c, m, func(who person) (*answer, error) { return f.update(ctx, c, who, what, roles) })
	case *RemoveMessage:
		out, err = f.about(ctx, c, m, func(who person) (*answer, error) { return f.remove(ctx, c, who) })
	}
	return out, inData(err)
}

// resolve is the roles of the message by the ids of their ad accounts, which are read.
func (f function) resolve(ctx context.Context, c *web.Call, m *message) ([]wire.AdAccountRole, error) {
	sent := m.content.roles()
	roles, err := resolve(c.Organization.ID, c.Found, sent)
	if err != nil {
		return nil, err
	}
	var named account.Grants
	for n, r := range roles {
		if sent[n].ExternalID != "" {
			named.AdAccountRoles = append(named.AdAccountRoles, account.AdAccountRole{AdAccount: account.AdAccountID(r.AdAccount)})
		}
	}
	return roles, f.also(ctx, c, people.AdAccounts(c.Organization.ID, named)...)
}

// also reads something for the call, or reads it anew.
func (f function) also(ctx context.Context, c *web.Call, keys ...store.Key) error {
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return err
	}
	for _, key := range keys {
		delete(c.Found, key)
	}
	maps.Copy(c.Found, found)
	return nil
}

func (f function) invite(ctx context.Context, c *web.Call, d InviteData, roles []wire.AdAccountRole) (*answer, error) {
	one := people.Invites{
		Entries: []people.Entry{{Email: d.Email, Name: d.Name}},
		Grants:  wire.GrantsInput{Role: d.Role, Permissions: d.Permissions, AdAccountRoles: roles}.AsSent(),
		Message: d.Message, Quietly: d.SendEmail != nil && !*d.SendEmail,
	}
	if err := people.MayInvite(c, one); err != nil {
		return nil, err
	}
	results, err := f.people.Invite(ctx, c, one, func(r []people.Result) any { return invited(r[0]) })
	if err != nil {
		return nil, err
	}
	return invited(results[0]), nil
}

func invited(r people.Result) *answer {
	out := Received{Outcome: Outcome(r.Outcome), Detail: r.Detail}
	if r.Invitation != nil {
		out.Invitation = string(r.Invitation.ID)
	}
	if r.Member != nil {
		out.Member = string(r.Member.ID())
	}
	return &answer{out}
}

// person is who has the address: a member, or whom an open invitation is for; neither is nobody.
type person struct {
	member     *account.Member
	invitation *account.Invitation
}

// about finds who has the address and does it to them.
func (f function) about(ctx context.Context, c *web.Call, m *message, do func(person) (*answer, error)) (*answer, error) {
	org := c.Organization.ID
	for try := 1; ; try++ {
		holder := c.Found.AddressHolder(org, m.content.address, c.Now)
		who, err := f.person(ctx, c, holder)
		if err != nil {
			return nil, err
		}
		out, err := do(who)
		if code := account.CodeOf(err); code != account.NotPending && code != account.NotFound || try == mostTries {
			return out, err
		}
		if again := f.also(ctx, c, store.AddressKey(org, m.content.address)); again != nil {
			return nil, again
		}
		if c.Found.AddressHolder(org, m.content.address, c.Now) == holder {
			return out, err
		}
	}
}

func (f function) person(ctx context.Context, c *web.Call, holder store.AddressTaken) (who person, err error) {
	org := c.Organization.ID
	switch {
	case holder.Member != "":
		err = f.also(ctx, c, store.MemberKey(org, holder.Member.User()))
		who.member = c.Found.Member(org, holder.Member.User())
	case holder.Invitation != "":
		err = f.also(ctx, c, store.InvitationKey(holder.Invitation))
		who.invitation = c.Found.Invitation(org, holder.Invitation)
	}
	if i := who.invitation; i != nil && !i.Open(c.Now) {
		who.invitation = nil
	}
	return who, err
}

func (f function) update(ctx context.Context, c *web.Call, who person, m *UpdateMessage, roles []wire.AdAccountRole) (*answer, error) {
	var regrant people.Regrant
	if m.regrants() {
		patch := wire.GrantsPatch{Role: m.Data.Role, Permissions: m.Data.Permissions}
		patch.AdAccountRoles = wire.Patched[[]wire.AdAccountRole]{Sent: m.Data.AdAccountRoles.Sent, Value: roles}
		regrant = patch.AsSent
	}
	switch {
	case who.member != nil:
		return f.updateMember(ctx, c, who.member, people.MemberEdit{Grants: regrant, State: account.MemberState(m.Data.State)})
	case who.invitation == nil:
		return nil, account.Refuse(account.NotFound, "Nobody in this organization has this address, and there is no open invitation to it.")
	case m.Data.State == string(account.Suspended): // it must not let in whoever is suspended
		return f.revoke(ctx, c, who.invitation)
	}
	return f.updateInvitation(ctx, c, who.invitation, people.InvitationEdit{Grants: regrant})
}

func (f function) updateMember(ctx context.Context, c *web.Call, before *account.Member, e people.MemberEdit) (*answer, error) {
	if e.State == before.State {
		e.State = ""
	}
	if err := people.MayEditMember(c, before, e); err != nil {
		return nil, err
	}
	become := func(m *account.Member) *answer {
		out := Received{Outcome: Updated, Member: string(m.ID())}
		switch {
		case m.Version == before.Version:
			out.Outcome = Unchanged
		case e.State == account.Suspended:
			out.Outcome = Suspended
		case e.State == account.Active:
			out.Outcome = Reactivated
		}
		return &answer{out}
	}
	after, err := f.people.EditMember(ctx, c, before, web.Match{}, e, func(m *account.Member) any { return become(m) })
	if err != nil {
		return nil, err
	}
	return become(after), nil
}

func (f function) updateInvitation(ctx context.Context, c *web.Call, before *account.Invitation, e people.InvitationEdit) (*answer, error) {
	if err := people.MayEditInvitation(c, before, e); err != nil {
		return nil, err
	}
	become := func(i *account.Invitation) *answer {
		out := Received{Outcome: Updated, Invitation: string(i.ID)}
		if i.Version == before.Version {
			out.Outcome = Unchanged
		}
		return &answer{out}
	}
	after, err := f.people.EditInvitation(ctx, c, before, web.Match{}, e, func(i *account.Invitation) any { return become(i) })
	if err != nil {
		return nil, err
	}
	return become(after), nil
}

func (f function) remove(ctx context.Context, c *web.Call, who person) (*answer, error) {
	switch m := who.member; {
	case m != nil:
		if err := people.MayRemove(c, m); err != nil {
			return nil, err
		}
		out := &answer{Received{Outcome: Removed, Member: string(m.ID())}}
		return out, f.people.Remove(ctx, c, m, web.Match{}, out)
	case who.invitation != nil:
		return f.revoke(ctx, c, who.invitation)
	}
	out := &answer{Received{Outcome: Unchanged, Detail: "Nobody in this organization has this address, and there is no open invitation to it."}}
	return out, f.store.Keep(ctx, c.Intent(out))
}

func (f function) revoke(ctx context.Context, c *web.Call, i *account.Invitation) (*answer, error) {
	if err := people.MayRevoke(c, i); err != nil {
		return nil, err
	}
	out := &answer{Received{Outcome: Revoked, Invitation: string(i.ID)}}
	return out, f.people.Revoke(ctx, c, i, web.Match{}, out)
}

// inData names the fields of a refusal where a message has them.
func inData(err error) error {
	var e *account.Error
	if !errors.As(err, &e) {
		return err
	}
	for n, f := range e.Fields {
		if rest, ok := strings.CutPrefix(f.Location, "body."); ok && !strings.HasPrefix(rest, "data.") {
			e.Fields[n].Location = "body.data." + rest
		}
	}
	return err
}
