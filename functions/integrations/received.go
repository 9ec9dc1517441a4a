package integrations

import (
	"context"
	"net/http"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

func (f function) registerReceived(api *web.API) {
	web.Add(api, web.Route[receivedInput, receivedAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/received-messages", ID: "list-received-messages", Tag: "Integrations",
		Summary: "List the signed messages that came in during the last 72 hours, the newest first", Access: web.Inside,
		May: func(c *web.Call, _ *receivedInput) error { return maySee(c) },
		Do:  f.received,
	})
}

type receivedInput struct {
	web.InOrganization
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// ReceivedMessage is a signed message that came in. What its sender was answered is in outcome and detail.
type ReceivedMessage struct {
	ID         string            `json:"id" doc:"Its webhook-id, which is the sender's" example:"msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"`
	Type       string            `json:"type,omitempty" enum:"user.invite,user.update,user.remove" doc:"Missing where it could not be read"`
	Key        wire.Person       `json:"key" doc:"The API key with whose secret it was signed"`
	ReceivedAt time.Time         `json:"received_at"`
	Target     *wire.EventTarget `json:"target,omitempty" doc:"Whom it was about. Missing where the address was nobody's"`
	Outcome    string            `json:"outcome" enum:"invited,already_invited,already_member,domain_not_allowed,over_limit,invalid,updated,suspended,reactivated,removed,revoked,unchanged,superseded,refused"`
	Detail     string            `json:"detail,omitempty" doc:"What that means, for people"`
}

// ReceivedMessageList is a page of messages.
type ReceivedMessageList struct {
	Items      []ReceivedMessage `json:"items"`
	NextCursor *string           `json:"next_cursor" doc:"null on the last page"`
}

type receivedAnswer struct{ Body ReceivedMessageList }

func (f function) received(ctx context.Context, c *web.Call, in *receivedInput) (*receivedAnswer, error) {
	page, err := f.store.ListMessages(ctx, store.MessageList{
		Organization: c.Organization.ID, Reader: c.Actor(), Now: c.Now, Limit: in.Limit, Cursor: in.Cursor,
	})
	if err != nil {
		return nil, err
	}
	found, err := f.store.Glance(ctx, namedIn(page.Rows)...)
	if err != nil {
		return nil, err
	}
	out := &receivedAnswer{ReceivedMessageList{Items: make([]ReceivedMessage, len(page.Rows))}}
	for i, m := range page.Rows {
		out.Body.Items[i] = receivedOf(c.Organization.ID, m, found)
	}
	if page.Next != "" {
		out.Body.NextCursor = &page.Next
	}
	return out, nil
}

// namedIn is the records that hold the names of who sent the messages and whom they were about.
func namedIn(messages []store.Message) []store.Key {
	var keys []store.Key
	for _, m := range messages {
		keys = append(keys, store.APIKeyKey(m.Sender))
		switch {
		case strings.HasPrefix(m.Target, account.MemberPrefix):
			keys = append(keys, store.UserKey(account.MemberID(m.Target).User()))
		case m.Target != "":
			keys = append(keys, store.InvitationKey(account.InvitationID(m.Target)))
		}
	}
	return keys
}

func receivedOf(org account.OrganizationID, m store.Message, found store.Found) ReceivedMessage {
	body := ReceivedMessage{ID: m.ID, Type: m.Type, Key: wire.Person{ID: string(m.Sender)}, ReceivedAt: m.Received, Outcome: m.Outcome, Detail: m.Detail}
	if key := found.APIKey(m.Sender); key != nil {
		body.Key.Name = key.Name
	}
	switch {
	case m.Target == "":
	case strings.HasPrefix(m.Target, account.MemberPrefix):
		body.Target = &wire.EventTarget{Kind: string(account.TargetMember), ID: m.Target}
		if u := found.User(account.MemberID(m.Target).User()); u != nil {
			body.Target.Name, body.Target.Email = u.Name, string(u.Email)
		}
	default:
		body.Target = &wire.EventTarget{Kind: string(account.TargetInvitation), ID: m.Target}
		if i := found.Invitation(org, account.InvitationID(m.Target)); i != nil {
			body.Target.Name, body.Target.Email = i.Name, string(i.Email)
		}
	}
	return body
}
