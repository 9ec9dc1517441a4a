package main

import (
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
)

// mostReplays is how many failed deliveries one command makes again.
const mostReplays = 10_000

// enableWebhook lets an endpoint be called again that was disabled.
func (o operator) enableWebhook(ctx context.Context, args []string) error {
	before, err := o.webhookNamed(ctx, args)
	if err != nil {
		return err
	}
	if before.State == account.WebhookEnabled {
		o.say("%s is enabled already.", before.ID)
		return nil
	}
	in := o.intent(account.Deployment)
	after := *before
	after.State, after.Disabled, after.Version = account.WebhookEnabled, "", account.NextVersion(before.Version, in.At)
	if err := o.store.UpdateWebhook(ctx, in, before, &after, account.WebhookUpdated); err != nil {
		return err
	}
	o.say("%s is told of what happens from now on. To send what has failed: webhook replay %[1]s --since <time>", before.ID)
	return nil
}

// rotateWebhook gives an endpoint another secret, which signs beside the one before for a day.
func (o operator) rotateWebhook(ctx context.Context, args []string) error {
	before, err := o.webhookNamed(ctx, args)
	if err != nil {
		return err
	}
	in := o.intent(account.Deployment)
	after := before.Rotated(secret.KeyVersion, in.At)
	whole, err := o.webhookSecret(ctx, after)
	if err != nil {
		return err
	}
	if err := o.store.UpdateWebhook(ctx, in, before, after, account.WebhookUpdated); err != nil {
		return err
	}
	o.say("Until %s both secrets sign. The new one, which is shown this once: %s", after.FormerUntil.Format(time.RFC3339), whole)
	return nil
}

// replayWebhook sends again what an endpoint was not told of.
func (o operator) replayWebhook(ctx context.Context, args []string) error {
	if len(args) != 3 || args[1] != "--since" {
		return usageError("Say the endpoint's id, and since when: webhook replay <id> --since 2026-11-29T09:00:00Z")
	}
	since, err := time.Parse(time.RFC3339, args[2])
	if err != nil {
		return usageError("Say the time as in 2026-11-29T09:00:00Z.")
	}
	w, err := o.webhookNamed(ctx, args[:1])
	if err != nil {
		return err
	}
	if w.State != account.WebhookEnabled {
		return account.Refuse(account.Conflict, "The endpoint is disabled. Enable it first.")
	}
	n, more, err := o.store.ReplayFailed(ctx, o.intent(account.Deployment), w.ID, since, mostReplays)
	if err != nil {
		return err
	}
	o.say("%d deliveries are made again.", n)
	if more {
		o.say("Some are left: say it again.")
	}
	return nil
}

// webhookNamed is the operator's endpoint that the arguments name, and nothing else.
func (o operator) webhookNamed(ctx context.Context, args []string) (*account.Webhook, error) {
	if len(args) != 1 || !account.WebhookID(args[0]).Valid() {
		return nil, usageError("Say the id of the endpoint, as the list shows it.")
	}
	id := account.WebhookID(args[0])
	found, err := o.store.Get(ctx, store.WebhookKey(account.Deployment, id))
	if err != nil {
		return nil, err
	}
	if w := found.Webhook(account.Deployment, id); w != nil {
		return w, nil
	}
	return nil, account.Refuse(account.NotFound, "There is no endpoint %s of the operator.", id)
}

func (o operator) webhookSecret(ctx context.Context, w *account.Webhook) (string, error) {
	return secret.Open(o.config).WebhookSecret(ctx, w.Secret.KeyVersion, string(w.ID), w.Secret.Version)
}
