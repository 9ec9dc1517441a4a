package store

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// resetRecord is an operator's order to turn a user's two-factor authentication off. The stream shows it to
// dispatch, which has the user told; sweep finds it in index 4.
type resetRecord struct {
	keys
	Kind    string         `dynamodbav:"kind"`
	User    account.UserID `dynamodbav:"user"`
	Asked   millis         `dynamodbav:"asked"`
	Told    millis         `dynamodbav:"told,omitempty"`
	Refused millis         `dynamodbav:"undeliverable,omitempty"`
	Effect  millis         `dynamodbav:"effect,omitempty"`
}

// toldWithin is how long the letter has before it is asked for again.
const toldWithin = 15 * time.Minute

func (r resetRecord) reset() *account.TwoFactorReset {
	return &account.TwoFactorReset{
		User: r.User, AskedAt: r.Asked.time(), ToldAt: r.Told.time(), RefusedAt: r.Refused.time(), TookEffectAt: r.Effect.time(),
	}
}

// TwoFactorReset is the reset of a user; nil for none.
func (f Found) TwoFactorReset(user account.UserID) *account.TwoFactorReset {
	if r := read[resetRecord](f, TwoFactorResetKey(user)); r != nil {
		return r.reset()
	}
	return nil
}

// DueReset is the reset under the key that asks for something now: to tell its user, or to take effect.
func (f Found) DueReset(k Key) *account.TwoFactorReset {
	if text(f[k]["kind"]) != kindReset {
		return nil
	}
	return read[resetRecord](f, k).reset()
}

// AskReset orders a reset. Conflict when one is under way.
func (s *Store) AskReset(ctx context.Context, user account.UserID, now time.Time) (*account.TwoFactorReset, error) {
	r := resetRecord{keys: TwoFactorResetKey(user).keys(), Kind: kindReset, User: user, Asked: toMillis(now)}
	r.GSI4PK, r.GSI4SK = duePartition(user), resetSort(user, now.Add(toldWithin))
	return r.reset(), s.commit(ctx, Intent{}, put(r, expression.AttributeNotExists(expression.Name("PK")),
		refuse(account.Conflict, "A reset is under way already.")))
}

func resetSort(user account.UserID, due time.Time) string { return at(due) + "#" + string(user) }

// CancelReset takes a reset back. NotFound when there is none any more.
func (s *Store) CancelReset(ctx context.Context, user account.UserID) error {
	waits := expression.AttributeExists(expression.Name("PK")).And(expression.AttributeNotExists(expression.Name("effect")))
	return s.commit(ctx, Intent{}, remove(TwoFactorResetKey(user), waits, refuse(account.NotFound, "No reset of this user is waiting.")))
}

// ToldOfReset notes that the user's letter has gone now: the reset is next due when it takes effect.
func (s *Store) ToldOfReset(ctx context.Context, r *account.TwoFactorReset, now time.Time) error {
	return s.update(ctx, TwoFactorResetKey(r.User),
		expression.Set(expression.Name("told"), expression.Value(toMillis(now))).
			Set(expression.Name("GSI4SK"), expression.Value(resetSort(r.User, r.ToldOn(now).TakesEffectAt()))),
		untold(r))
}

// RefusedReset notes that the user's letter will never go. The reset waits, and is due no more: the operator takes it
// back.
func (s *Store) RefusedReset(ctx context.Context, r *account.TwoFactorReset, now time.Time) error {
	return s.update(ctx, TwoFactorResetKey(r.User),
		expression.Set(expression.Name("undeliverable"), expression.Value(toMillis(now))).
			Remove(expression.Name("GSI4PK")).Remove(expression.Name("GSI4SK")),
		untold(r))
}

// RemindOfReset says that the letter was asked for again, so that it is not for a while.
func (s *Store) RemindOfReset(ctx context.Context, r *account.TwoFactorReset, now time.Time) error {
	return s.update(ctx, TwoFactorResetKey(r.User),
		expression.Set(expression.Name("GSI4SK"), expression.Value(resetSort(r.User, now.Add(toldWithin)))),
		untold(r))
}

// untold holds while it is the reset that was read, and its letter has neither gone nor been refused.
func untold(r *account.TwoFactorReset) expression.ConditionBuilder {
	return sameReset(r).And(expression.AttributeNotExists(expression.Name("told"))).
		And(expression.AttributeNotExists(expression.Name("undeliverable")))
}

func sameReset(r *account.TwoFactorReset) expression.ConditionBuilder {
	return expression.Name("asked").Equal(expression.Value(toMillis(r.AskedAt)))
}

// ResetTwoFactor is what a reset does: two-factor authentication is off, all sessions of before end, the places
// follow. It is called again until it has done all of that. The second time it turns nothing off that was turned on
// meanwhile, and ends no session that was begun meanwhile.
func (s *Store) ResetTwoFactor(ctx context.Context, in Intent, r *account.TwoFactorReset) error {
	effect := r.TookEffectAt
	if effect.IsZero() {
		effect = in.At
		if err := s.turnOff(ctx, in, r); err != nil {
			return err
		}
	}
	found, err := s.Get(ctx, UserKey(r.User))
	if err != nil {
		return err
	}
	if u := found.User(r.User); u != nil && !u.TwoFactor {
		if err := errors.Join(s.endSessions(ctx, r.User, begunBy(effect)), s.Follow(ctx, in, r.User)); err != nil {
			return err
		}
	}
	return s.drop(ctx, TwoFactorResetKey(r.User), sameReset(r))
}

// begunBy is the sessions that a reset ends. One that waits for a code is of before it, whatever the clocks say.
func begunBy(effect time.Time) func(*account.Session) bool {
	return func(s *account.Session) bool { return !s.CreatedAt.After(effect) || s.Step == account.StepPending }
}

func (s *Store) turnOff(ctx context.Context, in Intent, r *account.TwoFactorReset) error {
	for range maxTries {
		found, err := s.Get(ctx, UserKey(r.User))
		if err != nil {
			return err
		}
		before := found.User(r.User)
		if before == nil {
			return nil
		}
		next := *before
		next.TwoFactor, next.TwoFactorSince, next.Version = false, time.Time{}, account.NextVersion(before.Version, in.At)
		err = s.commit(ctx, Intent{},
			change(TwoFactorResetKey(r.User), expression.Set(expression.Name("effect"), expression.Value(toMillis(in.At))),
				sameReset(r).And(expression.AttributeNotExists(expression.Name("effect"))), refuse(account.NotFound, "The reset was taken back.")),
			remove(TwoFactorKey(r.User), unconditional, nil),
			remove(WrongCodesKey(r.User, false), unconditional, nil),
			remove(WrongCodesKey(r.User, true), unconditional, nil),
			protects(before, &next))
		if account.CodeOf(err) != account.StaleVersion {
			return err
		}
	}
	return unavailable("reset", errors.New("the user changes faster than it is reset"))
}
