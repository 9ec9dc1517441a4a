package people

import (
	"context"
	"errors"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// InvitationEdit is what an edit changes of an open invitation; what is nil stays.
type InvitationEdit struct {
	Grants  Regrant
	Email   *string // another address gets a link of its own by mail, and the older link opens nothing any more
	Name    *string
	Message *string
}

// readdresses reports whether the edit sends the invitation to somebody else. An address that is none counts: the
// editor must be allowed to before it is told what is wrong with it.
func (e InvitationEdit) readdresses(i *account.Invitation) bool {
	if e.Email == nil {
		return false
	}
	address, ok := account.ParseAddress(*e.Email)
	return !ok || address != i.Email
}

// MayEditInvitation asks about what the edit adds and drops. Whoever sends the invitation to somebody else gives that
// person all of it.
func MayEditInvitation(c *web.Call, i *account.Invitation, e InvitationEdit) error {
	if i == nil {
		return c.May(policy.EditInvitation, policy.Offer(nil), account.Grants{})
	}
	after := e.Grants.after(i.Grants)
	before, touched := i.Grants, account.Touched(i.Grants, after)
	if e.readdresses(i) {
		before, touched = account.Grants{}, i.Grants.Union(after)
	}
	if err := c.May(policy.EditInvitation, policy.Offer(i), touched); err != nil {
		return err
	}
	return c.FreshToPromote(before, after)
}

// EditInvitation changes an open invitation. An edit that changes nothing writes nothing: no version moves, and there
// is no event. keep makes the route's answer of what the invitation has become, to be kept for a repeat.
func (p Commands) EditInvitation(ctx context.Context, c *web.Call, i *account.Invitation, match web.Match, e InvitationEdit, keep func(*account.Invitation) any) (*account.Invitation, error) {
	var answered *account.Invitation
	may := func(i *account.Invitation) error { return MayEditInvitation(c, i, e) }
	err := p.invitation(ctx, i, match.Binds(), may, func(before *account.Invitation) error {
		if !before.Open(c.Now) {
			return account.Refuse(account.NotPending, "This invitation is %s: invite the person again.", before.StateAt(c.Now))
		}
		if err := match.Check(before.Version); err != nil {
			return err
		}
		after, fields, err := e.apply(c, before)
		if err != nil {
			return err
		}
		answered = after
		if after == before {
			return p.store.Keep(ctx, c.Intent(keep(before)))
		}
		return addressTaken(p.store.UpdateInvitation(ctx, c.Intent(keep(after)), before, after, account.InvitationUpdated, fields...))
	})
	return answered, err
}

// apply is what the edit makes of the invitation, and the names of the fields that change beside the grants. It is the
// same invitation when nothing does.
func (e InvitationEdit) apply(c *web.Call, before *account.Invitation) (after *account.Invitation, fields []string, err error) {
	wanted, err := e.Grants.grants(c, before.Grants)
	if err != nil {
		return nil, nil, err
	}
	next := *before
	if fields, err = e.rewrite(c, &next); err != nil {
		return nil, nil, err
	}
	regranted := !wanted.Equal(before.Grants)
	if !regranted && len(fields) == 0 {
		return before, nil, nil
	}
	if regranted || next.Email != before.Email {
		next.Grants, next.GrantedBy = wanted, c.Actor()
	}
	next.Version = account.NextVersion(before.Version, c.Now)
	return &next, fields, nil
}

// rewrite changes what the invitation says and to whom, and names the fields that changed.
func (e InvitationEdit) rewrite(c *web.Call, i *account.Invitation) (fields []string, err error) {
	if e.Name != nil && strings.TrimSpace(*e.Name) != i.Name {
		name := strings.TrimSpace(*e.Name)
		if wrong := account.CheckName(name); name != "" && wrong != "" {
			return nil, account.InvalidField("body.name", "%s", wrong)
		}
		i.Name = name
		fields = append(fields, "name")
	}
	if e.Message != nil && *e.Message != i.Message {
		i.Message = *e.Message
		fields = append(fields, "message")
	}
	if !e.readdresses(i) {
		return fields, nil
	}
	address, ok := account.ParseAddress(*e.Email)
	switch {
	case !ok:
		return nil, account.InvalidField("body.email", "is not an e-mail address that mail can be sent to")
	case !c.Organization.Settings.AllowsDomain(address.Domain()):
		return nil, account.InvalidField("body.email", "is not at a domain that this organization invites people from")
	}
	i.Email = address
	i.TokenVersion++
	if i.MailState != account.MailNone { // an invitation that is passed on by hand stays so
		i.MailState = account.MailQueued
	}
	return append(fields, "email"), nil
}

// addressTaken says who has the address that the invitation was to go to.
func addressTaken(err error) error {
	var taken store.AddressTaken
	switch {
	case !errors.As(err, &taken):
		return err
	case taken.Blocked:
		return account.Refuse(account.Conflict, "%s", WantsNone)
	case taken.Member != "":
		return account.Refuse(account.AlreadyMember, "The person with this address is a member of the organization already.")
	}
	return account.Refuse(account.Conflict, "This address has an open invitation already.")
}

// WantsNone is told to whoever invites somebody who has blocked invitations of the organization.
const WantsNone = "The person with this address wants no invitations from this organization."
