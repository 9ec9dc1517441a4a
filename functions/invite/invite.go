// Package invite offers places: it invites one person or a hundred, shows the mail beforehand, sends it again
// and hands out the link.
//
// It sends no mail itself. An invitation whose mail state is queued, with its event invitation.created or
// invitation.resent, is what has one sent.
package invite

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/policy"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{store: api.Store, config: api.Config, secrets: secret.Open(api.Config), people: people.Of(api)}
	web.Add(api, web.Route[inviteInput, inviteAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/invitations", ID: "invite", Tag: "Invitations",
		Summary: "Invite up to a hundred people, each with an outcome of its own", Access: web.Inside, Scope: account.UsersWrite,
		Reads: func(in *inviteInput) []store.Key { return in.Body.invites().Reads(account.OrganizationID(in.Org)) },
		May:   func(c *web.Call, in *inviteInput) error { return people.MayInvite(c, in.Body.invites()) },
		Do:    f.invite,
	})
	web.Add(api, web.Route[previewInput, PreviewAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/invitations/preview", ID: "preview-invitation", Tag: "Invitations",
		Summary: "Show the mail that an invitation would send", Access: web.Inside, Scope: account.UsersWrite,
		Reads: func(in *previewInput) []store.Key { return in.reads() },
		May:   mayPreview,
		Do:    f.preview,
	})
	web.Add(api, web.Route[oneInput, wire.InvitationAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/invitations/{id}/resend", ID: "resend-invitation", Tag: "Invitations",
		Summary: "Send an open invitation again and restart its time", Access: web.Inside, Scope: account.UsersWrite,
		Reads: func(in *oneInput) []store.Key { return in.Keys() },
		May:   func(c *web.Call, in *oneInput) error { return in.May(c, policy.ResendInvitation) },
		Do:    f.resend,
	})
	web.Add(api, web.Route[oneInput, LinkAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/invitations/{id}/link", ID: "link-invitation", Tag: "Invitations",
		Summary: "Get the link of an open invitation", Access: web.Inside, Scope: account.UsersWrite,
		Reads:  func(in *oneInput) []store.Key { return in.Keys() },
		May:    func(c *web.Call, in *oneInput) error { return in.May(c, policy.LinkInvitation) },
		Do:     f.link,
		Forget: func(out *LinkAnswer) { out.Body.URL = "" },
	})
	web.Add(api, web.Route[oneInput, ResetLinkAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/invitations/{id}/reset-link", ID: "reset-invitation-link", Tag: "Invitations",
		Summary: "Make a new link of an open invitation; the older one opens nothing from then on", Access: web.Inside, Scope: account.UsersWrite,
		Reads:  func(in *oneInput) []store.Key { return in.Keys() },
		May:    func(c *web.Call, in *oneInput) error { return in.May(c, policy.LinkInvitation) },
		Do:     f.resetLink,
		Forget: func(out *ResetLinkAnswer) { out.Body.URL = "" },
	})
}

type function struct {
	store   *store.Store
	config  config.Config
	secrets secret.Source
	people  people.Commands
}

func (f function) invite(ctx context.Context, c *web.Call, in *inviteInput) (*inviteAnswer, error) {
	results, err := f.people.Invite(ctx, c, in.Body.invites(), func(r []people.Result) any { return inviteAnswerOf(r) })
	if err != nil {
		return nil, err
	}
	return inviteAnswerOf(results), nil
}

// oneInput is the input of the routes about one invitation.
type oneInput struct {
	web.InvitationPath
	web.Repeatable
}
