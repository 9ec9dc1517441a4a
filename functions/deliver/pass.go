package deliver

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"roster/shared/account"
	"roster/shared/hook"
	"roster/shared/store"
	"roster/shared/stream"
)

// pass is the calls of one passage at one endpoint.
type pass struct {
	*Function
	webhook *account.Webhook
	found   store.Found
	passage *store.Passage
	gate    *store.Gate
	test    bool

	lock   sync.Mutex
	next   []*job
	passed store.Passed
	gone   bool
	closed bool // the calls fail: the rest waits
}

// passTime is how long a pass begins calls for: with the last of them it stays below the function's own time.
const passTime = 25 * time.Second

// do calls for the jobs, as many at once as the passage lets in, one after the other. An error keeps all of them in the
// queue: nothing was called then.
func (p *pass) do(ctx context.Context, jobs []*job) error {
	p.next = jobs
	ends := time.Now().Add(passTime)
	var lanes sync.WaitGroup
	for range p.passage.Calls() {
		lanes.Go(func() {
			for j := p.take(ends); j != nil; j = p.take(ends) {
				j.err = stream.Guard(func() error { return p.one(ctx, j) })
			}
		})
	}
	lanes.Wait()
	since, err := p.store.Leave(ctx, p.passage, p.passed, p.now())
	if err != nil { // the lanes become free by themselves
		slog.WarnContext(ctx, "a passage could not be ended", "webhook", p.webhook.ID, "cause", err.Error())
	}
	p.disable(ctx, since)
	if p.closed {
		p.deferAll(ctx, p.next, p.gate)
	} else {
		p.each(p.next, func(j *job) error { return p.bounce(ctx, j.asked) })
	}
	return nil
}

// take is the next job, as long as there is time and the calls do not fail.
func (p *pass) take(ends time.Time) *job {
	p.lock.Lock()
	defer p.lock.Unlock()
	if len(p.next) == 0 || p.gone || p.closed || !time.Now().Before(ends) {
		return nil
	}
	j := p.next[0]
	p.next = p.next[1:]
	return j
}

func (p *pass) one(ctx context.Context, j *job) error {
	next, answer, err := p.call(ctx, p.webhook, j.delivery, p.found)
	if err != nil {
		return err
	}
	p.note(answer)
	return p.move(ctx, next)
}

// note counts how a call ended. A test that fails counts for nothing: nobody has lost anything.
func (p *pass) note(answer hook.Answer) {
	p.lock.Lock()
	defer p.lock.Unlock()
	switch {
	case answer.Outcome == hook.Delivered:
		p.passed = store.Passed{Succeeded: true}
	case answer.Outcome == "": // nothing was called
	case answer.Outcome == hook.Gone:
		p.gone = true
		p.passed.Failed++
	case !p.test:
		p.passed.Failed++
	}
	if !p.passed.Succeeded && p.passed.Failed > 0 {
		p.closed = p.gate.Failing(p.passed.Failed, p.now()).Broken()
	}
}

// disable ends an endpoint that wants no more, or that nothing has reached for days.
func (p *pass) disable(ctx context.Context, failingSince time.Time) {
	why := account.WebhookGone
	if !p.gone {
		if failingSince.IsZero() || p.test || p.now().Sub(failingSince) < account.FailingFor {
			return
		}
		why = account.WebhookFailing
	}
	now := p.now()
	next := *p.webhook
	next.State, next.Disabled, next.Version = account.WebhookDisabled, why, account.NextVersion(p.webhook.Version, now)
	in := store.Intent{
		Organization: next.Organization, Actor: account.Actor{Kind: account.BySystem}, RequestID: store.NewRequestID(now), At: now,
	}
	log := slog.With("webhook", next.ID, "organization", next.Organization, "why", why, "request_id", in.RequestID)
	err := p.store.UpdateWebhook(ctx, in, p.webhook, &next, account.WebhookWasDisabled)
	var refused *account.Error
	switch {
	case err == nil:
		log.WarnContext(ctx, "an endpoint was disabled")
	case errors.As(err, &refused) && refused.Code == account.StaleVersion:
		log.InfoContext(ctx, "an endpoint was changed while it was to be disabled")
	default: // its next failure disables it
		log.ErrorContext(ctx, "an endpoint could not be disabled", "cause", err.Error())
	}
}
