package account

import (
	"crypto/subtle"
	"slices"
	"strings"
	"time"
)

// APIKey is how a program calls: an organization's, or the operator's, which covers all organizations.
type APIKey struct {
	ID             KeyID
	Organization   OrganizationID // Deployment for the operator's
	Name           string
	Hash           string // of its secret, which is shown once and kept nowhere
	Scopes         []Scope
	AdAccountRoles []AdAccountRole // for the host product to ask about; they give nothing within Roster but the sight of the ad accounts
	CreatedAt      time.Time
	CreatedBy      Person
	ExpiresAt      time.Time // zero for never
	RevokedAt      time.Time // zero while it is live
	LastUsedAt     time.Time // to the hour; zero for never
	KeyVersion     int       // of the master key that its secret for signed messages is derived from
	Version        int64
}

// Scope is something that a key may do.
type Scope string

// The scopes (product.md §3, API keys). OrganizationsWrite is for operator keys alone.
const (
	AccessRead         Scope = "access.read"
	UsersRead          Scope = "users.read"
	UsersWrite         Scope = "users.write"
	AdminsWrite        Scope = "admins.write"
	AdAccountsWrite    Scope = "ad_accounts.write"
	Provision          Scope = "provision"
	SCIM               Scope = "scim"
	OrganizationsWrite Scope = "organizations.write"
)

// Scopes are those that a key of an organization may carry.
var Scopes = []Scope{AccessRead, UsersRead, UsersWrite, AdminsWrite, AdAccountsWrite, Provision, SCIM}

// OperatorScopes are those that an operator key may carry. SCIM and signed messages are an organization's own.
var OperatorScopes = []Scope{AccessRead, UsersRead, UsersWrite, AdminsWrite, AdAccountsWrite, OrganizationsWrite}

// AllScopes are those of either kind of key, in the order of the product.
var AllScopes = append(slices.Clone(Scopes), OrganizationsWrite)

// MostKeys is how many live keys an organization may have, about: two that are made at once do not see each other.
const MostKeys = 50

// IsOperators reports whether the key covers all organizations.
func (k *APIKey) IsOperators() bool { return k.Organization == Deployment }

// Covers reports whether the key is good in that organization.
func (k *APIKey) Covers(org OrganizationID) bool { return k.IsOperators() || k.Organization == org }

// Live reports whether the key opens anything at that time.
func (k *APIKey) Live(now time.Time) bool {
	return k != nil && k.RevokedAt.IsZero() && (k.ExpiresAt.IsZero() || now.Before(k.ExpiresAt))
}

// Opens reports whether a secret of that hash is this key's, in constant time.
func (k *APIKey) Opens(hash string) bool {
	return k != nil && k.Hash != "" && subtle.ConstantTimeCompare([]byte(k.Hash), []byte(hash)) == 1
}

// Has reports whether the key carries the scope, itself or within another: who writes users reads them.
func (k *APIKey) Has(s Scope) bool {
	return slices.Contains(k.Scopes, s) || s == UsersRead && slices.Contains(k.Scopes, UsersWrite)
}

// Through is the key as it acts through a protocol of its own: there scim and provision do what users.write does.
func (k *APIKey) Through(protocol Scope) *APIKey {
	if !k.Has(protocol) || k.Has(UsersWrite) {
		return k
	}
	through := *k
	through.Scopes = append(slices.Clone(k.Scopes), UsersWrite)
	return &through
}

// Grantor is the key as whoever granted something with it: which protocol it was granted through nobody asks.
func (k *APIKey) Grantor() *APIKey { return k.Through(SCIM).Through(Provision) }

// Shown is the beginning of the key by which people tell it from others. It opens nothing.
func (k *APIKey) Shown() string {
	id := strings.TrimPrefix(string(k.ID), KeyPrefix)
	return SecretKeyPrefix + id[:min(len(id), shownOfID)] + "…"
}

const shownOfID = 13 // of 26 characters: ten are the time, the rest tells keys of one millisecond apart

// SecretKeyPrefix begins every API key, so that people and scanners of leaked secrets know one.
const SecretKeyPrefix = "rk_" // #nosec G101 -- a prefix, no secret

// ScopesWords is the scopes as an event says them.
func ScopesWords(scopes []Scope) string {
	words := make([]string, len(scopes))
	for i, s := range scopes {
		words[i] = string(s)
	}
	return strings.Join(words, " ")
}

// CheckKey says what is wrong with a key that somebody wants to make, field by field below location ("body").
func (c *Catalog) CheckKey(location string, k *APIKey, find func(AdAccountID) *AdAccount) []FieldError {
	var bad []FieldError
	say := func(field, words string) { bad = append(bad, FieldError{location + "." + field, words}) }
	if wrong := CheckName(k.Name); wrong != "" {
		say("name", wrong)
	}
	allowed := Scopes
	if k.IsOperators() {
		allowed = OperatorScopes
	}
	if len(k.Scopes) == 0 {
		say("scopes", "must name at least one scope")
	}
	for _, s := range k.Scopes {
		if !slices.Contains(allowed, s) {
			say("scopes", string(s)+" is not a scope that such a key may carry")
		}
	}
	if !k.ExpiresAt.IsZero() && !k.ExpiresAt.After(k.CreatedAt) {
		say("expires_at", "must be in the future")
	}
	for _, r := range k.AdAccountRoles {
		if !c.HasRole(r.Role) {
			say("ad_account_roles", r.Role+" is not a role of the catalog")
		}
	}
	grants := Grants{AdAccountRoles: k.AdAccountRoles}
	if len(grants.AdAccounts()) > MaxAdAccounts {
		say("ad_account_roles", "name too many ad accounts")
		return bad
	}
	return append(bad, CheckAdAccounts(location, Grants{}, grants, find)...)
}
