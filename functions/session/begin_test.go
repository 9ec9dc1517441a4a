package session_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/awslabs/aws-lambda-go-api-proxy/httpadapter"

	"roster/shared/signin"
	"roster/shared/store/storetest"
	"roster/shared/web"
)

// return_to is a path on this site, else "/", and never carries a token.
func TestReturnToStaysOnTheSite(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for given, want := range map[string]string{
		"":                              "/",
		"/":                             "/",
		"/orgs/4829130776/users":        "/orgs/4829130776/users",
		"/orgs/1?tab=invited&q=a%20b":   "/orgs/1?tab=invited&q=a%20b",
		"/security?a=//b":               "/security?a=//b",
		"/accept#secret-token":          "/accept",
		"/#//evil.example":              "/",
		"//evil.example":                "/",
		`/\evil.example`:                "/",
		`\\evil.example`:                "/",
		"/\t/evil.example":              "/",
		"/\n/evil.example":              "/",
		"/a\r\nSet-Cookie: a=b":         "/",
		"/a\x00b":                       "/",
		"/a\u0085b":                     "/",
		"/a\xffb":                       "/",
		"https://evil.example":          "/",
		"https:/evil.example":           "/",
		"javascript:alert(1)":           "/",
		"evil.example":                  "/",
		" /orgs":                        "/",
		"/auth/login":                   "/",
		"/auth/callback?code=1":         "/",
		"/" + strings.Repeat("a", 2000): "/",
		// These stay on the site only as long as nobody tidies them up.
		`/./\evil.example`:    `/./\evil.example`,
		"/.//evil.example":    "/.//evil.example",
		"/a/..//evil.example": "/a/..//evil.example",
		"/ü ber":              "/%C3%BC%20ber",
	} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			b := w.in(t).newBrowser()
			answer := b.answered(b.leave(url.Values{"return_to": {given}}.Encode()), nil).Is(302)
			if got := answer.Header.Get("Location"); got != "https://roster.example"+want {
				t.Errorf("led to %s, want %s on the site", got, want)
			}
		})
	}
}

func TestWishesReachTheProvider(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for query, want := range map[string]map[string]string{
		"":                                  {},
		"login_hint=Anna%40Oakey.example":   {"login_hint": "anna@oakey.example"},
		"login_hint=%3Cscript%3E":           {},
		"screen_hint=signup":                {"screen_hint": "signup"},
		"screen_hint=anything":              {},
		"switch=1":                          {"prompt": "select_account"},
		"screen_hint=select_account":        {"prompt": "select_account"},
		"switch=1&login_hint=a%40b.example": {"prompt": "select_account", "login_hint": "a@b.example"},
		"fresh=true":                        {"prompt": "login", "max_age": "0"},
		"fresh=true&switch=1":               {"prompt": "login", "max_age": "0"},
		"fresh=1":                           {},
		"prompt=none&redirect_uri=https://evil.example": {},
	} {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			q := w.in(t).newBrowser().leave(query).Query()
			got := map[string]string{}
			for _, name := range []string{"login_hint", "screen_hint", "prompt", "max_age"} {
				if q.Has(name) {
					got[name] = q.Get(name)
				}
			}
			if !maps.Equal(got, want) {
				t.Errorf("the provider is asked for %v, want %v", got, want)
			}
			if q.Get("redirect_uri") != "https://roster.example/auth/callback" {
				t.Errorf("the provider sends people to %s", q.Get("redirect_uri"))
			}
		})
	}
}

// The address of this deployment is configured; a request cannot change it.
func TestForgedHostChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/auth/login", nil)
	r.Host = "evil.example"
	r.Header.Set("X-Forwarded-Host", "evil.example")
	r.Header.Set("Forwarded", "host=evil.example")
	answer := httptest.NewRecorder()
	w.API.Handler().ServeHTTP(answer, r)
	to, _ := url.Parse(answer.Header().Get("Location"))
	if got := to.Query().Get("redirect_uri"); got != "https://roster.example/auth/callback" {
		t.Errorf("redirect_uri is %s", got)
	}
}

