package account

import (
	"strings"
	"time"
)

// SCIMPlace is what a SCIM client has written of somebody's place in an organization, and which place it is: first
// an invitation, then a membership, perhaps another invitation after that. Its client reads here what it wrote.
// Name and address of a member stay those of its own login.
type SCIMPlace struct {
	ID           SCIMID
	Organization OrganizationID
	UserName     string // unique in the organization, whatever its case
	ExternalID   string // unique in the organization; may be empty
	Name         SCIMName
	DisplayName  string
	Email        SCIMEmail
	Invitation   InvitationID // the last that was made; empty for none so far
	User         UserID       // whose membership it is; empty while it is none
	Open         bool         // there is an invitation that nobody has closed, or a member
	// Grants is what the next invitation offers. While there is a place, that has them.
	Grants Grants
	// Shaped reports whether the client speaks of grants at all. Who does not is not shown those that everybody gets.
	Shaped     bool
	CreatedAt  time.Time
	ModifiedAt time.Time
	Version    int64
}

// SCIMID names a place to SCIM clients, for good: the id of the invitation or of the member that it was when a
// client first wrote about it.
type SCIMID string

// Valid reports whether the id has the form of one.
func (id SCIMID) Valid() bool { return InvitationID(id).Valid() || MemberID(id).Valid() }

// SCIMName is a name as a SCIM client writes it (RFC 7643 §4.1.1).
type SCIMName struct{ Formatted, Given, Family string }

// SCIMEmail is the one address that is kept of those that a SCIM client writes (RFC 7643 §4.1.2).
type SCIMEmail struct {
	Address Address
	Type    string // "work"; empty for none
	Primary *bool  // as it was written; nil for not at all
}

// InvitedName is the name that an invitation of this person can carry, which is stricter than what SCIM clients write; empty
// when none can.
func (p *SCIMPlace) InvitedName() string {
	for _, name := range []string{p.DisplayName, p.Name.Formatted, joined(p.Name.Given, p.Name.Family)} {
		if name = strings.TrimSpace(name); CheckName(name) == "" {
			return name
		}
	}
	return ""
}

func joined(given, family string) string {
	if given == "" || family == "" {
		return given + family
	}
	return given + " " + family
}
