package main

import (
	"github.com/danielgtaylor/huma/v2"

	"roster/shared/signin"
	"roster/shared/web"
)

// How a caller proves who it is, by the names of the document.
const (
	sessionScheme   = "session"
	keyScheme       = "key"
	signatureScheme = "signature"
)

var schemes = map[string]*huma.SecurityScheme{
	sessionScheme: {
		Type: "apiKey", In: "cookie", Name: signin.SessionCookie,
		Description: "The cookie of a browser's session, from GET /auth/login. A write with it comes from the page's own origin.",
	},
	keyScheme: {
		Type: "http", Scheme: "bearer", BearerFormat: "rk_…",
		Description: "An API key of an organization, or of the operator, which covers all. Beside an operation stands the scope that the key needs; where none stands, any live key will do.",
	},
	signatureScheme: {
		Type: "apiKey", In: "header", Name: "webhook-signature",
		Description: "One signature or more of webhook-id, webhook-timestamp and the body by the secret of an API key with the scope provision, as the Standard Webhooks specification writes them.",
	},
}

// secure says who may call: each entry is a way of its own.
func secure(operation *huma.Operation, route web.RouteInfo) {
	session, none := map[string][]string{sessionScheme: {}}, map[string][]string{}
	key := map[string][]string{keyScheme: {}}
	if route.Scope != "" {
		key[keyScheme] = []string{string(route.Scope)}
	}
	switch {
	case route.Access == web.Public:
	case route.Access == web.Signed:
		operation.Security = []map[string][]string{{signatureScheme: {}}}
	case route.Access == web.Anyone:
		operation.Security = []map[string][]string{none, session}
	case route.Access == web.ByKey:
		operation.Security = []map[string][]string{key}
	case route.Scope != "":
		operation.Security = []map[string][]string{session, key}
	default:
		operation.Security = []map[string][]string{session}
	}
}
