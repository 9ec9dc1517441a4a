package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// invitationRecord is an invitation. As with members, "summary" and "mail_state" are what lists show and
// indexes carry. The token is not in it.
type invitationRecord struct {
	keys
	Kind         string            `dynamodbav:"kind"`
	Summary      invitationSummary `dynamodbav:"summary"`
	Roles        grantRecord       `dynamodbav:"ad_account_roles,omitempty"`
	Message      string            `dynamodbav:"message,omitempty"`
	GrantedBy    actorRecord       `dynamodbav:"granted_by"`
	AcceptedBy   account.UserID    `dynamodbav:"accepted_by,omitempty"`
	TokenVersion int               `dynamodbav:"token_version"`
	KeyVersion   int               `dynamodbav:"key_version"`
	MailState    account.MailState `dynamodbav:"mail_state,omitempty"`
	Reminded     millis            `dynamodbav:"reminded,omitempty"` // of this end
	TTL          int64             `dynamodbav:"ttl,omitempty"`      // as summary.kept: it only cleans
}

type invitationSummary struct {
	ID           account.InvitationID    `dynamodbav:"id"`
	Organization account.OrganizationID  `dynamodbav:"org"`
	Email        account.Address         `dynamodbav:"email"`
	Name         string                  `dynamodbav:"name,omitempty"`
	State        account.InvitationState `dynamodbav:"state"`
	Role         account.Role            `dynamodbav:"role"`
	Permissions  []account.Permission    `dynamodbav:"permissions,omitempty"`
	FirstRoles   grantRecord             `dynamodbav:"first_roles,omitempty"`
	RoleCount    int                     `dynamodbav:"role_count,omitempty"`
	Created      millis                  `dynamodbav:"created"`
	Expires      millis                  `dynamodbav:"expires"`
	InvitedBy    personRecord            `dynamodbav:"invited_by"`
	SCIM         account.SCIMID          `dynamodbav:"scim,omitempty"`
	Kept         millis                  `dynamodbav:"kept,omitempty"` // until then; lists compare it, too
	Version      int64                   `dynamodbav:"version"`
}

func toInvitationRecord(i *account.Invitation) invitationRecord {
	k := InvitationKey(i.ID).keys()
	k.GSI1PK, k.GSI1SK = tabPartition(i.Organization, InvitationTab(i.State)), named(i.DisplayName(), string(i.ID))
	if i.State == account.Pending {
		k.GSI2PK, k.GSI2SK = byInviterPartition(i.Organization, i.InvitedBy.ID), string(i.ID)
		k.GSI4PK, k.GSI4SK = duePartition(i.ID), at(i.DueAt())+"#"+string(i.ID)
	}
	roles := toGrantRecord(i.Grants.AdAccountRoles)
	r := invitationRecord{
		keys: k, Kind: kindInvitation, Roles: roles, Message: i.Message, GrantedBy: actorRecord(i.GrantedBy),
		AcceptedBy: i.AcceptedBy, TokenVersion: i.TokenVersion, KeyVersion: i.KeyVersion, MailState: i.MailState,
		Reminded: toMillis(i.RemindedOf),
		Summary: invitationSummary{
			ID: i.ID, Organization: i.Organization, Email: i.Email, Name: i.Name, State: i.State,
			Role: i.Grants.Role, Permissions: i.Grants.Permissions,
			FirstRoles: roles[:min(shownRoles, len(roles))], RoleCount: len(roles),
			Created: toMillis(i.CreatedAt), Expires: toMillis(i.ExpiresAt),
			InvitedBy: personRecord(i.InvitedBy), SCIM: i.SCIM, Kept: toMillis(i.KeptUntil), Version: i.Version,
		},
	}
	if !i.KeptUntil.IsZero() {
		r.TTL = i.KeptUntil.Unix()
	}
	return r
}

func (r invitationRecord) invitation() *account.Invitation {
	s := r.Summary
	return &account.Invitation{
		ID: s.ID, Organization: s.Organization, Email: s.Email, Name: s.Name, Message: r.Message,
		State: s.State, MailState: r.MailState,
		Grants:    account.Grants{Role: s.Role, Permissions: s.Permissions, AdAccountRoles: r.Roles.roles()},
		CreatedAt: s.Created.time(), ExpiresAt: s.Expires.time(), RemindedOf: r.Reminded.time(), KeptUntil: s.Kept.time(), InvitedBy: account.Person(s.InvitedBy),
		GrantedBy: account.Actor(r.GrantedBy), AcceptedBy: r.AcceptedBy,
		TokenVersion: r.TokenVersion, KeyVersion: r.KeyVersion, SCIM: s.SCIM, Version: s.Version,
	}
}

// CreateInvitation writes a new invitation, the guard of its address and its event. A mail of it goes out when
// its mail state is queued: whoever sends it reads that in the record.
//
// AddressTaken when the address has an open invitation, is a member's or is blocked. It names the invitation
// itself when the same call, made before, has written it.
func (s *Store) CreateInvitation(ctx context.Context, in Intent, i *account.Invitation) error {
	change := account.Between(account.Grants{}, i.Grants).WithState("", string(account.Pending))
	again := in.invites(i)
	return s.commit(ctx, in, append(again,
		put(toAddressRecord(i), addressFree(in.At), addressTaken),
		put(toInvitationRecord(i), expression.AttributeNotExists(expression.Name("PK")), func(item) error {
			return AddressTaken{Invitation: i.ID}
		}),
		in.event(account.InvitationCreated, account.Target{Kind: account.TargetInvitation, ID: string(i.ID)}, change, i.Version),
	)...)
}

