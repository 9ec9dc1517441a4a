package audit

import (
	"context"
	"maps"
	"slices"

	"roster/shared/account"
	"roster/shared/names"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// reader puts names to events, and reads each name once.
type reader struct {
	store *store.Store
	found store.Found
}

func (f function) names(c *web.Call) *reader { return &reader{f.store, maps.Clone(c.Found)} }

// shown is events as people read them. It reads the names that are not known yet.
func (r *reader) shown(ctx context.Context, events []account.Event) ([]wire.Event, error) {
	var keys []store.Key
	for _, e := range events {
		keys = append(keys, names.Keys(e)...)
	}
	found, err := r.store.Glance(ctx, slices.DeleteFunc(keys, r.know)...)
	if err != nil {
		return nil, err
	}
	maps.Copy(r.found, found)
	bodies := make([]wire.Event, len(events))
	for i, e := range events {
		bodies[i] = names.Event(r.found, e)
	}
	return bodies, nil
}

func (r *reader) know(key store.Key) bool { return r.found[key] != nil }
