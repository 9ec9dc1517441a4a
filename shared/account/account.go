// Package account is the vocabulary of Roster: organizations, users, members, invitations, their
// grants and states, the catalog, events and errors. Every other package speaks in these words.
//
// It is pure: it imports the standard library only, reads no clock and no environment, and touches
// no network. Rules that can be decided from values alone live here.
package account

import "strings"

// OrganizationID is an organization's Account Id without dashes: ten digits. It is the organization's
// id in every path.
type OrganizationID string

// Deployment stands where an organization would for what is the operator's and covers all of them. It is no Account
// Id, so that no path leads to it.
const Deployment OrganizationID = "OPERATOR"

// Dashed is the Account Id as people read it, "482-913-0776".
func (id OrganizationID) Dashed() string {
	if !id.Valid() {
		return string(id)
	}
	return string(id[:3] + "-" + id[3:6] + "-" + id[6:])
}

// Valid reports whether the id is ten digits, the first of them not zero.
func (id OrganizationID) Valid() bool {
	if len(id) != 10 || id[0] == '0' {
		return false
	}
	return strings.Trim(string(id), "0123456789") == ""
}

// UserID names a user: "usr_" and a ULID.
type UserID string

// MemberID names a user's place in an organization: "mem_" and the ULID of the user. The same user has
// the same member id in every organization, and the id is only ever read together with one, so that a
// place is found from its path without an index.
type MemberID string

// InvitationID names an invitation: "inv_" and a ULID.
type InvitationID string

// AdAccountID names an ad account: "ada_" and a ULID.
type AdAccountID string

// EventID names an event: "evt_" and a ULID, so that events sort by the time they happened.
type EventID string

// WebhookID names an endpoint: "wh_" and a ULID.
type WebhookID string

// DeliveryID names a delivery at its endpoint: "dlv_" and the ULID of the event, or one of its own for a test. They sort by
// the time of the events.
type DeliveryID string

// SessionID names a session on the Security page: "ses_" and the hash that its record is kept under.
// It opens nothing.
type SessionID string

// KeyID names an API key: "key_" and a ULID.
type KeyID string

// Prefixes of ids, with the underscore.
const (
	UserPrefix       = "usr_"
	MemberPrefix     = "mem_"
	InvitationPrefix = "inv_"
	AdAccountPrefix  = "ada_"
	EventPrefix      = "evt_"
	WebhookPrefix    = "wh_"
	DeliveryPrefix   = "dlv_"
	SessionPrefix    = "ses_"
	KeyPrefix        = "key_"
)

const ulidLength = 26

// Valid reports whether the id has the form of a user id.
func (id UserID) Valid() bool { return wellFormed(string(id), UserPrefix) }

// Valid reports whether the id has the form of a member id.
func (id MemberID) Valid() bool { return wellFormed(string(id), MemberPrefix) }

// Valid reports whether the id has the form of an invitation id.
func (id InvitationID) Valid() bool { return wellFormed(string(id), InvitationPrefix) }

// Valid reports whether the id has the form of an ad account id.
func (id AdAccountID) Valid() bool { return wellFormed(string(id), AdAccountPrefix) }

// Valid reports whether the id has the form of an event id.
func (id EventID) Valid() bool { return wellFormed(string(id), EventPrefix) }

// Valid reports whether the id has the form of an API key's id.
func (id KeyID) Valid() bool { return wellFormed(string(id), KeyPrefix) }

// Valid reports whether the id has the form of an endpoint's id.
func (id WebhookID) Valid() bool { return wellFormed(string(id), WebhookPrefix) }

// Valid reports whether the id has the form of a delivery's id.
func (id DeliveryID) Valid() bool { return wellFormed(string(id), DeliveryPrefix) }

// Delivery is the id of the event's delivery at any endpoint.
func (id EventID) Delivery() DeliveryID {
	return DeliveryID(DeliveryPrefix + strings.TrimPrefix(string(id), EventPrefix))
}

// Member is the id of the user's place in any organization.
func (id UserID) Member() MemberID {
	return MemberID(MemberPrefix + strings.TrimPrefix(string(id), UserPrefix))
}

// User is the id of the user whose place this is.
func (id MemberID) User() UserID {
	return UserID(UserPrefix + strings.TrimPrefix(string(id), MemberPrefix))
}

// Valid reports whether the id has the form of a session id.
func (id SessionID) Valid() bool {
	rest, ok := strings.CutPrefix(string(id), SessionPrefix)
	return ok && len(rest) == hashLength && strings.Trim(rest, base64URL) == ""
}

const (
	hashLength = 43 // 32 bytes in base64url without padding
	base64URL  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
)

// wellFormed keeps anything but a prefix and 26 characters of Crockford's alphabet out of keys.
func wellFormed(id, prefix string) bool {
	rest, ok := strings.CutPrefix(id, prefix)
	if !ok || len(rest) != ulidLength {
		return false
	}
	return strings.Trim(rest, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == ""
}
