// Package editpermissions changes what a person may do in an organization: a member's grants, and an
// invitation's before it is accepted.
package editpermissions

import (
	"net/http"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store}
	web.Add(api, web.Route[memberInput, wire.MemberAnswer]{
		Method: http.MethodPatch, Path: "/v1/organizations/{org}/members/{id}", ID: "edit-member", Tag: "Members",
		Summary: "Change what a member may do", Access: web.Inside,
		Reads: func(in *memberInput) []store.Key { return append(in.Keys(), named(in.Org, in.Body.GrantsPatch)...) },
		May:   mayEditMember,
		Do:    f.editMember,
	})
	web.Add(api, web.Route[invitationInput, wire.InvitationAnswer]{
		Method: http.MethodPatch, Path: "/v1/organizations/{org}/invitations/{id}", ID: "edit-invitation", Tag: "Invitations",
		Summary: "Change what an open invitation offers, and to whom", Access: web.Inside,
		Reads: func(in *invitationInput) []store.Key { return append(in.Keys(), named(in.Org, in.Body.GrantsPatch)...) },
		May:   mayEditInvitation,
		Do:    f.editInvitation,
	})
}

type function struct{ store *store.Store }

// named is the keys of the ad accounts that the patch names, so that they come with the caller's own records.
// More than a person may have are refused without a look.
func named(org string, p wire.GrantsPatch) []store.Key {
	ids := p.AdAccounts()
	if len(ids) > account.MaxAdAccounts {
		return nil
	}
	var keys []store.Key
	for _, id := range ids {
		if id.Valid() {
			keys = append(keys, store.AdAccountKey(account.OrganizationID(org), id))
		}
	}
	return keys
}

// grants is the grants after the patch in canonical order, if a person may hold them: what the catalog says,
// and that every role which the patch adds is on an active ad account of the organization.
func grants(c *web.Call, before account.Grants, p wire.GrantsPatch) (account.Grants, error) {
	sent := p.AsSent(before)
	bad := c.Catalog.CheckGrants("body", before, sent)
	if len(bad) == 0 {
		bad = account.CheckAdAccounts("body", before, sent, func(id account.AdAccountID) *account.AdAccount {
			return c.Found.AdAccount(c.Organization.ID, id)
		})
	}
	if len(bad) > 0 {
		refusal := account.Refuse(account.Invalid, "These grants cannot be given.")
		refusal.Fields = bad
		return account.Grants{}, refusal
	}
	return sent.Sorted(), nil
}
