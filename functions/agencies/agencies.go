// Package agencies lets one organization, the agency, work in another, the client: the client offers a link with a
// cap, the agency takes it and says who of its members works there. Both sides can end it at once, and nothing
// that came with it can be passed on.
package agencies

import (
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

const (
	agenciesPath = "/v1/organizations/{org}/agencies"
	clientsPath  = "/v1/organizations/{org}/clients"
)

// Register adds the routes of this function: first those of a client, then those of an agency.
func Register(api *web.API) {
	f := function{api.Store}
	web.Add(api, web.Route[listInput, agenciesAnswer]{
		Method: http.MethodGet, Path: agenciesPath, ID: "list-agencies", Tag: "Agencies",
		Summary: "The agencies that are invited or work here", Access: web.Inside, May: may[listInput](policy.SeeAgencies), Do: f.agencies,
	})
	web.Add(api, web.Route[inviteInput, invitedAnswer]{
		Method: http.MethodPost, Path: agenciesPath, ID: "invite-agency", Tag: "Agencies", Status: http.StatusCreated,
		Summary: "Invite an agency by its Account Id to work here inside a cap", Access: web.Inside,
		Reads: func(in *inviteInput) []store.Key { return in.keys() }, May: may[inviteInput](policy.ManageAgencies), Do: f.invite,
	})
	web.Add(api, web.Route[AgencyPath, agencyAnswer]{
		Method: http.MethodGet, Path: agenciesPath + "/{agency}", ID: "get-agency", Tag: "Agencies",
		Summary: "One agency, with its cap", Access: web.Inside,
		Reads: func(in *AgencyPath) []store.Key { return in.keys() }, May: may[AgencyPath](policy.SeeAgencies), Do: f.agency,
	})
	web.Add(api, web.Route[capInput, agencyAnswer]{
		Method: http.MethodPatch, Path: agenciesPath + "/{agency}", ID: "edit-agency", Tag: "Agencies",
		Summary: "Change the cap: it narrows everybody of the agency from the next request on", Access: web.Inside,
		Reads: func(in *capInput) []store.Key { return in.allKeys() }, May: may[capInput](policy.ManageAgencies), Do: f.editCap,
	})
	web.Add(api, web.Route[endInput, struct{}]{
		Method: http.MethodDelete, Path: agenciesPath + "/{agency}", ID: "end-agency", Tag: "Agencies", Status: http.StatusNoContent,
		Summary: "End an agency's access, or take back its invitation", Access: web.Inside,
		Reads: func(in *endInput) []store.Key { return in.keys() }, May: may[endInput](policy.ManageAgencies), Do: f.endAgency,
	})
	web.Add(api, web.Route[AgencyPath, peopleAnswer]{
		Method: http.MethodGet, Path: agenciesPath + "/{agency}/members", ID: "list-agency-people", Tag: "Agencies",
		Summary: "Everybody of the agency who can get in, and who is kept out", Access: web.Inside,
		Reads: func(in *AgencyPath) []store.Key { return in.keys() }, May: may[AgencyPath](policy.SeeAgencies), Do: f.agencyPeople,
	})
	web.Add(api, web.Route[AgencyPersonPath, struct{}]{
		Method: http.MethodDelete, Path: agenciesPath + "/{agency}/members/{user}", ID: "block-agency-person", Tag: "Agencies", Status: http.StatusNoContent,
		Summary: "Keep one person of the agency out", Access: web.Inside,
		Reads: func(in *AgencyPersonPath) []store.Key { return in.keys() }, May: may[AgencyPersonPath](policy.ManageAgencies), Do: f.block,
	})
	web.Add(api, web.Route[AgencyPersonPath, struct{}]{
		Method: http.MethodPut, Path: agenciesPath + "/{agency}/members/{user}", ID: "unblock-agency-person", Tag: "Agencies", Status: http.StatusNoContent,
		Summary: "Let one person of the agency in again", Access: web.Inside,
		Reads: func(in *AgencyPersonPath) []store.Key { return in.keys() }, May: may[AgencyPersonPath](policy.ManageAgencies), Do: f.unblock,
	})
	registerClients(api, f)
}

func registerClients(api *web.API, f function) {
	web.Add(api, web.Route[listInput, clientsAnswer]{
		Method: http.MethodGet, Path: clientsPath, ID: "list-clients", Tag: "Clients",
		Summary: "The clients that this agency is invited by or works for", Access: web.Inside, May: may[listInput](policy.SeeClients), Do: f.clients,
	})
	web.Add(api, web.Route[clientInput, clientAnswer]{
		Method: http.MethodPost, Path: clientsPath + "/{client}/accept", ID: "accept-client", Tag: "Clients",
		Summary: "Accept a client's invitation", Access: web.Inside,
		Reads: func(in *clientInput) []store.Key { return in.keys() }, May: may[clientInput](policy.ManageClients), Do: f.accept,
	})
	web.Add(api, web.Route[clientInput, clientAnswer]{
		Method: http.MethodPost, Path: clientsPath + "/{client}/decline", ID: "decline-client", Tag: "Clients",
		Summary: "Decline a client's invitation", Access: web.Inside,
		Reads: func(in *clientInput) []store.Key { return in.keys() }, May: may[clientInput](policy.ManageClients), Do: f.decline,
	})
	web.Add(api, web.Route[endClientInput, struct{}]{
		Method: http.MethodDelete, Path: clientsPath + "/{client}", ID: "end-client", Tag: "Clients", Status: http.StatusNoContent,
		Summary: "Stop working for a client", Access: web.Inside,
		Reads: func(in *endClientInput) []store.Key { return in.keys() }, May: may[endClientInput](policy.ManageClients), Do: f.endClient,
	})
	web.Add(api, web.Route[ClientPath, peopleAnswer]{
		Method: http.MethodGet, Path: clientsPath + "/{client}/members", ID: "list-client-people", Tag: "Clients",
		Summary: "Who of the agency works for the client, and what each may do there", Access: web.Inside,
		Reads: func(in *ClientPath) []store.Key { return in.keys() }, May: may[ClientPath](policy.SeeClients), Do: f.clientPeople,
	})
	web.Add(api, web.Route[assignInput, personAnswer]{
		Method: http.MethodPut, Path: clientsPath + "/{client}/members/{member}", ID: "assign-to-client", Tag: "Clients",
		Summary: "Say what a member of the agency may do for the client, inside the cap", Access: web.Inside,
		Reads: func(in *assignInput) []store.Key { return in.allKeys() }, May: may[assignInput](policy.ManageClients), Do: f.assign,
	})
	web.Add(api, web.Route[unassignInput, struct{}]{
		Method: http.MethodDelete, Path: clientsPath + "/{client}/members/{member}", ID: "unassign-from-client", Tag: "Clients", Status: http.StatusNoContent,
		Summary: "End what a member of the agency may do for the client", Access: web.Inside,
		Reads: func(in *unassignInput) []store.Key { return in.keys() }, May: may[unassignInput](policy.ManageClients), Do: f.unassign,
	})
}

type function struct{ store *store.Store }

// may asks about the organization itself: all of this is for its admins.
func may[In any](action policy.Action) func(*web.Call, *In) error {
	return func(c *web.Call, _ *In) error {
		return c.May(action, policy.Organization(c.Organization.ID), account.Grants{})
	}
}

type listInput struct{ web.InOrganization }
