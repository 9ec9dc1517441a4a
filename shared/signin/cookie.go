// Package signin is how a person gets a session and how a browser proves it: the cookies, the sessions and,
// in package provider, OpenID Connect.
package signin

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"roster/shared/account"
)

// SessionCookie is the one cookie of a signed-in browser. The prefix binds it to this host, to HTTPS and to
// the path / (RFC 6265bis §4.1.3.2).
const SessionCookie = "__Host-roster"

// Ticket is what a session cookie names: the user, so that session and membership are read at once, and the
// session, by the hash of the cookie's secret.
type Ticket struct {
	User    account.UserID
	Session account.SessionID
}

// NewSecret draws 256 random bits for a cookie.
func NewSecret() string {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails (crypto/rand.Read)
	return base64.RawURLEncoding.EncodeToString(secret[:])
}

// SessionIDOf is the id of the session that a secret opens: its hash. The secret itself is nowhere kept.
func SessionIDOf(secret string) account.SessionID {
	sum := sha256.Sum256([]byte(secret))
	return account.SessionID(account.SessionPrefix + base64.RawURLEncoding.EncodeToString(sum[:]))
}

// Cookie is the session cookie for a user and a secret.
func Cookie(user account.UserID, secret string, expires time.Time) *http.Cookie {
	return hostCookie(SessionCookie, strings.TrimPrefix(string(user), account.UserPrefix)+"."+secret, expires)
}

// TicketOf reads the session cookie of a request. A cookie of another form is no ticket.
func TicketOf(r *http.Request) (Ticket, bool) {
	cookie, err := r.Cookie(SessionCookie)
	if err != nil {
		return Ticket{}, false
	}
	user, secret, ok := strings.Cut(cookie.Value, ".")
	id := account.UserID(account.UserPrefix + user)
	if !ok || secret == "" || !id.Valid() {
		return Ticket{}, false
	}
	return Ticket{User: id, Session: SessionIDOf(secret)}, true
}

// Forget is a cookie that takes another one out of the browser.
func Forget(name string) *http.Cookie {
	c := hostCookie(name, "", time.Unix(0, 0)) // #nosec G124 -- it sets Secure, HttpOnly and SameSite
	c.MaxAge = -1
	return c
}

func hostCookie(name, value string, expires time.Time) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/", Expires: expires,
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}
