package queue

import (
	"encoding/json"
	"fmt"

	"roster/shared/account"
)

// Mail is a message of the mail queue: that an event is to be told by mail, or an invitation is near its end. It
// holds ids only; whoever sends
// the mail looks the rest up, and decides by what the records say then.
//
// A message may come more than once: the stream and the queue each deliver at least once.
type Mail struct {
	Event        account.EventID        `json:"event,omitempty"`
	Invitation   account.InvitationID   `json:"invitation,omitempty"` // of a reminder, which has no event
	Organization account.OrganizationID `json:"organization,omitempty"`
	Kind         MailKind               `json:"kind"`
	User         account.UserID         `json:"user,omitempty"` // of a letter that is no organization's matter
}

// MailKind says which mail it is.
type MailKind string

// The mails that an event leads to.
const (
	MailInvitation     MailKind = "invitation"      // to the invited person
	MailReminder       MailKind = "reminder"        // to the invited person, whose invitation ends soon
	MailAccepted       MailKind = "accepted"        // to whoever invited
	MailApprovalWanted MailKind = "approval_wanted" // to the account administrators
	MailApproved       MailKind = "approved"        // to the member
	MailRejected       MailKind = "rejected"        // to the person who was turned away
	MailRemoved        MailKind = "removed"         // to the person who was removed
	MailAgencyInvited  MailKind = "agency_invited"  // to the agency's organization admins
	MailAgencyAccepted MailKind = "agency_accepted" // to whoever invited the agency
	MailAgencyEnded    MailKind = "agency_ended"    // to the organization admins of the side that did not end it
	// To the organization admins, when an endpoint was disabled by itself.
	MailWebhookDisabled MailKind = "webhook_disabled"
	MailTwoFactorReset  MailKind = "two_factor_reset" // to the user whose two-factor authentication an operator resets
)

// Body is the message as it is sent.
func (m Mail) Body() string {
	body, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings always have a JSON form
	}
	return string(body)
}

// ReadMail reads a message. An unknown kind is an error: such a mail would never be sent, and nobody told.
func ReadMail(body string) (Mail, error) {
	var m Mail
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		return Mail{}, fmt.Errorf("mail queue: the message is no JSON: %w", err)
	}
	switch m.Kind {
	case MailTwoFactorReset:
		if !m.User.Valid() {
			return Mail{}, fmt.Errorf("mail queue: a message names no user")
		}
		return m, nil
	case MailReminder:
		if m.Invitation == "" || !m.Organization.Valid() {
			return Mail{}, fmt.Errorf("mail queue: a message names no invitation")
		}
		return m, nil
	case MailInvitation, MailAccepted, MailApprovalWanted, MailApproved, MailRejected, MailRemoved,
		MailAgencyInvited, MailAgencyAccepted, MailAgencyEnded, MailWebhookDisabled:
	default:
		return Mail{}, fmt.Errorf("mail queue: the kind %q is unknown", m.Kind)
	}
	if m.Event == "" || !m.Organization.Valid() {
		return Mail{}, fmt.Errorf("mail queue: a message names no event")
	}
	return m, nil
}
