package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/signin"
	"roster/shared/store"
)

var keying = command{
	name: "key", args: "create --name <name> --scopes <a,b> [--days <n>] | list | revoke <id>",
	does: "make, list and revoke API keys that cover all organizations",
	run:  key,
}

func key(ctx context.Context, o operator, args []string) error {
	if len(args) == 0 {
		return usageError("Say what to do with keys: create, list or revoke.")
	}
	switch verb, rest := args[0], args[1:]; {
	case verb == "create":
		return o.createKey(ctx, rest)
	case verb == "list" && len(rest) == 0:
		return o.listKeys(ctx)
	case verb == "revoke" && len(rest) == 1:
		return o.revokeKey(ctx, account.KeyID(rest[0]))
	}
	return usageError("A key is made by create, named by list, and ended by revoke with its id.")
}

// createKey prints the key, this once.
func (o operator) createKey(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("key create", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	name := flags.String("name", "", "")
	scopes := flags.String("scopes", "", "")
	days := flags.Int("days", 0, "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return usageError("A key takes --name, --scopes and --days.")
	}
	in := o.intent(account.Deployment)
	k := &account.APIKey{
		ID: store.NewKeyID(in.At), Organization: account.Deployment, Name: strings.TrimSpace(*name),
		CreatedAt: in.At, KeyVersion: secret.KeyVersion, Version: account.NextVersion(0, in.At),
	}
	for s := range strings.SplitSeq(*scopes, ",") {
		if s != "" {
			k.Scopes = append(k.Scopes, account.Scope(strings.TrimSpace(s)))
		}
	}
	if *days > 0 {
		k.ExpiresAt = in.At.AddDate(0, 0, *days)
	}
	none := func(account.AdAccountID) *account.AdAccount { return nil }
	if bad := account.ShippedCatalog().CheckKey("key", k, none); len(bad) > 0 {
		return usageError(fmt.Sprintf("%s %s. The scopes are %s.",
			strings.TrimPrefix(bad[0].Location, "key."), bad[0].Message, account.ScopesWords(account.OperatorScopes)))
	}
	whole, hash := signin.NewKey(k.ID)
	k.Hash = hash
	if err := o.store.CreateAPIKey(ctx, in, k); err != nil {
		return err
	}
	o.say("%s", whole)
	o.say("This is the key %s. Keep it now: it is not shown again.", k.ID)
	return nil
}

func (o operator) listKeys(ctx context.Context) error {
	all, err := o.store.APIKeys(ctx, account.Deployment)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		o.say("There are no keys.")
	}
	for _, k := range all {
		o.say("%s  %s  %s  %s, %s, %s", k.ID, k.Shown(), k.Name, account.ScopesWords(k.Scopes), used(k), ends(k, o.now()))
	}
	return nil
}

func used(k *account.APIKey) string {
	if k.LastUsedAt.IsZero() {
		return "never used"
	}
	return "last used on " + k.LastUsedAt.Format(time.DateOnly)
}

func ends(k *account.APIKey, now time.Time) string {
	switch {
	case k.ExpiresAt.IsZero():
		return "without end"
	case !k.Live(now):
		return "expired on " + k.ExpiresAt.Format(time.DateOnly)
	}
	return "until " + k.ExpiresAt.Format(time.DateOnly)
}

func (o operator) revokeKey(ctx context.Context, id account.KeyID) error {
	if !id.Valid() {
		return usageError(fmt.Sprintf("%q is no key's id: list names them.", id))
	}
	found, err := o.store.Get(ctx, store.APIKeyKey(id))
	if err != nil {
		return err
	}
	k := found.APIKey(id)
	if k == nil || !k.IsOperators() || !k.RevokedAt.IsZero() {
		return account.Refuse(account.NotFound, "There is no such key of the operator's, or it was revoked already.")
	}
	if err := o.store.RevokeAPIKey(ctx, o.intent(account.Deployment), k); err != nil {
		return err
	}
	o.say("%s (%s) opens nothing any more.", k.Name, k.ID)
	return nil
}
