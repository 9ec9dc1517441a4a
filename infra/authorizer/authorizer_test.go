package authorizer_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"roster/infra/authorizer"
	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

const (
	seen    = "GET /orgs/{org}"
	changed = "POST /orgs/{org}/accounts/{account}/campaigns"
	headed  = "GET /reports"
)

var rules = []byte(`{
	"GET /orgs/{org}": {"organization": "path.org"},
	"POST /orgs/{org}/accounts/{account}/campaigns": {"organization": "path.org", "ad_account": "path.account", "permission": "campaigns.apply"},
	"GET /reports": {"organization": "header.X-Organization", "permission": "financials.view"},
	"GET /slip": {"organization": "header.x-organization", "permission": "financials.vew"}
}`)

// guarded is an API behind the authorizer: Roster itself, an issuer that signs real tokens, and somebody with a login there.
type guarded struct {
	*webtest.World
	issuer *issuer
	who    *webtest.Person
	key    *webtest.Key
	keys   int // how often the key was read
	a      *authorizer.Authorizer
}

func newGuarded(t *testing.T) *guarded {
	t.Helper()
	g := &guarded{World: webtest.New(t, all.Register), issuer: newIssuer(t)}
	g.who = g.NewUserOf(account.Login{Issuer: g.issuer.URL, Subject: "sub-anna"}).Joins(account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"campaigns.apply"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: g.First, Role: "campaign_manager"}},
	})
	g.key = g.NewKey(account.AccessRead)
	parsed, err := authorizer.ParseRules(rules)
	if err != nil {
		t.Fatal(err)
	}
	g.a = &authorizer.Authorizer{
		Address: g.Server.URL, Rules: parsed, Now: g.Now, Tokens: authorizer.NewTokens(g.issuer.URL, []string{"shop", "shop-app"}, time.Now),
		Key: func(context.Context) (string, error) { g.keys++; return g.key.Secret + "\n", nil },
	}
	return g
}

// request is one as API Gateway hands it over, of somebody with that token.
func (g *guarded) request(route, token string) events.APIGatewayV2CustomAuthorizerV2Request {
	r := events.APIGatewayV2CustomAuthorizerV2Request{
		Version: "2.0", Type: "REQUEST", RouteKey: route, Headers: map[string]string{"authorization": "Bearer " + token},
		PathParameters: map[string]string{"org": string(g.Org), "account": string(g.First)},
	}
	if route == headed {
		r.Headers["x-organization"] = g.Org.Dashed()
	}
	return r
}

// ask answers as the function does, by way of the JSON that Lambda carries.
func (g *guarded) ask(r events.APIGatewayV2CustomAuthorizerV2Request) (allowed bool, more map[string]any, err error) {
	g.T.Helper()
	payload, err := json.Marshal(r)
	if err != nil {
		g.T.Fatal(err)
	}
	var arrived events.APIGatewayV2CustomAuthorizerV2Request
	if err := json.Unmarshal(payload, &arrived); err != nil {
		g.T.Fatal(err)
	}
	response, err := g.a.Handle(g.T.Context(), arrived)
	payload, _ = json.Marshal(response)
	var answer struct {
		IsAuthorized *bool          `json:"isAuthorized"`
		Context      map[string]any `json:"context"`
	}
	if failed := json.Unmarshal(payload, &answer); failed != nil || answer.IsAuthorized == nil {
		g.T.Fatalf("it answers %s, %v", payload, failed)
	}
	return *answer.IsAuthorized, answer.Context, err
}

// is fails the test unless the request is let through, or refused.
func (g *guarded) is(name string, want bool, r events.APIGatewayV2CustomAuthorizerV2Request) {
	g.T.Helper()
	if got, more, err := g.ask(r); got != want || err != nil || !want && more != nil {
		g.T.Errorf("%s: %t, %v, %v", name, got, more, err)
	}
}

// Whoever may is let through, and the API behind gets to know who it is and with what.
func TestWhoeverMayIsLetThrough(t *testing.T) {
	t.Parallel()
	g := newGuarded(t)
	got, more, err := g.ask(g.request(changed, g.issuer.token(nil)))
	want := map[string]any{
		"user": string(g.who.User.ID), "organization": string(g.Org), "role": "member", "permissions": "campaigns.apply",
		"ad_account": string(g.First), "ad_account_roles": "campaign_manager viewer",
	}
	if diff := cmp.Diff(want, more); !got || err != nil || diff != "" {
		t.Errorf("%t, %v (-want +got):\n%s", got, err, diff)
	}
	if _, more, _ := g.ask(g.request(seen, g.issuer.token(nil))); more["ad_account"] != "" || more["ad_account_roles"] != "" || more["role"] != "member" {
		t.Errorf("without an ad account it says %v", more)
	}
	if g.keys != 1 {
		t.Errorf("the key was read %d times", g.keys)
	}
	g.is("an access token of Cognito, which names its client", true, g.request(seen, g.issuer.token(claims{"aud": nil, "client_id": "shop-app"})))
	g.is("one of several audiences", true, g.request(seen, g.issuer.token(claims{"aud": []string{"other", "shop"}})))
	g.is("no permission", false, g.request(headed, g.issuer.token(nil)))
	g.who.Becomes(account.Active, account.Grants{Role: account.Admin})
	g.is("an admin", true, g.request(headed, g.issuer.token(nil)))
}

