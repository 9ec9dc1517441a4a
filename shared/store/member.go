package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// memberRecord is a place. What lists show is under "summary" and "last_active", which the indexes carry;
// the rest only the item itself has, so that a page of people with a hundred ad accounts stays small.
type memberRecord struct {
	keys
	Kind       string          `dynamodbav:"kind"`
	Summary    memberSummary   `dynamodbav:"summary"`
	Roles      grantRecord     `dynamodbav:"ad_account_roles,omitempty"`
	Reserved   account.Address `dynamodbav:"reserved,omitempty"`
	LastActive string          `dynamodbav:"last_active,omitempty"`
	// Agencies is written by comesThrough and its like alone. An item that has nothing else is no place: it only
	// says through whom its user may come.
	Agencies []account.OrganizationID `dynamodbav:"agencies,stringset,omitempty"`
}

type memberSummary struct {
	Organization account.OrganizationID `dynamodbav:"org"`
	User         account.UserID         `dynamodbav:"user"`
	Name         string                 `dynamodbav:"name"`
	Email        account.Address        `dynamodbav:"email"`
	State        account.MemberState    `dynamodbav:"state"`
	Role         account.Role           `dynamodbav:"role"`
	Permissions  []account.Permission   `dynamodbav:"permissions,omitempty"`
	FirstRoles   grantRecord            `dynamodbav:"first_roles,omitempty"`
	RoleCount    int                    `dynamodbav:"role_count,omitempty"`
	TwoFactor    bool                   `dynamodbav:"two_factor,omitempty"`
	Joined       millis                 `dynamodbav:"joined"`
	InvitedBy    personRecord           `dynamodbav:"invited_by"`
	InvitedEmail account.Address        `dynamodbav:"invited_email,omitempty"`
	SCIM         account.SCIMID         `dynamodbav:"scim,omitempty"`
	Version      int64                  `dynamodbav:"version"`
}

func (r *memberRecord) read(f fields) {
	s := f.within("summary")
	by := s.within("invited_by")
	*r = memberRecord{
		keys: f.keys(), Kind: f.text("kind"), Roles: textsOf[string](f, "ad_account_roles"),
		Reserved: account.Address(f.text("reserved")), LastActive: f.text("last_active"), Agencies: setOf[account.OrganizationID](f, "agencies"),
		Summary: memberSummary{
			Organization: account.OrganizationID(s.text("org")), User: account.UserID(s.text("user")),
			Name: s.text("name"), Email: account.Address(s.text("email")), State: account.MemberState(s.text("state")),
			Role: account.Role(s.text("role")), Permissions: textsOf[account.Permission](s, "permissions"),
			FirstRoles: textsOf[string](s, "first_roles"), RoleCount: int(s.number("role_count")),
			TwoFactor: s.truth("two_factor"), Joined: millis(s.number("joined")),
			InvitedBy: personRecord{by.text("id"), by.text("name")}, InvitedEmail: account.Address(s.text("invited_email")),
			SCIM: account.SCIMID(s.text("scim")), Version: s.number("version"),
		},
	}
}

// never sorts before every day.
const never = "0000-00-00"

func toMemberRecord(m *account.Member) memberRecord {
	k := MemberKey(m.Organization, m.User).keys()
	tab, id := tabPartition(m.Organization, MemberTab(m.State)), string(m.ID())
	k.GSI1PK, k.GSI1SK = tab, named(m.Name, id)
	k.GSI2PK, k.GSI2SK = tab, at(m.JoinedAt)+"#"+id
	k.GSI3PK, k.GSI3SK = tab, lastActiveSort(m.LastActiveOn, id)
	roles := toGrantRecord(m.Grants.AdAccountRoles)
	return memberRecord{
		keys: k, Kind: kindMember, Roles: roles,
		Reserved: m.Reserved, LastActive: m.LastActiveOn,
		Summary: memberSummary{
			Organization: m.Organization, User: m.User, Name: m.Name, Email: m.Email, State: m.State,
			Role: m.Grants.Role, Permissions: m.Grants.Permissions,
			FirstRoles: roles[:min(shownRoles, len(roles))], RoleCount: len(roles),
			TwoFactor: m.TwoFactor, Joined: toMillis(m.JoinedAt), InvitedBy: personRecord(m.InvitedBy),
			InvitedEmail: m.InvitedEmail, SCIM: m.SCIM, Version: m.Version,
		},
	}
}

func lastActiveSort(day, id string) string {
	if day == "" {
		day = never
	}
	return day + "#" + id
}

func (r memberRecord) member() *account.Member {
	s := r.Summary
	return &account.Member{
		Organization: s.Organization, User: s.User, Name: s.Name, Email: s.Email, State: s.State,
		Grants:    account.Grants{Role: s.Role, Permissions: s.Permissions, AdAccountRoles: r.Roles.roles()},
		TwoFactor: s.TwoFactor, LastActiveOn: r.LastActive, JoinedAt: s.Joined.time(),
		InvitedBy: account.Person(s.InvitedBy), InvitedEmail: s.InvitedEmail, Reserved: r.Reserved, Version: s.Version,
		Agencies: r.Agencies, SCIM: s.SCIM,
	}
}

// memberMayLose are the attributes that an edit may take from the item.
var memberMayLose = []string{"ad_account_roles", "reserved"}

// MemberStep is a member's next state and what led to it.
type MemberStep struct {
	After *account.Member
	Event account.EventType
}

