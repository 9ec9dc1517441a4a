package scim_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"roster/functions/accept"
	"roster/functions/invite"
	"roster/functions/remove"
	"roster/functions/revoke"
	"roster/functions/scim"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
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

// Every refusal is in SCIM's form, whoever makes it.
func TestEveryRefusalIsInTheFormOfSCIM(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	refused(t, w.Nobody().Get(users), 401, "")
	if got := w.Nobody().Get(users).Header.Get("WWW-Authenticate"); got != "Bearer" {
		t.Errorf("WWW-Authenticate is %q", got)
	}
	refused(t, w.WithKey("rk_nonsense").Get(users), 401, "")
	refused(t, w.Admin.Get(users), 401, "")
	refused(t, w.NewKey(account.UsersWrite).Get(users), 403, "")
	refused(t, w.NewOperatorKey(account.UsersWrite).Get(users), 403, "")
	refused(t, w.key.Get("/scim/v2/Nothing"), 404, "")
	refused(t, w.key.Get(users+"/inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE"), 404, "")
	refused(t, w.key.Get(users+"/nonsense"), 404, "")
	refused(t, w.key.Call(http.MethodPut, "/scim/v2/Schemas", nil), 405, "")
	refused(t, w.key.Get(users+"?filter=title+eq+%22x%22"), 400, "invalidFilter")
	refused(t, w.key.Get(users+"?count=x"), 400, "invalidValue")
	refused(t, w.key.Get(users+"?startIndex=99999"), 400, "tooMany")
	refused(t, w.key.Post(users, body{}), 400, "invalidValue")
	refused(t, w.key.Post(users, "x"), 400, "invalidSyntax")
	refused(t, w.key.Post(users, body{"userName": "no address"}), 400, "invalidValue")
	refused(t, w.key.Post(users, body{}, webtest.Header{Name: "Content-Type", Value: "text/plain"}), 415, "")
	refused(t, w.key.Post(users, body{"userName": strings.Repeat("x", 300<<10)}), 413, "")
	refused(t, w.key.Get("/scim/v2/Schemas?filter=id+eq+%22x%22"), 403, "")
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" {
			return fmt.Errorf("away")
		}
		return nil
	})
	refused(t, w.key.Post(users, body{"userName": "late@oakey.example"}), 503, "")
	w.Faults.Before(nil)
	w.key.Revokes()
	refused(t, w.key.Get(users), 401, "")
}

// Who is created is invited by the key, by mail unless the organization wants none, and never made a user.
func TestWhoIsCreatedIsInvited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := w.creates("jonas@oakey.example", body{"externalId": "usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE", "displayName": "Jonas Weber"})
	i := w.Invitation(account.InvitationID(u.ID))
	if i.Email != "jonas@oakey.example" || i.Name != "Jonas Weber" || i.MailState != account.MailQueued || i.Grants.Role != account.PlainMember ||
		i.GrantedBy != (account.Actor{Kind: account.BySCIM, ID: string(w.key.Key.ID)}) || !u.Active {
		t.Errorf("the invitation is %+v, the answer %+v", i, u)
	}
	found, err := w.Store.Get(t.Context(), store.UserKey("usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"))
	if users, _ := w.Store.UsersWith(t.Context(), "jonas@oakey.example", 5); err != nil || len(users) > 0 || found.User("usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE") != nil {
		t.Errorf("there is a login %v: %v", users, err)
	}
	w.Settings(func(s *account.Settings) { s.SCIMIsSilent = true })
	if i := w.Invitation(account.InvitationID(w.creates("maja@oakey.example", nil).ID)); i.MailState != account.MailNone {
		t.Errorf("its mail is %s, want none", i.MailState)
	}
	w.Settings(func(s *account.Settings) { s.AllowedDomains = []string{"oakey.example"} })
	refused(t, w.key.Post(users, body{"userName": "x@elsewhere.example"}), 400, "invalidValue")
}