// Who it is must be sure, and what is asked about must be said; a route without a rule is closed.
func TestWhateverIsNotSureIsRefused(t *testing.T) {
	t.Parallel()
	g := newGuarded(t)
	good := g.request(changed, g.issuer.token(nil))
	g.is("the request itself", true, good)
	token := func(changed claims) events.APIGatewayV2CustomAuthorizerV2Request {
		return g.request("POST /orgs/{org}/accounts/{account}/campaigns", g.issuer.token(changed))
	}
	but := func(change func(*events.APIGatewayV2CustomAuthorizerV2Request)) events.APIGatewayV2CustomAuthorizerV2Request {
		r := good
		r.Headers, r.PathParameters = maps.Clone(r.Headers), maps.Clone(r.PathParameters)
		change(&r)
		return r
	}
	other := newIssuer(t)
	for name, r := range map[string]events.APIGatewayV2CustomAuthorizerV2Request{
		"no token":                        but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { delete(r.Headers, "authorization") }),
		"another scheme":                  but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { r.Headers["authorization"] = "Basic YTpi" }),
		"no JWT":                          g.request(changed, "rubbish"),
		"expired":                         token(claims{"exp": time.Now().Add(-time.Minute).Unix()}),
		"another audience":                token(claims{"aud": "other"}),
		"no audience":                     token(claims{"aud": nil}),
		"another client, and no audience": token(claims{"aud": nil, "client_id": "other"}),
		"nobody":                          token(claims{"sub": nil}),
		"somebody whom Roster has not":    token(claims{"sub": "sub-nobody"}),
		"another issuer":                  g.request(changed, other.token(nil)),
		"signed by another key":           g.request(changed, g.issuer.signedBy(otherKey, nil)),
		"not signed":                      g.request(changed, g.issuer.unsigned(nil)),
		"signed with what is public":      g.request(changed, g.issuer.signedBySecret(nil)),
		"no rule":                         but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { r.RouteKey = "DELETE /orgs/{org}" }),
		"the default route":               but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { r.RouteKey = "$default" }),
		"no organization":                 but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { delete(r.PathParameters, "org") }),
		"no ad account":                   but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { r.PathParameters["account"] = "" }),
		"another ad account":              but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { r.PathParameters["account"] = "shop-7" }),
		"an organization not there":       but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { r.PathParameters["org"] = "1000000000" }),
		"an organization that is no id":   but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) { r.PathParameters["org"] = "../1" }),
		"a slip in a rule": but(func(r *events.APIGatewayV2CustomAuthorizerV2Request) {
			r.RouteKey, r.Headers["x-organization"] = "GET /slip", string(g.Org)
		}),
	} {
		g.is(name, false, r)
	}
}

// Nothing is kept: what changes in Roster counts for the next request.
func TestAChangeCountsForTheNextRequest(t *testing.T) {
	t.Parallel()
	g := newGuarded(t)
	r := g.request(changed, g.issuer.token(nil))
	grants := g.who.Place().Grants
	for name, c := range map[string]struct{ away, back func() }{
		"suspended":   {func() { g.who.Becomes(account.Suspended, grants) }, func() { g.who.Becomes(account.Active, grants) }},
		"edited":      {func() { g.who.Becomes(account.Active, account.Grants{Role: account.PlainMember}) }, func() { g.who.Becomes(account.Active, grants) }},
		"removed":     {g.who.IsRemoved, func() { g.who.Joins(account.Active, grants) }},
		"two-factor":  {func() { g.Settings(func(s *account.Settings) { s.RequireTwoFactor = true }) }, func() { g.who.TurnsOnTwoFactor() }},
		"not at once": {func() { g.who.Becomes(account.PendingApproval, grants) }, func() { g.who.Becomes(account.Active, grants) }},
	} {
		g.is(name+": before", true, r)
		c.away()
		g.is(name, false, r)
		c.back()
	}
	g.is("in the end", true, r)
}

// When nobody can tell, the request does not get through, and that is an error.
func TestWhenNobodyCanTellItIsRefused(t *testing.T) {
	t.Parallel()
	down := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	t.Cleanup(down.Close)
	for name, breaks := range map[string]func(*guarded){
		"the issuer is away":              func(g *guarded) { g.issuer.down.Store(true) },
		"the issuer has lost its keys":    func(g *guarded) { g.issuer.keyless.Store(true) },
		"Roster is away":                  func(g *guarded) { g.a.Address = "http://127.0.0.1:1" },
		"Roster is unavailable":           func(g *guarded) { g.a.Address = down.URL },
		"the key carries something else":  func(g *guarded) { g.key = g.NewKey(account.UsersRead) },
		"the key is revoked":              func(g *guarded) { g.key.Revokes() },
		"the key cannot be read":          func(g *guarded) { g.a.Key = func(context.Context) (string, error) { return "", errors.New("denied") } },
		"the data of Roster is not there": func(g *guarded) { g.Faults.Before(func(string) error { return errors.New("throttled") }) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGuarded(t)
			breaks(g)
			if allowed, more, err := g.ask(g.request(seen, g.issuer.token(nil))); allowed || more != nil || err == nil {
				t.Errorf("%t, %v, %v", allowed, more, err)
			}
		})
	}
}

// An issuer that was away when the function started is asked again; so is the place of the key when Roster does not take it
// any more, but not with every request.
func TestWhatWasAwayIsAskedAgain(t *testing.T) {
	t.Parallel()
	g := newGuarded(t)
	r := g.request(seen, g.issuer.token(nil))
	g.issuer.down.Store(true)
	if _, _, err := g.ask(r); err == nil {
		t.Fatal("an issuer that is away answers")
	}
	g.issuer.down.Store(false)
	g.is("once it is back", true, r)

	old := g.key
	old.Revokes()
	g.key = g.NewKey(account.AccessRead)
	for range 3 {
		if _, _, err := g.ask(r); err == nil {
			t.Error("a key that was just read is read again")
		}
	}
	g.Advance(time.Minute)
	g.is("with the new key", true, r)
	if g.keys != 2 {
		t.Errorf("the key was read %d times", g.keys)
	}
}
