package invite

import (
	"context"
	"errors"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

// resend asks for another mail and restarts the time. The token and the grants stay: every mail that was sent
// still works.
func (f function) resend(ctx context.Context, c *web.Call, in *oneInput) (*wire.InvitationAnswer, error) {
	var answer *wire.InvitationAnswer
	err := in.Latest(ctx, c, f.store, policy.ResendInvitation, func(before *account.Invitation) error {
		if err := open(c, before); err != nil {
			return err
		}
		after := *before
		after.OpenFor(c.Organization.Settings.InvitationLife(), c.Now)
		after.MailState = account.MailQueued
		answer = &wire.InvitationAnswer{ETag: web.ETag(after.Version), Body: wire.InvitationOf(&after, c.Now)}
		err := f.store.UpdateInvitation(ctx, c.Intent(answer), before, &after, account.InvitationResent)
		var taken store.AddressTaken
		if errors.As(err, &taken) && taken.Blocked {
			return account.Refuse(account.Conflict, "%s", people.WantsNone)
		}
		return err
	})
	return answer, err
}

// LinkAnswer answers with the link of an invitation.
type LinkAnswer struct {
	Body InvitationLink
}

// InvitationLink is a link that opens an invitation, for whoever has the invited address.
type InvitationLink struct {
	URL string `json:"url,omitempty" doc:"Missing in the answer to a repeat"`
}

// link hands out the link and changes nothing.
func (f function) link(ctx context.Context, c *web.Call, in *oneInput) (*LinkAnswer, error) {
	i := in.Invitation(c)
	if i == nil {
		return nil, account.Unknown()
	}
	if err := open(c, i); err != nil {
		return nil, err
	}
	url, err := f.secrets.InvitationLink(ctx, c.BaseURL, i)
	if err != nil {
		return nil, err
	}
	answer := &LinkAnswer{InvitationLink{url}}
	return answer, f.store.Keep(ctx, c.Intent(answer))
}

// ResetLinkAnswer answers with the new link.
type ResetLinkAnswer struct {
	ETag string `header:"ETag"`
	Body NewInvitationLink
}

// NewInvitationLink is the link that replaces all older ones.
type NewInvitationLink struct {
	URL        string          `json:"url,omitempty" doc:"Missing in the answer to a repeat"`
	Invitation wire.Invitation `json:"invitation"`
}

// resetLink makes another token, so that the older one opens nothing. Time, grants and mail stay as they are.
func (f function) resetLink(ctx context.Context, c *web.Call, in *oneInput) (*ResetLinkAnswer, error) {
	var answer *ResetLinkAnswer
	err := in.Latest(ctx, c, f.store, policy.LinkInvitation, func(before *account.Invitation) error {
		if err := open(c, before); err != nil {
			return err
		}
		after := *before
		after.TokenVersion, after.KeyVersion = before.TokenVersion+1, secret.KeyVersion
		url, err := f.secrets.InvitationLink(ctx, c.BaseURL, &after)
		if err != nil {
			return err
		}
		answer = &ResetLinkAnswer{web.ETag(after.Version), NewInvitationLink{url, wire.InvitationOf(&after, c.Now)}}
		return f.store.UpdateInvitation(ctx, c.Intent(answer), before, &after, account.InvitationUpdated, "link")
	})
	return answer, err
}

// open refuses what only an open invitation can have done to it.
func open(c *web.Call, i *account.Invitation) error {
	if i.Open(c.Now) {
		return nil
	}
	return account.Refuse(account.NotPending, "This invitation is %s. Invite the person again.", i.StateAt(c.Now))
}
