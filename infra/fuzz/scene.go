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
	if s.key != nil {
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
	named := map[string]string{"org": string(s.Org)}
	inside, _ := strings.CutPrefix(r.Path, "/v1/organizations/{org}")
	about, _, _ := strings.Cut(inside, "}")
	switch about {
	case "/members/{id":
		named["id"] = string(s.target(stateOf[r.ID]).Member)
	case "/invitations/{id":
		named["id"] = string(s.offer().ID)
	case "/ad-accounts/{id":
		named["id"] = string(s.First)
		if r.Method != http.MethodGet {
			named["id"] = string(s.NewAdAccount("EU Brand", account.AdAccountIsActive))
		}
	case "/api-keys/{id":
		named["id"] = string(s.NewKey(account.UsersRead).Key.ID)
	case "/webhooks/{id":
		endpoint, delivery := s.endpoint()
		named["id"], named["delivery"] = string(endpoint), string(delivery)
	case "/scim/v2/Users/{id":
		named["id"] = string(s.target("").Member)
	case "/scim/v2/ResourceTypes/{id":
		named["id"] = "User"
	case "/scim/v2/Schemas/{id":
		named["id"] = "urn:ietf:params:scim:schemas:core:2.0:User"
	case "/agencies/{agency":
		agency, user := s.agencyHere()
		named["agency"], named["user"] = string(agency), string(user)
	case "/clients/{client":
		client, member := s.clientHere(r.ID)
		named["client"], named["member"] = string(client), string(member)
	case "/v1/me/invitations/{id":
		if s.caller != nil {
			i, _ := s.invited()
			named["id"] = string(i.ID)
		}
	case "/v1/me/sessions/{id":
		if s.caller != nil {
			named["id"] = string(s.otherSession())
		}
	}
	return named
}

// stateOf is what the member of the path is, where that is not active.
var stateOf = map[string]account.MemberState{
	"reactivate-member": account.Suspended, "approve-member": account.PendingApproval, "reject-member": account.PendingApproval,
}
