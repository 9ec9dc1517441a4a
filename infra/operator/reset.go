package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/store"
)

var resetting = command{
	name: "reset-two-factor", args: "[--cancel] <address or usr_…>",
	does: "turn a user's two-factor authentication off, a day from now: the user is told by mail and can stop it;\n" +
		"      --cancel takes it back",
	run: resetTwoFactor,
}

func resetTwoFactor(ctx context.Context, o operator, args []string) error {
	flags := flag.NewFlagSet("reset-two-factor", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	cancel := flags.Bool("cancel", false, "")
	if err := flags.Parse(args); err != nil || flags.NArg() != 1 {
		return usageError("Say whose two-factor authentication to reset, and nothing else.")
	}
	u, err := o.user(ctx, flags.Arg(0))
	if err != nil {
		return err
	}
	if *cancel {
		if err := o.store.CancelReset(ctx, u.ID); err != nil {
			return err
		}
		o.say("%s, %s (%s): the reset is taken back.", u.Name, u.Email, u.ID)
		return nil
	}
	if !u.TwoFactor {
		return account.Refuse(account.Conflict, "%s (%s) has no two-factor authentication.", u.Email, u.ID)
	}
	reset, err := o.store.AskReset(ctx, u.ID, o.intent("").At)
	if account.CodeOf(err) == account.Conflict {
		return o.underWay(ctx, u, err)
	}
	if err != nil {
		return err
	}
	o.say("%s, %s (%s): two-factor authentication is turned off a day after the user was told, which is on %s at the earliest, unless you say --cancel or the user signs in with a code. The mail goes now, and nothing happens as long as it cannot go: ask again to see.",
		u.Name, u.Email, u.ID, whenever(reset.TakesEffectAt()))
	return nil
}

// underWay says how far the reset is that was ordered before.
func (o operator) underWay(ctx context.Context, u *account.User, refusal error) error {
	found, err := o.store.Get(ctx, store.TwoFactorResetKey(u.ID))
	if err != nil {
		return err
	}
	switch reset := found.TwoFactorReset(u.ID); {
	case reset == nil:
		return refusal // it was done or taken back in this moment
	case !reset.RefusedAt.IsZero():
		return account.Refuse(account.Conflict, "A reset is under way already, and stands still: the mail about it was refused for good on %s, and without it nothing is turned off. "+
			"Have the user's address put right where the user signs in, and the user sign in once, up to the code. Then say --cancel, and order it again.", whenever(reset.RefusedAt))
	case reset.ToldAt.IsZero():
		return account.Refuse(account.Conflict, "A reset is under way already. The mail about it has not gone yet, and is tried again and again.")
	default:
		return account.Refuse(account.Conflict, "A reset is under way already. The user was told, and it takes effect on %s.", whenever(reset.TakesEffectAt()))
	}
}

func whenever(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// mostNamed is how many logins of one address are named.
const mostNamed = 100

// user is who is meant by an id or an address. Two logins may have one address: then the id has to be said.
func (o operator) user(ctx context.Context, text string) (*account.User, error) {
	id := account.UserID(text)
	if !id.Valid() {
		address, ok := account.ParseAddress(text)
		if !ok {
			return nil, usageError(fmt.Sprintf("%q is neither an address nor a user's id.", text))
		}
		all, err := o.store.UsersWith(ctx, address, mostNamed)
		switch {
		case err != nil:
			return nil, err
		case len(all) == 0:
			return nil, fmt.Errorf("nobody has the address %s", address)
		case len(all) > 1:
			var ids []string
			for _, one := range all {
				ids = append(ids, string(one))
			}
			return nil, fmt.Errorf("several logins have the address %s, say which: %s", address, strings.Join(ids, ", "))
		}
		id = all[0]
	}
	found, err := o.store.Get(ctx, store.UserKey(id))
	if err != nil {
		return nil, err
	}
	if u := found.User(id); u != nil {
		return u, nil
	}
	return nil, errors.New("there is no such user")
}
