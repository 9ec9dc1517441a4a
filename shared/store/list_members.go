package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"roster/shared/account"
)

// Sort is an order of a list.
type Sort string

// The orders. Invitations are listed by name only.
const (
	ByName       Sort = "name"
	ByJoined     Sort = "joined"
	ByLastActive Sort = "last_active"
)

// MemberList asks for a list of members in one state.
//
// One filter in the order of names, any order alone and a search alone read what they show and no more. All
// else are conditions on what is read.
type MemberList struct {
	Organization account.OrganizationID
	Reader       account.Actor // whose cursors these are
	State        account.MemberState
	Sort         Sort
	Backwards    bool
	Search       string // the order is that of the words then: Sort must be ByName
	Role         account.Role
	TwoFactor    *bool
	AdAccount    account.AdAccountID
	// AdAccountRole asks for that very role on the ad account; empty for any. What a role includes is not
	// looked at: a list shows the roles that were given.
	AdAccountRole string
	Limit         int
	Cursor        string
}

// MemberRow is a member as lists carry it: with its first ad-account roles, and the number of all.
type MemberRow struct {
	account.Member
	RoleCount int
}

// ListMembers is a page of members, seconds late. An Invalid error when the cursor belongs to another list.
func (s *Store) ListMembers(ctx context.Context, l MemberList) (*Page[MemberRow], error) {
	r, driver, rest := l.plan()
	words := searchWords(l.Search)
	conditional := rest != memberConditions{} || len(words) > 1
	return page(ctx, s, listing[MemberRow]{
		run: r, digest: l.digest(), cursor: l.Cursor, limit: l.Limit,
		chunk: chunkFor(l.Limit, driver != "", conditional), conditional: conditional,
		decode: memberRowOf,
		keep: func(ctx context.Context, sortKeys []string, rows []MemberRow) ([]bool, error) {
			return s.keepMembers(ctx, rest, words, driver, sortKeys, rows)
		},
	})
}

// memberConditions is what a row has to be, besides standing in the run.
type memberConditions struct {
	role          account.Role
	twoFactor     string // a term; empty for either
	adAccount     account.AdAccountID
	adAccountRole string
}

// plan chooses what is read: the words for a search, the rows of the filter that leaves the fewest, or an
// index. driver is the word that is read by; rest is what remains to be looked at.
func (l MemberList) plan() (r run, driver string, rest memberConditions) {
	tab := MemberTab(l.State)
	r = run{backwards: l.Backwards, base: memberBase(l.Organization)}
	rest = memberConditions{role: l.Role, adAccount: l.AdAccount, adAccountRole: l.AdAccountRole}
	if l.TwoFactor != nil {
		rest.twoFactor = twoFactorTerm(*l.TwoFactor)
	}
	r.partition = tabPartition(l.Organization, tab)
	switch l.Sort {
	case ByJoined:
		r.index = "GSI2"
		return r, "", rest
	case ByLastActive:
		r.index = "GSI3"
		return r, "", rest
	}
	if words := searchWords(l.Search); len(words) > 0 {
		r.partition, r.prefix = wordPartition(l.Organization, tab), words[0]
		return r, words[0], rest
	}
	term := ""
	switch {
	case rest.adAccount != "":
		term = adAccountTerm(rest.adAccount, rest.adAccountRole)
		rest.adAccount, rest.adAccountRole = "", ""
	case rest.role != "":
		term, rest.role = roleTerm(rest.role), ""
	case rest.twoFactor != "":
		term, rest.twoFactor = rest.twoFactor, ""
	default:
		r.index = "GSI1"
		return r, "", rest
	}
	r.partition = filterPartition(l.Organization, tab, term)
	return r, "", rest
}

func (l MemberList) digest() [digestLength]byte {
	twoFactor := ""
	if l.TwoFactor != nil {
		twoFactor = twoFactorTerm(*l.TwoFactor)
	}
	return listDigest("members", string(l.Organization), string(l.Reader.Kind), l.Reader.ID, string(l.State),
		string(l.Sort), strconv.FormatBool(l.Backwards), strings.Join(searchWords(l.Search), " "),
		string(l.Role), twoFactor, string(l.AdAccount), l.AdAccountRole)
}

func (s *Store) keepMembers(ctx context.Context, c memberConditions, words []string, driver string, sortKeys []string, rows []MemberRow) ([]bool, error) {
	kept := make([]bool, len(rows))
	var undecided []int // whose first roles do not say
	for i, row := range rows {
		kept[i] = (c.role == "" || row.Grants.Role == c.role) &&
			(c.twoFactor == "" || twoFactorTerm(row.TwoFactor) == c.twoFactor) &&
			(len(words) == 0 || found(wordsOf(row.Name, row.Email), words, driver, sortKeys[i], row.Name, string(row.ID())))
		if !kept[i] || c.adAccount == "" || holdsOn(row.Grants, c) {
			continue
		}
		kept[i] = false
		if row.RoleCount > len(row.Grants.AdAccountRoles) {
			undecided = append(undecided, i)
		}
	}
	if len(undecided) == 0 {
		return kept, nil
	}
	return kept, s.decide(ctx, c, undecided, rows, kept)
}

// decide reads whole records where the row does not carry all roles.
func (s *Store) decide(ctx context.Context, c memberConditions, which []int, rows []MemberRow, kept []bool) error {
	var keys []Key
	for _, i := range which {
		keys = append(keys, MemberKey(rows[i].Organization, rows[i].User))
	}
	all, err := s.Get(ctx, keys...)
	if err != nil {
		return err
	}
	for _, i := range which {
		m := all.Member(rows[i].Organization, rows[i].User)
		kept[i] = m != nil && holdsOn(m.Grants, c)
	}
	return nil
}

func holdsOn(g account.Grants, c memberConditions) bool {
	return slices.ContainsFunc(g.AdAccountRoles, func(r account.AdAccountRole) bool {
		return r.AdAccount == c.adAccount && (c.adAccountRole == "" || r.Role == c.adAccountRole)
	})
}

// found reports whether a person is found by all the words, and, read by a word, whether this row is the one
// at which it is shown.
func found(lies, searched []string, driver, sortKey, name, id string) bool {
	if driver != "" {
		first, ok := firstWord(lies, driver)
		if !ok || sortKey != worded(first, name, id) {
			return false
		}
	}
	for _, w := range searched {
		if _, ok := firstWord(lies, w); !ok {
			return false
		}
	}
	return true
}

// memberRowOf reads a row of an index or of a filter: both carry the summary and the last activity alike.
func memberRowOf(i item) (MemberRow, error) {
	r, err := decode[memberRecord](i)
	if err != nil {
		return MemberRow{}, unreadableError{keyOf(i), err}
	}
	r.Roles = r.Summary.FirstRoles
	return MemberRow{*r.member(), r.Summary.RoleCount}, nil
}
