package audit

import (
	"context"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// EventFilter is what may be asked of events, by the list and by the export.
type EventFilter struct {
	web.InOrganization
	Type   string    `query:"type" maxLength:"60" doc:"A type, or a family of them: member" example:"member.removed"`
	Actor  string    `query:"actor" maxLength:"60" doc:"The id of a user or of its member; system or operator" example:"usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Target string    `query:"target" maxLength:"60" doc:"The id of the record that changed" example:"mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	From   time.Time `query:"from" doc:"This time or later"`
	To     time.Time `query:"to" doc:"Before this time"`
}

type eventsInput struct {
	EventFilter
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// EventList is a page of events. It may be short while next_cursor is set.
type EventList struct {
	Items      []wire.Event `json:"items"`
	NextCursor *string      `json:"next_cursor" doc:"null on the last page"`
}

type eventsAnswer struct{ Body EventList }

func (f function) events(ctx context.Context, c *web.Call, in *eventsInput) (*eventsAnswer, error) {
	page, err := f.page(ctx, c, in.EventFilter, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	items, err := f.names(c).shown(ctx, page.Rows)
	if err != nil {
		return nil, err
	}
	answer := &eventsAnswer{EventList{Items: items}}
	if page.Next != "" {
		answer.Body.NextCursor = &page.Next
	}
	return answer, nil
}

func (f function) page(ctx context.Context, c *web.Call, in EventFilter, cursor string, limit int) (*store.Page[account.Event], error) {
	if !in.To.IsZero() && in.To.Before(in.From) {
		return nil, account.InvalidField("query.to", "must not be before from")
	}
	return f.store.ListEvents(ctx, store.EventList{
		Organization: c.Organization.ID, Reader: c.Actor(), Type: in.Type, Actor: actorOf(in.Actor), Target: in.Target,
		From: in.From, To: in.To, Now: c.Now, Cursor: cursor, Limit: limit,
	})
}

// actorOf is whose events are asked for. A member did what its user did.
func actorOf(asked string) account.Actor {
	switch kind := account.ActorKind(asked); {
	case kind == account.BySystem, kind == account.ByOperator:
		return account.Actor{Kind: kind}
	case strings.HasPrefix(asked, account.MemberPrefix):
		return account.Actor{ID: string(account.MemberID(asked).User())}
	}
	return account.Actor{ID: asked}
}