// Whoever is there already is a conflict, however it came: by its user name, external id or address.
func TestWhoIsThereAlreadyIsAConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	earl := w.NewMember("Earl E. Bird", account.Suspended, account.Grants{Role: account.Guest})
	open := w.NewInvitation("open@oakey.example", account.Grants{Role: account.Guest})
	w.creates("jonas@oakey.example", body{"externalId": "1"})
	w.creates("later@oakey.example", body{"active": false})
	for name, sent := range map[string]body{
		"a member":                     {"userName": earl.User.Email},
		"a member's address":           {"userName": "earl", "emails": []body{{"value": earl.User.Email}}},
		"an open invitation":           {"userName": strings.ToUpper(string(open.Email))},
		"a user name in another case":  {"userName": "JONAS@oakey.example", "emails": []body{{"value": "other@oakey.example"}}},
		"an external id":               {"userName": "new@oakey.example", "externalId": "1"},
		"an address":                   {"userName": "new", "emails": []body{{"value": "jonas@oakey.example"}}},
		"somebody who is not to enter": {"userName": "later@oakey.example"},
	} {
		answer := w.key.Post(users, sent)
		if answer.Status != 409 {
			t.Errorf("%s: %d %s", name, answer.Status, answer.Body)
			continue
		}
		refused(t, answer, 409, "uniqueness")
	}
}

// Of many who create the same person at once, one does.
func TestOneOfManyCreates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var statuses [50]int
	var group sync.WaitGroup
	for n := range statuses {
		group.Go(func() {
			statuses[n] = w.key.Post(users, body{"userName": "jonas@oakey.example", "externalId": "1"}).Status
		})
	}
	group.Wait()
	made := 0
	for _, status := range statuses {
		switch status {
		case 201:
			made++
		case 409, 503: // 503: too many at once, which a client tries again
		default:
			t.Errorf("one is answered %d", status)
		}
	}
	if found := w.finds(`userName eq "jonas@oakey.example"`); made != 1 || len(found) != 1 {
		t.Errorf("%d were made, and %d are found", made, len(found))
	}
	if events := w.Events(""); count(events, account.InvitationCreated) != 1 {
		t.Errorf("the events are %+v", events)
	}
}

func count(events []storetest.Event, kind account.EventType) (n int) {
	for _, e := range events {
		if e.Type == kind {
			n++
		}
	}
	return n
}

// An id names a place from the invitation through membership, another invitation and what comes after, also when
// the first invitation is long gone.
func TestAnIDIsForGood(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.creates("jonas@oakey.example", body{"externalId": "1"}).ID
	jonas := accepts(w.World, account.SCIMID(id))
	if u := w.reads(id); !u.Active || u.ExternalID != "1" {
		t.Errorf("after acceptance it is %+v", u)
	}
	w.Admin.Delete("/v1/organizations/{org}/members/" + string(jonas.Member)).Is(204)
	if u := w.reads(id); u.Active {
		t.Errorf("after the removal it is %+v", u)
	}
	w.Advance(100 * 24 * time.Hour)
	if found := w.finds(`externalId eq "1"`); len(found) != 1 || found[0].ID != id || found[0].Active {
		t.Errorf("long after, it is found as %+v", found)
	}
	w.patches(id, "active", true).Is(200)
	again := placeAt(w.World, account.SCIMID(id)).Invitation
	if again == account.InvitationID(id) || !w.Invitation(again).Open(w.Now()) || !w.reads(id).Active {
		t.Errorf("the invitation is %s", again)
	}
	w.Admin.SignsIn()
	w.Admin.Delete("/v1/organizations/{org}/invitations/" + string(again)).Is(204)
	if u := w.reads(id); u.Active {
		t.Errorf("after the revocation on the page it is %+v", u)
	}
	w.patches(id, "active", "True").Is(200)
	w.Advance(8 * 24 * time.Hour) // it expires, and nobody has swept
	if u := w.reads(id); u.Active {
		t.Errorf("after its end it is %+v", u)
	}
	w.patches(id, "active", true).Is(200)
	accepts(w.World, account.SCIMID(id))
	memberIs(w.World, account.SCIMID(id), account.Active)
}

