package session_test

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"roster/shared/account"
	"roster/shared/signin"
)

func TestSignInGivesASessionAndLeadsBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if n := w.issuer.asks.Load(); n != 0 {
		t.Errorf("the provider was asked %d times before anybody signed in", n)
	}
	b := w.newBrowser()
	request := b.leave("return_to=" + url.QueryEscape("/orgs/4829130776/users?tab=invited"))
	q := request.Query()
	for name, want := range map[string]string{
		"response_type": "code", "client_id": "roster", "scope": "openid profile email",
		"redirect_uri": "https://roster.example/auth/callback", "code_challenge_method": "S256",
	} {
		if q.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, q.Get(name), want)
		}
	}
	for _, secret := range []string{"state", "nonce", "code_challenge"} {
		if len(q.Get(secret)) < 43 || strings.Contains(request.String(), b.cookies[signin.AttemptCookie]) {
			t.Errorf("%s is %q: guessable, or the cookie's own secret is in %s", secret, q.Get(secret), request)
		}
	}
	answer := b.answered(request, nil).Is(http.StatusFound)
	if to := answer.Header.Get("Location"); to != "https://roster.example/orgs/4829130776/users?tab=invited" {
		t.Errorf("led to %s", to)
	}
	if _, still := b.cookies[signin.AttemptCookie]; still {
		t.Error("the pre-login cookie is still there")
	}
	s := b.session()
	if s.User.Name != "Anna-Lena Krüger" || s.User.Email != "anna@oakey.example" || len(s.Organizations) != 0 || s.TwoFactor.Step != "none" {
		t.Errorf("the session is %+v", s)
	}
	again := w.newBrowser().signIn(nil)
	if again.User.ID != s.User.ID {
		t.Error("the second sign-in made another user")
	}
	if n := w.issuer.asks.Load(); n != 2 {
		t.Errorf("the provider was asked %d times for configuration and keys, want once each", n)
	}
}

// An answer is good once, in the browser that asked, for ten minutes.
func TestAnswerBelongsToTheAttempt(t *testing.T) {
	t.Parallel()
	answer := func(b *browser, request *url.URL) string {
		i := b.w.issuer
		return i.grant(request, i.signed(i.says(request, b.w.Now(), nil)), nil)
	}
	t.Run("without its cookie", func(t *testing.T) {
		t.Parallel()
		b := newWorld(t).newBrowser()
		query := answer(b, b.leave(""))
		b.cookies = map[string]string{}
		b.back(query).Refused(400, "bad-request")
		b.isNobody()
	})
	t.Run("with another browser's cookie", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		mine, theirs := w.newBrowser(), w.newBrowser()
		query := answer(theirs, theirs.leave(""))
		mine.leave("")
		mine.back(query).Refused(400, "bad-request")
		mine.isNobody()
	})
	t.Run("with another state, which spoils nothing", func(t *testing.T) {
		t.Parallel()
		b := newWorld(t).newBrowser()
		good := answer(b, b.leave(""))
		forged, _ := url.ParseQuery(good)
		for _, state := range []string{"", "x", forged.Get("state") + "x"} {
			forged.Set("state", state)
			b.back(forged.Encode()).Refused(400, "bad-request")
		}
		b.back(good).Is(302)
	})
	t.Run("twice", func(t *testing.T) {
		t.Parallel()
		b := newWorld(t).newBrowser()
		request := b.leave("")
		kept := maps.Clone(b.cookies)
		b.back(answer(b, request)).Is(302)
		b.cookies = kept
		b.back(answer(b, request)).Refused(400, "bad-request")
		b.isNobody()
	})
	t.Run("after ten minutes", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		b, late := w.newBrowser(), w.newBrowser()
		inTime, tooLate := b.leave(""), late.leave("")
		w.Advance(10*time.Minute - time.Millisecond)
		b.back(answer(b, inTime)).Is(302)
		w.Advance(time.Millisecond)
		late.back(answer(late, tooLate)).Refused(400, "bad-request")
	})
	t.Run("from another issuer", func(t *testing.T) {
		t.Parallel()
		b := newWorld(t).newBrowser()
		query, _ := url.ParseQuery(answer(b, b.leave("")))
		query.Set("iss", "https://other.example")
		b.back(query.Encode()).Refused(400, "bad-request")
	})
	t.Run("an error instead of a code", func(t *testing.T) {
		t.Parallel()
		b := newWorld(t).newBrowser()
		state := b.leave("").Query().Get("state")
		query := url.Values{"state": {state}, "error": {"access_denied"}, "error_description": {"call 0900-555 now"}}.Encode()
		if a := b.back(query); strings.Contains(string(a.Refused(400, "bad-request").Body), "0900") {
			t.Errorf("the page shows words that came with the URL: %s", a.Body)
		}
		b.isNobody()
	})
	t.Run("a code that the provider does not know", func(t *testing.T) {
		t.Parallel()
		b := newWorld(t).newBrowser()
		state := b.leave("").Query().Get("state")
		b.back(url.Values{"state": {state}, "code": {"made-up"}}.Encode()).Refused(400, "bad-request")
		b.isNobody()
	})
	t.Run("a code for another attempt of the same person", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		mine, theirs := w.newBrowser(), w.newBrowser()
		stolen, _ := url.ParseQuery(answer(theirs, theirs.leave("")))
		stolen.Set("state", mine.leave("").Query().Get("state"))
		mine.back(stolen.Encode()).Refused(400, "bad-request") // PKCE: the verifier is not that of the code
		mine.isNobody()
	})
}

