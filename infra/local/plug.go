package main

import (
	"context"
	"net/http"

	"roster/infra/local/poll"
	"roster/infra/local/stack"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/web"
)

// handlers are Roster itself: what is deployed as many functions, in one process.
type handlers struct {
	api      http.Handler
	dispatch poll.StreamHandler          // the table's stream
	notify   poll.QueueHandler           // the mail queue
	sweep    func(context.Context) error // every minute
}

// open connects Roster to the local services. A nil handler is not called.
func open(c config.Config) (handlers, error) {
	api := web.New(c, store.Open(c))
	return handlers{api: api.Handler()}, nil
}

// people can sign in from the first start on.
func people() []stack.Person { return nil }

// seed writes the demonstration organization, unless it is there.
func seed(context.Context, config.Config) error { return nil }
