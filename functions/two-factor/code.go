package twofactor

import (
	"context"
	"slices"
	"time"

	"roster/shared/account"
	"roster/shared/signin/totp"
	"roster/shared/web"
)

// wrong is a code that is none of the user's, or was used.
func wrong() *account.Error {
	return account.Refuse(account.TwoFactorRequired, "This code is not right, or was used before. Take the one that the app shows now, or a recovery code.")
}

// prove finds out whether the code is right, and what of the user's it is; the command that it is for uses it up.
//
// A code of six digits is guessed in a million tries, so that each wrong one makes the next wait, for everybody who
// signs in as this user, or for all who are signed in as it. A recovery code cannot be guessed and is compared even
// then.
func (f function) prove(ctx context.Context, c *web.Call, t *account.TwoFactor, text string) (account.Proof, error) {
	live := c.Session.Step == account.StepPassed
	code, timed := totp.IsCode(text)
	if hash := totp.RecoveryHash(c.User, text); !timed && slices.Contains(t.Recovery, hash) {
		return account.Proof{Recovery: hash, Live: live}, nil
	}
	was := c.Found.WrongCodes(c.User, live)
	if wait := was.Wait(c.Now); wait > 0 {
		return account.Proof{}, slow(wait)
	}
	seed, err := f.seed(ctx, t) // before the try is counted: a fault here is nobody's wrong code
	if err != nil {
		return account.Proof{}, err
	}
	if err := f.try(ctx, c, was); err != nil {
		return account.Proof{}, err
	}
	step, ok := totp.Step(seed, code, c.Now)
	if !timed || !ok || step <= t.UsedStep {
		web.Log(ctx).Info("a code was wrong", "user", c.User, "wrong", was.Next(c.Now).Count)
		return account.Proof{}, wrong()
	}
	return account.Proof{Step: step, Live: live}, nil
}

// try counts a code that is about to be compared, unless another is being compared at this moment.
func (f function) try(ctx context.Context, c *web.Call, was account.WrongCodes) error {
	mine, err := f.store.TryCode(ctx, c.User, was, c.Now)
	if err == nil && !mine {
		next := was.Next(c.Now)
		err = slow(next.Wait(c.Now))
	}
	return err
}

func slow(wait time.Duration) error {
	e := account.Refuse(account.TooMany, "Too many wrong codes. Wait a little, or take a recovery code.")
	e.RetryAfter = max(wait, time.Second)
	return e
}

// inField is a wrong code as a bad field: of a session that goes on, which asks for a code beside other things.
func inField(err error) error {
	if account.CodeOf(err) == account.TwoFactorRequired {
		return account.InvalidField("body.code", "is not right, or was used before: take the one that the app shows now").Because(err)
	}
	return err
}
