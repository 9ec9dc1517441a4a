package web

import (
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/store"
)

// seenEvery is how exact a session knows when it was last seen. Where sessions die of little idleness it is
// more exact, so that one in use stays.
func seenEvery(idle time.Duration) time.Duration { return min(time.Hour, idle/4) }

// noteActivity writes, beside the action itself, that the session was seen or the key used, and on which day the member
// was active: at most one write an hour and one a day. The returned function waits for it. A failure is noted
// and spoils nothing.
func (c *Call) noteActivity(ctx context.Context, s *store.Store) (wait func()) {
	today := c.Now.Format(time.DateOnly)
	session, member := c.Session, c.Member
	staleSession := session != nil && c.Now.Sub(session.LastSeenAt) >= seenEvery(c.idle)
	staleMember := member != nil && member.State == account.Active && member.LastActiveOn != today
	assignment, key := c.assignment, c.Key
	staleKey := key != nil && c.Now.Sub(key.LastUsedAt) >= time.Hour
	if !staleSession && !staleMember && !staleKey {
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if staleSession {
			c.noted(ctx, s.MarkSeen(ctx, session, c.Now))
		}
		if staleKey {
			c.noted(ctx, s.MarkKeyUsed(ctx, key.ID, c.Now))
		}
		switch {
		case staleMember && assignment != nil:
			c.noted(ctx, s.MarkActiveFor(ctx, assignment, today))
		case staleMember:
			c.noted(ctx, s.MarkActive(ctx, member, today))
		}
	}()
	return func() { <-done }
}

func (c *Call) noted(ctx context.Context, err error) {
	if err != nil {
		Log(ctx).Warn("activity was not noted", "cause", err.Error())
	}
}
