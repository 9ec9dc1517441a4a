package account

import (
	"strings"
	"time"
	"unicode"
)

// MemberState is where a member stands (product.md §2). A removed member has no record.
type MemberState string

// The states of a member.
const (
	PendingApproval MemberState = "pending_approval"
	Active          MemberState = "active"
	Suspended       MemberState = "suspended"
)

// Member is a user's place in one organization. Name and Email are those of the user, kept here so that
// a list shows them without reading every user.
type Member struct {
	Organization OrganizationID
	User         UserID
	Name         string
	Email        Address
	State        MemberState
	Grants       Grants
	TwoFactor    bool
	LastActiveOn string // the day, "2026-11-22" in UTC; empty for never
	JoinedAt     time.Time
	InvitedBy    Person  // empty for whoever created the organization
	InvitedEmail Address // the address that was invited, where it is not the user's
	Reserved     Address // the address that this place keeps from being invited again; may be empty
	// Agencies are those for which the user may work here as well. They outlive the place.
	Agencies []OrganizationID
	// Via is the agency through which somebody comes who has no place: then this is what the assignment and the
	// cap give, as a guest. It is never stored.
	Via     OrganizationID
	SCIM    SCIMID // the id under which SCIM clients know the place; empty before one has written about it
	Version int64
}

// ID is the member's id in paths.
func (m *Member) ID() MemberID { return m.User.Member() }

// CountsAsAdmin reports whether the member is one of the active organization admins, of which an
// organization never has fewer than one.
func (m *Member) CountsAsAdmin() bool { return m.State == Active && m.Grants.Role == Admin }

// Unprotected reports whether the member is one of those whom a required two-factor authentication would hold back.
func (m *Member) Unprotected() bool { return m != nil && m.State == Active && !m.TwoFactor }

// Person is somebody as a row names them: the id of a user or key, and the name it had.
type Person struct {
	ID   string
	Name string
}

// NextVersion is the version of a record's next state: it grows with every change and never falls behind
// the clock, so that somebody who was removed and joined again is newer than who left.
func NextVersion(old int64, now time.Time) int64 { return max(old+1, now.UnixMilli()) }

// SortName is a name as lists sort and search it: lower case, without accents, white space folded.
func SortName(name string) string {
	return strings.Join(strings.FieldsFunc(fold(strings.ToLower(name)), unicode.IsSpace), " ")
}
