// Package totp is what the second step of a sign-in compares: time-based codes (RFC 6238) and recovery codes. It
// keeps nothing. It is the only package that knows the library.
package totp

import (
	"crypto/subtle"
	"encoding/base32"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

// Every authenticator app knows these, and some know nothing else.
const (
	period   = 30 // seconds of a time step
	digits   = otp.DigitsSix
	hash     = otp.AlgorithmSHA1
	seedSize = 20 // bytes, as the hash has (RFC 4226 §4)
	skew     = 1  // time steps to either side
)

// Seed is a new seed, and how an authenticator app is told of it. Secret is for typing it in.
type Seed struct {
	Bytes  []byte
	Secret string // base32
	URI    string // otpauth://totp/…, for a QR code
}

// NewSeed draws a seed. The app shows it under product and account.
func NewSeed(product, account string) (Seed, error) {
	key, err := totp.Generate(totp.GenerateOpts{
		Issuer: strings.ReplaceAll(product, ":", " "), AccountName: account, Period: period, Digits: digits, Algorithm: hash, SecretSize: seedSize,
	})
	if err != nil {
		return Seed{}, err
	}
	bytes, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(key.Secret())
	return Seed{Bytes: bytes, Secret: key.Secret(), URI: spaced(key.URL())}, err
}

// spaced writes spaces so that every app reads them: some show a plus sign as it is.
func spaced(uri string) string {
	path, query, _ := strings.Cut(uri, "?")
	return path + "?" + strings.ReplaceAll(query, "+", "%20")
}

// IsCode reports whether the text has the form of a time-based code, and is the code alone: people type a space in
// the middle.
func IsCode(text string) (code string, ok bool) {
	code = strings.Join(strings.Fields(text), "")
	for _, r := range code {
		if r < '0' || r > '9' {
			return "", false
		}
	}
	return code, len(code) == digits.Length()
}

// Step is the time step that the code belongs to, at that time or one step to either side. False for none.
func Step(seed []byte, code string, now time.Time) (step int64, ok bool) {
	secret := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(seed)
	present := now.Unix() / period
	for at := present - skew; at <= present+skew; at++ {
		right, err := hotp.GenerateCodeCustom(secret, uint64(max(at, 0)), hotp.ValidateOpts{Digits: digits, Algorithm: hash}) // #nosec G115 -- not negative
		if err == nil && subtle.ConstantTimeCompare([]byte(right), []byte(code)) == 1 {
			step, ok = at, true // the newest that fits, and each is compared
		}
	}
	return step, ok
}
