package account

import (
	"strings"
	"time"
	"unicode"
)

// Kind says what an organization is: the owner of ad accounts, or an agency that works for others.
type Kind string

// The kinds of organization.
const (
	Standard Kind = "standard"
	Agency   Kind = "agency"
)

// Valid reports whether it is one of the two kinds.
func (k Kind) Valid() bool { return k == Standard || k == Agency }

// Organization is a tenant: the account that is managed.
type Organization struct {
	ID        OrganizationID
	Name      string
	Kind      Kind
	Settings  Settings
	CreatedAt time.Time
	CreatedBy Actor
	DeletedAt time.Time // zero unless it is deleted: then it is unknown to everybody but the operator
	Version   int64
}

// HoldsBack reports whether the organization holds back somebody with two-factor authentication, or without.
func (o *Organization) HoldsBack(twoFactor bool) bool {
	return o.Settings.RequireTwoFactor && !twoFactor
}

// KeptAfterDeletion is for how long a deleted organization can be restored.
const KeptAfterDeletion = 30 * 24 * time.Hour

// PurgedFrom is when a deleted organization cannot be restored any more, and is deleted for good.
func (o *Organization) PurgedFrom() time.Time { return o.DeletedAt.Add(KeptAfterDeletion) }

// Settings is what an organization admin may choose for the organization.
type Settings struct {
	ApproveNewUsers          bool
	AcceptWithAnotherAddress bool
	InvitationDays           int // 1 to 30
	AllowedDomains           []string
	RequireTwoFactor         bool
	SendReminders            bool
	SCIMIsSilent             bool // who is invited through SCIM gets no mail of it
}

// DefaultSettings is what a new organization starts with.
func DefaultSettings() Settings { return Settings{InvitationDays: 7, SendReminders: true} }

// InvitationLife is how long an invitation of this organization stays open.
func (s Settings) InvitationLife() time.Duration {
	return time.Duration(s.InvitationDays) * 24 * time.Hour
}

// AllowsDomain reports whether people at that domain may be invited. An empty list allows all.
func (s Settings) AllowsDomain(domain string) bool {
	for _, d := range s.AllowedDomains {
		if strings.EqualFold(d, domain) {
			return true
		}
	}
	return len(s.AllowedDomains) == 0
}

// MaxName is how many characters a name may have, of an organization, an ad account and a person.
const MaxName = 80

// CheckName says what is wrong with a name, or nothing. Names end up in mail subjects, so that control and
// direction-changing characters and web addresses are refused.
func CheckName(name string) string {
	switch {
	case strings.TrimSpace(name) == "":
		return "must not be empty"
	case len([]rune(name)) > MaxName:
		return "must have at most 80 characters"
	case strings.ContainsFunc(name, invisible):
		return "must not contain control or direction characters"
	case looksLikeURL(name):
		return "must not contain a web address"
	}
	return ""
}

func invisible(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }

func looksLikeURL(name string) bool {
	lower := strings.ToLower(name)
	return strings.Contains(lower, "://") || strings.Contains(lower, "www.")
}

// AdAccount is something inside an organization that roles are given on. It never moves to another one.
type AdAccount struct {
	ID           AdAccountID
	Organization OrganizationID
	Name         string
	ExternalID   string // the host product's own id, unique in the organization; may be empty
	State        AdAccountState
	CreatedAt    time.Time
	Version      int64
}

// AdAccountState says whether roles on the ad account open anything.
type AdAccountState string

// The states of an ad account. Grants on an archived one are kept and inert; restoring revives them.
const (
	AdAccountIsActive   AdAccountState = "active"
	AdAccountIsArchived AdAccountState = "archived"
)
