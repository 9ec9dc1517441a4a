package twofactor

import (
	"context"
	"errors"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// disable turns it off. The session goes on as one of somebody who signs in with one step.
func (f function) disable(ctx context.Context, c *web.Call, in *codeInput) (*struct{}, error) {
	t, err := current(c)
	if err != nil {
		return nil, err
	}
	proof, err := f.prove(ctx, c, t, in.Body.Code)
	if err != nil {
		return nil, inField(err)
	}
	next := *c.Session
	next.Step, next.LastSeenAt, next.FreshAt = account.StepNone, c.Now, c.Now
	err = f.change(ctx, c, &next, func(before, user *account.User, s store.SessionChange) error {
		user.TwoFactor, user.TwoFactorSince = false, time.Time{}
		return f.store.DisableTwoFactor(ctx, t, proof, before, user, s)
	})
	return &struct{}{}, inField(err)
}

// mostTries is how often the user is read again who changed meanwhile.
const mostTries = 4

// change turns two-factor authentication on or off: all other sessions end with it, and the places follow. What
// comes after the change itself fails nothing: the recovery codes are shown now or never, a session that was made
// meanwhile asks for the second step itself, and places follow at the next sign-in.
func (f function) change(ctx context.Context, c *web.Call, next *account.Session, write func(before, user *account.User, s store.SessionChange) error) error {
	sessions, err := f.store.Sessions(ctx, c.User)
	if err != nil {
		return err
	}
	how := store.SessionChange{Now: c.Session, Next: next}
	for _, s := range sessions {
		how.Others = append(how.Others, s.ID)
	}
	before, err := c.Self()
	if err != nil {
		return err
	}
	var after account.User
	for try := 1; ; try++ {
		after = *before
		after.Version = account.NextVersion(before.Version, c.Now)
		err := write(before, &after, how)
		if account.CodeOf(err) != account.StaleVersion || try == mostTries {
			if err != nil {
				return err
			}
			break
		}
		found, err := f.store.Get(ctx, store.UserKey(c.User))
		if err != nil {
			return err
		}
		if before = found.User(c.User); before == nil {
			return account.Unknown()
		}
	}
	web.Log(ctx).Info("two-factor authentication", "user", c.User, "on", after.TwoFactor)
	left := errors.Join(f.store.EndOtherSessions(ctx, c.User, next.ID), f.store.Follow(ctx, c.Intent(nil), c.User))
	if left != nil {
		web.Log(ctx).Error("not everything followed a change of two-factor authentication", "user", c.User, "cause", left.Error())
	}
	return nil
}
