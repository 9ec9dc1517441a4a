package account_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"roster/shared/account"
)

func lists() *rapid.Generator[account.Grants] {
	return rapid.Map(grantsOf(account.Guest), func(g account.Grants) account.Grants { g.Role = ""; return g })
}

// caps are lists as CheckCap lets pass: without Account administration.
func caps() *rapid.Generator[account.Grants] {
	return rapid.Map(lists(), func(g account.Grants) account.Grants {
		g.Permissions = slices.DeleteFunc(g.Permissions, catalog.AdministersOrganization)
		return g
	})
}

// includes is inclusion without the organization role: a cap has none.
func includes(a, b account.Grants) bool {
	a.Role, b.Role = account.Guest, account.Guest
	return a.Include(catalog, b.Live(catalog))
}

// What counts of an assignment is within it and within the cap, and everything that is in both.
func TestNarrowingByACapIsTheIntersection(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		assigned, limit, both := lists().Draw(t, "assigned"), lists().Draw(t, "cap"), caps().Draw(t, "both")
		within := assigned.Within(limit, catalog)
		if !includes(assigned, within) || !includes(limit, within) {
			t.Fatalf("%v within %v is %v, which is more", assigned, limit, within)
		}
		assigned, limit = assigned.Union(both), limit.Union(both)
		if !includes(assigned.Within(limit, catalog), both) {
			t.Fatalf("%v within %v is %v, without %v", assigned, limit, assigned.Within(limit, catalog), both)
		}
	})
}

const (
	client account.OrganizationID = "1000000001"
	agency account.OrganizationID = "1000000002"
	other  account.OrganizationID = "1000000003"
)

// standings draws somebody who may have a place of any kind and come through two agencies, with every part of
// each missing or amiss at times.
func standings() *rapid.Generator[account.Standing] {
	return rapid.Custom(func(t *rapid.T) account.Standing {
		s := account.Standing{Organization: &account.Organization{ID: client}, TwoFactor: rapid.Bool().Draw(t, "two-factor")}
		s.Organization.Settings.RequireTwoFactor = rapid.Bool().Draw(t, "required")
		if rapid.Bool().Draw(t, "has a place") {
			s.Member = &account.Member{Organization: client, State: someState(t), Grants: anyGrants().Draw(t, "own")}
		}
		for _, id := range []account.OrganizationID{agency, other} {
			if rapid.Bool().Draw(t, "comes through an agency") {
				s.Agencies = append(s.Agencies, agencyStanding(t, id))
			}
		}
		return s
	})
}

func someState(t *rapid.T) account.MemberState {
	return rapid.SampledFrom([]account.MemberState{account.Active, account.Active, account.PendingApproval, account.Suspended}).Draw(t, "state")
}

func agencyStanding(t *rapid.T, id account.OrganizationID) account.AgencyStanding {
	often := func(what string) bool { return rapid.IntRange(0, 9).Draw(t, what) > 0 }
	a := account.AgencyStanding{
		Link:       &account.AgencyLink{Client: client, Agency: id, State: account.LinkActive, Cap: lists().Draw(t, "cap"), Round: 2},
		Agency:     &account.Organization{ID: id, Kind: account.Agency},
		Place:      &account.Member{Organization: id, State: someState(t), Grants: anyGrants().Draw(t, "in the agency")},
		Assignment: &account.Assignment{Client: client, Agency: id, Grants: lists().Draw(t, "assigned"), Round: 2, Blocked: !often("let in")},
	}
	if !often("linked") {
		a.Link.State = rapid.SampledFrom([]account.LinkState{account.LinkPending, account.LinkEnded, account.LinkRevoked, account.LinkDeclined}).Draw(t, "link")
	}
	if !often("of this link") {
		a.Assignment.Round = 1
	}
	if !often("in the agency ever since") {
		a.Place.JoinedAt = time.Unix(1, 0)
	}
	a.Agency.Settings.RequireTwoFactor = !often("without two-factor")
	return a
}

