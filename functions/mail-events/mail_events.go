// Package mailevents notes on invitations what SES reports of their mails: delivered, bounced, complained about.
//
// EventBridge hands it one event of SES at a time, at least once and in any order. So the state of a mail only
// moves on, and what is told of an older mail than the invitation's own changes nothing. What cannot be worked
// off comes again twice; then it waits among the dead letters.
package mailevents

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"roster/shared/account"
	"roster/shared/mail/feedback"
	"roster/shared/store"
)

// Function notes what SES reports. Tests set the clock.
type Function struct {
	Now func() time.Time

	store *store.Store
}

// New is the function on a table.
func New(s *store.Store) *Function { return &Function{Now: time.Now, store: s} }

// Handle notes one event of SES.
func (f *Function) Handle(ctx context.Context, e events.EventBridgeEvent) error {
	report, err := feedback.Read(e.Detail)
	if err != nil {
		slog.ErrorContext(ctx, "what SES reports cannot be read", "event", e.ID, "type", e.DetailType, "cause", err.Error())
		return err
	}
	about := report.About
	log := slog.With("organization", about.Organization, "invitation", about.Invitation, "event", about.Event,
		"ses_message", report.Message, "report", report.Why)
	if report.State == "" || !about.Invitation.Valid() {
		log.InfoContext(ctx, "the report is about no row")
		return nil
	}
	found, err := f.store.Get(ctx, store.InvitationKey(about.Invitation))
	if err != nil {
		return err
	}
	now := f.Now().UTC()
	in := store.Intent{
		Organization: about.Organization, Actor: account.Actor{Kind: account.BySystem}, RequestID: store.NewRequestID(now), At: now,
	}
	err = f.store.NoteMail(ctx, in, found.Invitation(about.Organization, about.Invitation), about.Mailing, report.State)
	if errors.Is(err, store.ErrOtherMail) {
		log.InfoContext(ctx, "the report is about an older mail")
		return nil
	}
	if err == nil {
		log.InfoContext(ctx, "the report is noted", "mail_state", report.State, "request_id", in.RequestID)
	}
	return err
}
