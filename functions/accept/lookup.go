package accept

import (
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// LookupAnswer answers with an invitation, as much of it as the caller may see.
type LookupAnswer struct {
	Body FoundInvitation
}

// FoundInvitation is an invitation behind a link. Without the login that it is for, it says who invites to what,
// and no more.
type FoundInvitation struct {
	State                    string              `json:"state" enum:"pending,accepted" doc:"accepted only for whoever accepted it"`
	Organization             InvitedOrganization `json:"organization"`
	InvitedBy                Inviter             `json:"invited_by"`
	Role                     string              `json:"role" enum:"admin,member,guest"`
	Email                    string              `json:"email" doc:"Masked, unless it is the caller's"`
	Matches                  *bool               `json:"matches" doc:"Whether the caller's login has the invited address; null without a session"`
	SignedInAs               *string             `json:"signed_in_as" doc:"The address of the caller's login; null without a session"`
	AcceptWithAnotherAddress bool                `json:"accept_with_another_address"`

	Name           *string       `json:"name,omitempty" doc:"This and what follows only when it matches"`
	Message        *string       `json:"message,omitempty"`
	Permissions    []string      `json:"permissions,omitzero"`
	AdAccountRoles []OfferedRole `json:"ad_account_roles,omitzero"`
	ExpiresAt      *time.Time    `json:"expires_at,omitempty"`
}

// InvitedOrganization is the organization that invites.
type InvitedOrganization struct {
	ID   string `json:"id,omitempty" doc:"Only for whom the invitation is for"`
	Name string `json:"name"`
}

// Inviter is who invites.
type Inviter struct {
	Name string `json:"name"`
}

// OfferedRole is a role on an ad account, with the name of the ad account for somebody who cannot look it up.
type OfferedRole struct {
	AdAccount string `json:"ad_account"`
	Name      string `json:"name"`
	Role      string `json:"role"`
}

// lookup changes nothing, however often and by whatever scanner it is called.
func (f function) lookup(ctx context.Context, c *web.Call, in *lookupInput) (*LookupAnswer, error) {
	o, err := f.ofToken(ctx, c, in.Body)
	if err != nil {
		return nil, err
	}
	i, user := o.Invitation, c.Found.User(c.User)
	used := acceptedBy(user, i)
	if !used && !i.Open(c.Now) {
		return nil, gone()
	}
	matches := used || user != nil && user.Email == i.Email
	keys := []store.Key{store.OrganizationKey(i.Organization)}
	if matches {
		keys = append(keys, adAccountKeys(i)...)
	}
	if used {
		keys = append(keys, store.MemberKey(i.Organization, user.ID))
	}
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	organization := found.Organization(i.Organization)
	if organization == nil || used && found.Member(i.Organization, user.ID) == nil {
		return nil, gone()
	}
	answer := &LookupAnswer{FoundInvitation{
		State: string(i.State), Organization: InvitedOrganization{Name: organization.Name}, InvitedBy: Inviter{i.InvitedBy.Name},
		Role: string(i.Grants.Role), Email: i.Email.Masked(), AcceptWithAnotherAddress: organization.Settings.AcceptWithAnotherAddress,
	}}
	if user != nil {
		address := user.Email.String()
		answer.Body.Matches, answer.Body.SignedInAs = &matches, &address
	}
	if matches {
		answer.Body.open(c, found, i)
	}
	return answer, nil
}

// open adds what only the invited person sees.
func (b *FoundInvitation) open(c *web.Call, found store.Found, i *account.Invitation) {
	b.Organization.ID, b.Email = string(i.Organization), i.Email.String()
	b.Name, b.Message, b.ExpiresAt = &i.Name, &i.Message, &i.ExpiresAt
	b.Permissions, b.AdAccountRoles = offered(c, found, i)
}

// offered is the grants that accepting would give, with the names of the ad accounts.
func offered(c *web.Call, found store.Found, i *account.Invitation) (permissions []string, roles []OfferedRole) {
	grants := standing(c.Catalog, found, i)
	permissions, roles = []string{}, []OfferedRole{}
	for _, p := range grants.Permissions {
		permissions = append(permissions, string(p))
	}
	for _, r := range grants.AdAccountRoles {
		roles = append(roles, OfferedRole{string(r.AdAccount), found.AdAccount(i.Organization, r.AdAccount).Name, r.Role})
	}
	return permissions, roles
}
