package agencies

import (
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// AgencyPath names an agency of the client that the path begins with.
type AgencyPath struct {
	web.InOrganization
	Agency string `path:"agency" doc:"The agency's Account Id, ten digits" example:"7301945528"`
}

func (p AgencyPath) client() account.OrganizationID { return account.OrganizationID(p.Org) }
func (p AgencyPath) agency() account.OrganizationID { return account.OrganizationID(p.Agency) }

func (p AgencyPath) keys() []store.Key { return linkKeys(p.client(), p.agency(), p.agency()) }

// link is the link that the path names, while it is not over: whoever was told of an agency that is gone learns
// no more than of one that never was.
func (p AgencyPath) link(c *web.Call) *account.AgencyLink { return openLink(c, p.client(), p.agency()) }

// ClientPath names a client of the agency that the path begins with.
type ClientPath struct {
	web.InOrganization
	Client string `path:"client" doc:"The client's Account Id, ten digits" example:"4829130776"`
}

func (p ClientPath) client() account.OrganizationID { return account.OrganizationID(p.Client) }
func (p ClientPath) agency() account.OrganizationID { return account.OrganizationID(p.Org) }

func (p ClientPath) keys() []store.Key { return linkKeys(p.client(), p.agency(), p.client()) }

func (p ClientPath) link(c *web.Call) *account.AgencyLink { return openLink(c, p.client(), p.agency()) }

// linkKeys are the link and the organization on its other side. An id of another form names nothing.
func linkKeys(client, agency, otherSide account.OrganizationID) []store.Key {
	if !otherSide.Valid() {
		return nil
	}
	return []store.Key{store.AgencyKey(client, agency), store.OrganizationKey(otherSide)}
}

func openLink(c *web.Call, client, agency account.OrganizationID) *account.AgencyLink {
	l := c.Found.Agency(client, agency)
	if l == nil || l.State.Over() || c.Found.Organization(client) == nil || c.Found.Organization(agency) == nil {
		return nil
	}
	return l
}

// AgencyPersonPath names one person of an agency.
type AgencyPersonPath struct {
	AgencyPath
	User string `path:"user" doc:"The user's id" example:"usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

func (p AgencyPersonPath) user() account.UserID { return account.UserID(p.User) }

func (p AgencyPersonPath) keys() []store.Key {
	return append(p.AgencyPath.keys(), personKeys(p.client(), p.agency(), p.user())...)
}

// ClientPersonPath names one member of the agency, as working for a client.
type ClientPersonPath struct {
	ClientPath
	Member string `path:"member" doc:"The member's id" example:"mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

func (p ClientPersonPath) user() account.UserID { return account.MemberID(p.Member).User() }

func (p ClientPersonPath) keys() []store.Key {
	return append(p.ClientPath.keys(), personKeys(p.client(), p.agency(), p.user())...)
}

// personKeys are a person's place in the agency and what it may do for the client.
func personKeys(client, agency account.OrganizationID, user account.UserID) []store.Key {
	if !user.Valid() {
		return nil
	}
	return []store.Key{store.MemberKey(agency, user), store.AssignmentKey(client, agency, user)}
}
