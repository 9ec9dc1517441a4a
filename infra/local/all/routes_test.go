package all_test

import (
	"maps"
	"net/http"
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// answers is what each kind of actor is told.
type answers [actorKinds]int

// row is one route: a request that is right in everything but, perhaps, who makes it, and the answers.
type row struct {
	ask  func(s *scene, c *webtest.Client) *webtest.Response
	want answers
}

// inside are the answers of a route of the organization: who is not in good standing is told so or knows of
// nothing, whatever the route; and who comes through an agency is a guest.
func inside(ofGuest, ofMember, ofManager, ofAdmin int) answers {
	return answers{
		nobody: 401, stranger: 404, guest: ofGuest, member: ofMember, manager: ofManager, admin: ofAdmin,
		suspended: 403, pending: 403, removed: 404, elsewhere: 404, through: ofGuest, key: 403, otherKey: 404,
	}
}

// andKey is the answers, with that for an API key which carries every scope: without it, the route is no scope's.
func (a answers) andKey(status int) answers {
	a[key] = status
	return a
}

// butOtherKey is the answers, with another for an API key of another organization.
func (a answers) butOtherKey(status int) answers {
	a[otherKey] = status
	return a
}

// butThrough is the answers, with another for who comes through an agency.
func (a answers) butThrough(status int) answers {
	a[through] = status
	return a
}

// signedIn are the answers of a route that has to do with the caller's own login alone, which a key does not have.
func signedIn(status int) answers {
	all := anybody(status)
	all[nobody], all[key], all[otherKey] = 401, 403, 403
	return all
}

func anybody(status int) (all answers) {
	for kind := range all {
		all[kind] = status
	}
	return all
}

// byKey are the answers of a route that is for keys alone.
func byKey(status int) answers {
	all := anybody(401)
	all[key], all[otherKey] = status, status
	return all
}

// butElsewhere is the answers, with another for a key of another organization.
func (a answers) butElsewhere(status int) answers {
	a[otherKey] = status
	return a
}

func get(path string) func(*scene, *webtest.Client) *webtest.Response {
	return func(_ *scene, c *webtest.Client) *webtest.Response { return c.Get(path) }
}

func post(path string, body any) func(*scene, *webtest.Client) *webtest.Response {
	return func(_ *scene, c *webtest.Client) *webtest.Response { return c.Post(path, body) }
}

const (
	org  = "/v1/organizations/{org}"
	scim = "/scim/v2"
)

// onSCIM acts on a fresh member whom no SCIM client has written about.
func onSCIM(method string, body any) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		return c.Call(method, scim+"/Users/"+string(s.target(account.Active).Member), body)
	}
}

// onMember acts on a fresh member in that state, with the version that it has.
func onMember(state account.MemberState, method, action string, body any) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		p := s.target(state)
		return c.Call(method, org+"/members/"+string(p.Member)+action, body, webtest.IfMatch(p.Place().Version))
	}
}

// onInvitation acts on a fresh open invitation, with the version that it has.
func onInvitation(method, action string, body any) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		i := s.offer()
		return c.Call(method, org+"/invitations/"+string(i.ID)+action, body, webtest.IfMatch(i.Version))
	}
}

// withToken sends the token of an invitation that is meant for somebody else.
func withToken(path string) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response { return c.Post(path, s.TokenBody(s.offer())) }
}

// withBlockToken sends the token of the footer of a mail, which is enough for whoever has it.
func withBlockToken(path string, body map[string]any) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		sent := maps.Clone(body)
		sent["token"] = s.BlockToken(s.offer())
		return c.Post(path, sent)
	}
}

var (
	aGuest  = map[string]any{"role": "guest"}
	aMember = map[string]any{"role": "member"}
	aCode   = map[string]any{"code": "000000"}
	aSearch = map[string]any{"count": 1}

	aSCIMUser     = map[string]any{"userName": "target@oakey.example", "active": true}
	aDeactivation = map[string]any{"Operations": []map[string]any{{"op": "replace", "path": "active", "value": false}}}

	aKey = map[string]any{"name": "HR system", "scopes": []string{"users.read"}}

	aMessage = map[string]any{
		"type": "user.invite", "timestamp": "2025-11-29T09:00:00Z", "data": map[string]any{"email": "new@oakey.example", "role": "guest"},
	}
)

