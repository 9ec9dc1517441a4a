package signin

import (
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"time"
)

// AttemptCookie is the pre-login cookie: it binds a sign-in to the browser that began it.
const AttemptCookie = "__Host-roster-login"

// AttemptLife is how long a person has at the provider.
const AttemptLife = 10 * time.Minute

// Attempt is one sign-in, from leaving for the provider to coming back. State, nonce and verifier are derived
// from the cookie's secret, so that none of the three is kept anywhere and none says anything about another.
type Attempt struct{ secret string }

// NewAttempt begins a sign-in.
func NewAttempt() Attempt { return Attempt{NewSecret()} }

// AttemptOf reads the pre-login cookie of a request.
func AttemptOf(r *http.Request) (Attempt, bool) {
	cookie, err := r.Cookie(AttemptCookie)
	if err != nil || cookie.Value == "" {
		return Attempt{}, false
	}
	return Attempt{cookie.Value}, true
}

// Secret is what the attempt's record is kept under.
func (a Attempt) Secret() string { return a.secret }

// State ties the provider's answer to this browser (RFC 6749 §10.12).
func (a Attempt) State() string { return a.derive("state") }

// HasState reports whether an answer belongs to this attempt.
func (a Attempt) HasState(state string) bool {
	return subtle.ConstantTimeCompare([]byte(a.State()), []byte(state)) == 1
}

// Nonce ties the ID token to this attempt (OpenID Connect Core 1.0 §15.5.2).
func (a Attempt) Nonce() string { return a.derive("nonce") }

// Verifier proves to the provider that whoever redeems the code asked for it (RFC 7636 §4.1).
func (a Attempt) Verifier() string { return a.derive("verifier") }

// Cookie is the pre-login cookie for this attempt.
func (a Attempt) Cookie(expires time.Time) *http.Cookie {
	return hostCookie(AttemptCookie, a.secret, expires)
}

func (a Attempt) derive(what string) string {
	key, err := hkdf.Key(sha256.New, []byte(a.secret), nil, "roster sign-in "+what, sha256.Size)
	if err != nil {
		panic(err) // only a length that SHA-256 cannot give
	}
	return base64.RawURLEncoding.EncodeToString(key)
}
