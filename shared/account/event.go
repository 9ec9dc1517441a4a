package account

import "time"

// Actor is who did something. Every write names one.
type Actor struct {
	Kind ActorKind
	ID   string         // a user's or a key's id; empty for the system
	Via  OrganizationID // the agency that a user acts for; empty otherwise
}

// ActorKind says what kind of actor it is.
type ActorKind string

// The kinds of actor.
const (
	ByUser     ActorKind = "user"
	ByKey      ActorKind = "key"
	BySCIM     ActorKind = "scim"
	ByAgency   ActorKind = "agency_member"
	ByOperator ActorKind = "operator"
	BySystem   ActorKind = "system"
)

// EventType names what happened, "member.removed".
type EventType string

// The events (product.md §3). Each names one record that changed.
const (
	OrganizationCreated EventType = "organization.created"
	OrganizationUpdated EventType = "organization.updated"
	OrganizationDeleted EventType = "organization.deleted"
	InvitationCreated   EventType = "invitation.created"
	InvitationUpdated   EventType = "invitation.updated"
	InvitationResent    EventType = "invitation.resent"
	InvitationAccepted  EventType = "invitation.accepted"
	InvitationDeclined  EventType = "invitation.declined"
	InvitationRevoked   EventType = "invitation.revoked"
	InvitationExpired   EventType = "invitation.expired"
	InvitationBounced   EventType = "invitation.bounced"
	MemberAdded         EventType = "member.added"
	MemberApproved      EventType = "member.approved"
	MemberRejected      EventType = "member.rejected"
	MemberUpdated       EventType = "member.updated"
	MemberSuspended     EventType = "member.suspended"
	MemberReactivated   EventType = "member.reactivated"
	MemberRemoved       EventType = "member.removed"
	MemberLeft          EventType = "member.left"
	AdAccountCreated    EventType = "ad_account.created"
	AdAccountUpdated    EventType = "ad_account.updated"
	AdAccountArchived   EventType = "ad_account.archived"
	AdAccountRestored   EventType = "ad_account.restored"
	AgencyInvited       EventType = "agency.invited"
	AgencyAccepted      EventType = "agency.accepted"
	AgencyDeclined      EventType = "agency.declined"
	AgencyUpdated       EventType = "agency.updated"
	AgencyEnded         EventType = "agency.ended"
	AgencyMemberUpdated EventType = "agency_member.updated"
	APIKeyCreated       EventType = "api_key.created"
	APIKeyRevoked       EventType = "api_key.revoked"
	WebhookCreated      EventType = "webhook.created"
	WebhookUpdated      EventType = "webhook.updated"
	WebhookDeleted      EventType = "webhook.deleted"
	WebhookWasDisabled  EventType = "webhook.disabled"
	// What a user did with its own login, in the log of each organization that it is in, about its place there.
	UserTwoFactorEnabled  EventType = "user.two_factor_enabled"
	UserTwoFactorDisabled EventType = "user.two_factor_disabled"
)

// EventTypes are all of them, in that order: what an endpoint may ask for. A test holds the two lists together.
var EventTypes = []EventType{
	OrganizationCreated, OrganizationUpdated, OrganizationDeleted,
	InvitationCreated, InvitationUpdated, InvitationResent, InvitationAccepted, InvitationDeclined, InvitationRevoked,
	InvitationExpired, InvitationBounced,
	MemberAdded, MemberApproved, MemberRejected, MemberUpdated, MemberSuspended, MemberReactivated, MemberRemoved, MemberLeft,
	AdAccountCreated, AdAccountUpdated, AdAccountArchived, AdAccountRestored,
	AgencyInvited, AgencyAccepted, AgencyDeclined, AgencyUpdated, AgencyEnded, AgencyMemberUpdated,
	APIKeyCreated, APIKeyRevoked,
	WebhookCreated, WebhookUpdated, WebhookDeleted, WebhookWasDisabled,
	UserTwoFactorEnabled, UserTwoFactorDisabled,
}

// Event is the immutable record of one change: audit entry, e-mail trigger and webhook source at once. It
// holds ids and grants only; names and addresses are looked up when they are shown or sent, so that a
// person can be forgotten.
type Event struct {
	ID           EventID
	Organization OrganizationID
	Type         EventType
	Actor        Actor
	Target       Target
	At           time.Time
	RequestID    string
	Change       Change
	Version      int64 // of the changed record, after the change
}

// Target is the record that an event is about.
type Target struct {
	Kind TargetKind
	ID   string
	// Related is the other half of an acceptance: the member of an accepted invitation, the invitation of
	// a member who was added.
	Related string
}

// TargetKind says what kind of record an event is about.
type TargetKind string

// The kinds of target.
const (
	TargetOrganization TargetKind = "organization"
	TargetMember       TargetKind = "member"
	TargetInvitation   TargetKind = "invitation"
	TargetAdAccount    TargetKind = "ad_account"
	TargetAPIKey       TargetKind = "api_key"
	// An agency link has an event on each side: in the client's log it is about the agency, in the agency's about
	// the client. The same goes for an agency's person.
	TargetAgency       TargetKind = "agency"
	TargetClient       TargetKind = "client"
	TargetAgencyMember TargetKind = "agency_member"
	TargetWebhook      TargetKind = "webhook"
)
