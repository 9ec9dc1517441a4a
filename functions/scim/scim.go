// Package scim is SCIM 2.0 (RFC 7643, RFC 7644) as identity providers speak it: people who are created are invited,
// people who are deactivated are suspended or their invitation is revoked, by the same commands as on the page.
//
// A resource is what its client wrote, kept as account.SCIMPlace, and the place that it is now: an invitation, a
// member or none. A login is made by its owner alone: what a client writes of a user name, a name or an address changes
// what it reads, and the invitation as long as it is open.
package scim

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
)

const (
	prefix      = "/scim/v2"
	media       = "application/scim+json"
	mostResults = 200 // people in one answer
	someResults = 100 // where the client does not say how many
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{store: api.Store, people: people.Of(api)}
	one := func(org account.OrganizationID, r *http.Request) []store.Key {
		return placeKeys(org, account.SCIMID(r.PathValue("id")))
	}
	counts := func(org account.OrganizationID, _ *http.Request) []store.Key {
		return []store.Key{store.CountsKey(org)}
	}
	api.Speak(web.Protocol{
		Prefix: prefix + "/", Scope: account.SCIM, Actor: account.BySCIM,
		Accepts: []string{media, "application/json"}, Refuse: answerRefusal,
	},
		route(http.MethodGet, "/ServiceProviderConfig", "scim-get-config", reading("What of SCIM is spoken here"), nil, f.config),
		route(http.MethodGet, "/ResourceTypes", "scim-list-resource-types", reading("The types of resource"), nil, f.resourceTypes),
		route(http.MethodGet, "/ResourceTypes/{id}", "scim-get-resource-type", reading("One type of resource", inPath("User")), nil, f.resourceType),
		route(http.MethodGet, "/Schemas", "scim-list-schemas", reading("The attributes that are kept"), nil, f.schemas),
		route(http.MethodGet, "/Schemas/{id}", "scim-get-schema", reading("The attributes of one schema", inPath(userSchema)), nil, f.schema),
		route(http.MethodGet, "/Groups", "scim-list-groups", reading("No groups: there are none"), nil, f.groups),
		route(http.MethodGet, "/Users", "scim-list-users", reading("Find people, by a filter or page by page", listParameters()...), counts, f.list),
		route(http.MethodPost, "/Users", "scim-create-user", writing("Invite somebody", http.StatusCreated), nil, f.create),
		route(http.MethodPost, "/Users/.search", "scim-search-users", searching(), counts, f.search),
		route(http.MethodPost, "/.search", "scim-search", searching(), counts, f.search),
		route(http.MethodGet, "/Users/{id}", "scim-get-user", reading("One person", single(ifNoneMatch())...), one, f.get),
		route(http.MethodPut, "/Users/{id}", "scim-replace-user", writing("Write somebody anew", http.StatusOK, single(ifMatch())...), one, f.replace),
		route(http.MethodPatch, "/Users/{id}", "scim-patch-user", writing("Change somebody", http.StatusOK, single(ifMatch())...), one, f.patch),
		route(http.MethodDelete, "/Users/{id}", "scim-delete-user", writing("Remove somebody, or revoke the invitation", http.StatusNoContent, inPath(anID), ifMatch()), one, f.delete),
	)
}

type function struct {
	store  *store.Store
	people people.Commands
}

// does answers a route: with a body, or with none at all where it is nil.
type does func(ctx context.Context, c *web.Call, r *http.Request) (*reply, error)

// reply is an answer that is no refusal.
type reply struct {
	status  int // 200 when zero
	headers map[string]string
	body    any
}

func (d does) into(ctx context.Context, c *web.Call, w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, mostBody)
	answer, err := d(ctx, c, r)
	if err != nil {
		return err
	}
	for name, value := range answer.headers {
		w.Header().Set(name, value)
	}
	send(w, max(answer.status, http.StatusOK), answer.body)
	return nil
}

func send(w http.ResponseWriter, status int, body any) {
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client is gone; there is nobody left to tell
}

// read is the body of a request: a JSON object.
func read(r *http.Request) (map[string]any, error) {
	body, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, account.Refuse(account.TooLarge, "A request has at most %d bytes.", mostBody)
	case err != nil:
		return nil, refuse(kindInvalidSyntax, "The body cannot be read.")
	}
	return decode(body)
}

// answerRefusal sends a refusal as RFC 7644 §3.12 has it.
func answerRefusal(w http.ResponseWriter, p *web.Problem, err error) {
	status := p.Status
	if status == http.StatusUnprocessableEntity {
		status = http.StatusBadRequest
	}
	body := map[string]any{"schemas": []string{errorMessage}, "status": strconv.Itoa(status), "detail": detail(p)}
	if k := kindOf(err); k != "" {
		body["scimType"] = k
	}
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	send(w, status, body)
}

// detail says what is wrong with which field, since a SCIM error has one text.
func detail(p *web.Problem) string {
	words := []string{p.Detail}
	for _, field := range p.Errors {
		if field.Message != p.Detail {
			words = append(words, strings.TrimLeft(strings.TrimPrefix(field.Location, "body"), ".")+" "+field.Message+".")
		}
	}
	return strings.Join(words, " ")
}
