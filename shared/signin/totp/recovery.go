package totp

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"roster/shared/account"
)

// RecoveryCodes is how many a user gets.
const RecoveryCodes = 10

// letters are those that nobody takes for another: a character is worth five bits.
const letters = "abcdefghijkmnpqrstuvwxyz23456789"

const (
	recoveryLength = 16 // characters, so that a hash alone is enough
	group          = 4
)

// NewRecoveryCodes draws codes like "abcd-efgh-jkmn-pqrs", to be shown once.
func NewRecoveryCodes() []string {
	codes := make([]string, RecoveryCodes)
	for n := range codes {
		var random [recoveryLength]byte
		_, _ = rand.Read(random[:]) // never fails (crypto/rand.Read)
		var code strings.Builder
		for i, b := range random {
			if i > 0 && i%group == 0 {
				code.WriteByte('-')
			}
			code.WriteByte(letters[int(b)%len(letters)])
		}
		codes[n] = code.String()
	}
	return codes
}

// RecoveryHash is what is kept of a user's recovery code, however it was typed.
func RecoveryHash(user account.UserID, code string) string {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(letters, r) {
			return r
		}
		return -1
	}, strings.ToLower(code))
	sum := sha256.Sum256([]byte("roster/recovery/" + string(user) + "/" + plain))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// RecoveryHashes are those of several codes.
func RecoveryHashes(user account.UserID, codes []string) []string {
	hashes := make([]string, len(codes))
	for n, code := range codes {
		hashes[n] = RecoveryHash(user, code)
	}
	return hashes
}
