package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"roster/shared/account"
	"roster/shared/store"
)

// Protocol is another way to speak with programs than the API's own: SCIM. Whatever lies below its prefix is answered in
// it, refusals included. Its callers are an organization's API keys with one scope, and the organization is the key's.
type Protocol struct {
	Prefix  string            // "/scim/v2/"
	Scope   account.Scope     // that a key needs
	Actor   account.ActorKind // how events name a key that comes this way
	Accepts []string          // the content types of bodies, the one to recommend first
	// Refuse answers with a problem in the protocol's form. err is the error that it was made of.
	Refuse func(w http.ResponseWriter, p *Problem, err error)
}

// ProtocolRoute is one endpoint of a protocol.
type ProtocolRoute struct {
	Method string
	Path   string
	ID     string // the OpenAPI operationId
	// Describe is the route in the OpenAPI document, without its id, path and method.
	Describe huma.Operation
	// Reads names the records that the call is about, to come with the organization: Call.Found; nil for none.
	Reads func(org account.OrganizationID, r *http.Request) []store.Key
	// Do answers. The call has Key and Organization; commands ask the policy through it, as everywhere. An error is answered
	// by Protocol.Refuse: nothing may have been written then.
	Do func(ctx context.Context, c *Call, w http.ResponseWriter, r *http.Request) error
}

// Speak registers a protocol with its routes.
func (a *API) Speak(p Protocol, routes ...ProtocolRoute) {
	a.protocols = append(a.protocols, &p)
	// The gateway must hand on what no route has, too, or it would be answered in other words.
	a.routes = append(a.routes, RouteInfo{Method: "ANY", Path: p.Prefix + "{proxy+}", ID: string(p.Scope) + "-unknown", Access: Public})
	for _, route := range routes {
		described := route.Describe
		described.Method, described.Path, described.OperationID = route.Method, route.Path, route.ID
		a.huma.OpenAPI().AddOperation(&described)
		a.HandleFunc(RouteInfo{Method: route.Method, Path: route.Path, ID: route.ID, Access: ByKey, Scope: p.Scope}, func(w http.ResponseWriter, r *http.Request) {
			in := inboundOf(r.Context())
			reads := func(org account.OrganizationID) []store.Key { return route.reads(org, r) }
			if err := a.exchange(r.Context(), in, &p, reads, func(c *Call) error { return route.Do(r.Context(), c, w, r) }); err != nil {
				a.refuse(w, in, err)
			}
		})
	}
}

func (route ProtocolRoute) reads(org account.OrganizationID, r *http.Request) []store.Key {
	if route.Reads == nil {
		return nil
	}
	return route.Reads(org, r)
}

// exchange opens the call of a key and does what was asked.
func (a *API) exchange(ctx context.Context, in *inbound, p *Protocol, reads func(account.OrganizationID) []store.Key, do func(*Call) error) error {
	c := a.call(in)
	if !in.hasKey {
		return account.Refuse(account.Unauthenticated, "Send an API key: Authorization: Bearer rk_…")
	}
	if err := c.read(ctx, a.Store, in, "", nil); err != nil {
		return err
	}
	if err := c.admitKey(ByKey, p.Scope); err != nil {
		return err
	}
	if c.Key.IsOperators() {
		return account.Refuse(account.Forbidden, "An operator's key has no organization of its own. Take a key of the organization.")
	}
	found, err := a.Store.Get(ctx, append(reads(c.Key.Organization), store.OrganizationKey(c.Key.Organization))...)
	if err != nil {
		return err
	}
	organization := found.Organization(c.Key.Organization)
	if organization == nil {
		return account.Unknown()
	}
	in.about = append(in.about, "organization", organization.ID)
	c.Found = found
	c.ActThrough(p.Scope, p.Actor, c.Key, organization)
	seen := c.noteActivity(ctx, a.Store)
	defer seen()
	return do(c)
}

// protocolAt is the protocol that a path is answered in; nil for the API's own.
func (a *API) protocolAt(path string) *Protocol {
	for _, p := range a.protocols {
		if strings.HasPrefix(path, p.Prefix) {
			return p
		}
	}
	return nil
}
