package main

import (
	"context"
	"flag"
	"io"
	"slices"
	"strings"

	"roster/shared/account"
	"roster/shared/hook"
	"roster/shared/secret"
	"roster/shared/store"
)

var telling = command{
	name: "webhook", args: "create [--types member.removed,…] [--description …] <URL> | list | enable <id> | rotate <id> | replay <id> --since <time> | delete <id>",
	does: "tell an endpoint of the events of all organizations; its secret is shown once, when it is made or rotated",
	run:  webhook,
}

func webhook(ctx context.Context, o operator, args []string) error {
	do := map[string]func(context.Context, []string) error{
		"create": o.createWebhook, "list": o.listWebhooks, "enable": o.enableWebhook, "rotate": o.rotateWebhook,
		"replay": o.replayWebhook, "delete": o.deleteWebhook,
	}
	if len(args) > 0 && do[args[0]] != nil {
		return do[args[0]](ctx, args[1:])
	}
	return usageError("Say what to do with endpoints: create, list, enable, rotate, replay or delete.")
}

func (o operator) createWebhook(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("webhook create", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	types, description := flags.String("types", "", ""), flags.String("description", "", "")
	if err := flags.Parse(args); err != nil || flags.NArg() != 1 {
		return usageError("Say the endpoint's address, and before it what else there is to say.")
	}
	if wrong := hook.CheckURL(flags.Arg(0), o.config.Webhooks.Local); wrong != "" {
		return usageError("The address " + wrong + ".")
	}
	in := o.intent(account.Deployment)
	w := &account.Webhook{
		ID: store.NewWebhookID(in.At), Organization: account.Deployment, URL: flags.Arg(0), Description: *description,
		State: account.WebhookEnabled, Secret: account.WebhookSecret{Version: 1, KeyVersion: secret.KeyVersion},
		CreatedAt: in.At, CreatedBy: in.Actor, Version: account.NextVersion(0, in.At),
	}
	for text := range strings.SplitSeq(*types, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if !slices.Contains(account.EventTypes, account.EventType(text)) {
			return usageError("There are no events " + text + ".")
		}
		w.Types = append(w.Types, account.EventType(text))
	}
	all, err := o.store.Webhooks(ctx, w.Organization)
	if err != nil {
		return err
	}
	if len(all) >= account.MostWebhooks {
		return account.Refuse(account.Conflict, "There are %d endpoints. Delete one that nobody uses.", len(all))
	}
	whole, err := o.webhookSecret(ctx, w)
	if err != nil {
		return err
	}
	if err := o.store.CreateWebhook(ctx, in, w); err != nil {
		return err
	}
	o.say("%s is told of %s of all organizations.\nIts secret, which is shown this once: %s", w.ID, shownTypes(w), whole)
	return nil
}

func (o operator) listWebhooks(ctx context.Context, args []string) error {
	if len(args) > 0 {
		return usageError("The list takes no arguments.")
	}
	all, err := o.store.Webhooks(ctx, account.Deployment)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		o.say("There are no endpoints.")
	}
	for _, w := range all {
		state := string(w.State)
		if w.Disabled != "" {
			state += " (" + string(w.Disabled) + ")"
		}
		o.say("%s  %s  %s  %s  %s", w.ID, state, w.URL, shownTypes(w), w.Description)
	}
	return nil
}

func (o operator) deleteWebhook(ctx context.Context, args []string) error {
	w, err := o.webhookNamed(ctx, args)
	if err != nil {
		return err
	}
	if err := o.store.DeleteWebhook(ctx, o.intent(account.Deployment), w); err != nil {
		return err
	}
	o.say("%s is told of nothing any more.", w.ID)
	return nil
}

func shownTypes(w *account.Webhook) string {
	if len(w.Types) == 0 {
		return "all events"
	}
	texts := make([]string, len(w.Types))
	for i, t := range w.Types {
		texts[i] = string(t)
	}
	return strings.Join(texts, ",")
}
