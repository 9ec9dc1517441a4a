package session

import (
	"context"
	"errors"
	"fmt"

	"roster/shared/account"
	"roster/shared/signin/provider"
	"roster/shared/store"
	"roster/shared/web"
)

// userOf is the user whom the provider knows by that login, as it stands after this sign-in; a new one at the
// first. The address never leads to a user: it may have been somebody else's yesterday.
func (f function) userOf(ctx context.Context, who provider.Identity) (*account.User, error) {
	id, err := f.find(ctx, who.Login)
	if err != nil {
		return nil, err
	}
	if id == "" {
		u, err := f.create(ctx, who)
		if !errors.Is(err, store.ErrLoginTaken) {
			return u, err
		}
		if id, err = f.find(ctx, who.Login); err != nil { // two first sign-ins at once
			return nil, err
		}
	}
	return f.current(ctx, id, who)
}

func (f function) find(ctx context.Context, login account.Login) (account.UserID, error) {
	found, err := f.store.Get(ctx, store.LoginKey(login))
	return found.UserOf(login), err
}

func (f function) create(ctx context.Context, who provider.Identity) (*account.User, error) {
	now := f.now()
	u := &account.User{
		ID: store.NewUserID(now), Login: who.Login, Name: who.Name, ProviderName: who.Name, Email: who.Email,
		CreatedAt: now, Version: account.NextVersion(0, now),
	}
	return u, f.store.CreateUser(ctx, store.Intent{Actor: account.Actor{Kind: account.ByUser, ID: string(u.ID)}, At: now}, u)
}

// current brings the user's record, and then its places, up to what the provider says now. A name that the
// user chose here stays until the provider's changes.
func (f function) current(ctx context.Context, id account.UserID, who provider.Identity) (*account.User, error) {
	for {
		found, err := f.store.Get(ctx, store.UserKey(id))
		if err != nil {
			return nil, err
		}
		before := found.User(id)
		if before == nil {
			return nil, fmt.Errorf("the login leads to %s, who is not there", id)
		}
		after := *before
		if after.Email = who.Email; after.ProviderName != who.Name {
			after.Name, after.ProviderName = who.Name, who.Name
		}
		if after != *before {
			after.Version = account.NextVersion(before.Version, f.now())
			err = f.store.UpdateUser(ctx, before, &after)
		}
		if account.CodeOf(err) == account.StaleVersion {
			continue // another sign-in, or a new name, was quicker
		}
		if err == nil {
			f.follow(ctx, id)
		}
		return &after, err
	}
}

// follow brings the user's places up to its present name, address and two-factor authentication. It is done at every
// sign-in, so that a place which is missed now is not missed for long: nobody is kept out for it.
func (f function) follow(ctx context.Context, user account.UserID) {
	in := store.Intent{Actor: account.Actor{Kind: account.ByUser, ID: string(user)}, RequestID: web.RequestID(ctx), At: f.now()}
	if err := f.store.Follow(ctx, in, user); err != nil {
		web.Log(ctx).Warn("not all places follow their user", "user", user, "cause", err.Error())
	}
}
