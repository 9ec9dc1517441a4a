package stack

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

const home = "http://localhost:1" // nothing listens there: the browser below stops before it

var carrie = Person{Name: "Carrie Oakey", Address: "Carrie@oakey.example", Password: "roster-demo"}

// TestIssuer walks through the issuer as a browser does, with the same OpenID Connect libraries that
// Roster uses.
func TestIssuer(t *testing.T) {
	s := startStack(t, Config{Home: home, People: []Person{carrie}})

	t.Run("a seeded person signs in, and the ID token says who with a verified address", func(t *testing.T) {
		b := newBrowser(t, s)
		b.open(b.authorize())
		b.submit(url.Values{"address": {"CARRIE@oakey.example"}, "password": {carrie.Password}})
		b.wantClaims("Carrie Oakey", "carrie@oakey.example")
	})

	t.Run("a wrong password says so and signs nobody in", func(t *testing.T) {
		b := newBrowser(t, s)
		b.open(b.authorize())
		b.submit(url.Values{"address": {carrie.Address}, "password": {"wrong"}})
		b.wantText("Address and password do not belong together")
		b.open(b.authorize(oauth2.SetAuthURLParam("prompt", "none")))
		b.wantError("login_required")
	})

	t.Run("a new account exists only after the mailed code", func(t *testing.T) {
		b := newBrowser(t, s)
		b.open(b.authorize(oauth2.SetAuthURLParam("screen_hint", "signup"), oauth2.SetAuthURLParam("login_hint", "new@oakey.example")))
		b.wantText(`value="new@oakey.example"`)
		b.submit(url.Values{"name": {"New Person"}, "address": {"new@oakey.example"}, "password": {"long enough"}})
		b.wantText("six digits")
		code := mailedCode(t, s.Mail, "new@oakey.example")
		b.submit(url.Values{"code": {otherThan(code)}})
		b.wantText("not the code we sent")

		stranger := newBrowser(t, s)
		stranger.open(stranger.authorize())
		stranger.submit(url.Values{"address": {"new@oakey.example"}, "password": {"long enough"}})
		stranger.wantText("do not belong together")

		b.submit(url.Values{"code": {code}})
		b.wantClaims("New Person", "new@oakey.example")
	})

	t.Run("the code cannot be guessed: five tries, then a new one is needed", func(t *testing.T) {
		b := newBrowser(t, s)
		b.open(b.authorize(oauth2.SetAuthURLParam("screen_hint", "signup")))
		b.submit(url.Values{"name": {"Guess"}, "address": {"guess@oakey.example"}, "password": {"long enough"}})
		code := mailedCode(t, s.Mail, "guess@oakey.example")
		for range 5 {
			b.submit(url.Values{"code": {otherThan(code)}})
		}
		b.submit(url.Values{"code": {code}})
		b.wantText("expired or was tried too often")
	})

	t.Run("signing in with a live session asks nothing, select_account asks which account", func(t *testing.T) {
		b := newBrowser(t, s)
		b.open(b.authorize())
		b.submit(url.Values{"address": {carrie.Address}, "password": {carrie.Password}})
		b.open(b.authorize())
		b.wantClaims("Carrie Oakey", "carrie@oakey.example")
		b.open(b.authorize(oauth2.SetAuthURLParam("prompt", "select_account")))
		b.wantText("Choose an account")
		b.submit(nil)
		b.wantClaims("Carrie Oakey", "carrie@oakey.example")
	})

	t.Run("signing out ends the session and goes back to Roster", func(t *testing.T) {
		b := newBrowser(t, s)
		b.open(b.authorize())
		b.submit(url.Values{"address": {carrie.Address}, "password": {carrie.Password}})
		b.open(s.Issuer + "/session/end?" + url.Values{"client_id": {"roster"}, "post_logout_redirect_uri": {home + "/"}}.Encode())
		b.submit(nil)
		if b.left != home+"/" {
			t.Fatalf("signed out to %q", b.left)
		}
		b.open(b.authorize(oauth2.SetAuthURLParam("prompt", "none")))
		b.wantError("login_required")
	})

	t.Run("a request without PKCE is refused", func(t *testing.T) {
		b := newBrowser(t, s)
		b.open(b.oauth.AuthCodeURL("state"))
		b.wantError("invalid_request")
	})
}

