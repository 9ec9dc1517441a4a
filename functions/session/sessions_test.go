package session_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"roster/functions/session"
	"roster/shared/account"
	"roster/shared/signin"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

func TestSessionsAreListedAndEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	named := func(agent string) webtest.Header { return webtest.Header{Name: "User-Agent", Value: agent} }
	arrive := func(b *browser, agent string) {
		request := b.leave("")
		b.back(w.issuer.grant(request, w.issuer.signed(w.issuer.says(request, w.Now(), nil)), nil), named(agent)).Is(302)
	}
	phone, laptop := w.newBrowser(), w.newBrowser()
	arrive(phone, "Phone"+strings.Repeat("é", 300))
	w.Advance(2 * time.Hour)
	arrive(laptop, "Laptop")

	list := func(b *browser) []session.MySession {
		var all session.MySessions
		b.call(http.MethodGet, "/v1/me/sessions", nil).Is(200).Into(&all)
		return all.Items
	}
	all := list(laptop)
	if len(all) != 2 || all[0].UserAgent != "Laptop" || !all[0].Current || all[1].Current || !all[0].LastSeenAt.Equal(w.Now()) {
		t.Fatalf("the laptop sees %+v, want itself before the phone", all)
	}
	if agent := []rune(all[1].UserAgent); len(agent) != 200 {
		t.Errorf("a user agent has %d characters, want at most 200", len(agent))
	}
	if after := list(phone); !after[1].Current && !after[0].Current || len(after) != 2 {
		t.Errorf("the phone sees %+v", after)
	}

	// Another person neither sees nor ends them.
	eve := w.NewUser("Eve")
	eve.Delete("/v1/me/sessions/"+all[1].ID).Refused(404, "not-found")
	for _, id := range []string{"ses_", "abc", signin.NewSecret(), "ses_" + signin.NewSecret(), "ses_" + strings.Repeat("a", 2000)} {
		eve.Delete("/v1/me/sessions/"+id).Refused(404, "not-found")
	}

	laptop.call(http.MethodDelete, "/v1/me/sessions/"+all[1].ID, nil).Is(204)
	phone.call(http.MethodGet, "/v1/session", nil).Refused(401, "unauthenticated") // with the next request
	if left := list(laptop); len(left) != 1 || left[0].ID != all[0].ID {
		t.Errorf("left are %+v", left)
	}
	laptop.call(http.MethodDelete, "/v1/me/sessions/"+all[1].ID, nil).Refused(404, "not-found")
	laptop.call(http.MethodDelete, "/v1/me/sessions/"+all[0].ID, nil).Is(204) // its own
	laptop.call(http.MethodGet, "/v1/session", nil).Refused(401, "unauthenticated")
}

func TestSignOutEndsTheSessionHereAndAtTheProvider(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	b.signIn(nil)
	kept := b.cookies[signin.SessionCookie]

	b.call(http.MethodPost, "/auth/logout", nil, webtest.Header{Name: "Origin", Value: "https://evil.example"}).Refused(403, "wrong-origin")
	b.call(http.MethodPost, "/auth/logout", "{}", webtest.Header{Name: "Content-Type", Value: "text/plain"}).Refused(415, "unsupported-media-type")
	b.session()

	var out session.SignedOut
	b.call(http.MethodPost, "/auth/logout", map[string]any{}).Is(200).Into(&out)
	want := w.issuer.URL + "/end?client_id=roster&from=here&logout_uri=https%3A%2F%2Froster.example%2F&post_logout_redirect_uri=https%3A%2F%2Froster.example%2F"
	if out.URL != want {
		t.Errorf("leads to %s, want %s", out.URL, want)
	}
	if _, still := b.cookies[signin.SessionCookie]; still {
		t.Error("the cookie is still there")
	}
	b.cookies[signin.SessionCookie] = kept
	b.call(http.MethodGet, "/v1/session", nil).Refused(401, "unauthenticated")
	b.call(http.MethodPost, "/auth/logout", nil).Is(200) // signing out twice is signing out
	w.Nobody().Post("/auth/logout", nil).Is(200)
}

// The session here ends whether or not the provider answers.
func TestSignOutWithoutTheProvider(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.issuer.down.Store(true)
	anna := w.NewUser("Anna")
	var out session.SignedOut
	anna.Post("/auth/logout", nil).Is(200).Into(&out)
	if out.URL != "https://roster.example/" {
		t.Errorf("leads to %s, want the page", out.URL)
	}
	anna.Get("/v1/session").Refused(401, "unauthenticated")
}

// A session ends when it was not used for the idle life (14 days), and after its whole life (30 days) in any
// case.
func TestSessionEndsOfIdlenessAndOfAge(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, session.Register)
	idle, used := w.NewUser("Idle"), w.NewUser("Used")
	w.Advance(14*24*time.Hour - time.Minute)
	used.Get("/v1/session").Is(200)
	w.Advance(time.Minute)
	idle.Get("/v1/session").Refused(401, "unauthenticated")
	w.Advance(13 * 24 * time.Hour)
	used.Get("/v1/session").Is(200)
	w.Advance(3*24*time.Hour - time.Millisecond)
	used.Get("/v1/session").Is(200)
	w.Advance(time.Millisecond)
	used.Get("/v1/session").Refused(401, "unauthenticated")
}

func TestDeadSessionsAreNotListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.newBrowser().signIn(nil)
	w.Advance(15 * 24 * time.Hour)
	b := w.newBrowser()
	b.signIn(nil)
	var all session.MySessions
	b.call(http.MethodGet, "/v1/me/sessions", nil).Is(200).Into(&all)
	if len(all.Items) != 1 || !all.Items[0].Current {
		t.Errorf("listed are %+v", all.Items)
	}
}

// A short idle life is not shorter than how often a session's use is noted.
func TestShortIdleLifeKeepsASessionThatIsUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(a *web.API) { a.Config.SignIn.IdleLife = 20 * time.Minute })
	anna := w.NewUser("Anna")
	for range 6 {
		w.Advance(12 * time.Minute)
		anna.Get("/v1/me").Is(200)
	}
	w.Advance(20 * time.Minute)
	anna.Get("/v1/me").Refused(401, "unauthenticated")
}

// A removed session opens nothing with the next request, and being used meanwhile does not revive it.
func TestEndedSessionIsNotRevivedByItsUse(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, session.Register)
	anna := w.NewUser("Anna")
	id := signin.SessionIDOf(anna.Secret)
	if was, err := w.Store.EndSession(t.Context(), anna.User.ID, id); err != nil || !was {
		t.Fatal(was, err)
	}
	if err := w.Store.MarkSeen(t.Context(), &account.Session{ID: id, User: anna.User.ID}, w.Now()); err != nil {
		t.Fatal(err)
	}
	anna.Get("/v1/session").Refused(401, "unauthenticated")
}
