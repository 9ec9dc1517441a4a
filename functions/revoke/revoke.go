// Package revoke takes an invitation back.
package revoke

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{people.Of(api)}
	web.Add(api, web.Route[input, struct{}]{
		Method: http.MethodDelete, Path: "/v1/organizations/{org}/invitations/{id}", ID: "revoke-invitation", Tag: "Invitations",
		Summary: "Revoke an open invitation", Access: web.Inside, Scope: account.UsersWrite, Status: http.StatusNoContent,
		Reads: func(in *input) []store.Key { return in.Keys() },
		May:   func(c *web.Call, in *input) error { return people.MayRevoke(c, in.Invitation(c)) },
		Do:    f.revoke,
	})
}

type function struct{ people people.Commands }

type input struct {
	web.InvitationPath
	web.Match
}

func (f function) revoke(ctx context.Context, c *web.Call, in *input) (*struct{}, error) {
	answer := &struct{}{}
	return answer, f.people.Revoke(ctx, c, in.Invitation(c), in.Match, answer)
}
