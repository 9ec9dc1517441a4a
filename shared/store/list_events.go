package store

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"roster/shared/account"
)

// EventList asks for events, the newest first. Those of one target, those of one actor, those of a time and
// all of them read what they show and no more; a type, and an actor besides a target, are conditions on what
// is read.
type EventList struct {
	Organization account.OrganizationID
	Reader       account.Actor // whose cursors these are
	Type         string        // "member.removed", or a family of types: "member"
	// Actor asks for what somebody did, by the id, or by the kind for who has no id; zero for anybody.
	Actor    account.Actor
	Target   string    // the id of a record; empty for any
	From, To time.Time // from the first on and before the second; zero for always
	Now      time.Time // what is not kept any longer is in no list, before it is deleted, too
	Limit    int
	Cursor   string
}

// ListEvents is a page of events, seconds late. An Invalid error when the cursor belongs to another list.
func (s *Store) ListEvents(ctx context.Context, l EventList) (*Page[account.Event], error) {
	r, rest := l.plan()
	conditional := rest != eventConditions{} // what is over is at the end of every list, and no condition on the rest
	if s.keep.Events > 0 {
		rest.since = l.Now.Add(-s.keep.Events)
	}
	return page(ctx, s, listing[account.Event]{
		run: r, digest: l.digest(), cursor: l.Cursor, limit: l.Limit,
		chunk: chunkFor(l.Limit, false, conditional), conditional: conditional,
		decode: listedEventOf,
		keep: func(_ context.Context, _ []string, events []account.Event) ([]bool, error) {
			kept := make([]bool, len(events))
			for i, e := range events {
				kept[i] = rest.hold(e)
			}
			return kept, nil
		},
	})
}

// eventConditions is what an event has to be, besides standing in the run.
type eventConditions struct {
	kind  string
	actor account.Actor
	since time.Time
}

func (c eventConditions) hold(e account.Event) bool {
	family, _, _ := strings.Cut(string(e.Type), ".")
	return !e.At.Before(c.since) && (c.kind == "" || c.kind == string(e.Type) || c.kind == family) &&
		(c.actor.Kind == "" || c.actor.Kind == e.Actor.Kind) && (c.actor.ID == "" || c.actor.ID == e.Actor.ID)
}

// plan chooses what is read: the events about the target, those of the actor, or the log.
func (l EventList) plan() (r run, rest eventConditions) {
	r = run{backwards: true, from: eventsFrom(0), to: eventsFrom(math.MaxInt64), base: func(id string) (Key, bool) {
		e := account.EventID(id)
		return EventKey(l.Organization, e), e.Valid()
	}}
	if !l.From.IsZero() {
		r.from = eventsFrom(firstMilli(l.From))
	}
	if !l.To.IsZero() {
		r.to = eventsFrom(firstMilli(l.To))
	}
	rest = eventConditions{kind: l.Type, actor: l.Actor}
	switch {
	case l.Target != "":
		r.index, r.partition = "GSI2", targetPartition(l.Organization, l.Target)
	case l.Actor != account.Actor{}:
		r.index, r.partition = "GSI3", actorPartition(l.Organization, l.Actor.ID)
		rest.actor.ID = "" // the kind remains: all who have no id stand in one partition
	default:
		r.partition = EventKey(l.Organization, "").pk
	}
	return r, rest
}

// firstMilli is the first whole millisecond that is not before that time: ids of events know no finer.
func firstMilli(t time.Time) int64 { return t.Add(time.Millisecond - 1).UnixMilli() }

func (l EventList) digest() [digestLength]byte {
	return listDigest("events", string(l.Organization), string(l.Reader.Kind), l.Reader.ID, l.Type,
		string(l.Actor.Kind), l.Actor.ID, l.Target, strconv.FormatInt(firstMilli(l.From), 10), strconv.FormatInt(firstMilli(l.To), 10))
}

func listedEventOf(i item) (account.Event, error) {
	r, err := decode[eventRecord](i)
	if err != nil {
		return account.Event{}, unreadableError{keyOf(i), err}
	}
	return r.event(), nil
}
