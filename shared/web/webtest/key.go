package webtest

import (
	"time"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/signin"
	"roster/shared/store"
)

// Key is an API key that calls.
type Key struct {
	*Client
	Key    *account.APIKey
	Secret string // the whole key
}

// NewKey makes a key of the world's organization.
func (w *World) NewKey(scopes ...account.Scope) *Key {
	w.T.Helper()
	return w.NewKeyOf(w.Org, scopes...)
}

// NewOperatorKey makes a key that covers all organizations.
func (w *World) NewOperatorKey(scopes ...account.Scope) *Key {
	w.T.Helper()
	return w.NewKeyOf(account.Deployment, scopes...)
}

// NewKeyOf is NewKey for any organization.
func (w *World) NewKeyOf(org account.OrganizationID, scopes ...account.Scope) *Key {
	w.T.Helper()
	return w.newKey(org, time.Time{}, scopes)
}

// NewKeyUntil is NewKey with an end.
func (w *World) NewKeyUntil(end time.Time, scopes ...account.Scope) *Key {
	w.T.Helper()
	return w.newKey(w.Org, end, scopes)
}

func (w *World) newKey(org account.OrganizationID, end time.Time, scopes []account.Scope) *Key {
	w.T.Helper()
	k := &account.APIKey{
		ID: store.NewKeyID(w.now), Organization: org, Name: "HR system", Scopes: scopes, CreatedAt: w.now, ExpiresAt: end,
		KeyVersion: secret.KeyVersion, Version: w.now.UnixMilli(),
	}
	whole, hash := signin.NewKey(k.ID)
	k.Hash = hash
	if err := w.Store.CreateAPIKey(w.T.Context(), w.intent(org, w.Admin), k); err != nil {
		w.T.Fatal(err)
	}
	return &Key{Client: w.WithKey(whole), Key: k, Secret: whole}
}

// WithKey is a program that sends that key.
func (w *World) WithKey(whole string) *Client { return &Client{world: w, bearer: whole} }

// Revokes ends the key.
func (k *Key) Revokes() {
	w := k.world
	w.T.Helper()
	if err := w.Store.RevokeAPIKey(w.T.Context(), w.intent(k.Key.Organization, w.Admin), k.Key); err != nil {
		w.T.Fatal(err)
	}
}
