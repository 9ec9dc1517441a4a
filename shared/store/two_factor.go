package store

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// twoFactorRecord is a user's two-factor authentication. Nothing in it gives a code: the seed is sealed, and of the
// recovery codes there are hashes.
type twoFactorRecord struct {
	keys
	Kind       string         `dynamodbav:"kind"`
	User       account.UserID `dynamodbav:"user"`
	Seed       []byte         `dynamodbav:"seed"`
	KeyVersion int            `dynamodbav:"key_version"`
	Since      millis         `dynamodbav:"since,omitempty"`
	Expires    millis         `dynamodbav:"expires,omitempty"`
	UsedStep   int64          `dynamodbav:"used_step,omitempty"`
	Recovery   []string       `dynamodbav:"recovery,stringset,omitempty"`
	TTL        int64          `dynamodbav:"ttl,omitempty"`
}

func toTwoFactorRecord(t *account.TwoFactor) twoFactorRecord {
	r := twoFactorRecord{
		keys: TwoFactorKey(t.User).keys(), Kind: kindTwoFactor, User: t.User, Seed: t.Seed, KeyVersion: t.KeyVersion,
		Since: toMillis(t.Since), Expires: toMillis(t.ExpiresAt), UsedStep: t.UsedStep, Recovery: t.Recovery,
	}
	if t.Since.IsZero() {
		r.TTL = t.ExpiresAt.Unix()
	}
	return r
}

// TwoFactor is a user's two-factor authentication, on or only begun; nil for none.
func (f Found) TwoFactor(user account.UserID) *account.TwoFactor {
	r := read[twoFactorRecord](f, TwoFactorKey(user))
	if r == nil {
		return nil
	}
	return &account.TwoFactor{
		User: r.User, Seed: r.Seed, KeyVersion: r.KeyVersion, Since: r.Since.time(), ExpiresAt: r.Expires.time(),
		UsedStep: r.UsedStep, Recovery: r.Recovery,
	}
}

// TwoFactorKeys are what a code of the user is taken by.
func TwoFactorKeys(user account.UserID) []Key {
	return []Key{TwoFactorKey(user), WrongCodesKey(user, false), WrongCodesKey(user, true)}
}

// BeginTwoFactor keeps a seed to be confirmed, in the place of one that was not. Conflict when it is on already.
func (s *Store) BeginTwoFactor(ctx context.Context, t *account.TwoFactor) error {
	off := expression.AttributeNotExists(expression.Name("since"))
	return s.commit(ctx, Intent{}, put(toTwoFactorRecord(t), off, refuse(account.Conflict, "Two-factor authentication is on already.")))
}

// SessionChange is the session of one browser before and after what was done in it. Others are those that end with it; Next is the
// same as Now or takes its place.
type SessionChange struct {
	Now, Next *account.Session
	Others    []account.SessionID
}

// mostEnded is how many other sessions end in the transaction itself.
const mostEnded = 80

func (c SessionChange) writes() []write {
	gone := refuse(account.Unauthenticated, "Your session has ended meanwhile. Sign in again.")
	there := expression.AttributeExists(expression.Name("PK"))
	writes := []write{put(toSessionRecord(c.Next), there, gone)}
	if c.Next.ID != c.Now.ID {
		writes = []write{
			remove(SessionKey(c.Now.User, c.Now.ID), there, gone),
			put(toSessionRecord(c.Next), unconditional, nil),
		}
	}
	for _, id := range c.Others[:min(mostEnded, len(c.Others))] {
		if id != c.Now.ID {
			writes = append(writes, remove(SessionKey(c.Now.User, id), unconditional, nil))
		}
	}
	return writes
}

// codeUsed refuses a code that was used already, or an enrolment that is not the one which was read.
var codeUsed = refuse(account.TwoFactorRequired, "This code was used already, or is not valid any more. Wait for the next one.")

// takes holds as long as the proof is good: the step is newer than all that were used, the recovery code is there,
// and it is still the enrolment that was read.
func takes(t *account.TwoFactor, p account.Proof) expression.ConditionBuilder {
	same := expression.Name("since").Equal(expression.Value(toMillis(t.Since)))
	if p.Recovery != "" {
		return same.And(expression.Contains(expression.Name("recovery"), p.Recovery))
	}
	used := expression.Name("used_step")
	return same.And(used.LessThan(expression.Value(p.Step)).Or(expression.AttributeNotExists(used)))
}

// using is the update that uses the proof up.
func using(p account.Proof) expression.UpdateBuilder {
	if p.Recovery != "" {
		return expression.Delete(expression.Name("recovery"), expression.Value(&types.AttributeValueMemberSS{Value: []string{p.Recovery}}))
	}
	return expression.Set(expression.Name("used_step"), expression.Value(p.Step))
}

// forgiven is what any right code does: wrong ones are forgotten that were given where it was, and an operator's reset
// is not wanted.
func forgiven(user account.UserID, p account.Proof) []write {
	return []write{
		remove(WrongCodesKey(user, p.Live), unconditional, nil),
		remove(TwoFactorResetKey(user), unconditional, nil),
	}
}

