// Package reference answers what never changes between deployments: the catalog, the description of the API,
// and that it is up. It reads nothing, and so it has no right to read anything.
package reference

import (
	"context"
	_ "embed"
	"net/http"

	"roster/shared/account"
	"roster/shared/web"
)

// document is the OpenAPI 3.1 description of the whole API: what `go run ./infra/openapi` made of the routes.
//
//go:embed openapi.json
var document []byte

// Register adds the routes of this function.
func Register(api *web.API) {
	web.Add(api, web.Route[struct{}, catalogAnswer]{
		Method: http.MethodGet, Path: "/v1/catalog", ID: "get-catalog", Tag: "Reference",
		Summary: "The roles and permissions that can be given", Access: web.Public,
		Do: func(_ context.Context, c *web.Call, _ *struct{}) (*catalogAnswer, error) {
			return &catalogAnswer{"public, max-age=300", *c.Catalog}, nil
		},
	})
	web.Add(api, web.Route[struct{}, healthAnswer]{
		Method: http.MethodGet, Path: "/health", ID: "get-health", Tag: "Reference",
		Summary: "That the API is up; it reads nothing", Access: web.Public,
		Do: func(context.Context, *web.Call, *struct{}) (*healthAnswer, error) {
			return &healthAnswer{Health{"ok"}}, nil
		},
	})
	api.HandleFunc(web.RouteInfo{Method: http.MethodGet, Path: "/openapi.json", ID: "get-openapi", Access: web.Public}, describe)
}

type catalogAnswer struct {
	CacheControl string `header:"Cache-Control"`
	Body         account.Catalog
}

// Health is that the API is up.
type Health struct {
	Status string `json:"status" enum:"ok"`
}

type healthAnswer struct{ Body Health }

func describe(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "public, max-age=300")
	_, _ = w.Write(document) // the client is gone; there is nobody left to tell
}
