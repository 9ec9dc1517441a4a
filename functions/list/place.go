package list

import (
	"context"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/web"
	"roster/shared/wire"
)

type placeInput struct{ web.InOrganization }

// OwnPlace is where the caller stands in an organization.
type OwnPlace struct {
	Member       wire.Member      `json:"member"`
	Organization OrganizationName `json:"organization"`
	Can          []string         `json:"can" doc:"What the caller may do here, by the names of the policy's actions"`
	Grantable    Grantable        `json:"grantable" doc:"What the caller may give and take"`
	Via          *wire.Via        `json:"via,omitempty" doc:"The agency through which the caller comes, who has no active place of its own"`
}

// OrganizationName is an organization as all its people see it.
type OrganizationName struct {
	ID        string `json:"id"`
	AccountID string `json:"account_id" example:"482-913-0776"`
	Name      string `json:"name"`
	Kind      string `json:"kind" enum:"standard,agency"`
}

// Grantable is what somebody may give and take: what it holds itself, if it may give anything at all.
type Grantable struct {
	Roles          []string             `json:"roles"`
	Permissions    []string             `json:"permissions"`
	AdAccountRoles []wire.AdAccountRole `json:"ad_account_roles" doc:"With all that the held roles include; empty with all_ad_accounts"`
	AllAdAccounts  bool                 `json:"all_ad_accounts"`
}

type placeAnswer struct {
	ETag string `header:"ETag"`
	Body OwnPlace
}

func (f function) ownPlace(_ context.Context, c *web.Call, _ *placeInput) (*placeAnswer, error) {
	o := c.Organization
	body := OwnPlace{
		Member:       wire.MemberOf(c.Member),
		Organization: OrganizationName{string(o.ID), o.ID.Dashed(), o.Name, string(o.Kind)},
		Can:          []string{},
		Grantable:    grantable(c),
		Via:          wire.ViaOf(c.Agency),
	}
	for _, action := range c.Caller().Abilities(o.ID) {
		body.Can = append(body.Can, string(action))
	}
	return &placeAnswer{web.ETag(c.Member.Version), body}, nil
}

func grantable(c *web.Call) Grantable {
	all := Grantable{Roles: []string{}, Permissions: []string{}, AdAccountRoles: []wire.AdAccountRole{}}
	for _, role := range []account.Role{account.Admin, account.PlainMember, account.Guest} {
		if c.May(policy.Invite, policy.Organization(c.Organization.ID), account.Grants{Role: role}) == nil {
			all.Roles = append(all.Roles, string(role))
		}
	}
	held := c.Member.Grants.Live(c.Catalog).Expanded(c.Catalog)
	switch {
	case held.Role == account.Admin:
		all.AllAdAccounts = true
		for _, g := range c.Catalog.PermissionGroups {
			for _, p := range g.Permissions {
				all.Permissions = append(all.Permissions, string(p.ID))
			}
		}
	case held.Administers():
		all.Permissions = wire.Permissions(held.Permissions)
		all.AdAccountRoles = wire.AdAccountRoles(held.AdAccountRoles)
	}
	return all
}

type countsInput struct{ web.InOrganization }

// TabCounts is how many people and links stand in each tab. Who sees no more than active members is told no more.
type TabCounts struct {
	Active          int  `json:"active"`
	PendingApproval *int `json:"pending_approval,omitempty"`
	Suspended       *int `json:"suspended,omitempty"`
	Invited         *int `json:"invited,omitempty"`
	Agencies        *int `json:"agencies,omitempty" doc:"Pending and active; for organization admins"`
	Clients         *int `json:"clients,omitempty" doc:"Pending and active; for organization admins"`
	Unprotected     *int `json:"without_two_factor,omitempty" doc:"Of the active, those whom a required two-factor authentication would hold back"`
}

type countsAnswer struct{ Body TabCounts }

func (f function) counts(_ context.Context, c *web.Call, _ *countsInput) (*countsAnswer, error) {
	n := c.Found.Counts(c.Organization.ID)
	body := TabCounts{Active: n.Active}
	if seesDetails(c) {
		body.PendingApproval, body.Suspended, body.Invited = &n.PendingApproval, &n.Suspended, &n.Invited
		unprotected := max(0, n.Unprotected)
		body.Unprotected = &unprotected
	}
	if mayOf(c, policy.SeeAgencies) == nil {
		body.Agencies, body.Clients = &n.Agencies, &n.Clients
	}
	return &countsAnswer{body}, nil
}