// browser follows redirects and submits the first form of a page, until it is sent back to Roster.
type browser struct {
	t        *testing.T
	client   *http.Client
	oauth    oauth2.Config
	provider *oidc.Provider
	verifier string

	at   *url.URL // the page that is shown
	page string
	left string // where Roster was to be opened, if it was
}

func newBrowser(t *testing.T, s *Stack) *browser {
	t.Helper()
	provider, err := oidc.NewProvider(t.Context(), s.Issuer)
	if err != nil {
		t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	b := &browser{t: t, provider: provider, verifier: oauth2.GenerateVerifier()}
	b.oauth = oauth2.Config{
		ClientID: "roster", Endpoint: provider.Endpoint(), RedirectURL: home + "/auth/callback",
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
	}
	b.client = &http.Client{Jar: jar, CheckRedirect: func(request *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(request.URL.String(), home) {
			b.left = request.URL.String()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	return b
}

func (b *browser) authorize(more ...oauth2.AuthCodeOption) string {
	return b.oauth.AuthCodeURL("state", append(more, oauth2.S256ChallengeOption(b.verifier))...)
}

func (b *browser) open(address string) {
	b.t.Helper()
	b.left = ""
	b.fetch(http.NewRequestWithContext(b.t.Context(), http.MethodGet, address, nil))
}

func (b *browser) submit(values url.Values) {
	b.t.Helper()
	action := regexp.MustCompile(`action="([^"]+)"`).FindStringSubmatch(b.page)
	if action == nil {
		b.t.Fatalf("no form on %s:\n%s", b.at, b.page)
	}
	form := url.Values{}
	for _, hidden := range regexp.MustCompile(`<input type="hidden"[^>]*name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(b.page, -1) {
		form.Set(hidden[1], hidden[2])
	}
	for name, value := range values {
		form[name] = value
	}
	target, err := b.at.Parse(html.UnescapeString(action[1]))
	if err != nil {
		b.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, target.String(), strings.NewReader(form.Encode()))
	if err == nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	b.fetch(request, err)
}

func (b *browser) fetch(request *http.Request, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	response, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.at, b.page = response.Request.URL, string(text)
}

func (b *browser) wantText(text string) {
	b.t.Helper()
	if !strings.Contains(b.page, text) {
		b.t.Fatalf("%s does not say %q:\n%s", b.at, text, b.page)
	}
}

func (b *browser) wantError(code string) {
	b.t.Helper()
	if got := b.callback().Get("error"); got != code {
		b.t.Fatalf("got error %q, want %q; at %s", got, code, b.at)
	}
}

func (b *browser) callback() url.Values {
	b.t.Helper()
	back, err := url.Parse(b.left)
	if err != nil || b.left == "" {
		b.t.Fatalf("not sent back to Roster, but at %s:\n%s", b.at, b.page)
	}
	return back.Query()
}

// wantClaims exchanges the code and verifies the ID token.
func (b *browser) wantClaims(name, email string) {
	b.t.Helper()
	token, err := b.oauth.Exchange(b.t.Context(), b.callback().Get("code"), oauth2.VerifierOption(b.verifier))
	if err != nil {
		b.t.Fatal(err)
	}
	raw, _ := token.Extra("id_token").(string)
	verified, err := b.provider.Verifier(&oidc.Config{ClientID: "roster"}).Verify(b.t.Context(), raw)
	if err != nil {
		b.t.Fatal(err)
	}
	var got struct {
		Name     string `json:"name"`
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
		AuthTime int64  `json:"auth_time"`
	}
	if err := verified.Claims(&got); err != nil {
		b.t.Fatal(err)
	}
	if got.Name != name || got.Email != email || !got.Verified || got.AuthTime == 0 || verified.Subject == "" {
		b.t.Fatalf("claims %+v of %q, want %s <%s>, verified, with auth_time", got, verified.Subject, name, email)
	}
}

var sixDigits = regexp.MustCompile(`your code is (\d{6})`)

// mailedCode reads the last code that was mailed to the address.
func mailedCode(t *testing.T, mail, address string) string {
	t.Helper()
	store := mailStore(t, mail)
	at := strings.LastIndex(store, address)
	if at < 0 {
		t.Fatalf("nothing was mailed to %s: %s", address, store)
	}
	found := sixDigits.FindStringSubmatch(store[at:])
	if found == nil {
		t.Fatalf("no code in the mail: %s", store[at:])
	}
	return found[1]
}

func otherThan(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}