// UpdateMember writes the member's next state over the one it was made from. event says why. Errors as for MoveMember.
func (s *Store) UpdateMember(ctx context.Context, in Intent, before, after *account.Member, event account.EventType) error {
	return s.MoveMember(ctx, in, before, MemberStep{after, event})
}

// MoveMember writes what several steps make of a member, at once and as if each had been taken by itself: each has its
// event and its version.
//
// StaleVersion when the record has moved on, NotFound when it is gone, LastAdmin when the organization
// would be left without an active organization admin.
func (s *Store) MoveMember(ctx context.Context, in Intent, before *account.Member, steps ...MemberStep) error {
	last := steps[len(steps)-1].After
	record := toMemberRecord(last)
	record.LastActive, record.GSI3SK = "", "" // whoever marks activity keeps these
	writes := []write{set(record, memberMayLose, asRead(before), movedOn)}
	was := before
	for _, step := range steps {
		is := step.After
		change := account.Between(was.Grants, is.Grants)
		if was.State != is.State {
			change = change.WithState(string(was.State), string(is.State))
		}
		target := account.Target{Kind: account.TargetMember, ID: string(is.ID())}
		writes = append(writes, in.event(step.Event, target, change.Of(was, is), is.Version))
		was = is
	}
	return s.commit(ctx, in, append(writes, adminCount(last.Organization, before.CountsAsAdmin(), last.CountsAsAdmin())...)...)
}

// RemoveMember deletes the place and frees its address for another invitation. event says why: removed,
// left or rejected. Errors as for UpdateMember.
func (s *Store) RemoveMember(ctx context.Context, in Intent, m *account.Member, event account.EventType) error {
	change := account.Between(m.Grants, account.Grants{}).WithState(string(m.State), "")
	besides := []write{
		in.event(event, account.Target{Kind: account.TargetMember, ID: string(m.ID())}, change.Of(m, nil), account.NextVersion(m.Version, in.At)),
	}
	if m.Reserved != "" {
		besides = append(besides, remove(AddressKey(m.Organization, m.Reserved), unconditional, nil))
	}
	besides = append(besides, adminCount(m.Organization, m.CountsAsAdmin(), false)...)
	besides = append(besides, in.placeOver(m.Organization, m.SCIM, m.Grants)...)
	return beside(len(m.Agencies) > 0, func(agencies bool) error {
		return s.commit(ctx, in, append([]write{endPlace(m, agencies)}, besides...)...)
	})
}

// endPlace deletes the place, or all of it but the agencies through which its user still comes.
func endPlace(m *account.Member, agencies bool) write {
	key, pointer := MemberKey(m.Organization, m.User), expression.Name("agencies")
	refused := func(now item) error {
		if versionOf(now) == m.Version && (now["agencies"] != nil) != agencies {
			return errOtherBeside
		}
		return movedOn(now)
	}
	if !agencies {
		return remove(key, asRead(m).And(expression.AttributeNotExists(pointer)), refused)
	}
	var update expression.UpdateBuilder
	for _, name := range placeAttributes {
		update = update.Remove(expression.Name(name))
	}
	return change(key, update, asRead(m).And(expression.AttributeExists(pointer)), refused)
}

// placeAttributes are all that a place consists of, besides its key and the agencies.
var placeAttributes = []string{
	"kind", "summary", "ad_account_roles", "reserved", "last_active",
	"GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK", "GSI3PK", "GSI3SK", "GSI4PK", "GSI4SK",
}

// MarkActive notes the day on which the member last did something, for the list. It moves no version and
// writes no event.
func (s *Store) MarkActive(ctx context.Context, m *account.Member, day string) error {
	update := expression.Set(expression.Name("last_active"), expression.Value(day)).
		Set(expression.Name("GSI3SK"), expression.Value(lastActiveSort(day, string(m.ID()))))
	return s.update(ctx, MemberKey(m.Organization, m.User), update, expression.AttributeExists(expression.Name("summary")))
}

// asRead holds while the place is as it was read. Name, address and two-factor authentication follow the user
// without moving the version: a change made beside that must not write the older ones back, nor free the wrong
// address. The id of a SCIM client moves none either, and whoever ends the place must know it.
func asRead(m *account.Member) expression.ConditionBuilder {
	return versionIs(m.Version).And(asFollowed(m)).And(pinnedAs(m.SCIM))
}

func versionIs(version int64) expression.ConditionBuilder {
	return expression.Name("summary.version").Equal(expression.Value(version))
}

// movedOn says which of the two became of a record that is not as it was read.
func movedOn(now item) error {
	if now["kind"] == nil { // of a place, the agencies may be left
		return account.Unknown()
	}
	return account.Refuse(account.StaleVersion, "Somebody else changed this in the meantime. Look at the present state and try again.")
}

// adminCount keeps the number of active organization admins. It is written only when one comes or goes:
// two who end each other meet here, and the second is refused.
func adminCount(org account.OrganizationID, was, is bool) []write {
	n := expression.Name("n")
	switch {
	case is && !was:
		return []write{change(adminsKey(org), expression.Add(n, expression.Value(1)), unconditional, nil)}
	case was && !is:
		return []write{change(adminsKey(org), expression.Add(n, expression.Value(-1)), n.GreaterThan(expression.Value(1)),
			refuse(account.LastAdmin, "An organization needs at least one active organization admin. Make somebody else one first."))}
	}
	return nil
}
