package agencies

import (
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// LinkedOrganization is the organization on the other side of a link.
type LinkedOrganization struct {
	ID        string `json:"id"`
	AccountID string `json:"account_id" example:"730-194-5528"`
	Name      string `json:"name"`
}

// NamedAdAccountRole is a role on an ad account, with the ad account's name: the agency sees no others.
type NamedAdAccountRole struct {
	AdAccount string `json:"ad_account" example:"ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Name      string `json:"name"`
	Role      string `json:"role" example:"campaign_manager"`
}

// Agency is a link as the client sees it.
type Agency struct {
	Agency LinkedOrganization `json:"agency"`
	LinkBody
}

// Client is a link as the agency sees it.
type Client struct {
	Client LinkedOrganization `json:"client"`
	LinkBody
}

// LinkBody is what both sides see of a link: the cap, and where it stands.
type LinkBody struct {
	State          string               `json:"state" enum:"pending,active,declined" doc:"declined is answered by the decline itself alone"`
	Permissions    []string             `json:"permissions" doc:"Of the cap"`
	AdAccountRoles []NamedAdAccountRole `json:"ad_account_roles" doc:"Of the cap"`
	InvitedBy      *wire.Person         `json:"invited_by"`
	CreatedAt      time.Time            `json:"created_at"`
	AcceptedAt     *time.Time           `json:"accepted_at" doc:"null until the agency has accepted"`
	Version        int64                `json:"version"`
}

// AgencyPerson is one person of an agency at a client.
type AgencyPerson struct {
	Member         string               `json:"member" doc:"The person's member id"`
	User           wire.User            `json:"user"`
	Access         bool                 `json:"access" doc:"Whether the person gets in now"`
	Blocked        bool                 `json:"blocked" doc:"The client keeps the person out"`
	Permissions    []string             `json:"permissions" doc:"Inside the cap as it stands; they open nothing without access"`
	AdAccountRoles []NamedAdAccountRole `json:"ad_account_roles" doc:"Inside the cap as it stands; they open nothing without access"`
	LastActiveOn   *string              `json:"last_active_on" format:"date" doc:"At the client, to the day; null for never"`
	AssignedBy     *wire.Person         `json:"assigned_by"`
	Version        int64                `json:"version"`
}

func linked(o *account.Organization) LinkedOrganization {
	return LinkedOrganization{string(o.ID), o.ID.Dashed(), o.Name}
}

func linkBody(found store.Found, l *account.AgencyLink) LinkBody {
	body := LinkBody{
		State: string(l.State), Permissions: wire.Permissions(l.Cap.Permissions), AdAccountRoles: namedRoles(found, l.Client, l.Cap),
		InvitedBy: wire.PersonOf(l.InvitedBy), CreatedAt: l.CreatedAt, Version: l.Version,
	}
	if !l.AcceptedAt.IsZero() {
		body.AcceptedAt = &l.AcceptedAt
	}
	return body
}

// namedRoles needs the ad accounts to have been found.
func namedRoles(found store.Found, client account.OrganizationID, g account.Grants) []NamedAdAccountRole {
	all := []NamedAdAccountRole{}
	for _, r := range g.AdAccountRoles {
		if a := found.AdAccount(client, r.AdAccount); a != nil {
			all = append(all, NamedAdAccountRole{string(a.ID), a.Name, r.Role})
		}
	}
	return all
}

func adAccountKeys(client account.OrganizationID, g account.Grants) []store.Key {
	var keys []store.Key
	for _, id := range g.AdAccounts() {
		if id.Valid() {
			keys = append(keys, store.AdAccountKey(client, id))
		}
	}
	return keys
}

type agencyAnswer struct {
	ETag string `header:"ETag"`
	Body Agency
}

type clientAnswer struct {
	ETag string `header:"ETag"`
	Body Client
}

type personAnswer struct {
	ETag string `header:"ETag"`
	Body AgencyPerson
}

func answerAgency(found store.Found, l *account.AgencyLink) *agencyAnswer {
	return &agencyAnswer{web.ETag(l.Version), Agency{linked(found.Organization(l.Agency)), linkBody(found, l)}}
}

func answerClient(found store.Found, l *account.AgencyLink) *clientAnswer {
	return &clientAnswer{web.ETag(l.Version), Client{linked(found.Organization(l.Client)), linkBody(found, l)}}
}

func answerPerson(c *web.Call, l *account.AgencyLink, a *account.Assignment) *personAnswer {
	return &personAnswer{web.ETag(a.Version), personBody(c, c.Found, l, a)}
}

func personBody(c *web.Call, found store.Found, l *account.AgencyLink, a *account.Assignment) AgencyPerson {
	via := found.AgencyStandings(l.Client, a.User, l.Agency)[0]
	via.Link, via.Assignment = l, a
	body := AgencyPerson{
		Member: string(a.User.Member()), User: wire.User{ID: string(a.User)}, Blocked: a.Blocked,
		Permissions: []string{}, AdAccountRoles: []NamedAdAccountRole{}, AssignedBy: wire.PersonOf(a.AssignedBy), Version: a.Version,
	}
	if a.LastActiveOn != "" {
		body.LastActiveOn = &a.LastActiveOn
	}
	if via.Place != nil {
		body.User.Name, body.User.Email = via.Place.Name, string(via.Place.Email)
		twoFactor := via.Place.TwoFactor
		body.Access = via.Open(twoFactor) && !found.Organization(l.Client).HoldsBack(twoFactor)
		counts := a.Grants.Within(l.Cap, c.Catalog)
		body.Permissions, body.AdAccountRoles = wire.Permissions(counts.Permissions), namedRoles(found, l.Client, counts)
	}
	return body
}
