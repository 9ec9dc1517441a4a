// Package notify sends the letters that events ask for: mail queue → SES.
//
// What it promises:
//
//   - No letter is lost. A message leaves the queue when its letters have gone, when they are wanted no more, or
//     when they wait in the table, from where sweep puts them back until one of the two is true. They wait for
//     a ceiling (see pace.go), and for SES after the queue has brought them quickTries times: an outage of
//     hours fills no dead-letter queue.
//   - A letter goes once, however often its message comes and however many programs read the queue. One
//     exception: a crash, or a lost answer of SES, between the sending and the note of it sends it again, with
//     the same link.
//   - It is asked again before sending whether the letter is still true: nobody is mailed a link that is dead.
//
// The dead-letter queue holds what a person has to look at: messages that cannot be read, and those that came
// ten times while the table could not be reached. Start a redrive of it (StartMessageMoveTask) when the cause
// is mended: what has gone already does not go again.
package notify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/mail/ses"
	"roster/shared/queue"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/stream"
)

// Function sends letters. Tests set the clock.
type Function struct {
	Now func() time.Time

	config  config.Config
	base    string // the deployment's address, without a slash at the end
	store   *store.Store
	secret  secret.Source
	sender  *ses.Sender
	catalog *account.Catalog
}

// New is the function with everything that the configuration names. It opens no connection.
func New(c config.Config, s *store.Store) *Function {
	return &Function{
		Now: time.Now, config: c, base: strings.TrimSuffix(c.BaseURL, "/"), store: s, secret: secret.Open(c), catalog: account.ShippedCatalog(),
		sender: ses.New(ses.Config{
			Region:      c.AWS.Region,
			Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, c.AWS.SessionToken),
			Endpoint:    c.AWS.SESEndpoint, ConfigurationSet: c.Mail.ConfigurationSet,
		}),
	}
}

// Handle sends the letters of a batch of the mail queue, one after the other: SES allows an account so many a
// second. A message that failed is reported alone and comes again.
func (f *Function) Handle(ctx context.Context, batch events.SQSEvent) (events.SQSEventResponse, error) {
	round := &round{Function: f}
	return stream.EachMessage(ctx, batch, round.message), nil
}

// round is the work on one batch.
type round struct {
	*Function
	down error // what SES said when it could take no letter, whatever letter it is: the others need not ask
}

// message does what one message asks for. An error leaves it in the queue.
func (r *round) message(ctx context.Context, message stream.Message) error {
	asked, err := queue.ReadMail(message.Body)
	if err != nil {
		return err
	}
	if asked.Kind == queue.MailTwoFactorReset {
		return r.tellReset(ctx, asked.User)
	}
	m, err := r.look(ctx, asked)
	if err != nil {
		return fmt.Errorf("event %s of %s: %w", asked.Event, asked.Organization, err)
	}
	later := r.deliver(ctx, m)
	return r.settle(ctx, m, later, message.Receives)
}

// deliver sends the letters that the matter asks for now. The first error says why some have to go later.
func (r *round) deliver(ctx context.Context, m *matter) (later error) {
	letters, err := r.letters(ctx, m)
	if err != nil {
		return err
	}
	if len(letters) == 0 {
		m.log.Info("the letter is not wanted any more")
	}
	for _, l := range letters {
		if err := r.send(ctx, m, l); err != nil && later == nil {
			later = err
		}
	}
	return later
}

// quickTries is how often the queue itself brings a message whose letter SES did not take. Then it waits in
// the table: most troubles of SES pass in seconds, the others take hours.
const quickTries = 3

// settle ends a message: it is done, or its letter waits in the table, or the queue brings it again. A message
// that does not say how often it came (0) is not left to the queue, which may give it up.
func (r *round) settle(ctx context.Context, m *matter, later error, receives int) error {
	var reached store.Reached
	switch {
	case later == nil:
		// Mail that another event asked for may be newer than what was read here of the invitation.
		if m.waiting != nil && m.waiting.Event == m.asked.Event {
			return r.store.StopWaiting(ctx, m.waiting)
		}
		return nil
	case errors.As(later, &reached):
		m.log.Info("the letter waits for its turn", "until", reached.Until)
		return r.store.LetWait(ctx, m.toWait(reached.Until, 0))
	case 0 < receives && receives < quickTries:
		return fmt.Errorf("event %s of %s: %w", m.asked.Event, m.asked.Organization, later)
	}
	tries := 0
	if m.waiting != nil {
		tries = m.waiting.Tries
	}
	due := r.Now().Add(pauseAfter(tries))
	m.log.Warn("the letter waits, as it cannot go now", "until", due, "cause", later.Error())
	return r.store.LetWait(ctx, m.toWait(due, tries+1))
}

// pauseAfter is 5 minutes, doubled after each failure, at most an hour.
func pauseAfter(tries int) time.Duration { return min(5*time.Minute<<min(tries, 4), time.Hour) }

func (m *matter) toWait(due time.Time, tries int) *store.WaitingMail {
	return &store.WaitingMail{
		Organization: m.asked.Organization, Invitation: m.ofInvitation(), Event: m.asked.Event, Kind: string(m.asked.Kind),
		Due: due, Tries: tries,
	}
}