// anew is what turning it on or off does: nothing is known of codes of before.
func anew(user account.UserID) []write {
	return []write{
		remove(WrongCodesKey(user, false), unconditional, nil),
		remove(WrongCodesKey(user, true), unconditional, nil),
		remove(TwoFactorResetKey(user), unconditional, nil),
	}
}

// PassStep uses a code up for a second step: the session that took it goes, the next one is there, or nothing.
//
// TwoFactorRequired when the code was used meanwhile; Unauthenticated when the session has ended.
func (s *Store) PassStep(ctx context.Context, t *account.TwoFactor, p account.Proof, c SessionChange) error {
	writes := append(forgiven(t.User, p), change(TwoFactorKey(t.User), using(p), takes(t, p), codeUsed))
	return s.commit(ctx, Intent{}, append(writes, c.writes()...)...)
}

// RenewRecovery uses a code up for new recovery codes. Errors as for PassStep.
func (s *Store) RenewRecovery(ctx context.Context, t *account.TwoFactor, p account.Proof, hashes []string) error {
	update := expression.Set(expression.Name("recovery"), expression.Value(&types.AttributeValueMemberSS{Value: hashes}))
	if p.Recovery == "" {
		update = update.Set(expression.Name("used_step"), expression.Value(p.Step))
	}
	return s.commit(ctx, Intent{}, append(forgiven(t.User, p), change(TwoFactorKey(t.User), update, takes(t, p), codeUsed))...)
}

// EnableTwoFactor turns it on: begun is what was confirmed, after what it is from now on, and before and next the
// user. The places follow later.
//
// Conflict when it was begun anew, or is on already; StaleVersion when the user has moved on.
func (s *Store) EnableTwoFactor(ctx context.Context, begun, after *account.TwoFactor, before, next *account.User, c SessionChange) error {
	same := expression.Name("seed").Equal(expression.Value(begun.Seed)).And(expression.AttributeNotExists(expression.Name("since")))
	writes := append(anew(begun.User),
		put(toTwoFactorRecord(after), same, refuse(account.Conflict, "Two-factor authentication was begun again meanwhile. Scan the newer code.")),
		protects(before, next))
	return s.commit(ctx, Intent{}, append(writes, c.writes()...)...)
}

// DisableTwoFactor uses a code up for turning it off. Errors as for PassStep, and StaleVersion when the user has
// moved on.
func (s *Store) DisableTwoFactor(ctx context.Context, t *account.TwoFactor, p account.Proof, before, next *account.User, c SessionChange) error {
	writes := append(anew(t.User), remove(TwoFactorKey(t.User), takes(t, p), codeUsed), protects(before, next))
	return s.commit(ctx, Intent{}, append(writes, c.writes()...)...)
}

// protects writes on the user whether it has two-factor authentication.
func protects(before, next *account.User) write {
	update := noteTwoFactor(expression.Set(expression.Name("version"), expression.Value(next.Version)), "two_factor", next.TwoFactor)
	if next.TwoFactorSince.IsZero() {
		update = update.Remove(expression.Name("two_factor_since"))
	} else {
		update = update.Set(expression.Name("two_factor_since"), expression.Value(toMillis(next.TwoFactorSince)))
	}
	return change(UserKey(next.ID), update, expression.Name("version").Equal(expression.Value(before.Version)), movedOn)
}

type wrongCodesRecord struct {
	keys
	Kind  string `dynamodbav:"kind"`
	Count int    `dynamodbav:"n"`
	Last  millis `dynamodbav:"last"`
	TTL   int64  `dynamodbav:"ttl"`
}

// WrongCodes is how often the user was wrong of late: at the second step, or in sessions that have passed it.
func (f Found) WrongCodes(user account.UserID, live bool) account.WrongCodes {
	codes := account.WrongCodes{Live: live}
	if r := read[wrongCodesRecord](f, WrongCodesKey(user, live)); r != nil {
		codes.Count, codes.Last = r.Count, r.Last.time()
	}
	return codes
}

// TryCode writes down that a code of the user is about to be compared, as if it were wrong: a right one forgets it.
// False when somebody else has tried one since was was read, so that however many come at once, one is compared.
func (s *Store) TryCode(ctx context.Context, user account.UserID, was account.WrongCodes, now time.Time) (mine bool, err error) {
	next := was.Next(now)
	unmoved := expression.AttributeNotExists(expression.Name("PK"))
	if was.Count > 0 {
		unmoved = expression.Name("n").Equal(expression.Value(was.Count)).And(expression.Name("last").Equal(expression.Value(toMillis(was.Last))))
	}
	update := expression.Set(expression.Name("kind"), expression.Value(kindWrongCodes)).
		Set(expression.Name("n"), expression.Value(next.Count)).
		Set(expression.Name("last"), expression.Value(toMillis(next.Last))).
		Set(expression.Name("ttl"), expression.Value(next.ForgottenBy().Unix()))
	err = s.updateIf(ctx, WrongCodesKey(user, was.Live), update, unmoved)
	if errors.Is(err, errConditionFailed) {
		return false, nil
	}
	return err == nil, err
}
