package session_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"roster/functions/session"
	"roster/shared/signin"
	"roster/shared/web"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

// world is a webtest.World with an issuer.
type world struct {
	*webtest.World
	issuer *issuer
}

func newWorld(t *testing.T, more ...func(*web.API)) *world {
	t.Helper()
	i := newIssuer(t)
	w := webtest.New(t, append(more, func(a *web.API) {
		a.Config.SignIn.Issuer, a.Config.SignIn.ClientID = i.URL, "roster"
		session.Register(a)
	})...)
	return &world{w, i}
}

// in is the world for a subtest of its own.
func (w *world) in(t *testing.T) *world {
	inner := *w.World
	inner.T = t
	return &world{&inner, w.issuer}
}

// browser keeps cookies, as one does.
type browser struct {
	w       *world
	cookies map[string]string
}

func (w *world) newBrowser() *browser { return &browser{w, map[string]string{}} }

func (b *browser) call(method, path string, body any, headers ...webtest.Header) *webtest.Response {
	b.w.T.Helper()
	var pairs []string
	for name, value := range b.cookies {
		pairs = append(pairs, name+"="+value)
	}
	if len(pairs) > 0 {
		headers = append(headers, webtest.Header{Name: "Cookie", Value: strings.Join(pairs, "; ")})
	}
	answer := b.w.Nobody().Call(method, path, body, headers...)
	for _, c := range (&http.Response{Header: answer.Header}).Cookies() {
		b.take(c)
	}
	return answer
}

// take keeps a cookie, after it has held it to what the __Host- prefix promises.
func (b *browser) take(c *http.Cookie) {
	b.w.T.Helper()
	if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || c.SameSite != http.SameSiteLaxMode {
		b.w.T.Errorf("the cookie %s is not bound to this host as it should be", c.Raw)
	}
	if c.MaxAge < 0 {
		delete(b.cookies, c.Name)
		return
	}
	b.cookies[c.Name] = c.Value
}

// leave begins a sign-in and returns the address at the provider.
func (b *browser) leave(query string) *url.URL {
	b.w.T.Helper()
	answer := b.call(http.MethodGet, "/auth/login?"+query, nil).Is(http.StatusFound)
	to, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(to.String(), b.w.issuer.URL+"/authorize?") {
		b.w.T.Fatalf("sent to %s, want the provider's page: %v", to, err)
	}
	return to
}

// back brings the provider's answer to Roster.
func (b *browser) back(query string, headers ...webtest.Header) *webtest.Response {
	b.w.T.Helper()
	return b.call(http.MethodGet, "/auth/callback?"+query, nil, headers...)
}

// answered brings back what the provider says about the person, signed as it should be.
func (b *browser) answered(request *url.URL, changed claims) *webtest.Response {
	b.w.T.Helper()
	i := b.w.issuer
	return b.back(i.grant(request, i.signed(i.says(request, b.w.Now(), changed)), nil))
}

// signIn is a whole sign-in that works.
func (b *browser) signIn(changed claims) wire.Session {
	b.w.T.Helper()
	b.answered(b.leave(""), changed).Is(http.StatusFound)
	return b.session()
}

func (b *browser) session() wire.Session {
	b.w.T.Helper()
	var s wire.Session
	b.call(http.MethodGet, "/v1/session", nil).Is(http.StatusOK).Into(&s)
	return s
}

// isNobody fails the test if the browser has got a session.
func (b *browser) isNobody() {
	b.w.T.Helper()
	if _, has := b.cookies[signin.SessionCookie]; has {
		b.w.T.Error("the browser has got a session cookie")
	}
	b.call(http.MethodGet, "/v1/session", nil).Refused(http.StatusUnauthorized, "unauthenticated")
}

func accepts(kind string) webtest.Header { return webtest.Header{Name: "Accept", Value: kind} }