// Whoever comes through an agency never holds more than its assignment and the cap both give, is never the
// client's admin and never an account administrator; and everybody holds what the sources say, and no more.
func TestEffectiveAccessNeverExceedsOwnAndCap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := standings().Draw(t, "standing")
		access := s.Access(catalog)
		var all account.Grants
		for _, source := range access.Sources {
			if source.From != account.FromAgency {
				if s.Member == nil || s.Member.State != account.Active || !s.Member.Grants.Include(catalog, source.Grants) {
					t.Fatalf("%+v is nothing of one's own", source)
				}
				all = all.Union(source.Grants)
				continue
			}
			n := slices.IndexFunc(s.Agencies, func(a account.AgencyStanding) bool { return a.Link.Agency == source.Agency })
			via := s.Agencies[n]
			if !via.Open(s.TwoFactor) || !includes(via.Link.Cap, source.Grants) || !includes(via.Assignment.Grants, source.Grants) {
				t.Fatalf("%+v is more than %+v and %+v give", source, via.Link, via.Assignment)
			}
			if source.Grants.Role != "" || slices.ContainsFunc(source.Grants.Permissions, catalog.AdministersOrganization) {
				t.Fatalf("an agency gives power over the organization: %+v", source.Grants)
			}
			all = all.Union(source.Grants)
		}
		held := access.Held()
		if held.Role == account.Admin && (s.Member == nil || s.Member.Grants.Role != account.Admin) {
			t.Fatal("an agency makes an organization admin")
		}
		if held.Role != account.Admin && !includes(all, held) {
			t.Fatalf("the sources give %v, and held is %v", all, held)
		}
		if (access.Reason == "") == (len(access.Sources) == 0) {
			t.Fatalf("there is a reason for nothing, or none: %+v", access)
		}
	})
}

// takings take something away from somebody.
var takings = map[string]func(*rapid.T, *account.Standing){
	"removed":             func(_ *rapid.T, s *account.Standing) { s.Member = nil },
	"suspended":           func(_ *rapid.T, s *account.Standing) { own(s).State = account.Suspended },
	"demoted":             func(_ *rapid.T, s *account.Standing) { demote(own(s)) },
	"own grants":          func(t *rapid.T, s *account.Standing) { own(s).Grants = fewer(t, own(s).Grants) },
	"two-factor required": requireTwoFactor,
	"two-factor disabled": func(_ *rapid.T, s *account.Standing) { s.TwoFactor = false },
	"agencies gone":       func(_ *rapid.T, s *account.Standing) { s.Agencies = nil },
	"organization gone":   func(_ *rapid.T, s *account.Standing) { s.Organization = nil },
	"link ended":          ofAgency(func(_ *rapid.T, a *account.AgencyStanding) { a.Link.State = account.LinkEnded }),
	"link renewed":        ofAgency(func(_ *rapid.T, a *account.AgencyStanding) { a.Link.Round = 3 }),
	"cap narrowed":        ofAgency(func(t *rapid.T, a *account.AgencyStanding) { a.Link.Cap = fewer(t, a.Link.Cap) }),
	"assigned less":       ofAgency(func(t *rapid.T, a *account.AgencyStanding) { a.Assignment.Grants = fewer(t, a.Assignment.Grants) }),
	"blocked":             ofAgency(func(_ *rapid.T, a *account.AgencyStanding) { a.Assignment.Blocked = true }),
	"assignment gone":     ofAgency(func(_ *rapid.T, a *account.AgencyStanding) { a.Assignment = nil }),
	"left the agency":     ofAgency(func(_ *rapid.T, a *account.AgencyStanding) { a.Place = nil }),
	"left and came back":  ofAgency(func(_ *rapid.T, a *account.AgencyStanding) { a.Place.JoinedAt = time.Unix(2, 0) }),
	"suspended there":     ofAgency(func(_ *rapid.T, a *account.AgencyStanding) { a.Place.State = account.Suspended }),
	"agency deleted":      ofAgency(func(_ *rapid.T, a *account.AgencyStanding) { a.Agency = nil }),
}

func requireTwoFactor(_ *rapid.T, s *account.Standing) {
	if s.Organization != nil {
		s.Organization.Settings.RequireTwoFactor = true
	}
}

// own is the own place, or one of nobody's.
func own(s *account.Standing) *account.Member {
	if s.Member == nil {
		return &account.Member{}
	}
	return s.Member
}