// UpdateInvitation writes the invitation's next state over the one it was made from: an edit, another
// sending, a new token. It writes what the two differ in, so that a sending beside an edit spoils neither. A
// changed address moves the guard with it.
//
// StaleVersion when the record has moved on; AddressTaken as for CreateInvitation.
func (s *Store) UpdateInvitation(ctx context.Context, in Intent, before, after *account.Invitation, event account.EventType, fields ...string) error {
	change := account.Between(before.Grants, after.Grants)
	change.Fields = fields
	moved := before.Email != after.Email
	mailed := event == account.InvitationResent || moved
	asRead := stillPending(before)
	if moved { // the guard of the new address ends when the invitation does
		asRead = untilThen(before)
	}
	writes := []write{
		nextInvitation(before, after, mailed, asRead),
		in.event(event, account.Target{Kind: account.TargetInvitation, ID: string(after.ID)}, change, after.Version),
	}
	if moved {
		writes = append(writes, remove(AddressKey(before.Organization, before.Email), guardedBy(before), movedOn))
	}
	if moved || !before.ExpiresAt.Equal(after.ExpiresAt) {
		free := addressFree(in.At).Or(expression.Name("invitation").Equal(expression.Value(after.ID)))
		writes = append(writes, put(toAddressRecord(after), free, addressTaken))
	}
	return s.commit(ctx, in, writes...)
}

// CloseInvitation ends an open invitation: declined or revoked. Its address may be invited again.
//
// StaleVersion when it has moved on: an acceptance that runs at the same time wins or loses whole.
func (s *Store) CloseInvitation(ctx context.Context, in Intent, before, after *account.Invitation, event account.EventType) error {
	return s.commit(ctx, in, append(closing(in, before, s.over(after), event),
		remove(AddressKey(before.Organization, before.Email), guardedBy(before), movedOn))...)
}

// closing is the writes that end an open invitation, without its guard.
func closing(in Intent, before, after *account.Invitation, event account.EventType) []write {
	change := account.Change{}.WithState(string(before.State), string(after.State))
	return append(in.placeOver(before.Organization, before.SCIM, before.Grants),
		nextInvitation(before, after, false, stillPending(before)),
		in.event(event, account.Target{Kind: account.TargetInvitation, ID: string(after.ID)}, change, after.Version),
	)
}

// over is an invitation that has ended, with the time until which it is kept.
func (s *Store) over(i *account.Invitation) *account.Invitation {
	if s.keep.Invitations == 0 {
		return i
	}
	kept := *i
	ended, _ := i.EndedAt(i.ExpiresAt)
	kept.KeptUntil = ended.Add(s.keep.Invitations)
	return &kept
}

// AcceptInvitation turns an open invitation into a member: the invitation becomes accepted, the place is
// written, the address's guard names the place from now on, and each of the two records has its event.
//
// StaleVersion when the invitation has moved on, AlreadyMember when the user has a place already.
func (s *Store) AcceptInvitation(ctx context.Context, in Intent, before, after *account.Invitation, m *account.Member) error {
	m.SCIM = before.SCIM
	writes := []write{
		nextInvitation(before, s.over(after), false, stillPending(before)),
		set(toMemberRecord(m), nil, expression.AttributeNotExists(expression.Name("summary")),
			refuse(account.AlreadyMember, "You are a member of this organization already.")),
		in.event(account.InvitationAccepted,
			account.Target{Kind: account.TargetInvitation, ID: string(after.ID), Related: string(m.ID())},
			account.Change{}.WithState(string(before.State), string(after.State)), after.Version),
		in.event(account.MemberAdded,
			account.Target{Kind: account.TargetMember, ID: string(m.ID()), Related: string(after.ID)},
			account.Between(account.Grants{}, m.Grants).WithState("", string(m.State)).Of(nil, m), m.Version),
	}
	if m.Reserved == before.Email {
		writes = append(writes, put(toMemberAddressRecord(m), guardedBy(before), movedOn))
	} else {
		writes = append(writes, remove(AddressKey(before.Organization, before.Email), guardedBy(before), movedOn))
	}
	writes = append(writes, placeTaken(m)...)
	return s.commit(ctx, in, append(writes, adminCount(m.Organization, false, m.CountsAsAdmin())...)...)
}

// nextInvitation is the write of an invitation's next state. mailed says that the command asks for a mail: the
// mail state is written even where it was queued when it was read, since that mail may have gone meanwhile.
func nextInvitation(before, after *account.Invitation, mailed bool, asRead expression.ConditionBuilder) write {
	was := toInvitationRecord(before)
	if mailed {
		was.MailState = ""
	}
	return amend(was, toInvitationRecord(after), asRead, movedOn)
}

// stillPending holds while the invitation is pending, with the grants, the token and the id of a SCIM client that it
// was read with. A new token moves no version, and whoever accepts by an older one must lose to it.
func stillPending(i *account.Invitation) expression.ConditionBuilder {
	return versionIs(i.Version).And(pinnedAs(i.SCIM)).
		And(expression.Name("summary.state").Equal(expression.Value(account.Pending))).
		And(expression.Name("token_version").Equal(expression.Value(i.TokenVersion)))
}

// untilThen holds while the invitation is pending as it was read and ends when it did then: another sending
// moves no version.
func untilThen(i *account.Invitation) expression.ConditionBuilder {
	return stillPending(i).And(expression.Name("summary.expires").Equal(expression.Value(toMillis(i.ExpiresAt))))
}
