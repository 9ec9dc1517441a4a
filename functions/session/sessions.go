package session

import (
	"cmp"
	"context"
	"slices"
	"time"

	"roster/shared/account"
	"roster/shared/web"
)

type sessionsAnswer struct{ Body MySessions }

// MySessions is the user's live sessions, the last seen first.
type MySessions struct {
	Items []MySession `json:"items"`
}

// MySession is one signed-in browser.
type MySession struct {
	ID         string    `json:"id"`
	CreatedAt  time.Time `json:"created_at"`
	LastSeenAt time.Time `json:"last_seen_at" doc:"To the hour"`
	UserAgent  string    `json:"user_agent" doc:"What the browser calls itself"`
	Current    bool      `json:"current" doc:"The session that asks"`
}

func (f function) sessions(ctx context.Context, c *web.Call, _ *struct{}) (*sessionsAnswer, error) {
	all, err := f.store.Sessions(ctx, c.User)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b *account.Session) int {
		return cmp.Or(b.LastSeenAt.Compare(a.LastSeenAt), b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	answer := &sessionsAnswer{MySessions{Items: []MySession{}}}
	for _, s := range all {
		if s.Live(c.Now, f.life.IdleLife) {
			answer.Body.Items = append(answer.Body.Items, MySession{
				ID: string(s.ID), CreatedAt: s.CreatedAt, LastSeenAt: s.LastSeenAt, UserAgent: s.UserAgent, Current: s.ID == c.Session.ID,
			})
		}
	}
	return answer, nil
}

type endSessionInput struct {
	ID string `path:"id" doc:"The session's id"`
}

// endSession ends a session from the next request on, the current one, too.
func (f function) endSession(ctx context.Context, c *web.Call, in *endSessionInput) (*struct{}, error) {
	id := account.SessionID(in.ID)
	if !id.Valid() {
		return nil, account.Unknown()
	}
	was, err := f.store.EndSession(ctx, c.User, id)
	if err == nil && !was {
		err = account.Unknown()
	}
	return &struct{}{}, err
}

// endOtherSessions leaves this browser alone signed in.
func (f function) endOtherSessions(ctx context.Context, c *web.Call, _ *struct{}) (*struct{}, error) {
	return &struct{}{}, f.store.EndOtherSessions(ctx, c.User, c.Session.ID)
}
