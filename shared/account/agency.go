package account

import (
	"slices"
	"time"
)

// AgencyLink is one organization's permission for another, the agency, to work in it. What anybody of the
// agency may do there is inside the cap, as it stands at that moment.
type AgencyLink struct {
	Client     OrganizationID
	Agency     OrganizationID
	State      LinkState
	Cap        Grants // of no role, and without a permission of Account administration
	InvitedBy  Person
	CreatedAt  time.Time
	AcceptedAt time.Time // zero until then
	// Round tells this link from earlier ones between the two: what was assigned under those opens nothing.
	Round   int64
	Version int64
}

// LinkState is where an agency link stands (product.md §2). A link that is over may be offered again.
type LinkState string

// The states of an agency link.
const (
	LinkPending  LinkState = "pending"
	LinkActive   LinkState = "active"
	LinkDeclined LinkState = "declined"
	LinkRevoked  LinkState = "revoked"
	LinkEnded    LinkState = "ended"
)

// Over reports whether the link opens nothing and never will again.
func (s LinkState) Over() bool { return s != LinkPending && s != LinkActive }

// Assignment is what one person of an agency may do for one client, as the agency says. The cap narrows it.
type Assignment struct {
	Client       OrganizationID
	Agency       OrganizationID
	User         UserID
	Grants       Grants // of no role
	Blocked      bool   // by the client: the agency cannot assign this person again
	AssignedBy   Person // of no id when the client keeps out whom the agency has not assigned
	LastActiveOn string // the day in the client's organization; empty for never
	Round        int64  // of the link that it was made under
	// JoinedAt is since when the person was in the agency then: whoever left it and came back is assigned anew.
	JoinedAt time.Time
	Version  int64
}

// State is the assignment in a word, for events; empty for none.
func (a *Assignment) State() string {
	switch {
	case a == nil:
		return ""
	case a.Blocked:
		return "blocked"
	}
	return "assigned"
}

// Assigned reports whether the agency has assigned the person, be it kept out or not.
func (a *Assignment) Assigned() bool { return a.AssignedBy.ID != "" }

// Counts reports whether what was assigned counts for that place in the agency under that link, if the client does
// not keep the person out: neither is a later one.
func (a *Assignment) Counts(l *AgencyLink, place *Member) bool {
	return a != nil && l != nil && place != nil && a.Round == l.Round && a.JoinedAt.Equal(place.JoinedAt)
}

// Within is the part of the grants that the cap includes, written out: a campaign manager under a cap of viewer
// is a viewer. What left the catalog is in neither, and what has become Account administration since is no agency's.
func (g Grants) Within(limit Grants, c *Catalog) Grants {
	held, most := g.Live(c).Expanded(c), limit.Live(c).Expanded(c)
	return Grants{
		Permissions:    slices.DeleteFunc(common(held.Permissions, most.Permissions), c.AdministersOrganization),
		AdAccountRoles: common(held.AdAccountRoles, most.AdAccountRoles),
	}
}

// common is what both lists have, in the first one's order.
func common[T comparable](a, b []T) []T { return missing(a, missing(a, b)) }
