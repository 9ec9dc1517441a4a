package integrations_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"roster/functions/integrations"
	"roster/functions/list"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

const (
	keys    = "/v1/organizations/{org}/api-keys"
	members = "/v1/organizations/{org}/members"
)

func newWorld(t *testing.T) *webtest.World {
	return webtest.New(t, integrations.Register, list.Register)
}

type made struct {
	wire.APIKey
	Key                string
	ProvisioningSecret string `json:"provisioning_secret"`
}

type listed struct{ Items []wire.APIKey }

// A key is shown once, opens what its scopes say from then on, and nothing from its end on.
func TestAKeyFromItsMakingToItsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var k made
	body := map[string]any{
		"name": "HR system", "scopes": []string{"users.read", "provision"}, "expires_at": w.Now().Add(30 * 24 * time.Hour),
		"ad_account_roles": []map[string]string{{"ad_account": string(w.First), "role": "audience_manager"}},
	}
	w.Admin.Post(keys, body).Is(201).Into(&k)
	if !strings.HasPrefix(k.Key, strings.TrimSuffix(k.Prefix, "…")) || !strings.HasPrefix(k.ProvisioningSecret, "whsec_") {
		t.Fatalf("the key is %+v", k)
	}
	program := w.WithKey(k.Key)
	program.Get(members).Is(200)
	program.Get("/v1/key").Is(200).Into(&k.APIKey)
	if k.Organization != string(w.Org) || len(k.AdAccountRoles) != 1 || k.AdAccountRoles[0].Role != "audience_manager" {
		t.Errorf("the key says of itself %+v", k.APIKey)
	}

	var all listed
	answer := w.Admin.Get(keys).Is(200).Into(&all)
	if len(all.Items) != 1 || all.Items[0].LastUsedAt == nil || all.Items[0].CreatedBy.Name != "Carrie Oakey" {
		t.Errorf("listed are %+v", all.Items)
	}
	if strings.Contains(string(answer.Body), k.Key[len(k.Key)-20:]) {
		t.Error("the list shows the secret")
	}

	w.Advance(30*24*time.Hour - time.Second)
	program.Get(members).Is(200)
	w.Advance(time.Second)
	program.Get(members).Refused(401, "unauthenticated")
}

// Revoking counts with the very next call, and once.
func TestARevokedKeyOpensNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.NewKey(account.UsersRead)
	k.Get(members).Is(200)
	w.Advance(time.Second)
	w.Admin.Delete(keys + "/" + string(k.Key.ID)).Is(204)
	k.Get(members).Refused(401, "unauthenticated")
	w.Admin.Delete(keys+"/"+string(k.Key.ID)).Refused(404, "not-found")
	var all listed
	if w.Admin.Get(keys).Is(200).Into(&all); len(all.Items) != 0 {
		t.Errorf("listed are %+v", all.Items)
	}
	var kinds []string
	for _, e := range w.Events(string(k.Key.ID)) {
		kinds = append(kinds, string(e.Type))
	}
	if strings.Join(kinds, " ") != "api_key.created api_key.revoked" {
		t.Errorf("the events are %v", kinds)
	}
}

// A key holds in its own organization alone. Elsewhere it is a stranger, and nobody elsewhere can end it.
func TestAKeyHoldsInItsOwnOrganization(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other, boss, _ := w.NewOrganization("Elsewhere")
	mine, operators := w.NewKey(account.Scopes...), w.NewOperatorKey(account.UsersRead)
	elsewhere := "/v1/organizations/" + string(other)
	mine.Get(elsewhere+"/members").Refused(404, "not-found")
	boss.Delete(elsewhere+"/api-keys/"+string(mine.Key.ID)).Refused(404, "not-found")
	boss.Delete(elsewhere+"/api-keys/"+string(operators.Key.ID)).Refused(404, "not-found")
	operators.Get(elsewhere + "/members").Is(200)
	operators.Get(members).Is(200)
	operators.Get("/v1/organizations/4000000009/members").Refused(404, "not-found")
	operators.Get(keys).Refused(403, "forbidden")
}

