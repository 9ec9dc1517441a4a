// Package session signs people in and out, and tells a browser who it is.
package session

import (
	"context"
	"net/http"
	"time"

	"roster/shared/config"
	"roster/shared/signin/provider"
	"roster/shared/store"
	"roster/shared/web"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{
		store: api.Store, now: func() time.Time { return api.Now().UTC() },
		life: api.Config.SignIn, product: api.Config.ProductName,
	}
	f.provider = provider.New(api.Config.SignIn.Issuer, f.now)

	api.HandleFunc(web.RouteInfo{Method: http.MethodGet, Path: "/auth/login", ID: "begin-sign-in", Access: web.Public}, f.begin)
	api.HandleFunc(web.RouteInfo{Method: http.MethodGet, Path: "/auth/callback", ID: "finish-sign-in", Access: web.Public}, f.finish)
	web.Add(api, web.Route[struct{}, signOutAnswer]{
		Method: http.MethodPost, Path: "/auth/logout", ID: "sign-out", Tag: "Session",
		Summary: "End this browser's session; go to the address of the answer to end the provider's, too",
		Access:  web.Public, Do: f.signOut,
	})
	web.Add(api, web.Route[struct{}, sessionAnswer]{
		Method: http.MethodGet, Path: "/v1/session", ID: "get-session", Tag: "Session",
		Summary: "Who is signed in, and the organizations of that user",
		Access:  web.Begun, User: true, Do: f.session,
	})
	web.Add(api, web.Route[struct{}, meAnswer]{
		Method: http.MethodGet, Path: "/v1/me", ID: "get-me", Tag: "Me", Summary: "The signed-in user",
		Access: web.SignedIn, User: true, Do: f.me,
	})
	web.Add(api, web.Route[changeMeInput, meAnswer]{
		Method: http.MethodPatch, Path: "/v1/me", ID: "update-me", Tag: "Me", Summary: "Change one's own name",
		Access: web.SignedIn, User: true, Do: f.changeMe,
	})
	web.Add(api, web.Route[struct{}, sessionsAnswer]{
		Method: http.MethodGet, Path: "/v1/me/sessions", ID: "list-my-sessions", Tag: "Me", Summary: "The user's live sessions",
		Access: web.SignedIn, Do: f.sessions,
	})
	web.Add(api, web.Route[struct{}, struct{}]{
		Method: http.MethodDelete, Path: "/v1/me/sessions", ID: "end-my-other-sessions", Tag: "Me", Summary: "End all of the user's sessions but this one",
		Access: web.SignedIn, Status: http.StatusNoContent, Do: f.endOtherSessions,
	})
	web.Add(api, web.Route[endSessionInput, struct{}]{
		Method: http.MethodDelete, Path: "/v1/me/sessions/{id}", ID: "end-my-session", Tag: "Me", Summary: "End one of the user's sessions",
		Access: web.SignedIn, Status: http.StatusNoContent, Errors: []int{http.StatusNotFound}, Do: f.endSession,
	})
}

type function struct {
	store    *store.Store
	provider *provider.Provider
	now      func() time.Time
	life     config.SignIn
	product  string
}

// deployment is how the issuer knows the deployment that was called.
func deployment(ctx context.Context) provider.Deployment {
	return provider.Deployment{ClientID: web.ClientID(ctx), BaseURL: web.BaseURL(ctx)}
}
