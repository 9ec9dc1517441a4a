package main

import (
	"net/http"
	"strings"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// scene is an organization and somebody who calls.
type scene struct {
	*webtest.World
	caller *webtest.Person // nil for nobody and for keys
	key    *webtest.Key    // nil for people
	used   int
}

func (h *house) newScene(caller string) *scene {
	w := *h.world
	s := &scene{World: &w}
	w.Org, w.Admin, w.First = w.NewOrganization("Oakey")
	switch caller {
	case "admin":
		s.caller = s.NewMember("Admin", account.Active, account.Grants{Role: account.Admin})
	case "key":
		s.key = s.NewKey(account.Scopes...)
	case "operator":
		s.key = s.NewOperatorKey(account.OperatorScopes...)
	case "guest":
		s.caller = s.NewMember("Guest", account.Active, account.Grants{Role: account.Guest, AdAccountRoles: s.roles("viewer")})
	}
	return s
}

// request is what a right request holds. Path, query and body are those without which it would meet nothing.
type request struct {
	Sign  map[string]string `json:"sign"` // headers by which the caller is known
	Path  map[string]string `json:"path"`
	Query map[string]string `json:"query"`
	Body  any               `json:"body"`
}

// most is how many requests go into one organization, so that lists have something to show and do not grow without end.
const most = 200

// right is a right request of the route. One that would end or change the caller's own place or session gets an
// organization of its own; one that changes another record, a record of its own.
func (h *house) right(caller string, r web.RouteInfo) request {
	h.lock.Lock()
	s := h.scenes[caller]
	if s == nil || s.used == most || endsTheCaller[r.ID] {
		s = h.newScene(caller)
	}
	if s.used++; !endsTheCaller[r.ID] {
		h.scenes[caller] = s
	}
	h.lock.Unlock()
	right := request{Path: s.names(r), Query: map[string]string{}, Sign: map[string]string{"Origin": s.Config.BaseURL}}
	if fill := contents[r.ID]; fill != nil {
		fill(s, &right)
	}
	if s.caller != nil {
		right.Sign["Cookie"] = s.caller.Cookie().Name + "=" + s.caller.Cookie().Value
	}
	switch {
	case s.key == nil:
	case r.Access == web.Signed:
		right.Sign[signature] = toBeSigned
	default:
		right.Sign["Authorization"] = "Bearer " + s.key.Secret
	}
	return right
}

// endsTheCaller are the operations after which the caller could not go on as before.
var endsTheCaller = map[string]bool{
	"sign-out": true, "end-my-session": true, "end-my-other-sessions": true, "create-organization": true,
	"update-organization": true, "delete-organization": true, "leave-organization": true,
	"pass-second-step": true, "begin-two-factor": true, "confirm-two-factor": true, "disable-two-factor": true, "renew-recovery-codes": true,
	"accept-own-invitation": true, "decline-own-invitation": true, "accept-invitation": true, "decline-invitation": true,
}

// names are the records of the path.
func (s *scene) names(r web.RouteInfo) map[string]string {
	inside, _ := strings.CutPrefix(r.Path, "/v1/organizations/{org}")
	about, _, _ := strings.Cut(inside, "}")
	named := map[string]string{}
	if record := records[about]; record != nil {
		named = record(s, r)
	}
	named["org"] = string(s.Org)
	return named
}

// records are those that a path names, by its beginning up to the first of them.
var records = map[string]func(*scene, web.RouteInfo) map[string]string{
	"/members/{id":     func(s *scene, r web.RouteInfo) map[string]string { return id(s.target(stateOf[r.ID]).Member) },
	"/invitations/{id": func(s *scene, _ web.RouteInfo) map[string]string { return id(s.offer().ID) },
	"/ad-accounts/{id": func(s *scene, r web.RouteInfo) map[string]string {
		if r.Method == http.MethodGet {
			return id(s.First)
		}
		return id(s.NewAdAccount("EU Brand", account.AdAccountIsActive))
	},
	"/agencies/{agency": func(s *scene, _ web.RouteInfo) map[string]string {
		agency, user := s.agencyHere()
		return map[string]string{"agency": string(agency), "user": string(user)}
	},
	"/clients/{client": func(s *scene, r web.RouteInfo) map[string]string {
		client, member := s.clientHere(r.ID)
		return map[string]string{"client": string(client), "member": string(member)}
	},
	"/api-keys/{id": func(s *scene, _ web.RouteInfo) map[string]string { return id(s.NewKey(account.UsersRead).Key.ID) },
	"/webhooks/{id": func(s *scene, _ web.RouteInfo) map[string]string {
		endpoint, delivery := s.endpoint()
		return map[string]string{"id": string(endpoint), "delivery": delivery}
	},
	"/v1/me/invitations/{id": func(s *scene, _ web.RouteInfo) map[string]string {
		if s.caller == nil {
			return map[string]string{}
		}
		i, _ := s.invited()
		return id(i.ID)
	},
	"/v1/me/sessions/{id": func(s *scene, _ web.RouteInfo) map[string]string {
		if s.caller == nil {
			return map[string]string{}
		}
		return id(s.otherSession())
	},
	"/scim/v2/Users/{id":         func(s *scene, _ web.RouteInfo) map[string]string { return id(s.target("").Member) },
	"/scim/v2/ResourceTypes/{id": func(*scene, web.RouteInfo) map[string]string { return id("User") },
	"/scim/v2/Schemas/{id": func(*scene, web.RouteInfo) map[string]string {
		return id("urn:ietf:params:scim:schemas:core:2.0:User")
	},
}

func id[T ~string](of T) map[string]string { return map[string]string{"id": string(of)} }

// stateOf is what the member of the path is, where that is not active.
var stateOf = map[string]account.MemberState{
	"reactivate-member": account.Suspended, "approve-member": account.PendingApproval, "reject-member": account.PendingApproval,
}
