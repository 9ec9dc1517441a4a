package store

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"golang.org/x/sync/errgroup"

	"roster/shared/account"
)

// FollowUser writes the user's name and address over those of a place, which moves no version and has no event, and
// whether it has two-factor authentication, which moves none either and has one. A place that reserves its user's
// address reserves the new one instead, unless somebody else in the organization has that: then it keeps the old
// one. A place that was removed or followed in the meantime is left alone.
func (s *Store) FollowUser(ctx context.Context, in Intent, m *account.Member, u *account.User) error {
	after := *m
	after.Name, after.Email, after.TwoFactor = u.Name, u.Email, u.TwoFactor
	event := in.twoFactorEvent(m, &after, u.Version)
	if m.Email != u.Email && m.Reserved == m.Email {
		moved := after
		moved.Reserved = u.Email
		free := addressFree(in.At).Or(expression.Name("member").Equal(expression.Value(m.ID())))
		err := s.commit(ctx, in, append(event, followed(m, &moved),
			put(toMemberAddressRecord(&moved), free, addressTaken),
			remove(AddressKey(m.Organization, m.Reserved), unconditional, nil))...)
		var taken AddressTaken
		if !errors.As(err, &taken) {
			return leftAlone(err)
		}
	}
	return leftAlone(s.commit(ctx, in, append(event, followed(m, &after))...))
}

// twoFactorEvent is the event of a place whose user has turned two-factor authentication on or off; none else.
func (in Intent) twoFactorEvent(before, after *account.Member, version int64) []write {
	if before.TwoFactor == after.TwoFactor {
		return nil
	}
	kind := account.UserTwoFactorEnabled
	if !after.TwoFactor {
		kind = account.UserTwoFactorDisabled
	}
	in.Organization = before.Organization
	change := account.Change{Values: []account.ValueChange{{
		Field: "two_factor", Before: strconv.FormatBool(before.TwoFactor), After: strconv.FormatBool(after.TwoFactor),
	}}}
	return []write{in.event(kind, account.Target{Kind: account.TargetMember, ID: string(after.ID())}, change.Of(before, after), version)}
}

// followingAtOnce is how many places follow their user beside each other.
const followingAtOnce = 8

// Follow brings all places of the user up to its name, address and two-factor authentication, until it finds them
// agreeing: those again that somebody changed meanwhile, and all again when the user changed. Those that could not
// follow are in the error, and the others do.
func (s *Store) Follow(ctx context.Context, in Intent, user account.UserID) error {
	for range maxTries {
		u, behind, err := s.behind(ctx, user)
		if err != nil || len(behind) == 0 {
			return err
		}
		failed := make([]error, len(behind))
		var group errgroup.Group
		group.SetLimit(followingAtOnce)
		for n, m := range behind {
			group.Go(func() error {
				failed[n] = s.FollowUser(ctx, in, m, u)
				return nil
			})
		}
		_ = group.Wait() // each error is in failed
		if err := errors.Join(failed...); err != nil {
			return err
		}
	}
	return unavailable("follow", errors.New("the places change faster than they follow"))
}

// behind is the user, and those of its places that do not show it as it stands. The user is read after the places:
// a place is written as long as it is as it was read, so that what is written is never older than what stands there.
func (s *Store) behind(ctx context.Context, user account.UserID) (*account.User, []*account.Member, error) {
	places, err := s.Places(ctx, user)
	if err != nil || len(places) == 0 {
		return nil, nil, err
	}
	found, err := s.Get(ctx, UserKey(user))
	if err != nil {
		return nil, nil, err
	}
	u := found.User(user)
	if u == nil {
		return nil, nil, nil
	}
	return u, slices.DeleteFunc(places, func(m *account.Member) bool {
		return m.Name == u.Name && m.Email == u.Email && m.TwoFactor == u.TwoFactor
	}), nil
}

// errNotAsRead is a place that was removed or followed in the meantime. It never leaves the package.
var errNotAsRead = errors.New("the place is not as it was read")

func leftAlone(err error) error {
	if errors.Is(err, errNotAsRead) {
		return nil
	}
	return err
}

// followed writes what changes in a place when its user's name or address does, and nothing of what an edit
// writes at the same time.
func followed(before, after *account.Member) write {
	update := expression.Set(expression.Name("summary.name"), expression.Value(after.Name)).
		Set(expression.Name("summary.email"), expression.Value(after.Email)).
		Set(expression.Name("GSI1SK"), expression.Value(named(after.Name, string(after.ID()))))
	update = noteTwoFactor(update, "summary.two_factor", after.TwoFactor)
	if before.Reserved != after.Reserved {
		update = update.Set(expression.Name("reserved"), expression.Value(after.Reserved))
	}
	same := asFollowed(before)
	if before.TwoFactor != after.TwoFactor { // its event says how many are unprotected, which the state decides, too
		same = asRead(before)
	}
	return change(MemberKey(before.Organization, before.User), update, same, func(item) error { return errNotAsRead })
}

// asFollowed holds while the place shows of its user what it did when it was read.
func asFollowed(m *account.Member) expression.ConditionBuilder {
	return expression.Name("summary.name").Equal(expression.Value(m.Name)).
		And(expression.Name("summary.email").Equal(expression.Value(m.Email))).
		And(hasTwoFactor("summary.two_factor", m.TwoFactor))
}

// hasTwoFactor holds where the attribute says so. Where it is off there is none.
func hasTwoFactor(attribute string, on bool) expression.ConditionBuilder {
	if on {
		return expression.Name(attribute).Equal(expression.Value(true))
	}
	return expression.AttributeNotExists(expression.Name(attribute))
}

func noteTwoFactor(update expression.UpdateBuilder, attribute string, on bool) expression.UpdateBuilder {
	if on {
		return update.Set(expression.Name(attribute), expression.Value(true))
	}
	return update.Remove(expression.Name(attribute))
}