// Only an ID token that the issuer signed for this attempt and this client says who somebody is.
func TestIDTokenIsHeldToTheAttempt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.issuer
	for name, c := range map[string]struct {
		changed claims
		token   func(claims) string
		status  int
	}{
		"as it should be":                    {claims{}, i.signed, 302},
		"another nonce":                      {claims{"nonce": "other"}, i.signed, 400},
		"no nonce":                           {claims{"nonce": nil}, i.signed, 400},
		"another audience":                   {claims{"aud": "other"}, i.signed, 400},
		"several audiences":                  {claims{"aud": []string{"roster", "other"}}, i.signed, 400},
		"several audiences, issued to us":    {claims{"aud": []string{"roster", "other"}, "azp": "roster"}, i.signed, 302},
		"issued to another client":           {claims{"azp": "other"}, i.signed, 400},
		"another issuer":                     {claims{"iss": "https://other.example"}, i.signed, 400},
		"expired":                            {claims{"exp": w.Now().Add(-time.Second).Unix()}, i.signed, 400},
		"nobody":                             {claims{"sub": nil}, i.signed, 400},
		"signed with another key":            {claims{}, func(c claims) string { return i.sign(jose.RS256, otherKey, c) }, 400},
		"signed with the public key as HMAC": {claims{}, func(c claims) string { return i.sign(jose.HS256, []byte(signingKey.N.String()), c) }, 400},
		"not signed":                         {claims{}, unsigned, 400},
		"no token":                           {claims{}, func(claims) string { return "" }, 400},
		"no JWT":                             {claims{}, func(claims) string { return "abc" }, 400},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := w.in(t).newBrowser()
			request := b.leave("")
			answer := b.back(i.grant(request, c.token(i.says(request, w.Now(), c.changed)), nil))
			if c.status == 302 {
				answer.Is(302)
				b.session()
				return
			}
			answer.Refused(c.status, "bad-request")
			b.isNobody()
		})
	}
}

