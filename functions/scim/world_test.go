package scim_test

import (
	"fmt"
	"strings"
	"testing"

	"roster/functions/accept"
	"roster/functions/invite"
	"roster/functions/remove"
	"roster/functions/revoke"
	"roster/functions/scim"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

const users = "/scim/v2/Users"

type body = map[string]any

// user is a resource as a client reads it.
type user struct {
	ID, UserName, ExternalID string
	DisplayName              string
	Active                   bool
	Name                     struct{ Formatted string }
	Emails                   []struct{ Value, Type string }
	Access                   struct {
		Role           string
		Permissions    []string
		AdAccountRoles []struct{ AdAccount, Role string }
	} `json:"urn:roster:params:scim:schemas:1.0:Access"`
	Meta struct{ Version, Location string }
}

type list struct {
	TotalResults, ItemsPerPage, StartIndex int
	Resources                              []user
}

type world struct {
	*webtest.World
	key *webtest.Key
}

func newWorld(t testing.TB, scopes ...account.Scope) world {
	w := webtest.New(t, scim.Register, accept.Register, invite.Register, revoke.Register, remove.Register)
	return world{w, w.NewKey(append(scopes, account.SCIM)...)}
}

func (w world) creates(address string, more body) user {
	w.T.Helper()
	sent := body{"userName": address}
	for name, value := range more {
		sent[name] = value
	}
	var u user
	w.key.Post(users, sent).Is(201).Into(&u)
	return u
}

func (w world) reads(id string) (u user) {
	w.T.Helper()
	w.key.Get(users + "/" + id).Is(200).Into(&u)
	return u
}

func (w world) patches(id, path string, value any) *webtest.Response {
	w.T.Helper()
	return w.key.Patch(users+"/"+id, operations(path, value))
}

func operations(path string, value any) body {
	return body{"Operations": []body{{"op": "replace", "path": path, "value": value}}}
}

func (w world) finds(filter string) []user {
	w.T.Helper()
	var l list
	w.key.Get(users + "?filter=" + strings.NewReplacer(" ", "+", `"`, "%22", "@", "%40", "[", "%5B", "]", "%5D").Replace(filter)).Is(200).Into(&l)
	if l.TotalResults != len(l.Resources) {
		w.T.Errorf("%s: %d of %d", filter, len(l.Resources), l.TotalResults)
	}
	return l.Resources
}

func refused(t testing.TB, answer *webtest.Response, status int, kind string) {
	t.Helper()
	var e struct {
		Schemas                  []string
		Status, ScimType, Detail string
	}
	answer.Is(status).Into(&e)
	if e.Status != fmt.Sprint(status) || e.ScimType != kind || e.Detail == "" || e.Schemas[0] != "urn:ietf:params:scim:api:messages:2.0:Error" ||
		answer.Header.Get("Content-Type") != "application/scim+json" {
		t.Errorf("it is refused as %s, want %q", answer.Body, kind)
	}
}
