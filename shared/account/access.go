package account

// Standing is all that decides what a user may do in one organization, read at one moment. Its Access is the
// one answer to that: for the page and for other services. Within Roster itself whoever has an active place acts by
// it alone, and who has none by its agencies, so that nobody can give to others what came from an agency.
type Standing struct {
	Organization *Organization    // nil when there is none
	Member       *Member          // the user's own place; nil for none
	TwoFactor    bool             // whether the user has two-factor authentication
	Agencies     []AgencyStanding // the agencies for which the user may work here
}

// AgencyStanding is one agency through which a user may come. Each part may be nil: it is gone then.
type AgencyStanding struct {
	Link       *AgencyLink
	Agency     *Organization
	Place      *Member // the user's place in the agency
	Assignment *Assignment
}

// Source is where some of what a user may do comes from.
type Source struct {
	From   SourceKind
	Agency OrganizationID // for FromAgency
	Grants Grants         // what of it counts now: nothing that left the catalog, nothing beyond the cap
}

// SourceKind says what kind of source it is.
type SourceKind string

// The kinds of source: being an organization admin, one's own grants, an agency's assignment.
const (
	FromAdmin  SourceKind = "admin"
	FromOwn    SourceKind = "own"
	FromAgency SourceKind = "agency"
)

// Reason says why somebody may do nothing at all in an organization, or not what was asked about.
type Reason string

// The reasons, the one that says most first.
const (
	NotMember       Reason = "not_member"
	IsPending       Reason = "pending_approval"
	IsSuspended     Reason = "suspended"
	NeedsTwoFactor  Reason = "two_factor_required"
	IsArchived      Reason = "ad_account_archived"
	NoAdAccountRole Reason = "no_role_on_ad_account"
	NoPermission    Reason = "no_permission"
)

// Access is what a user may do in an organization, and why. With a Reason there are no Sources.
type Access struct {
	Reason  Reason
	Sources []Source
}

// Access combines own place and agencies. Each way in stands for itself: suspending or removing somebody ends the
// own place, and who may still come through an agency is kept out by blocking it there. So taking something away
// never gives anything.
func (s Standing) Access(c *Catalog) Access {
	if s.Organization == nil {
		return Access{Reason: NotMember}
	}
	var a Access
	if s.Member != nil && s.Member.State == Active {
		a.Sources = append(a.Sources, ownSource(s.Member, c))
	}
	for _, via := range s.Agencies {
		if via.Open(s.TwoFactor) {
			a.Sources = append(a.Sources, Source{FromAgency, via.Link.Agency, via.Assignment.Grants.Within(via.Link.Cap, c)})
		}
	}
	switch {
	case len(a.Sources) == 0:
		return Access{Reason: s.closed()}
	case s.Organization.HoldsBack(s.TwoFactor):
		return Access{Reason: NeedsTwoFactor}
	}
	return a
}

// closed is why no way in is open.
func (s Standing) closed() Reason {
	switch {
	case s.Member == nil:
		return NotMember
	case s.Member.State == Suspended:
		return IsSuspended
	}
	return IsPending
}

func ownSource(m *Member, c *Catalog) Source {
	if m.Grants.Role == Admin {
		return Source{From: FromAdmin, Grants: Grants{Role: Admin}}
	}
	return Source{From: FromOwn, Grants: m.Grants.Live(c)}
}

// Open reports whether the user gets in this way: the link is active, both sides still stand, and the user is
// an active member of the agency, which has assigned it under this very link and since it joined, and whom the
// client has not blocked.
func (a AgencyStanding) Open(twoFactor bool) bool {
	return a.Link != nil && a.Link.State == LinkActive &&
		a.Agency != nil && !a.Agency.HoldsBack(twoFactor) &&
		a.Place != nil && a.Place.State == Active &&
		a.Assignment.Counts(a.Link, a.Place) && !a.Assignment.Blocked
}

// Role is the highest organization role among the sources: whoever comes through an agency alone is no more than
// a guest. Empty without a source.
func (a Access) Role() Role {
	role := Role("")
	for _, s := range a.Sources {
		own := s.Grants.Role
		if s.From == FromAgency {
			own = Guest
		}
		if !role.Includes(own) {
			role = own
		}
	}
	return role
}

// Held is everything that the sources give together.
func (a Access) Held() Grants {
	var all Grants
	for _, s := range a.Sources {
		all = all.Union(s.Grants)
	}
	if all.Role = a.Role(); all.Role == Admin {
		return Grants{Role: Admin}
	}
	return all
}

// Allows answers the question of product.md §1, How grants combine: about a permission, about an ad account, or
// about both. The ad account is nil when none is asked about. The reason is empty when the answer is yes.
func (a Access) Allows(permission Permission, on *AdAccount) Reason {
	if a.Reason != "" {
		return a.Reason
	}
	held := a.Held()
	switch {
	case on != nil && on.State == AdAccountIsArchived:
		return IsArchived
	case on != nil && held.Role != Admin && len(held.rolesOn(on.ID)) == 0:
		return NoAdAccountRole
	case permission != "" && !held.HasPermission(permission):
		return NoPermission
	}
	return ""
}
