// Package sweep looks at what is due: it turns pending invitations whose time has passed into expired ones, has people
// reminded of those whose end is near, puts mail and deliveries that wait in the table back into their queues, deletes for good
// what organizations leave that were deleted 30 days ago, and carries out resets of two-factor authentication that an
// operator has ordered.
//
// It works page by page for as long as a run may take; what is left is first in the next. Runs may overlap and
// repeat: each row is changed under a condition. Nothing waits for it to be right: expiry counts from its
// time, and a letter is asked again whether it is still wanted.
//
// Idle, a run is ten queries that find nothing, 0.5 RCU each. Every minute of a month that is 216,000 RCU and
// 43,200 invocations of some 30 ms: about five cents; at one run an hour, a tenth of a cent.
package sweep

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/queue"
	"roster/shared/store"
)

// Function looks at what is due. Tests set the clock.
type Function struct {
	Now func() time.Time

	store  *store.Store
	queues *queue.Queues
}

// New is the function with everything that the configuration names. It opens no connection.
func New(c config.Config, s *store.Store) *Function {
	return &Function{Now: time.Now, store: s, queues: queue.Open(c)}
}

const (
	// aPage is how many rows of a shard are read and worked off at once.
	aPage = 100
	// longest is how long a run begins pages for. A page takes seconds, and Lambda ends a run after a minute.
	longest = 40 * time.Second
	// onItsWay is for how long mail or a delivery that went back into the queue is not put into it again. The queue has it
	// meanwhile; should it get lost there, it comes again after that.
	onItsWay = 15 * time.Minute
	// asideFor is how long a row that cannot be handled lets the others pass.
	asideFor = time.Hour
)

// Handle does one run. An error is reported when all that could be done was done; the next run repeats it.
func (f *Function) Handle(ctx context.Context) error {
	run := run{f, f.Now().UTC(), time.Now().Add(longest), &purges{}}
	var failed [store.DueShards]error
	var shards sync.WaitGroup
	for n := range failed {
		shards.Go(func() { failed[n] = run.shard(ctx, n) })
	}
	shards.Wait()
	err := errors.Join(errors.Join(failed[:]...), run.purge(ctx))
	if err != nil {
		slog.Error("some of what is due could not be done", "cause", err.Error())
	}
	return err
}

type run struct {
	*Function
	now  time.Time
	ends time.Time

	purges *purges
}

// shard goes on after a page that failed in part: its rows are still due in the next run.
func (r run) shard(ctx context.Context, n int) error {
	var failed []error
	var after *store.DuePlace
	for {
		keys, last, err := r.store.Due(ctx, n, r.now, aPage, after)
		if err == nil && len(keys) > 0 {
			err = r.page(ctx, keys)
		}
		failed = append(failed, err)
		if last == nil || !time.Now().Before(r.ends) {
			return errors.Join(failed...)
		}
		after = last
	}
}

func (r run) page(ctx context.Context, keys []store.Key) error {
	found, err := r.store.Get(ctx, keys...)
	if err != nil {
		return err
	}
	var messages messages
	var failed []error
	for _, k := range keys {
		failed = append(failed, r.row(ctx, found, k, &messages))
	}
	failed = append(failed, r.queues.SendMails(ctx, 0, messages.mails...)...)
	failed = append(failed, r.queues.SendWebhooks(ctx, 0, messages.webhooks...)...)
	return errors.Join(failed...)
}

// messages are what a page of rows puts into the queues.
type messages struct {
	mails    []queue.Mail
	webhooks []queue.Webhook
}

// mail adds a message, if there is one.
func (m *messages) mail(mail *queue.Mail, err error) error {
	if mail != nil {
		m.mails = append(m.mails, *mail)
	}
	return err
}

// row does what one row asks for. A row that nobody can read is put aside, so that it does not stand in the
// way of those behind it: running again would not mend it.
func (r run) row(ctx context.Context, found store.Found, k store.Key, into *messages) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			slog.Error("what is due cannot be read and is put aside for an hour", "cause", fmt.Sprint(cause))
			err = r.store.Postpone(ctx, k, r.now.Add(asideFor))
		}
	}()
	if i := found.DueInvitation(k, r.now); i != nil {
		if i.Open(r.now) {
			return into.mail(r.remind(ctx, i))
		}
		return r.expire(ctx, i)
	}
	if w := found.DueMail(k, r.now); w != nil {
		return into.mail(r.wake(ctx, w))
	}
	if d := found.DueDelivery(k, r.now); d != nil {
		return r.deliver(ctx, d, into)
	}
	if o := found.DueOrganization(k, r.now); o != nil {
		r.purges.add(o)
	}
	if reset := found.DueReset(k); reset != nil {
		return into.mail(r.reset(ctx, reset))
	}
	return nil // or the index was late
}

// expire ends an invitation. One that was accepted, revoked or resent in this moment is left alone.
func (r run) expire(ctx context.Context, i *account.Invitation) error {
	in := store.Intent{
		Organization: i.Organization, Actor: account.Actor{Kind: account.BySystem}, RequestID: store.NewRequestID(r.now), At: r.now,
	}
	err := r.store.ExpireInvitation(ctx, in, i)
	if code := account.CodeOf(err); code == account.StaleVersion || code == account.NotFound {
		return nil
	}
	if err == nil {
		slog.Info("an invitation has expired", "invitation", i.ID, "organization", i.Organization, "request_id", in.RequestID)
	}
	return err
}

// wake is the message of mail whose time has come. Its next time is set before it goes into the queue.
func (r run) wake(ctx context.Context, w *store.WaitingMail) (*queue.Mail, error) {
	moved, err := r.store.WaitOn(ctx, w, r.now.Add(onItsWay))
	if err != nil || !moved {
		return nil, err
	}
	return message(w), nil
}

func message(w *store.WaitingMail) *queue.Mail {
	m := &queue.Mail{Event: w.Event, Organization: w.Organization, Kind: queue.MailKind(w.Kind)}
	if w.Event == "" {
		m.Invitation = w.Invitation
	}
	return m
}
