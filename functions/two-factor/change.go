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

// change turns two-factor authentication on or off: all other sessions end with it, and the places follow. What comes
// after the change itself is tried a few times and fails nothing: the recovery codes are shown now or never, and
// places follow at the next sign-in. A session of one step that was begun in the same moment and could not be ended
// then lives on; the log says so.
func (f function) change(ctx context.Context, c *web.Call, next *account.Session, write changeOfUser) error {
	how, err := f.instead(ctx, c, next)
	if err != nil {
		return err
	}
	on, err := f.changeUser(ctx, c, how, write)
	if err != nil {
		return err
	}
	web.Log(ctx).Info("two-factor authentication", "user", c.User, "on", on)
	left := errors.Join(f.store.EndOtherSessions(ctx, c.User, next.ID), f.store.Follow(ctx, c.Intent(nil), c.User))
	if left != nil {
		web.Log(ctx).Error("not everything followed a change of two-factor authentication", "user", c.User, "cause", left.Error())
	}
	return nil
}

// changeOfUser says what is different about the user, and makes the change in one transaction.
type changeOfUser func(before, user *account.User, s store.SessionChange) error

// instead is the next session in the place of this one and of all others that there are.
func (f function) instead(ctx context.Context, c *web.Call, next *account.Session) (store.SessionChange, error) {
	sessions, err := f.store.Sessions(ctx, c.User)
	how := store.SessionChange{Now: c.Session, Next: next}
	for _, s := range sessions {
		how.Others = append(how.Others, s.ID)
	}
	return how, err
}

// mostTries is how often the user is read again who changed meanwhile.
const mostTries = 4

// changeUser makes the change on the user as it stands, and reports whether two-factor authentication is on now.
func (f function) changeUser(ctx context.Context, c *web.Call, how store.SessionChange, write changeOfUser) (on bool, _ error) {
	before, err := c.Self()
	for try := 1; err == nil; try++ {
		after := *before
		after.Version = account.NextVersion(before.Version, c.Now)
		err = write(before, &after, how)
		if account.CodeOf(err) != account.StaleVersion || try == mostTries {
			return after.TwoFactor, err
		}
		before, err = f.userNow(ctx, c)
	}
	return false, err
}

func (f function) userNow(ctx context.Context, c *web.Call) (*account.User, error) {
	found, err := f.store.Get(ctx, store.UserKey(c.User))
	if err != nil {
		return nil, err
	}
	if u := found.User(c.User); u != nil {
		return u, nil
	}
	return nil, account.Unknown()
}
