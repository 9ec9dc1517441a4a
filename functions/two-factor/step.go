package twofactor

import (
	"context"

	"roster/shared/account"
	"roster/shared/signin"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

type stepAnswer struct {
	SetCookie string `header:"Set-Cookie"`
	Body      wire.Session
}

// passStep takes the second step: the session that took it ends, and the browser gets one that has passed it. It is
// the same for a session that has passed it before and needs a fresh code.
func (f function) passStep(ctx context.Context, c *web.Call, in *codeInput) (*stepAnswer, error) {
	u, err := c.Self()
	if err != nil {
		return nil, err
	}
	t, err := current(c)
	if err != nil {
		return nil, err
	}
	proof, err := f.prove(ctx, c, t, in.Body.Code)
	if err != nil {
		return nil, err
	}
	next, cookie := passed(c)
	who, err := web.Who(ctx, f.store, u, next) // before the session ends: what cannot be answered changes nothing
	if err != nil {
		return nil, err
	}
	if err := f.store.PassStep(ctx, t, proof, store.SessionChange{Now: c.Session, Next: next}); err != nil {
		return nil, err
	}
	web.Log(ctx).Info("second step", "user", c.User, "before", c.Session.Step, "recovery", proof.Recovery != "")
	return &stepAnswer{cookie, who}, nil
}

// passed is the session that takes the place of the caller's, with a secret of its own, and its cookie. It lives no
// longer than the first one would have.
func passed(c *web.Call) (next *account.Session, cookie string) {
	secret, session := signin.NewSecret(), *c.Session
	session.ID, session.Step, session.LastSeenAt, session.FreshAt = signin.SessionIDOf(secret), account.StepPassed, c.Now, c.Now
	return &session, signin.Cookie(c.User, secret, session.ExpiresAt).String()
}