// table is what every route answers to every kind of actor (product.md §1, Who sees what). A guest or a
// member is told 404 where it may not see the record, and 403 where it may see and not act.
var table = map[string]row{
	// The sign-in itself, and what is public.
	"begin-sign-in":  {get("/auth/login"), anybody(503)}, // there is no provider here; functions/session has one
	"finish-sign-in": {get("/auth/callback"), anybody(400)},
	"get-catalog":    {get("/v1/catalog"), anybody(200)},
	"get-openapi":    {get("/openapi.json"), anybody(200)},
	"get-health":     {get("/health"), anybody(200)},

	// One's own login.
	"get-session":           {get("/v1/session"), signedIn(200)},
	"get-me":                {get("/v1/me"), signedIn(200)},
	"list-my-sessions":      {get("/v1/me/sessions"), signedIn(200)},
	"end-my-session":        {func(_ *scene, c *webtest.Client) *webtest.Response { return c.Delete("/v1/me/sessions/ses_unknown") }, signedIn(404)},
	"end-my-other-sessions": {func(s *scene, c *webtest.Client) *webtest.Response { return c.Delete("/v1/me/sessions") }, signedIn(204)},
	"update-me": {func(_ *scene, c *webtest.Client) *webtest.Response {
		return c.Patch("/v1/me", map[string]string{"name": "New"})
	}, signedIn(428)},
	"create-organization":  {post("/v1/organizations", map[string]string{"name": "New"}), signedIn(201)},
	"list-own-invitations": {get("/v1/me/invitations"), signedIn(200)},

	// Two-factor authentication: on for none of the actors, and each has just signed in.
	"pass-second-step":     {post("/v1/session/two-factor", aCode), signedIn(409)},
	"begin-two-factor":     {post("/v1/me/two-factor", nil), signedIn(201)},
	"confirm-two-factor":   {post("/v1/me/two-factor/confirm", aCode), signedIn(409)},
	"disable-two-factor":   {post("/v1/me/two-factor/disable", aCode), signedIn(409)},
	"renew-recovery-codes": {post("/v1/me/two-factor/recovery-codes", aCode), signedIn(409)},

	// Invitations that are meant for somebody else.
	"look-up-invitation":     {withToken("/v1/invitations/lookup"), anybody(200)},
	"accept-invitation":      {withToken("/v1/invitations/accept"), signedIn(403)},
	"decline-invitation":     {withToken("/v1/invitations/decline"), signedIn(403)},
	"look-up-block":          {withBlockToken("/v1/invitations/block/lookup", map[string]any{}), anybody(200)},
	"block-invitations":      {withBlockToken("/v1/invitations/block", map[string]any{"blocked": true}), anybody(200)},
	"accept-own-invitation":  {onOwn("accept"), signedIn(404)},
	"decline-own-invitation": {onOwn("decline"), signedIn(404)},

	// The organization.
	"get-own-place":       {get(org + "/me"), inside(200, 200, 200, 200)},
	"get-counts":          {get(org + "/counts"), inside(403, 200, 200, 200).andKey(200)},
	"get-organization":    {get(org), inside(403, 403, 403, 200)},
	"update-organization": {updateOrganization, inside(403, 403, 403, 200)},
	"delete-organization": {deleteOrganization, inside(403, 403, 403, 204)},
	"leave-organization":  {post(org+"/leave", nil), inside(204, 204, 204, 403).butThrough(403)},

	// People.
	"list-members":      {get(org + "/members"), inside(403, 200, 200, 200).andKey(200)},
	"export-members":    {get(org + "/members.csv"), inside(403, 403, 200, 200).andKey(200)},
	"get-member":        {onMember(account.Active, http.MethodGet, "", nil), inside(404, 200, 200, 200).andKey(200)},
	"edit-member":       {onMember(account.Active, http.MethodPatch, "", aMember), inside(404, 403, 200, 200).andKey(200)},
	"remove-member":     {onMember(account.Active, http.MethodDelete, "", nil), inside(404, 403, 204, 204).andKey(204)},
	"suspend-member":    {onMember(account.Active, http.MethodPost, "/suspend", nil), inside(404, 403, 200, 200).andKey(200)},
	"reactivate-member": {onMember(account.Suspended, http.MethodPost, "/reactivate", nil), inside(404, 404, 200, 200).andKey(200)},
	"approve-member":    {onMember(account.PendingApproval, http.MethodPost, "/approve", nil), inside(404, 404, 200, 200)},
	"reject-member":     {onMember(account.PendingApproval, http.MethodPost, "/reject", nil), inside(404, 404, 204, 204)},

	// Invitations.
	"invite":                {invite, inside(403, 403, 200, 200).andKey(200)},
	"preview-invitation":    {post(org+"/invitations/preview", aGuest), inside(403, 403, 200, 200).andKey(200)},
	"list-invitations":      {get(org + "/invitations"), inside(403, 403, 200, 200).andKey(200)},
	"export-invitations":    {get(org + "/invitations.csv"), inside(403, 403, 200, 200).andKey(200)},
	"get-invitation":        {onInvitation(http.MethodGet, "", nil), inside(404, 404, 200, 200).andKey(200)},
	"edit-invitation":       {onInvitation(http.MethodPatch, "", aMember), inside(404, 404, 200, 200).andKey(200)},
	"resend-invitation":     {onInvitation(http.MethodPost, "/resend", nil), inside(404, 404, 200, 200).andKey(200)},
	"link-invitation":       {onInvitation(http.MethodPost, "/link", nil), inside(404, 404, 200, 200).andKey(200)},
	"reset-invitation-link": {onInvitation(http.MethodPost, "/reset-link", nil), inside(404, 404, 200, 200).andKey(200)},
	"revoke-invitation":     {onInvitation(http.MethodDelete, "", nil), inside(404, 404, 204, 204).andKey(204)},

	// Ad accounts: whoever works in one sees it; account administrators see all; organization admins write.
	"list-ad-accounts":  {get(org + "/ad-accounts"), inside(200, 200, 200, 200).andKey(200)},
	"get-ad-account":    {onAdAccount(http.MethodGet, nil), inside(404, 404, 200, 200).andKey(200)},
	"create-ad-account": {post(org+"/ad-accounts", map[string]string{"name": "New"}), inside(403, 403, 403, 201).andKey(201)},
	"update-ad-account": {onAdAccount(http.MethodPatch, map[string]string{"name": "New"}), inside(404, 404, 403, 200).andKey(200)},

	// Agencies that work here.
	"list-agencies":         {get(org + "/agencies"), inside(403, 403, 403, 200)},
	"invite-agency":         {inviteAgency, inside(403, 403, 403, 201)},
	"get-agency":            {onAgency(http.MethodGet, nil), inside(403, 403, 403, 200)},
	"edit-agency":           {onAgency(http.MethodPatch, map[string]any{"permissions": []string{}}), inside(403, 403, 403, 200)},
	"end-agency":            {onAgency(http.MethodDelete, nil), inside(403, 403, 403, 204)},
	"list-agency-people":    {onAgencyPeople, inside(403, 403, 403, 200)},
	"block-agency-person":   {onAgencyPerson(http.MethodDelete, false), inside(403, 403, 403, 204)},
	"unblock-agency-person": {onAgencyPerson(http.MethodPut, true), inside(403, 403, 403, 204)},

	// Clients that it works for.
	"list-clients":         {get(org + "/clients"), inside(403, 403, 403, 200)},
	"accept-client":        {onClient(account.LinkPending, http.MethodPost, "/accept"), inside(403, 403, 403, 200)},
	"decline-client":       {onClient(account.LinkPending, http.MethodPost, "/decline"), inside(403, 403, 403, 200)},
	"end-client":           {onClient(account.LinkActive, http.MethodDelete, ""), inside(403, 403, 403, 204)},
	"list-client-people":   {onClient(account.LinkActive, http.MethodGet, "/members"), inside(403, 403, 403, 200)},
	"assign-to-client":     {onClientPerson(http.MethodPut, aCapBody), inside(403, 403, 403, 200)},
	"unassign-from-client": {onClientPerson(http.MethodDelete, nil), inside(403, 403, 403, 204)},

	// What happened.
	"list-events":   {get(org + "/events"), inside(403, 403, 403, 200)},
	"export-events": {get(org + "/events.csv"), inside(403, 403, 403, 200)},

	// For machines.
	"list-api-keys":      {get(org + "/api-keys"), inside(403, 403, 403, 200)},
	"create-api-key":     {post(org+"/api-keys", aKey), inside(403, 403, 403, 201)},
	"revoke-api-key":     {onKey, inside(403, 403, 403, 204)},
	"get-own-key":        {get("/v1/key"), byKey(200)},
	"check-access":       {checkAccess, byKey(200).butOtherKey(404)},
	"check-access-batch": {checkAccessBatch, byKey(200)},

	// SCIM: an organization's keys alone, each in its own organization.
	"scim-get-config":          {get(scim + "/ServiceProviderConfig"), byKey(200)},
	"scim-list-resource-types": {get(scim + "/ResourceTypes"), byKey(200)},
	"scim-get-resource-type":   {get(scim + "/ResourceTypes/User"), byKey(200)},
	"scim-list-schemas":        {get(scim + "/Schemas"), byKey(200)},
	"scim-get-schema":          {get(scim + "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"), byKey(200)},
	"scim-list-groups":         {get(scim + "/Groups"), byKey(200)},
	"scim-list-users":          {get(scim + "/Users?count=1"), byKey(200)},
	"scim-search-users":        {post(scim+"/Users/.search", aSearch), byKey(200)},
	"scim-search":              {post(scim+"/.search", aSearch), byKey(200)},
	"scim-create-user": {func(s *scene, c *webtest.Client) *webtest.Response {
		return c.Post(scim+"/Users", map[string]any{"userName": s.NewUser("New").User.Email})
	}, byKey(201)},
	"scim-get-user":     {onSCIM(http.MethodGet, nil), byKey(200).butElsewhere(404)},
	"scim-replace-user": {onSCIM(http.MethodPut, aSCIMUser), byKey(200).butElsewhere(404)},
	"scim-patch-user":   {onSCIM(http.MethodPatch, aDeactivation), byKey(200).butElsewhere(404)},
	"scim-delete-user":  {onSCIM(http.MethodDelete, nil), byKey(204).butElsewhere(404)},
	"scim-unknown":      {get(scim + "/Nothing"), anybody(404)},

	"list-webhooks":           {get(hooks), inside(403, 403, 403, 200)},
	"create-webhook":          {post(hooks, aWebhook), inside(403, 403, 403, 201)},
	"get-webhook":             {onWebhook(http.MethodGet, "", nil), inside(403, 403, 403, 200)},
	"update-webhook":          {onWebhook(http.MethodPatch, "", map[string]any{"description": "CRM"}), inside(403, 403, 403, 200)},
	"delete-webhook":          {onWebhook(http.MethodDelete, "", nil), inside(403, 403, 403, 204)},
	"rotate-webhook-secret":   {onWebhook(http.MethodPost, "/rotate-secret", nil), inside(403, 403, 403, 200)},
	"test-webhook":            {onWebhook(http.MethodPost, "/test", nil), inside(403, 403, 403, 200)},
	"replay-webhook":          {onWebhook(http.MethodPost, "/replay", aSince), inside(403, 403, 403, 200)},
	"list-webhook-deliveries": {onWebhook(http.MethodGet, "/deliveries?state=failed", nil), inside(403, 403, 403, 200)},
	"get-webhook-delivery":    {onDelivery(http.MethodGet, ""), inside(403, 403, 403, 200)},
	"replay-webhook-delivery": {onDelivery(http.MethodPost, "/replay"), inside(403, 403, 403, 200)},

	"list-received-messages": {get(org + "/received-messages"), inside(403, 403, 403, 200)},
	"receive-message":        {post("/v1/provisioning/{org}", aMessage), anybody(401)}, // whoever they are: nobody has signed

	"sign-out": {post("/auth/logout", nil), anybody(200)},
}

