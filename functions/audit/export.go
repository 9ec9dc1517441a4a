package audit

import (
	"cmp"
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

type eventsExport struct {
	EventFilter
	web.Part
}

func (f function) export(ctx context.Context, c *web.Call, in *eventsExport) (*web.CSV, error) {
	named := f.names(c)
	return web.Export[account.Event]{
		File: "events.csv",
		Columns: []string{"id", "at", "type", "actor_kind", "actor_id", "actor_name", "via",
			"target_kind", "target_id", "target_name", "target_email", "change", "request_id"},
		Page: func(cursor string, limit int) (*store.Page[account.Event], error) {
			return f.page(ctx, c, in.EventFilter, cursor, limit)
		},
		Lines: func(events []account.Event) ([][]string, error) {
			shown, err := named.shown(ctx, events)
			if err != nil {
				return nil, err
			}
			lines := make([][]string, len(shown))
			for i := range shown {
				lines[i] = line(&shown[i])
			}
			return lines, nil
		},
	}.Answer(ctx, in.Part)
}

func line(e *wire.Event) []string {
	via := ""
	if e.Actor.Via != nil {
		via = cmp.Or(e.Actor.Via.Name, e.Actor.Via.ID)
	}
	return []string{
		e.ID, e.At.Format(time.RFC3339Nano), e.Type, e.Actor.Kind, e.Actor.ID, e.Actor.Name, via,
		e.Target.Kind, e.Target.ID, e.Target.Name, e.Target.Email, words(e.Change), e.RequestID,
	}
}
