package account

import (
	"slices"
	"strconv"
	"time"
)

// InvitationState is where an invitation stands (product.md §2). All but pending are final.
type InvitationState string

// The states of an invitation.
const (
	Pending  InvitationState = "pending"
	Accepted InvitationState = "accepted"
	Declined InvitationState = "declined"
	Revoked  InvitationState = "revoked"
	Expired  InvitationState = "expired"
)

// MailState is what became of an invitation's last mail.
type MailState string

// The states of a mail. MailNone: the invitation was made with "send_email": false.
const (
	MailNone       MailState = "none"
	MailQueued     MailState = "queued"
	MailSent       MailState = "sent"
	MailDelivered  MailState = "delivered"
	MailBounced    MailState = "bounced"
	MailComplained MailState = "complained"
)

// mailStates are in the order in which a mail goes through them.
var mailStates = []MailState{MailNone, MailQueued, MailSent, MailDelivered, MailBounced, MailComplained}

// Follows reports whether the state is news of a mail that is known to be in the other. What SES reports comes
// in any order and more than once: a mail that has bounced stays so though its delivery is told later.
func (s MailState) Follows(known MailState) bool {
	return slices.Index(mailStates, s) > slices.Index(mailStates, known)
}

// Failed reports whether the mail came back, or its reader complained of it.
func (s MailState) Failed() bool { return s == MailBounced || s == MailComplained }

// Invitation is an offer of a place in an organization to an address, with all the grants that the member
// will get.
type Invitation struct {
	ID           InvitationID
	Organization OrganizationID
	Email        Address
	Name         string // may be empty
	Message      string // up to MaxMessage characters
	State        InvitationState
	MailState    MailState
	Grants       Grants
	CreatedAt    time.Time
	ExpiresAt    time.Time
	RemindedOf   time.Time // the end of which the person was reminded, or need not be
	KeptUntil    time.Time // when what is over is deleted; zero while it is open, and for ever
	InvitedBy    Person
	GrantedBy    Actor // whoever last set the grants; must still be allowed to give them at acceptance
	AcceptedBy   UserID
	SCIM         SCIMID // the id under which SCIM clients know the place; empty before one has written about it
	TokenVersion int    // a new one makes a new token and kills the older
	KeyVersion   int    // of the master key that the token is derived from
	Version      int64  // moves with grants and state only
}

// MaxMessage is how many characters an invitation's message may have.
const MaxMessage = 2000

// StateAt is the state at that time: a pending invitation is expired from its time on, whether or not
// anything has cleaned up.
func (i *Invitation) StateAt(now time.Time) InvitationState {
	if i.State == Pending && !now.Before(i.ExpiresAt) {
		return Expired
	}
	return i.State
}

// Open reports whether the invitation can be accepted at that time.
func (i *Invitation) Open(now time.Time) bool { return i.StateAt(now) == Pending }

// EndedAt is when the invitation ended, as far as it has at that time: of a final state its version tells, which
// is the time of the last change and moves no more.
func (i *Invitation) EndedAt(now time.Time) (ended time.Time, over bool) {
	switch i.StateAt(now) {
	case Pending:
		return time.Time{}, false
	case Expired:
		return i.ExpiresAt, true
	}
	return time.UnixMilli(i.Version).UTC(), true
}

// Mailing names the mail of the invitation as it stands. Another address or link and another sending make it
// another.
func (i *Invitation) Mailing() string {
	return strconv.Itoa(i.TokenVersion) + "-" + strconv.FormatInt(i.ExpiresAt.UnixMilli(), 10)
}

// RemindBefore is how long before its end the person is reminded of an invitation that is open for longer.
const RemindBefore = 2 * 24 * time.Hour

// OpenFor lets the invitation be open from that time on, for so long.
func (i *Invitation) OpenFor(life time.Duration, from time.Time) {
	i.ExpiresAt = from.Add(life)
	if life <= RemindBefore {
		i.RemindedOf = i.ExpiresAt
	}
}

// DueAt is when the pending invitation asks for something next: the reminder, or its end.
func (i *Invitation) DueAt() time.Time {
	if i.RemindedOf.Equal(i.ExpiresAt) {
		return i.ExpiresAt
	}
	return i.ExpiresAt.Add(-RemindBefore)
}

// Remindable reports whether a reminder may go out at that time: while the invitation is open and near its end,
// and only to who got its mail. Who is invited by hand, and whom no mail reaches, is not reminded by mail.
func (i *Invitation) Remindable(now time.Time) bool {
	return i.Open(now) && !now.Before(i.ExpiresAt.Add(-RemindBefore)) && (i.MailState == MailSent || i.MailState == MailDelivered)
}

// Kept reports whether the invitation is still there at that time, whether or not anything has cleaned up.
func (i *Invitation) Kept(now time.Time) bool { return i.KeptUntil.IsZero() || now.Before(i.KeptUntil) }

// DisplayName is the name to show and sort by: the name given, else the address.
func (i *Invitation) DisplayName() string {
	if i.Name != "" {
		return i.Name
	}
	return i.Email.String()
}
