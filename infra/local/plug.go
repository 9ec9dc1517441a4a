package main

import (
	"context"
	"net/http"
	"time"

	"roster/functions/deliver"
	"roster/functions/dispatch"
	mailevents "roster/functions/mail-events"
	"roster/functions/notify"
	"roster/functions/sweep"
	"roster/infra/local/all"
	"roster/infra/local/poll"
	"roster/infra/local/seed"
	"roster/infra/local/stack"
	"roster/shared/config"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/web"
)

// handlers are Roster itself: what is deployed as many functions, in one process.
type handlers struct {
	api      http.Handler
	dispatch poll.StreamHandler          // the table's stream
	later    poll.QueueHandler           // the queue of what dispatch put off
	notify   poll.QueueHandler           // the mail queue
	deliver  poll.QueueHandler           // the webhook queue
	reports  poll.MailHandler            // what SES reports of a mail
	sweep    func(context.Context) error // every minute
}

// open connects Roster to the local services.
func open(c config.Config) handlers {
	s := store.Open(c)
	api := web.New(c, s)
	all.Register(api)
	d := dispatch.New(s, queue.Open(c))
	return handlers{
		api:      api.Handler(),
		dispatch: d.Handle,
		later:    d.HandleLater,
		notify:   notify.New(c, s).Handle,
		deliver:  deliver.New(c, s).Handle,
		reports:  mailevents.New(s).Handle,
		sweep:    sweep.New(c, s).Handle,
	}
}

// people can sign in from the first start on.
func people() []stack.Person { return seed.Logins() }

// demonstrate writes the demonstration organization, unless it is there.
func demonstrate(ctx context.Context, c config.Config) error {
	return seed.Write(ctx, store.Open(c), c.SignIn.Issuer, time.Now().UTC())
}