// demote makes an organization admin a member, who holds nothing then.
func demote(m *account.Member) {
	if m.Grants.Role == account.Admin {
		m.Grants.Role = account.PlainMember
	}
}

func ofAgency(take func(*rapid.T, *account.AgencyStanding)) func(*rapid.T, *account.Standing) {
	return func(t *rapid.T, s *account.Standing) {
		for n := range s.Agencies {
			if a := &s.Agencies[n]; a.Agency != nil && a.Place != nil && a.Assignment != nil && rapid.Bool().Draw(t, "of this one") {
				take(t, a)
			}
		}
	}
}

func fewer(t *rapid.T, g account.Grants) account.Grants {
	drop := rapid.SampledFrom(somePermissions).Draw(t, "dropped permission")
	on := rapid.SampledFrom(someAdAccounts).Draw(t, "dropped ad account")
	g.Permissions = slices.DeleteFunc(slices.Clone(g.Permissions), func(p account.Permission) bool { return p == drop })
	g.AdAccountRoles = slices.DeleteFunc(slices.Clone(g.AdAccountRoles), func(r account.AdAccountRole) bool { return r.AdAccount == on })
	return g
}

// Whatever is taken away, in whatever order: nobody holds more afterwards than before.
func TestTakingSomethingAwayNeverGivesAccess(t *testing.T) {
	t.Parallel()
	names := slices.Sorted(maps.Keys(takings))
	rapid.Check(t, func(t *rapid.T) {
		s := standings().Draw(t, "standing")
		before := s.Access(catalog).Held()
		for range rapid.IntRange(1, 4).Draw(t, "how many") {
			name := rapid.SampledFrom(names).Draw(t, "taken")
			takings[name](t, &s)
			after := s.Access(catalog).Held()
			if !before.Include(catalog, after) {
				t.Fatalf("%s: held %v before and %v after", name, before, after)
			}
			before = after
		}
	})
}

// The questions of product.md §1, How grants combine.
func TestHowGrantsCombine(t *testing.T) {
	t.Parallel()
	active, archived := &account.AdAccount{ID: someAdAccounts[0]}, &account.AdAccount{ID: someAdAccounts[0], State: account.AdAccountIsArchived}
	elsewhere := &account.AdAccount{ID: someAdAccounts[1]}
	viewer := []account.AdAccountRole{{AdAccount: active.ID, Role: "viewer"}}
	of := func(g account.Grants) account.Access {
		return account.Standing{Organization: &account.Organization{}, Member: &account.Member{State: account.Active, Grants: g}}.Access(catalog)
	}
	admin := of(account.Grants{Role: account.Admin})
	member := of(account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}, AdAccountRoles: viewer})
	for name, c := range map[string]struct {
		access     account.Access
		permission account.Permission
		on         *account.AdAccount
		want       account.Reason
	}{
		"an admin, a permission":                      {admin, "financials.view", nil, ""},
		"an admin, any ad account":                    {admin, "", elsewhere, ""},
		"an admin, an archived one":                   {admin, "", archived, account.IsArchived},
		"a permission that is held":                   {member, "brands.view", nil, ""},
		"one that is not":                             {member, "financials.view", nil, account.NoPermission},
		"an ad account with a role":                   {member, "", active, ""},
		"one without":                                 {member, "", elsewhere, account.NoAdAccountRole},
		"both":                                        {member, "brands.view", active, ""},
		"both, without the permission":                {member, "financials.view", active, account.NoPermission},
		"both, without the role":                      {member, "brands.view", elsewhere, account.NoAdAccountRole},
		"a role on an archived ad account":            {member, "brands.view", archived, account.IsArchived},
		"nobody":                                      {account.Standing{Organization: &account.Organization{}}.Access(catalog), "", nil, account.NotMember},
		"an organization that is not there":           {account.Standing{}.Access(catalog), "", nil, account.NotMember},
		"somebody without two-factor, where required": {needsTwoFactor(), "", nil, account.NeedsTwoFactor},
	} {
		if got := c.access.Allows(c.permission, c.on); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func needsTwoFactor() account.Access {
	return account.Standing{
		Organization: &account.Organization{Settings: account.Settings{RequireTwoFactor: true}},
		Member:       &account.Member{State: account.Active, Grants: account.Grants{Role: account.Admin}},
	}.Access(catalog)
}
