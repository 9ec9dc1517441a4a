package session_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"roster/functions/session"
	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// A whole sign-in against the issuer of the local run: a certified OpenID Connect provider, through its own
// pages.
func TestSignInAtTheLocalIssuer(t *testing.T) {
	t.Parallel()
	address := startIssuer(t)
	w := webtest.New(t, func(a *web.API) {
		a.Config.SignIn.Issuer, a.Config.SignIn.ClientID = address, "roster"
		session.Register(a)
	})
	b := (&world{World: w}).newBrowser()
	p := newPages(t)
	signIn := func(query string) string {
		t.Helper()
		return b.call(http.MethodGet, "/auth/login?"+query, nil).Is(302).Header.Get("Location")
	}

	p.open(signIn("return_to=/security&login_hint=anna%40oakey.example"))
	p.shows(`value="anna@oakey.example"`)
	p.submit(url.Values{"address": {"anna@oakey.example"}, "password": {"roster-demo"}})
	if to := b.call(http.MethodGet, p.left, nil).Is(302).Header.Get("Location"); to != "https://roster.example/security" {
		t.Errorf("led to %s", to)
	}
	first := b.session()
	if first.User.Name != "Anna-Lena Krüger" || first.User.Email != "anna@oakey.example" {
		t.Errorf("signed in as %+v", first.User)
	}

	// The provider's session goes on: nothing is asked.
	p.open(signIn(""))
	b.call(http.MethodGet, p.left, nil).Is(302)

	// It does not make the session fresh, which a sign-in does that was asked for: the password has to be entered again.
	w.Advance(2 * account.FreshFor)
	p.open(signIn(""))
	b.call(http.MethodGet, p.left, nil).Is(302)
	if until := b.session().FreshUntil; until.After(w.Now()) {
		t.Errorf("the session is fresh until %v without a password", until)
	}
	w.Advance(time.Since(w.Now()))
	p.open(signIn("fresh=true&login_hint=anna%40oakey.example"))
	p.shows("Password")
	entered := time.Now().Truncate(time.Second)
	p.submit(url.Values{"address": {"anna@oakey.example"}, "password": {"roster-demo"}})
	w.Advance(time.Since(w.Now()))
	b.call(http.MethodGet, p.left, nil).Is(302)
	if until := b.session().FreshUntil; until.Before(entered.Add(account.FreshFor)) {
		t.Errorf("the session is fresh until %v after the password was entered at %v", until, entered)
	}

	// Switching asks which login; a new account has its own page.
	p.open(signIn("switch=1"))
	p.shows("Choose an account")
	p.open(signIn("screen_hint=signup&login_hint=new%40oakey.example"))
	p.shows("Create an account")
	p.shows(`value="new@oakey.example"`)

	// Signing out ends the provider's session, too, and comes back to the page.
	var out session.SignedOut
	b.call(http.MethodPost, "/auth/logout", nil).Is(200).Into(&out)
	p.open(out.URL)
	p.submit(nil)
	if p.left != "/" {
		t.Errorf("signed out to %q on %s:\n%s", p.left, p.at, p.page)
	}
	b.isNobody()
	p.open(signIn(""))
	p.shows("Password")
}

// startIssuer starts the issuer of the local run and returns its address.
func startIssuer(t *testing.T) string {
	t.Helper()
	people := filepath.Join(t.TempDir(), "people.json")
	text, err := json.Marshal([]map[string]string{{"name": "Anna-Lena Krüger", "address": "anna@oakey.example", "password": "roster-demo"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(people, text, 0o600); err != nil {
		t.Fatal(err)
	}
	var output bytes.Buffer
	port := freePort(t)
	issuer := exec.CommandContext(t.Context(), "node", "../../infra/local/services/issuer/main.js", "--port", port,
		"--state", t.TempDir(), "--people", people, "--home", "https://roster.example", "--mail", "http://localhost:1")
	issuer.Stdout, issuer.Stderr = &output, &output
	if err := issuer.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- issuer.Wait() }()
	t.Cleanup(func() { <-ended }) // the test's context, which ends before, ends it
	address := "http://localhost:" + port
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if answer, err := http.Get(address + "/.well-known/openid-configuration"); err == nil {
			_ = answer.Body.Close()
			return address
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the issuer ended: %v (is it installed? infra/install/run.sh)\n%s", err, output.String())
		default:
		}
		if time.Now().After(deadline) {
			t.Fatal("the issuer does not answer")
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return fmt.Sprint(listener.Addr().(*net.TCPAddr).Port)
}

// pages walks through the issuer's pages as a browser does, until it is sent back to Roster.
type pages struct {
	t      *testing.T
	client *http.Client
	at     *url.URL
	page   string
	left   string // path and query of Roster where it was sent to, if it was
}

func newPages(t *testing.T) *pages {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &pages{t: t}
	p.client = &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host != "roster.example" {
			return nil
		}
		p.left = r.URL.RequestURI()
		return http.ErrUseLastResponse
	}}
	return p
}

func (p *pages) open(address string) {
	p.t.Helper()
	p.left = ""
	p.read(p.client.Get(address))
}

var (
	action = regexp.MustCompile(`action="([^"]+)"`)
	hidden = regexp.MustCompile(`<input type="hidden"[^>]*name="([^"]+)" value="([^"]*)"`)
)

// submit sends the first form of the page.
func (p *pages) submit(values url.Values) {
	p.t.Helper()
	form := action.FindStringSubmatch(p.page)
	if form == nil {
		p.t.Fatalf("no form on %s:\n%s", p.at, p.page)
	}
	all := url.Values{}
	for _, input := range hidden.FindAllStringSubmatch(p.page, -1) {
		all.Set(input[1], html.UnescapeString(input[2]))
	}
	for name, value := range values {
		all[name] = value
	}
	to, err := p.at.Parse(html.UnescapeString(form[1]))
	if err != nil {
		p.t.Fatal(err)
	}
	p.read(p.client.PostForm(to.String(), all))
}

func (p *pages) read(answer *http.Response, err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	p.at, p.page = answer.Request.URL, string(text)
}

func (p *pages) shows(text string) {
	p.t.Helper()
	if !strings.Contains(p.page, text) {
		p.t.Fatalf("%s does not show %q:\n%s", p.at, text, p.page)
	}
}
