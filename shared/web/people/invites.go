package people

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// Invites is whom to invite, and to what.
type Invites struct {
	Entries []Entry
	Grants  account.Grants // of every entry that has none of its own, as they were sent
	Message string         // shown as text
	Quietly bool           // no mail goes out: the link is handed on otherwise
}

// Entry is one person to invite. What is wrong with it becomes its outcome and spoils no other entry.
type Entry struct {
	Email, Name string
	Own         *account.Grants // as they were sent; nil where it takes those of all
}

// Outcome says what became of an entry.
type Outcome string

// The outcomes.
const (
	Invited          Outcome = "invited"
	AlreadyMember    Outcome = "already_member"
	AlreadyInvited   Outcome = "already_invited"
	Invalid          Outcome = "invalid"
	DomainNotAllowed Outcome = "domain_not_allowed"
	OverLimit        Outcome = "over_limit"
)

// Result is what became of one entry.
type Result struct {
	Email      string // as far as it was sent
	Outcome    Outcome
	Detail     string              // what is wrong, for people
	Invitation *account.Invitation // that was made, or that is open already
	Member     *account.Member     // whom the address belongs to
}

// readAtOnce is how many ad accounts are read with the caller's own records, the counts and the first answer of a
// repeat: together one BatchGetItem. Only who may invite makes Roster read more.
const readAtOnce = 95

// Reads is the keys of what inviting looks at, to be read with the call.
func (in Invites) Reads(org account.OrganizationID) []store.Key {
	return append(FirstAdAccounts(org, in.adAccounts()), store.CountsKey(org))
}

// FirstAdAccounts is the keys of as many of the ad accounts as are read with the call. Commands.ReadRest reads the
// others.
func FirstAdAccounts(org account.OrganizationID, ids []account.AdAccountID) []store.Key {
	return keysOf(org, ids[:min(readAtOnce, len(ids))])
}

// ReadRest reads the ad accounts that did not fit the first read.
func (p Commands) ReadRest(ctx context.Context, c *web.Call, ids []account.AdAccountID) error {
	if len(ids) <= readAtOnce {
		return nil
	}
	rest, err := p.store.Get(ctx, keysOf(c.Organization.ID, ids[readAtOnce:])...)
	maps.Copy(c.Found, rest)
	return err
}

// adAccounts is which ad accounts the call names, each once.
func (in Invites) adAccounts() []account.AdAccountID {
	all := account.Grants{AdAccountRoles: slices.Clone(in.Grants.AdAccountRoles)}
	for _, e := range in.Entries {
		if e.Own != nil {
			all.AdAccountRoles = append(all.AdAccountRoles, e.Own.AdAccountRoles...)
		}
	}
	return Named(all)
}

// highest is admin where anybody is invited as that.
func (in Invites) highest() account.Grants {
	highest := account.Grants{Role: in.Grants.Role}
	for _, e := range in.Entries {
		if e.Own != nil && e.Own.Role == account.Admin {
			highest.Role = account.Admin
		}
	}
	return highest
}

// MayInvite asks about the grants of the call and about those of each entry that has its own. One that exceeds
// what the caller holds refuses the whole call, as it would alone. Grants that nobody can hold are not asked
// about: they are given to nobody.
func MayInvite(c *web.Call, in Invites) error {
	on := policy.Organization(c.Organization.ID)
	if err := c.May(policy.Invite, on, in.Grants); err != nil {
		return err
	}
	asked := map[string]bool{}
	for _, e := range in.Entries {
		if e.Own == nil {
			continue
		}
		same := fmt.Sprint(e.Own.Sorted())
		if asked[same] || len(c.Catalog.CheckGrants("", account.Grants{}, *e.Own)) > 0 {
			continue
		}
		asked[same] = true
		if err := c.May(policy.Invite, on, *e.Own); err != nil {
			return err
		}
	}
	return c.FreshToPromote(account.Grants{}, in.highest())
}