// On Lambda, address and client id come with the stage, and two cookies leave in one answer.
func TestStageNamesAddressAndClient(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	adapter := httpadapter.NewV2(w.API.Handler())
	stage := map[string]string{"base_url": "https://users.example.com/", "client_id": "made-by-the-pool"}
	request := events.APIGatewayV2HTTPRequest{
		RawPath: "/auth/login", StageVariables: stage,
		RequestContext: events.APIGatewayV2HTTPRequestContext{HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{Method: "GET", Path: "/auth/login"}},
	}
	answer, err := adapter.ProxyWithContext(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	to, _ := url.Parse(answer.Headers["Location"])
	if q := to.Query(); q.Get("client_id") != "made-by-the-pool" || q.Get("redirect_uri") != "https://users.example.com/auth/callback" {
		t.Errorf("sent to %s", to)
	}
	if len(answer.Cookies) != 1 || !strings.HasPrefix(answer.Cookies[0], signin.AttemptCookie+"=") {
		t.Errorf("cookies are %v", answer.Cookies)
	}
}

// Nothing in the table finishes a sign-in or opens a session.
func TestTableHoldsNoSecretOfASignIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	b.signIn(nil)
	request := b.leave("return_to=/security")
	attempt, _ := signin.AttemptOf(&http.Request{Header: http.Header{"Cookie": {signin.AttemptCookie + "=" + b.cookies[signin.AttemptCookie]}}})
	_, sessionSecret, _ := strings.Cut(b.cookies[signin.SessionCookie], ".")
	out, err := storetest.Client(w.Config).Scan(t.Context(), &dynamodb.ScanInput{TableName: &w.Config.Table})
	if err != nil {
		t.Fatal(err)
	}
	all, err := json.Marshal(out.Items)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(all), "/security") {
		t.Fatal("the attempt is not in the table: this test sees nothing")
	}
	for name, secret := range map[string]string{
		"the pre-login cookie": attempt.Secret(), "the state": request.Query().Get("state"), "the nonce": attempt.Nonce(),
		"the verifier": attempt.Verifier(), "the session cookie": sessionSecret,
	} {
		if secret == "" || strings.Contains(string(all), secret) {
			t.Errorf("%s is in the table", name)
		}
	}
}

// A refusal is a page for a browser and a problem for everybody else.
func TestRefusalIsAPageForABrowser(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(a *web.API) { a.Config.ProductName = "Oakey & <Sons>" })
	chromium := "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
	for name, c := range map[string]struct {
		accept string
		page   bool
	}{
		"a browser":              {chromium, true},
		"HTML before JSON":       {"text/html, application/json;q=0.9", true},
		"JSON before HTML":       {"application/json, text/html;q=0.9", false},
		"HTML not at all":        {"text/html;q=0", false},
		"anything":               {"*/*", false},
		"nothing said":           {"", false},
		"what cannot be read":    {";;,/", false},
		"the page's own fetches": {"application/json", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/auth/callback?state=x", nil)
			r.Header.Set("Accept", c.accept)
			answer := httptest.NewRecorder()
			w.API.Handler().ServeHTTP(answer, r)
			body := answer.Body.String()
			if answer.Code != 400 || answer.Header().Get("Vary") != "Accept" {
				t.Errorf("answered %d, %v", answer.Code, answer.Header())
			}
			if kind := answer.Header().Get("Content-Type"); strings.HasPrefix(kind, "text/html") != c.page {
				t.Fatalf("answered %s: %s", kind, body)
			}
			if !c.page {
				return
			}
			for _, want := range []string{"not begun in this browser", `href="/auth/login?return_to=%2F"`, "Oakey &amp; &lt;Sons&gt;", answer.Header().Get("X-Request-Id")} {
				if !strings.Contains(body, want) {
					t.Errorf("the page lacks %q: %s", want, body)
				}
			}
			for _, never := range []string{"<script", "<style", "style=", "{"} {
				if strings.Contains(body, never) {
					t.Errorf("the page has %q", never)
				}
			}
			if !strings.Contains(answer.Header().Get("Content-Security-Policy"), "default-src 'none'") {
				t.Error("the page has no policy")
			}
		})
	}
}

// Whose address is not verified is led to another login: the provider would send the same one again.
func TestUnverifiedIsLedToAnotherLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	request := b.leave("return_to=/accept")
	query := w.issuer.grant(request, w.issuer.signed(w.issuer.says(request, w.Now(), claims{"email_verified": false})), nil)
	body := string(b.back(query, accepts("text/html")).Is(403).Body)
	if !strings.Contains(body, `href="/auth/login?return_to=%2Faccept&amp;switch=1"`) {
		t.Errorf("the page does not lead on: %s", body)
	}
}
