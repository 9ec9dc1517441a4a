package signin

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"roster/shared/account"
)

// KeyTicket is what an API key names: the id of its record, and the hash that the record must have.
type KeyTicket struct {
	ID   account.KeyID
	Hash string
}

// NewKey draws the secret of a key and answers it whole, "rk_<ULID of the id>_<43 characters>", which is shown once,
// with the hash that is kept.
func NewKey(id account.KeyID) (key, hash string) {
	secret := NewSecret()
	return account.SecretKeyPrefix + strings.TrimPrefix(string(id), account.KeyPrefix) + "_" + secret, hashOfKey(secret)
}

// KeyTicketOf reads the Authorization header of a request (RFC 6750 §2.1). sent says that there is one: a browser's
// cookie counts for nothing beside it. A header of another form is no ticket.
func KeyTicketOf(r *http.Request) (ticket KeyTicket, ok, sent bool) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return KeyTicket{}, false, false
	}
	scheme, key, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return KeyTicket{}, false, true
	}
	rest, prefixed := strings.CutPrefix(strings.TrimSpace(key), account.SecretKeyPrefix)
	id, secret, parted := strings.Cut(rest, "_")
	ticket = KeyTicket{ID: account.KeyID(account.KeyPrefix + id), Hash: hashOfKey(secret)}
	return ticket, prefixed && parted && ticket.ID.Valid(), true
}

// hashOfKey is enough for a secret of 256 random bits: there is nothing to guess.
func hashOfKey(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