// With an Authorization header the cookie counts for nothing: a browser that is made to send both acts as the key or
// not at all. A key needs no Origin.
func TestAKeyAndACookie(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	reader := w.NewKey(account.UsersRead)
	for name, c := range map[string]struct {
		authorization string
		status        int
	}{
		"a key that may not":             {"Bearer " + reader.Secret, 403},
		"a key that is none":             {"Bearer rk_nonsense", 401},
		"an empty one":                   {"Bearer ", 401},
		"another scheme":                 {"Basic " + reader.Secret, 401},
		"the right id, another secret":   {"Bearer " + reader.Secret[:len(reader.Secret)-4] + "AAAA", 401},
		"a key of nobody":                {"Bearer rk_01JD3Q9Z5T7K2M8V4X6W0RBCDE_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 401},
		"an invitation's id for a key's": {"Bearer " + strings.Replace(reader.Secret, "rk_", "rk_inv_", 1), 401},
	} {
		w.Admin.Call(http.MethodGet, keys, nil, webtest.Header{Name: "Authorization", Value: c.authorization}).Is(c.status)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	w.NewKey(account.UsersRead).Call(http.MethodGet, members, nil, webtest.Header{Name: "Origin", Value: "https://evil.example"}).Is(200)
}

func TestWhatAKeyMayBeMadeOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, _, foreign := w.NewOrganization("Elsewhere")
	archived := w.NewAdAccount("Old", account.AdAccountIsArchived)
	on := func(id account.AdAccountID, role string) []map[string]string {
		return []map[string]string{{"ad_account": string(id), "role": role}}
	}
	for name, c := range map[string]struct {
		change map[string]any
		status int
	}{
		"as it is":                                {map[string]any{}, 201},
		"every scope":                             {map[string]any{"scopes": account.Scopes}, 201},
		"no scope":                                {map[string]any{"scopes": []string{}}, 422},
		"a scope of the operator":                 {map[string]any{"scopes": []string{"organizations.write"}}, 422},
		"no name":                                 {map[string]any{"name": " "}, 422},
		"an address for a name":                   {map[string]any{"name": "https://evil.example"}, 422},
		"an end that has passed":                  {map[string]any{"expires_at": w.Now().Add(-time.Second)}, 422},
		"a role for people":                       {map[string]any{"ad_account_roles": on(w.First, "viewer")}, 201},
		"a role that is none":                     {map[string]any{"ad_account_roles": on(w.First, "emperor")}, 422},
		"an ad account of another organization":   {map[string]any{"ad_account_roles": on(foreign, "viewer")}, 422},
		"an archived ad account":                  {map[string]any{"ad_account_roles": on(archived, "viewer")}, 422},
		"an ad account's id that is none at all":  {map[string]any{"ad_account_roles": on("../x", "viewer")}, 422},
		"a field that nobody knows":               {map[string]any{"admin": true}, 422},
		"a name that would break a line of a log": {map[string]any{"name": "a\r\nb"}, 422},
	} {
		body := map[string]any{"name": "HR system", "scopes": []string{"users.read"}}
		for field, value := range c.change {
			body[field] = value
		}
		if answer := w.Admin.Post(keys, body); answer.Status != c.status {
			t.Errorf("%s: %d, want %d: %s", name, answer.Status, c.status, answer.Body)
		}
	}
}

// The answer to a repeat names the key and opens nothing; no second key is made.
func TestARepeatShowsNoSecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	body := map[string]any{"name": "HR system", "scopes": []string{"provision"}}
	var first, again made
	w.Admin.Post(keys, body, webtest.Repeat("one")).Is(201).Into(&first)
	w.Admin.Post(keys, body, webtest.Repeat("one")).Is(201).Into(&again)
	if again.ID != first.ID || first.Key == "" || again.Key != "" || again.ProvisioningSecret != "" {
		t.Errorf("first %+v, again %+v", first, again)
	}
	table := storetest.Table(t, w.Config)
	for _, secret := range []string{first.Key[len(first.Key)-43:], first.ProvisioningSecret} {
		if table.Contains(t, secret) {
			t.Error("the table holds a secret")
		}
	}
}

// A key is read with the organization in one round trip, as a person is.
func TestTheActorByKeyCostsOneRoundTrip(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.NewKey(account.UsersRead)
	k.Get("/v1/organizations/{org}/counts").Is(200) // notes that it was used
	got := w.Requests.During(func() { k.Get("/v1/organizations/{org}/counts").Is(200) })
	if len(got) != 1 {
		t.Errorf("it asked DynamoDB %v", got)
	}
}
