// Package editpermissions changes what a person may do in an organization: a member's grants, and an
// invitation's before it is accepted.
package editpermissions

import (
	"net/http"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{people.Of(api)}
	web.Add(api, web.Route[memberInput, wire.MemberAnswer]{
		Method: http.MethodPatch, Path: "/v1/organizations/{org}/members/{id}", ID: "edit-member", Tag: "Members",
		Summary: "Change what a member may do", Access: web.Inside, Scope: account.UsersWrite,
		Reads: func(in *memberInput) []store.Key { return append(in.Keys(), named(in.Org, in.Body.GrantsPatch)...) },
		May:   func(c *web.Call, in *memberInput) error { return people.MayEditMember(c, in.Member(c), in.edit()) },
		Do:    f.editMember,
	})
	web.Add(api, web.Route[invitationInput, wire.InvitationAnswer]{
		Method: http.MethodPatch, Path: "/v1/organizations/{org}/invitations/{id}", ID: "edit-invitation", Tag: "Invitations",
		Summary: "Change what an open invitation offers, and to whom", Access: web.Inside, Scope: account.UsersWrite,
		Reads: func(in *invitationInput) []store.Key { return append(in.Keys(), named(in.Org, in.Body.GrantsPatch)...) },
		May: func(c *web.Call, in *invitationInput) error {
			return people.MayEditInvitation(c, in.Invitation(c), in.edit())
		},
		Do: f.editInvitation,
	})
}

type function struct{ people people.Commands }

// named is the keys of the ad accounts that the patch names, so that they come with the caller's own records.
func named(org string, p wire.GrantsPatch) []store.Key {
	return people.AdAccounts(account.OrganizationID(org), p.AsSent(account.Grants{}))
}
