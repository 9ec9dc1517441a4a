// Package list shows who is in an organization and who is invited, the counts of both, and the caller's own
// place.
package list

import (
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store}
	web.Add(api, web.Route[placeInput, placeAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/me", ID: "get-own-place", Tag: "Organizations",
		Summary: "Show the caller's own place, and what it may do and grant here", Access: web.Inside,
		May: func(c *web.Call, _ *placeInput) error { return mayOf(c, policy.SeeOwnPlace) }, Do: f.ownPlace,
	})
	web.Add(api, web.Route[countsInput, countsAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/counts", ID: "get-counts", Tag: "Members",
		Summary: "Count the people of each tab", Access: web.Inside, Scope: account.UsersRead,
		Reads: func(in *countsInput) []store.Key { return []store.Key{store.CountsKey(account.OrganizationID(in.Org))} },
		May:   func(c *web.Call, _ *countsInput) error { return mayOf(c, policy.ListMembers) }, Do: f.counts,
	})
	web.Add(api, web.Route[membersInput, membersAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/members", ID: "list-members", Tag: "Members",
		Summary: "List members of one state", Access: web.Inside, Scope: account.UsersRead, Errors: []int{http.StatusUnprocessableEntity},
		May: mayListMembers, Do: f.members,
	})
	web.Add(api, web.Route[memberInput, memberAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/members/{id}", ID: "get-member", Tag: "Members",
		Summary: "Show one member", Access: web.Inside, Scope: account.UsersRead,
		Reads: func(in *memberInput) []store.Key { return in.Keys() },
		May: func(c *web.Call, in *memberInput) error {
			return c.May(policy.SeeMember, policy.Place(in.Member(c)), account.Grants{})
		},
		Do: f.member,
	})
	web.Add(api, web.Route[membersExport, web.CSV]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/members.csv", ID: "export-members", Tag: "Members",
		Summary: "The list of members as a file", Access: web.Inside, Scope: account.UsersRead, Errors: []int{http.StatusUnprocessableEntity},
		May: func(c *web.Call, _ *membersExport) error { return mayOf(c, policy.ListMemberDetails) }, Do: f.exportMembers,
	})
	web.Add(api, web.Route[invitationsInput, invitationsAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/invitations", ID: "list-invitations", Tag: "Invitations",
		Summary: "List invitations of one state", Access: web.Inside, Scope: account.UsersRead, Errors: []int{http.StatusUnprocessableEntity},
		May: func(c *web.Call, _ *invitationsInput) error { return mayOf(c, policy.ListInvitations) }, Do: f.invitations,
	})
	web.Add(api, web.Route[invitationInput, wire.InvitationAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/invitations/{id}", ID: "get-invitation", Tag: "Invitations",
		Summary: "Show one invitation", Access: web.Inside, Scope: account.UsersRead,
		Reads: func(in *invitationInput) []store.Key { return in.Keys() },
		May: func(c *web.Call, in *invitationInput) error {
			return c.May(policy.SeeInvitation, policy.Offer(in.Invitation(c)), account.Grants{})
		},
		Do: f.invitation,
	})
	web.Add(api, web.Route[invitationsExport, web.CSV]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/invitations.csv", ID: "export-invitations", Tag: "Invitations",
		Summary: "The list of invitations as a file", Access: web.Inside, Scope: account.UsersRead, Errors: []int{http.StatusUnprocessableEntity},
		May: func(c *web.Call, _ *invitationsExport) error { return mayOf(c, policy.ListInvitations) }, Do: f.exportInvitations,
	})
}

type function struct{ store *store.Store }

// mayOf asks about the organization itself.
func mayOf(c *web.Call, action policy.Action) error {
	return c.May(action, policy.Organization(c.Organization.ID), account.Grants{})
}

// seesDetails reports whether the caller sees more of others than name, address and role.
func seesDetails(c *web.Call) bool { return mayOf(c, policy.ListMemberDetails) == nil }