func onOwn(action string) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		return c.Post("/v1/me/invitations/"+string(s.offer().ID)+"/"+action, nil)
	}
}

func invite(s *scene, c *webtest.Client) *webtest.Response {
	return c.Post(org+"/invitations", map[string]any{
		"role": "guest", "invitations": []map[string]string{{"email": string(s.NewUser("New").User.Email)}},
	})
}

func updateOrganization(s *scene, c *webtest.Client) *webtest.Response {
	found, err := s.Store.Get(s.T.Context(), store.OrganizationKey(s.Org))
	if err != nil {
		s.T.Fatal(err)
	}
	return c.Patch(org, map[string]string{"name": "New"}, webtest.IfMatch(found.Organization(s.Org).Version))
}

// deleteOrganization leaves the organization there for the other actors.
func deleteOrganization(s *scene, c *webtest.Client) *webtest.Response {
	answer := c.Delete(org + "?name=OakeyInfluencer")
	found, err := s.Store.Get(s.T.Context(), store.OrganizationKey(s.Org))
	if o := found.DeletedOrganization(s.Org); o != nil {
		err = s.Store.RestoreOrganization(s.T.Context(), s.Intent(s.Admin), o)
	}
	if err != nil {
		s.T.Fatal(err)
	}
	return answer
}

