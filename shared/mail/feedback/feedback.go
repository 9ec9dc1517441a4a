// Package feedback is what SES says of a letter after it has taken it: delivered, bounced, complained about. It
// reads the events that a configuration set publishes to EventBridge, and knows how a letter is marked so that
// they find back to its record. It does not know the SES client, so that whoever reads pays nothing for it.
package feedback

import (
	"encoding/json"
	"errors"
	"fmt"

	"roster/shared/account"
)

// Reference says what a letter is about. It travels as message tags, which SES repeats in each event: hence ids
// only, in letters, digits, underscores and dashes. What is empty is left out.
type Reference struct {
	Organization account.OrganizationID
	Invitation   account.InvitationID
	Event        account.EventID
	Mailing      string // of the invitation: account.Invitation.Mailing
}

// Tag is a message tag. template.yaml names the one of the invitation in the pattern of its rule.
type Tag struct{ Name, Value string }

const (
	tagOrganization = "organization"
	tagInvitation   = "invitation"
	tagEvent        = "event"
	tagMailing      = "mailing"
)

// Tags are the tags of a letter about that.
func (r Reference) Tags() []Tag {
	var tags []Tag
	for _, t := range []Tag{
		{tagOrganization, string(r.Organization)}, {tagInvitation, string(r.Invitation)},
		{tagEvent, string(r.Event)}, {tagMailing, r.Mailing},
	} {
		if t.Value != "" {
			tags = append(tags, t)
		}
	}
	return tags
}

// Report is one event about one letter.
type Report struct {
	About   Reference
	State   account.MailState // delivered, bounced or complained; empty for what says nothing about that
	Message string            // SES's id of the letter
	Why     string            // the type that SES gives it, for the log: "Bounce Permanent NoEmail"
}

// event is the detail of an event: https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html.
type event struct {
	Type string `json:"eventType"`
	Mail struct {
		MessageID string              `json:"messageId"`
		Tags      map[string][]string `json:"tags"`
	} `json:"mail"`
	Bounce struct {
		Type    string `json:"bounceType"`
		SubType string `json:"bounceSubType"`
	} `json:"bounce"`
}

// Read reads the detail of an event. A letter without the tags of an invitation has an empty reference.
func Read(detail json.RawMessage) (Report, error) {
	var e event
	if err := json.Unmarshal(detail, &e); err != nil {
		return Report{}, fmt.Errorf("SES's event is no JSON of its kind: %w", err)
	}
	if e.Type == "" || e.Mail.MessageID == "" {
		return Report{}, errors.New("SES's event names no type or no message")
	}
	r := Report{
		About: Reference{
			Organization: account.OrganizationID(e.tag(tagOrganization)), Invitation: account.InvitationID(e.tag(tagInvitation)),
			Event: account.EventID(e.tag(tagEvent)), Mailing: e.tag(tagMailing),
		},
		State: e.state(), Message: e.Mail.MessageID, Why: e.Type,
	}
	if e.Bounce.Type != "" {
		r.Why += " " + e.Bounce.Type + " " + e.Bounce.SubType
	}
	return r, nil
}

func (e event) tag(name string) string {
	if values := e.Mail.Tags[name]; len(values) == 1 {
		return values[0]
	}
	return ""
}

// state is what the event says about the letter. A rejected one had a virus in SES's eyes, and neither that nor
// one that could not be rendered went out.
func (e event) state() account.MailState {
	switch e.Type {
	case "Delivery":
		return account.MailDelivered
	case "Bounce":
		if e.Bounce.Type == "Transient" && e.Bounce.SubType == "General" {
			return "" // this is also how SES reports an automatic answer, "I am on holiday"
		}
		return account.MailBounced
	case "Complaint":
		return account.MailComplained
	case "Reject", "Rendering Failure":
		return account.MailBounced
	}
	return ""
}