// Whom no client has written about is shown under the id of the member or of the invitation, which stays from the
// first write on. Whom an administrator invites again beside it is the same person.
func TestTheFirstWritePinsTheID(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	if u := w.reads(string(earl.Member)); u.UserName != string(earl.User.Email) || u.Name.Formatted != "Earl E. Bird" || !u.Active {
		t.Errorf("it is %+v", u)
	}
	w.patches(string(earl.Member), "externalId", "e1").Is(200)
	if found := w.finds(`externalId eq "e1" and active eq true`); len(found) != 1 || found[0].ID != string(earl.Member) {
		t.Errorf("found %+v", found)
	}
	open := w.NewInvitation("open@oakey.example", account.Grants{Role: account.Guest})
	if found := w.finds(`userName eq "OPEN@oakey.example"`); len(found) != 1 || found[0].ID != string(open.ID) || found[0].Access.Role != "guest" {
		t.Errorf("found %+v", found)
	}
	invited := w.NewUserWith("open@oakey.example")
	invited.Post("/v1/me/invitations/"+string(open.ID)+"/accept", nil).Is(200)
	if u := w.reads(string(open.ID)); !u.Active || u.ID != string(open.ID) {
		t.Errorf("by the id of the invitation it is %+v", u)
	}
	w.patches(string(open.ID), "active", false).Is(200)
	if m := invited.Place(); m.State != account.Suspended || m.SCIM != account.SCIMID(open.ID) {
		t.Errorf("the member is %+v", m)
	}
	refused(t, w.key.Get(users+"/"+string(invited.Member)), 404, "")

	id := w.creates("jonas@oakey.example", nil).ID
	w.patches(id, "active", false).Is(200)
	beside := w.NewInvitation("jonas@oakey.example", account.Grants{Role: account.Guest})
	found := w.finds(`userName eq "jonas@oakey.example"`)
	if len(found) != 1 || found[0].ID != id || !found[0].Active {
		t.Errorf("found %+v", found)
	}
	w.patches(id, "active", false).Is(200)
	if i := w.Invitation(beside.ID); i.State != account.Revoked {
		t.Errorf("the invitation beside is %s", i.State)
	}
}

// A key gives what a member can hold, and makes, changes and ends no organization admin without admins.write.
func TestAKeyMakesAdminsOnlyWithTheScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	access := func(grants body) body { return body{"urn:roster:params:scim:schemas:1.0:Access": grants} }
	u := w.creates("jonas@oakey.example", access(body{
		"role": "member", "permissions": []string{"brands.view"}, "adAccountRoles": []body{{"adAccount": w.First, "role": "viewer"}},
	}))
	if i := w.Invitation(account.InvitationID(u.ID)); len(i.Grants.Permissions) != 1 || len(i.Grants.AdAccountRoles) != 1 || u.Access.Permissions[0] != "brands.view" {
		t.Errorf("the invitation offers %+v", i.Grants)
	}
	const role = "urn:roster:params:scim:schemas:1.0:Access:role"
	carrie := w.Admin.Member
	w.NewMember("Robin", account.Active, account.Grants{Role: account.Admin})
	for name, answer := range map[string]*webtest.Response{
		"inviting one":   w.key.Post(users, merged(body{"userName": "a@oakey.example"}, access(body{"role": "admin"}))),
		"noting one":     w.key.Post(users, merged(body{"userName": "a@oakey.example", "active": false}, access(body{"role": "admin"}))),
		"making one":     w.patches(u.ID, role, "admin"),
		"suspending one": w.patches(string(carrie), "active", false),
		"demoting one":   w.patches(string(carrie), role, "member"),
		"removing one":   w.key.Delete(users + "/" + string(carrie)),
	} {
		if answer.Status != 403 {
			t.Errorf("%s: %d %s", name, answer.Status, answer.Body)
		}
	}
	w.patches(string(carrie), "displayName", "Carrie").Is(200) // what a client writes of a name is its own
	refused(t, w.patches(u.ID, role, "owner"), 400, "invalidValue")
	refused(t, w.patches(u.ID, "urn:roster:params:scim:schemas:1.0:Access:permissions", []string{"no.such"}), 400, "invalidValue")
	refused(t, w.patches(u.ID, "urn:roster:params:scim:schemas:1.0:Access:adAccountRoles", []body{{"adAccount": "ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE", "role": "viewer"}}), 400, "invalidValue")

	more := world{w.World, w.NewKey(account.SCIM, account.AdminsWrite)}
	more.patches(u.ID, role, "admin").Is(200)
	if g := w.Invitation(account.InvitationID(u.ID)).Grants; g.Role != account.Admin || len(g.Permissions)+len(g.AdAccountRoles) > 0 {
		t.Errorf("the invitation offers %+v", g)
	}
	more.patches(string(carrie), "active", false).Is(200)
	// Carrie was one of two; Robin stays.
	if m := w.Admin.Place(); m.State != account.Suspended {
		t.Errorf("Carrie is %s", m.State)
	}
}