func onAdAccount(method string, body any) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		found, err := s.Store.Get(s.T.Context(), store.AdAccountKey(s.Org, s.First))
		if err != nil {
			s.T.Fatal(err)
		}
		return c.Call(method, org+"/ad-accounts/"+string(s.First), body, webtest.IfMatch(found.AdAccount(s.Org, s.First).Version))
	}
}

func accessQuestion(s *scene) map[string]any {
	return map[string]any{"organization": s.Org, "user": map[string]any{"id": s.Admin.User.ID}}
}

func checkAccess(s *scene, c *webtest.Client) *webtest.Response {
	return c.Post("/v1/access", accessQuestion(s))
}

func checkAccessBatch(s *scene, c *webtest.Client) *webtest.Response {
	return c.Post("/v1/access/batch", map[string]any{"questions": []any{accessQuestion(s)}})
}

// onKey acts on a fresh API key.
func onKey(s *scene, c *webtest.Client) *webtest.Response {
	return c.Delete(org + "/api-keys/" + string(s.NewKey(account.UsersRead).Key.ID))
}

// Every route × every kind of actor. The rows are those of the code: a route without a row fails, and so
// does a row without its route.
func TestEveryRouteAnswersEveryKindOfActor(t *testing.T) {
	t.Parallel()
	api := web.New(config.Config{}, store.Open(config.Config{}))
	all.Register(api)
	known := map[string]bool{}
	var reading []string
	for _, route := range api.Routes() {
		known[route.ID] = true
		r, ok := table[route.ID]
		switch {
		case !ok:
			t.Errorf("the route %s (%s %s) has no row: say what each kind of actor is told", route.ID, route.Method, route.Path)
		case route.Method == http.MethodGet:
			reading = append(reading, route.ID)
		default:
			t.Run(route.ID, func(t *testing.T) {
				t.Parallel()
				newScene(t).answers(t, r)
			})
		}
	}
	t.Run("reading", func(t *testing.T) { // which leaves a scene as it is
		t.Parallel()
		s := newScene(t)
		for _, id := range reading {
			t.Run(id, func(t *testing.T) { s.answers(t, table[id]) })
		}
	})
	for id := range table {
		if !known[id] {
			t.Errorf("there is a row for %s, and no such route", id)
		}
	}
}

// answers holds a row against what each kind of actor is told.
func (s *scene) answers(t *testing.T, r row) {
	t.Helper()
	s.T = t
	for kind, want := range r.want {
		if answer := r.ask(s, s.client(kind)); answer.Status != want {
			t.Errorf("%s is told %d, want %d: %s", actorNames[kind], answer.Status, want, answer.Body)
		}
	}
}
