// Package web is the HTTP edge: it finds out who calls, reads what the call is about, asks the policy, keeps
// first answers for repeats and turns errors into problem+json. A function registers its routes with Add and
// writes no HTTP of its own.
package web

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
)

// API is the set of routes that one program serves: one function's when deployed, all of them in the local
// run and in tests.
type API struct {
	Store   *store.Store
	Config  config.Config
	Catalog *account.Catalog
	Now     func() time.Time
	// Patience is how long a call may take. Then whatever it waits for is given up, and its client is told to
	// try again: before Lambda ends the function, and long before the gateway's 30 seconds.
	Patience time.Duration

	huma      huma.API
	mux       *http.ServeMux
	routes    []RouteInfo
	protocols []*Protocol
	bodies    map[reflect.Type]*huma.Schema // of what is read, by pointers to it
}

// RouteInfo is what tests and documents need to know about a route.
type RouteInfo struct {
	Method, Path, ID string
	Access           Access
	Scope            account.Scope
}

// patience leaves a call that is given up the time to say so, within the Timeout of template.yaml.
const patience = 15 * time.Second

// New is an API without routes. The clock is the real one; tests set Now and Patience.
func New(c config.Config, s *store.Store) *API {
	mux := http.NewServeMux()
	a := &API{Store: s, Config: c, Catalog: account.ShippedCatalog(), Now: time.Now, Patience: patience, mux: mux, bodies: map[reflect.Type]*huma.Schema{}}
	a.huma = humago.New(mux, a.humaConfig())
	mux.HandleFunc(noRoute, a.unrouted)
	return a
}

// A list is never null: not in an answer, and in a merge patch null would read as "leave it".
func init() { huma.DefaultArrayNullable = false }

func (a *API) humaConfig() huma.Config {
	schemas := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	body := huma.Format{
		Marshal:   func(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) },
		Unmarshal: withoutNull(a.bodies, schemas),
	}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI:    "3.1.0",
			Info:       &huma.Info{Title: "Roster", Version: "1"},
			Components: &huma.Components{Schemas: schemas},
		},
		Formats:                      map[string]huma.Format{"application/json": body, "json": body},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	}
}

// Routes are the registered routes, in the order of registration.
func (a *API) Routes() []RouteInfo { return a.routes }

// OpenAPI is the OpenAPI 3.1 document of the registered routes.
func (a *API) OpenAPI() *huma.OpenAPI { return a.huma.OpenAPI() }

// operation is the one of the document at that place; nil for none.
func (a *API) operation(method, path string) *huma.Operation {
	item := a.OpenAPI().Paths[path]
	if item == nil {
		return nil
	}
	return map[string]*huma.Operation{
		http.MethodGet: item.Get, http.MethodPut: item.Put, http.MethodPost: item.Post,
		http.MethodPatch: item.Patch, http.MethodDelete: item.Delete,
	}[method]
}

// HandleFunc registers a route that is not JSON: a redirect of the sign-in.
func (a *API) HandleFunc(r RouteInfo, handle http.HandlerFunc) {
	a.routes = append(a.routes, r)
	a.mux.HandleFunc(r.Method+" "+r.Path, handle)
}
