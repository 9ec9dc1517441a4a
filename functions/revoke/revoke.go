// Package revoke takes an invitation back.
package revoke

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store}
	web.Add(api, web.Route[input, struct{}]{
		Method: http.MethodDelete, Path: "/v1/organizations/{org}/invitations/{id}", ID: "revoke-invitation", Tag: "Invitations",
		Summary: "Revoke an open invitation", Access: web.Inside, Status: http.StatusNoContent,
		Reads: func(in *input) []store.Key { return in.Keys() },
		May:   func(c *web.Call, in *input) error { return in.May(c, policy.RevokeInvitation) },
		Do:    f.revoke,
	})
}

type function struct{ store *store.Store }

type input struct {
	web.InvitationPath
	web.Match
}

// revoke ends the invitation: its links open nothing from now on, and its address may be invited again. An
// acceptance that runs at the same time wins whole or loses whole.
func (f function) revoke(ctx context.Context, c *web.Call, in *input) (*struct{}, error) {
	answer := &struct{}{}
	return answer, in.Latest(ctx, c, f.store, policy.RevokeInvitation, func(before *account.Invitation) error {
		if !before.Open(c.Now) {
			return account.Refuse(account.NotPending, "This invitation is %s already: there is nothing to revoke.", before.StateAt(c.Now))
		}
		if err := in.Check(before.Version); err != nil {
			return err
		}
		after := *before
		after.State = account.Revoked
		after.Version = account.NextVersion(before.Version, c.Now)
		return f.store.CloseInvitation(ctx, c.Intent(answer), before, &after, account.InvitationRevoked)
	})
}
