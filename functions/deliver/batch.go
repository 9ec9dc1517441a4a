package deliver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"roster/shared/account"
	"roster/shared/names"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/stream"
)

// job is one message, and what became of it. Each belongs to one goroutine at a time.
type job struct {
	asked    queue.Webhook
	receives int
	delivery *account.Delivery
	err      error // it stays in the queue
}

// Handle works on a batch of the webhook queue, all endpoints side by side. A message that failed is reported alone and
// comes again.
func (f *Function) Handle(ctx context.Context, batch events.SQSEvent) (events.SQSEventResponse, error) {
	defer f.sender.Rest()
	jobs := make(map[string]*job, len(batch.Records))
	for _, m := range stream.Messages(batch) {
		asked, err := queue.ReadWebhook(m.Body)
		jobs[m.ID] = &job{asked: asked, receives: m.Receives, err: err}
	}
	f.work(ctx, jobs)
	response := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	for id, j := range jobs {
		if j.err != nil {
			slog.ErrorContext(ctx, "a message failed", "message", id, "delivery", j.asked.Delivery, "receives", j.receives, "cause", j.err.Error())
			response.BatchItemFailures = append(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: id})
		}
	}
	return response, nil
}

// work reads what the jobs are about, in two round trips for all of them, and does them.
func (f *Function) work(ctx context.Context, all map[string]*job) {
	found, err := f.read(ctx, all)
	byEndpoint := map[endpoint][]*job{}
	seen := map[store.Key]bool{}
	for _, j := range all {
		if j.err != nil {
			continue
		}
		if err != nil {
			j.err = err
			continue
		}
		key := store.DeliveryKey(j.asked.Webhook, j.asked.Delivery)
		if j.delivery = found.Delivery(j.asked.Webhook, j.asked.Delivery); seen[key] || !j.present() {
			continue
		}
		seen[key] = true
		e := endpoint{j.asked.Owner, j.asked.Webhook, j.delivery.Event == ""}
		byEndpoint[e] = append(byEndpoint[e], j)
	}
	var group sync.WaitGroup
	for e, jobs := range byEndpoint {
		group.Go(func() {
			err := stream.Guard(func() error { return f.atEndpoint(ctx, e, jobs, found) })
			for _, j := range jobs {
				j.err = errors.Join(j.err, err)
			}
		})
	}
	group.Wait()
}

// endpoint is whom jobs are for. Tests go their own way.
type endpoint struct {
	owner account.OrganizationID
	id    account.WebhookID
	test  bool
}

// present reports whether the message is about the delivery as it stands. What has moved on has messages of its own; one
// that has not come so far yet is waited for.
func (j *job) present() bool {
	switch {
	case j.delivery == nil || !j.delivery.State.Waits() || j.asked.Turn < j.delivery.Turn:
		return false
	case j.asked.Turn > j.delivery.Turn:
		j.err = fmt.Errorf("the delivery has come to turn %d, the message to %d", j.delivery.Turn, j.asked.Turn)
		return false
	}
	return true
}

func (f *Function) read(ctx context.Context, all map[string]*job) (store.Found, error) {
	var keys []store.Key
	for _, j := range all {
		if a := j.asked; j.err == nil {
			keys = append(keys, store.WebhookKey(a.Owner, a.Webhook), store.GateKey(a.Webhook), store.DeliveryKey(a.Webhook, a.Delivery))
			if a.Event != "" {
				keys = append(keys, store.EventKey(a.Organization, a.Event))
			}
		}
	}
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	keys = nil
	for _, j := range all {
		if e := found.Event(j.asked.Organization, j.asked.Event); j.err == nil && e != nil {
			keys = append(keys, names.Keys(*e)...)
		}
	}
	named, err := f.store.Glance(ctx, keys...)
	for key, item := range found { // what was read strongly consistent stands
		if named != nil {
			named[key] = item
		}
	}
	return named, err
}

// callsInALane is how many calls one after the other are worth a lane: a batch that took all of them would have the next
// ones come back later.
const callsInALane = 5

// atEndpoint does the jobs of one endpoint. An error keeps all of them in the queue.
func (f *Function) atEndpoint(ctx context.Context, e endpoint, jobs []*job, found store.Found) error {
	w := found.Webhook(e.owner, e.id)
	if jobs = f.callable(ctx, w, jobs); len(jobs) == 0 {
		return nil
	}
	lanes := (len(jobs) + callsInALane - 1) / callsInALane
	passage, gate, err := f.store.Enter(ctx, e.id, found.Gate(e.id), lanes, e.test, f.now())
	switch {
	case errors.Is(err, store.ErrGateFull):
		f.each(jobs, func(j *job) error { return f.bounce(ctx, j.asked) })
		return nil
	case errors.Is(err, store.ErrGateClosed):
		f.deferAll(ctx, jobs, gate)
		return nil
	case err != nil:
		return err
	}
	p := &pass{Function: f, webhook: w, found: found, passage: passage, gate: gate, test: e.test}
	return p.do(ctx, jobs)
}

// callable are the jobs that are to be called for; the others end here.
func (f *Function) callable(ctx context.Context, w *account.Webhook, jobs []*job) []*job {
	now := f.now()
	var callable []*job
	for _, j := range jobs {
		outcome := ""
		switch {
		case w == nil:
			outcome = account.EndpointDeleted
		case w.State != account.WebhookEnabled:
			outcome = account.EndpointDisabled
		case now.Sub(j.delivery.Since()) > account.DeliveryLife:
			outcome = account.GivenUp
		}
		if outcome == "" {
			callable = append(callable, j)
			continue
		}
		j.err = f.move(ctx, j.delivery.Attempted(account.Attempt{At: now, Outcome: outcome}, account.DeliveryFailed, time.Time{}))
	}
	return callable
}

// deferAll lets jobs wait in the table whose endpoint is not called now.
func (f *Function) deferAll(ctx context.Context, jobs []*job, gate *store.Gate) {
	now := f.now()
	f.each(jobs, func(j *job) error {
		due := now.Add(account.Deferral(j.delivery.Deferrals))
		if opens := gate.OpensAt(); opens.After(due) {
			due = opens
		}
		return f.move(ctx, j.delivery.Deferred(due))
	})
}

// each does the same for jobs, side by side.
func (f *Function) each(jobs []*job, do func(*job) error) {
	var group sync.WaitGroup
	for _, j := range jobs {
		group.Go(func() { j.err = errors.Join(j.err, stream.Guard(func() error { return do(j) })) })
	}
	group.Wait()
}