func unsigned(c claims) string {
	payload, _ := json.Marshal(c)
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"none"}`)) + "." + part(payload) + "."
}

// The issuer must vouch for one plain address, in so many words.
func TestAddressMustBeVerified(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, changed := range map[string]claims{
		"verified is missing":        {"email_verified": nil},
		"verified is false":          {"email_verified": false},
		`verified is "true"`:         {"email_verified": "true"},
		`verified is "false"`:        {"email_verified": "false"},
		"verified is 1":              {"email_verified": 1},
		"verified by another name":   {"email_verified": nil, "Email_Verified": true},
		"a list of addresses":        {"email": []string{"anna@oakey.example"}},
		"two addresses":              {"email": "anna@oakey.example, eve@evil.example"},
		"a line break":               {"email": "anna@oakey.example\r\nBcc: eve@evil.example"},
		"a letter that folds onto k": {"email": "\u212aate@oakey.example"},
		"a name with the address":    {"email": "Anna <anna@oakey.example>"},
		"no address at all":          {"email": ""},
		"an address by another name": {"email": "", "EMAIL": "anna@oakey.example"},
		"an object for an address":   {"email": map[string]any{"value": "anna@oakey.example"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := w.in(t).newBrowser()
			changed["sub"] = name
			b.answered(b.leave(""), changed).Refused(403, "email-not-verified")
			b.isNobody()
		})
	}
}

// A session is as fresh as the provider's word: whoever it let through because it knew them is not fresh.
func TestASessionIsAsFreshAsTheProviderSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	now := w.Now().Unix()
	for name, c := range map[string]struct {
		authTime any
		since    time.Time
	}{
		"it does not say":     {nil, w.Now()},
		"this very second":    {now, time.Unix(now, 0)},
		"an hour ago":         {now - 3600, time.Unix(now-3600, 0)},
		"its clock is ahead":  {now + 60, w.Now()},
		"for ever, it claims": {1 << 39, w.Now()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if s := w.in(t).newBrowser().signIn(claims{"sub": name, "auth_time": c.authTime}); !s.FreshUntil.Equal(c.since.Add(account.FreshFor)) {
				t.Errorf("the session is fresh until %v, want that of %v", s.FreshUntil, c.since)
			}
		})
	}
	for _, nonsense := range []any{"yesterday", 0, -1, 1e30, true} {
		b := w.newBrowser()
		b.answered(b.leave(""), claims{"auth_time": nonsense}).Refused(400, "bad-request")
		b.isNobody()
	}
}

// An issuer need not put the profile into the ID token (OpenID Connect Core 1.0 §5.4).
func TestProfileIsFetchedWhenTheTokenHasNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bare := claims{"email": nil, "email_verified": nil, "name": nil}
	for name, c := range map[string]struct {
		profile map[string]any
		status  int
		code    string
	}{
		"whose it is":     {map[string]any{"sub": "sub-anna", "name": "Anna", "email": "anna@oakey.example", "email_verified": true}, 302, ""},
		"not verified":    {map[string]any{"sub": "sub-anna", "email": "anna@oakey.example", "email_verified": "true"}, 403, "email-not-verified"},
		"without address": {map[string]any{"sub": "sub-anna", "name": "Anna"}, 403, "email-not-verified"},
		"somebody else's": {map[string]any{"sub": "sub-eve", "email": "eve@oakey.example", "email_verified": true}, 400, "bad-request"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, i := w.in(t).newBrowser(), w.issuer
			request := b.leave("")
			answer := b.back(i.grant(request, i.signed(i.says(request, w.Now(), bare)), c.profile))
			if c.status != 302 {
				answer.Refused(c.status, c.code)
				return
			}
			answer.Is(302)
			if s := b.session(); s.User.Name != "Anna" || s.User.Email != "anna@oakey.example" {
				t.Errorf("the session is %+v", s.User)
			}
		})
	}
}

// The identity is issuer and subject. The address never leads to a user.
func TestAddressIsNoLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.newBrowser().signIn(claims{"sub": "sub-anna", "email": "shared@oakey.example"})
	eve := w.newBrowser().signIn(claims{"sub": "sub-eve", "email": "shared@oakey.example"})
	if anna.User.ID == eve.User.ID {
		t.Error("two subjects with one address are one user")
	}
}

func TestTwoFirstSignInsAtOnceMakeOneUser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const many = 8
	browsers, queries := make([]*browser, many), make([]string, many)
	for n := range many {
		b := w.newBrowser()
		request := b.leave("")
		browsers[n], queries[n] = b, w.issuer.grant(request, w.issuer.signed(w.issuer.says(request, w.Now(), nil)), nil)
	}
	var group sync.WaitGroup
	for n, b := range browsers {
		group.Go(func() { b.back(queries[n]).Is(302) })
	}
	group.Wait()
	users := map[string]bool{}
	for _, b := range browsers {
		users[b.session().User.ID] = true
	}
	if len(users) != 1 {
		t.Errorf("%d users, want one", len(users))
	}
}

// Nobody goes on in a session that another had prepared, and none is left behind.
func TestSignInEndsTheSessionThatTheBrowserHad(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	planted := w.newBrowser()
	planted.signIn(claims{"sub": "sub-eve"})
	victim := w.newBrowser()
	victim.cookies = maps.Clone(planted.cookies)
	s := victim.signIn(claims{"sub": "sub-anna"})
	if victim.cookies[signin.SessionCookie] == planted.cookies[signin.SessionCookie] {
		t.Error("the session kept its id")
	}
	if s.User.Name != "Anna-Lena Krüger" {
		t.Errorf("signed in as %+v", s.User)
	}
	planted.call("GET", "/v1/session", nil).Refused(401, "unauthenticated")
}

func TestProviderThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.issuer.down.Store(true)
	b := w.newBrowser()
	if a := b.call("GET", "/auth/login", nil).Refused(503, "unavailable"); a.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	w.issuer.down.Store(false)
	request := b.leave("") // a failure is not kept
	w.issuer.down.Store(true)
	b.answered(request, nil).Refused(503, "unavailable")
	b.isNobody()
}
