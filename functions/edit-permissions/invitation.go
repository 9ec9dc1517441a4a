package editpermissions

import (
	"context"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

// InvitationPatch is what an edit changes of an open invitation (JSON Merge Patch, RFC 7396). Another address
// gets a link of its own by mail, and the older link opens nothing any more.
type InvitationPatch struct {
	wire.GrantsPatch
	Email   wire.Patched[string] `json:"email,omitzero" example:"earl.e.bird@example.com" doc:"Another address makes a new link and kills the older"`
	Name    wire.Patched[string] `json:"name,omitzero" nullable:"true" doc:"Up to 80 characters; empty for none"`
	Message wire.Patched[string] `json:"message,omitzero" nullable:"true" maxLength:"2000" doc:"Shown as text; empty for none"`
}

type invitationInput struct {
	web.InvitationPath
	web.Match
	Body InvitationPatch
}

func (in *invitationInput) edit() people.InvitationEdit {
	return people.InvitationEdit{
		Grants: in.Body.AsSent, Email: sent(in.Body.Email), Name: sent(in.Body.Name), Message: sent(in.Body.Message),
	}
}

// sent is the value of a field of the patch, empty for null; nil when it was not sent.
func sent(field wire.Patched[string]) *string {
	if !field.Sent {
		return nil
	}
	return &field.Value
}

// editInvitation changes an open invitation. One that is over is said to be so before If-Match is looked at.
func (f function) editInvitation(ctx context.Context, c *web.Call, in *invitationInput) (*wire.InvitationAnswer, error) {
	before := in.Invitation(c)
	if before == nil {
		return nil, account.Unknown()
	}
	if before.Open(c.Now) {
		if err := in.Require(before.Version); err != nil {
			return nil, err
		}
	}
	after, err := f.people.EditInvitation(ctx, c, before, in.Match, in.edit(), func(i *account.Invitation) any { return invitationAnswer(c, i) })
	if err != nil {
		return nil, err
	}
	return invitationAnswer(c, after), nil
}

func invitationAnswer(c *web.Call, i *account.Invitation) *wire.InvitationAnswer {
	return &wire.InvitationAnswer{ETag: web.ETag(i.Version), Body: wire.InvitationOf(i, c.Now)}
}
