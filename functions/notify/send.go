package notify

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/mail/feedback"
	"roster/shared/mail/ses"
	"roster/shared/store"
)

// sendTime is how long SES may take for one letter, tries of the SDK included: less than the function has for
// a batch and than a letter is taken for sending.
const sendTime = 8 * time.Second

// send takes one letter, counts it, hands it to SES and notes it. An error says why it has to go later;
// store.Reached, when its turn comes.
func (r *round) send(ctx context.Context, m *matter, l letter) error {
	message, err := mail.Render(l.Letter)
	if err != nil {
		return err
	}
	if r.down != nil {
		return r.down
	}
	sending, err := r.store.BeginMail(ctx, l.named, r.Now(), r.ceilings(m, l.address)...)
	if errors.Is(err, store.ErrMailDone) {
		return r.sent(ctx, m)
	}
	if err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	id, err := r.sender.Send(limited, message, m.reference())
	switch {
	case err == nil:
		m.log.Info("the letter went", "ses_message", id, "to", l.to)
		if err := r.store.FinishMail(ctx, sending); err != nil {
			return err
		}
		return r.sent(ctx, m)
	case ses.Permanent(err):
		m.log.Warn("SES refuses the letter for good", "to", l.to, "cause", err.Error())
		return r.refused(ctx, m, sending)
	}
	if outage(err) {
		r.down = err
	}
	return errors.Join(err, r.store.AbandonMail(ctx, sending))
}

// reference is what SES repeats when it reports what became of the letter.
func (m *matter) reference() feedback.Reference {
	about := feedback.Reference{Organization: m.asked.Organization, Invitation: m.ofInvitation(), Event: m.asked.Event}
	if about.Invitation != "" {
		about.Mailing = m.invitation.Mailing()
	}
	return about
}

// sent shows on the row that the mail went.
func (r *round) sent(ctx context.Context, m *matter) error {
	if m.ofInvitation() == "" {
		return nil
	}
	return r.note(ctx, m, account.MailSent)
}

// refused shows on the row that this address cannot be reached. What did not go does not count.
func (r *round) refused(ctx context.Context, m *matter, sending store.Sending) error {
	if m.ofInvitation() != "" {
		if err := r.note(ctx, m, account.MailBounced); err != nil && !errors.Is(err, store.ErrOtherMail) {
			return err
		}
	}
	return r.store.AbandonMail(ctx, sending)
}

func (r *round) note(ctx context.Context, m *matter, state account.MailState) error {
	now := r.Now().UTC()
	in := store.Intent{
		Organization: m.asked.Organization, Actor: account.Actor{Kind: account.BySystem}, At: now,
		RequestID: cmp.Or(m.event.RequestID, store.NewRequestID(now)),
	}
	return r.store.NoteMail(ctx, in, m.invitation, m.invitation.Mailing(), state)
}

// outage reports whether SES would take no other letter either: it does not answer, is busy or is broken.
func outage(err error) bool {
	var refusal *ses.Error
	return errors.As(err, &refusal) &&
		(refusal.Status == 0 || refusal.Status == http.StatusTooManyRequests || refusal.Status >= http.StatusInternalServerError)
}
