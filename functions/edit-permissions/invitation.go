package editpermissions

import (
	"context"
	"errors"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// InvitationPatch is what an edit changes of an open invitation (JSON Merge Patch, RFC 7396). Another address
// gets a link of its own by mail, and the older link opens nothing any more.
type InvitationPatch struct {
	wire.GrantsPatch
	Email   wire.Patched[string] `json:"email,omitzero" example:"earl.e.bird@example.com" doc:"Another address makes a new link and kills the older"`
	Name    wire.Patched[string] `json:"name,omitzero" doc:"Up to 80 characters; empty for none"`
	Message wire.Patched[string] `json:"message,omitzero" maxLength:"2000" doc:"Shown as text; empty for none"`
}

type invitationInput struct {
	web.InvitationPath
	web.Match
	Body InvitationPatch
}

// readdresses reports whether the patch sends the invitation to somebody else. An address that is none counts:
// the editor must be allowed to before it is told what is wrong with it.
func (p InvitationPatch) readdresses(i *account.Invitation) bool {
	if !p.Email.Sent {
		return false
	}
	address, ok := account.ParseAddress(p.Email.Value)
	return !ok || address != i.Email
}

// mayEditInvitation asks about what the edit adds and drops. Whoever sends the invitation to somebody else
// gives that person all of it.
func mayEditInvitation(c *web.Call, in *invitationInput) error {
	i := in.Invitation(c)
	if i == nil {
		return c.May(policy.EditInvitation, policy.Offer(nil), account.Grants{})
	}
	after := in.Body.Apply(i.Grants)
	before, touched := i.Grants, account.Touched(i.Grants, after)
	if in.Body.readdresses(i) {
		before, touched = account.Grants{}, i.Grants.Union(after)
	}
	if err := c.May(policy.EditInvitation, policy.Offer(i), touched); err != nil {
		return err
	}
	return c.FreshToPromote(before, after)
}

// editInvitation changes a pending invitation. An edit that changes nothing moves no version and leaves no
// event.
func (f function) editInvitation(ctx context.Context, c *web.Call, in *invitationInput) (*wire.InvitationAnswer, error) {
	before := in.Invitation(c)
	if before == nil {
		return nil, account.Unknown()
	}
	if !before.Open(c.Now) {
		return nil, account.Refuse(account.NotPending, "This invitation is %s: invite the person again.", before.StateAt(c.Now))
	}
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	wanted, err := grants(c, before.Grants, in.Body.GrantsPatch)
	if err != nil {
		return nil, err
	}
	after := *before
	fields, err := in.Body.rewrite(c, &after)
	if err != nil {
		return nil, err
	}
	regranted := !wanted.Equal(before.Grants)
	if !regranted && len(fields) == 0 {
		return invitationAnswer(c, before), nil
	}
	if regranted || after.Email != before.Email {
		after.Grants, after.GrantedBy = wanted, c.Actor()
	}
	after.Version = account.NextVersion(before.Version, c.Now)
	answer := invitationAnswer(c, &after)
	err = f.store.UpdateInvitation(ctx, c.Intent(answer), before, &after, account.InvitationUpdated, fields...)
	return answer, addressTaken(err)
}

// rewrite changes what the invitation says and to whom, and names the fields that changed.
func (p InvitationPatch) rewrite(c *web.Call, i *account.Invitation) (fields []string, err error) {
	if name := strings.TrimSpace(p.Name.Value); p.Name.Sent && name != i.Name {
		if wrong := account.CheckName(name); name != "" && wrong != "" {
			return nil, account.InvalidField("body.name", "%s", wrong)
		}
		i.Name = name
		fields = append(fields, "name")
	}
	if p.Message.Sent && p.Message.Value != i.Message {
		i.Message = p.Message.Value
		fields = append(fields, "message")
	}
	if !p.readdresses(i) {
		return fields, nil
	}
	address, ok := account.ParseAddress(p.Email.Value)
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
		return account.Refuse(account.Conflict, "The person with this address wants no invitations from this organization.")
	case taken.Member != "":
		return account.Refuse(account.AlreadyMember, "The person with this address is a member of the organization already.")
	}
	return account.Refuse(account.Conflict, "This address has an open invitation already.")
}

func invitationAnswer(c *web.Call, i *account.Invitation) *wire.InvitationAnswer {
	return &wire.InvitationAnswer{ETag: web.ETag(i.Version), Body: wire.InvitationOf(i, c.Now)}
}