func merged(a, b body) body {
	for name, value := range b {
		a[name] = value
	}
	return a
}

// Who waits for approval counts as active and is never approved; who is kept out then is gone.
func TestSCIMApprovesNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Settings(func(s *account.Settings) { s.ApproveNewUsers = true })
	id := w.creates("jonas@oakey.example", nil).ID
	jonas := accepts(w.World, account.SCIMID(id))
	if u := w.reads(id); !u.Active {
		t.Error("it is not active")
	}
	w.patches(id, "active", true).Is(200)
	if m := jonas.Place(); m.State != account.PendingApproval {
		t.Errorf("the member is %s", m.State)
	}
	w.patches(id, "active", false).Is(200)
	if m := jonas.Place(); m != nil || w.reads(id).Active {
		t.Errorf("the member is %+v", m)
	}
}

// ETags move with what changes, and bind whoever sends one.
func TestAnETagBindsWhoSendsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.creates("jonas@oakey.example", nil)
	path, tag := users+"/"+first.ID, webtest.Header{Name: "If-Match", Value: first.Meta.Version}
	w.key.Get(path, webtest.Header{Name: "If-None-Match", Value: first.Meta.Version}).Is(304)
	answer := w.key.Patch(path, operations("displayName", "Jonas"), tag).Is(200)
	if answer.Header.Get("ETag") == first.Meta.Version {
		t.Error("the version stays")
	}
	w.key.Get(path, webtest.Header{Name: "If-None-Match", Value: first.Meta.Version}).Is(200)
	refused(t, w.key.Patch(path, operations("displayName", "J"), tag), 412, "")
	refused(t, w.key.Delete(path, tag), 412, "")
	same := w.key.Patch(path, operations("displayName", "Jonas")).Is(200)
	if same.Header.Get("ETag") != answer.Header.Get("ETag") {
		t.Error("a change of nothing moves the version")
	}
	w.key.Delete(path, webtest.Header{Name: "If-Match", Value: "*"}).Is(204)
	refused(t, w.key.Delete(path), 404, "")
}

// A deactivation beside an acceptance ends in one of two ways: the invitation is revoked and nobody came, or somebody
// came and is suspended. Access never stays.
func TestADeactivationBesideAnAcceptanceLeavesNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for n := range 40 {
		id := w.creates(fmt.Sprintf("jonas%d@oakey.example", n), nil).ID
		p := w.NewUserWith(account.Address(fmt.Sprintf("jonas%d@oakey.example", n)))
		var group sync.WaitGroup
		var accepted, deactivated int
		group.Go(func() { accepted = p.Post("/v1/me/invitations/"+id+"/accept", nil).Status })
		group.Go(func() { deactivated = w.patches(id, "active", false).Status })
		group.Wait()
		m := p.Place()
		if deactivated != 200 || (accepted == 200) != (m != nil) || m != nil && m.State != account.Suspended || w.reads(id).Active {
			t.Fatalf("acceptance %d, deactivation %d: the member is %+v", accepted, deactivated, m)
		}
	}
}

