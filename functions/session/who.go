package session

import (
	"context"

	"roster/shared/web"
	"roster/shared/wire"
)

type sessionAnswer struct{ Body wire.Session }

// session costs three round trips: session and user, and those of web.Who.
func (f function) session(ctx context.Context, c *web.Call, _ *struct{}) (*sessionAnswer, error) {
	u, err := c.Self()
	if err != nil {
		return nil, err
	}
	who, err := web.Who(ctx, f.store, u, c.Session)
	return &sessionAnswer{who}, err
}
