package provider

import (
	"errors"
	"strings"
	"time"
	"unicode"

	"roster/shared/account"
)

// Identity is who signed in: the login, and what the issuer says of the person.
type Identity struct {
	Login account.Login
	Name  string          // fit to be shown; never empty
	Email account.Address // verified
	At    time.Time       // when the person last signed in there, to the second; zero when the issuer does not say
}

// claims are a token's, by their exact names: a struct would take "Email_Verified" for "email_verified".
type claims map[string]any

func claimsOf(from interface{ Claims(into any) error }) (claims, error) {
	var c claims
	if err := from.Claims(&c); err != nil {
		return nil, notGood(err)
	}
	return c, nil
}

// identity asks for an address that the issuer has verified in so many words: true, not "true".
func (c claims) identity(login account.Login) (Identity, error) {
	if c["email_verified"] != true {
		return Identity{}, account.Refuse(account.EmailNotVerified, "The address of this login is not verified yet. Verify it where you have the login, then sign in again.")
	}
	text, _ := c["email"].(string)
	address, ok := account.ParseAddress(text)
	if !ok {
		return Identity{}, account.Refuse(account.EmailNotVerified, "This login has no e-mail address that can be used here. Sign in with another one.")
	}
	name, _ := c["name"].(string)
	at, err := c.authTime()
	return Identity{Login: login, Name: nameOf(name, address), Email: address, At: at}, err
}

// authTime is when the issuer itself last asked who it is (OpenID Connect Core 1.0 §2).
func (c claims) authTime() (time.Time, error) {
	said, has := c["auth_time"]
	if !has {
		return time.Time{}, nil
	}
	seconds, ok := said.(float64)
	if !ok || seconds < 1 || seconds > latestTime {
		return time.Time{}, notGood(errors.New("the ID token's auth_time is no time"))
	}
	return time.Unix(int64(seconds), 0).UTC(), nil
}

// latestTime is far beyond every clock, and what a whole number of a float can say.
const latestTime = 1 << 40

// nameOf makes a name that account.CheckName accepts out of one that nobody here has checked: the given one
// tidied, else the part of the address before the @.
func nameOf(given string, address account.Address) string {
	local, _, _ := strings.Cut(string(address), "@")
	for _, candidate := range []string{given, local} {
		if name := tidy(candidate); account.CheckName(name) == "" {
			return name
		}
	}
	return strings.ReplaceAll(local, ".", " ") // "www.shop" looks like a web address
}

// tidy drops what cannot be seen, folds white space and cuts at the longest name.
func tidy(name string) string {
	seen := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, name)
	letters := []rune(strings.Join(strings.Fields(seen), " "))
	return strings.TrimSpace(string(letters[:min(len(letters), account.MaxName)]))
}