// The list has everybody with a place and those whom a client knows, page by page at the same cost.
func TestPagesInOrderCostTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	want := []string{string(w.Admin.Member)}
	for n := range 6 {
		want = append(want, string(w.NewMember(fmt.Sprint("Member ", n), account.Active, account.Grants{Role: account.Guest}).Member))
	}
	want = append(want, string(w.NewMember("Pending", account.PendingApproval, account.Grants{Role: account.Guest}).Member),
		string(w.NewMember("Suspended", account.Suspended, account.Grants{Role: account.Guest}).Member))
	for n := range 5 {
		want = append(want, w.creates(fmt.Sprintf("invited%d@oakey.example", n), body{"externalId": fmt.Sprint(n)}).ID)
	}
	for n := range 4 {
		want = append(want, w.creates(fmt.Sprintf("later%d@oakey.example", n), body{"active": false}).ID)
	}
	slices.Sort(want)
	var got []string
	var costs []int
	for start := 1; ; {
		var l list
		requests := w.Requests.During(func() {
			w.key.Get(fmt.Sprintf("%s?startIndex=%d&count=4", users, start)).Is(200).Into(&l)
		})
		costs = append(costs, len(requests))
		for _, u := range l.Resources {
			got = append(got, u.ID)
			if strings.HasPrefix(u.UserName, "later") == u.Active && !strings.HasPrefix(u.ID, "mem_") {
				t.Errorf("%s is active: %v", u.UserName, u.Active)
			}
		}
		if start += len(l.Resources); l.ItemsPerPage < 4 {
			break
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the pages have %v, want %v", got, want)
	}
	t.Logf("requests for each page: %v", costs)
	for _, n := range costs {
		if n > 9 {
			t.Errorf("the requests for the pages are %v", costs)
		}
	}
	var jump list
	w.key.Get(users + "?startIndex=9&count=3").Is(200).Into(&jump)
	if len(jump.Resources) != 3 || jump.StartIndex != 9 {
		t.Errorf("a jump leads to %+v", jump)
	}
	for filter, n := range map[string]int{"active eq true": 13, "active eq false": 5} {
		var l list
		w.key.Get(users + "?filter=" + strings.ReplaceAll(filter, " ", "+")).Is(200).Into(&l)
		if len(l.Resources) != n {
			t.Errorf("%s finds %d, want %d", filter, len(l.Resources), n)
		}
	}
	var none, searched list
	w.key.Get(users + "?count=0").Is(200).Into(&none)
	w.key.Post("/scim/v2/.search", body{"filter": `externalId eq "3"`, "attributes": []string{"externalId"}, "startIndex": 1, "count": 10}).Is(200).Into(&searched)
	if len(none.Resources) != 0 || len(searched.Resources) != 1 || searched.Resources[0].ExternalID != "3" || searched.Resources[0].UserName != "" {
		t.Errorf("count=0 answers %+v, the search %+v", none, searched)
	}
}

// An id, an external id and a user name lead nowhere in another organization.
func TestAnotherOrganizationKnowsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.creates("jonas@oakey.example", body{"externalId": "1"}).ID
	org, _, _ := w.NewOrganization("Other")
	other := world{w.World, w.NewKeyOf(org, account.SCIM)}
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		refused(t, other.key.Call(method, users+"/"+id, merged(operations("active", false), body{"userName": "x@oakey.example"})), 404, "")
		refused(t, other.key.Call(method, users+"/"+string(w.Admin.Member), merged(operations("active", false), body{"userName": "x@oakey.example"})), 404, "")
	}
	for _, filter := range []string{`id eq "` + id + `"`, `externalId eq "1"`, `userName eq "jonas@oakey.example"`, `emails.value eq "jonas@oakey.example"`} {
		if found := other.finds(filter); len(found) > 0 {
			t.Errorf("%s finds %+v", filter, found)
		}
	}
	other.creates("jonas@oakey.example", body{"externalId": "1"})
}
