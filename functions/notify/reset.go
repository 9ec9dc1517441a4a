package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/mail/feedback"
	"roster/shared/mail/ses"
	"roster/shared/store"
)

// tellReset tells a user that an operator is about to turn its two-factor authentication off. It is no
// organization's matter and no ceiling holds it back; what it waits for is the reset itself: sweep asks for the letter
// until it is noted there that it went, and nothing is reset before.
func (r *round) tellReset(ctx context.Context, user account.UserID) error {
	found, err := r.store.Get(ctx, store.UserKey(user), store.TwoFactorResetKey(user))
	if err != nil {
		return err
	}
	reset, u := found.TwoFactorReset(user), found.User(user)
	if reset == nil || u == nil || !reset.WaitsForItsLetter() {
		slog.Info("the letter is not wanted any more", "mail", "two_factor_reset", "user", user)
		return nil
	}
	return r.sendReset(ctx, reset, u)
}

// sendReset sends the letter once. The reset takes effect when the letter says, or later: when the letter went before,
// and whoever sent it could not note that, the user has a day from now.
func (r *round) sendReset(ctx context.Context, reset *account.TwoFactorReset, u *account.User) error {
	now := r.Now()
	message, err := mail.Render(mail.TwoFactorReset{
		Product: r.product(), Recipient: mail.Person{Name: u.Name, Address: u.Email}, At: reset.ToldOn(now).TakesEffectAt(),
		SignInURL: r.base + "/auth/login?return_to=%2Fsecurity",
	})
	if err != nil {
		return err
	}
	if r.down != nil {
		return r.down
	}
	sending, err := r.store.BeginMail(ctx, store.ResetLetter(reset), now)
	switch {
	case errors.Is(err, store.ErrMailDone):
		return r.store.ToldOfReset(ctx, reset, now)
	case err != nil:
		return err
	}
	limited, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	id, err := r.sender.Send(limited, message, feedback.Reference{})
	if err != nil {
		return r.resetUntold(ctx, reset, sending, err)
	}
	slog.Info("the letter went", "mail", "two_factor_reset", "user", u.ID, "ses_message", id)
	if err := r.store.FinishMail(ctx, sending); err != nil {
		return err
	}
	return r.store.ToldOfReset(ctx, reset, now)
}

// resetUntold leaves the message to the queue, or notes that the letter will never go: without it nothing is reset,
// and the operator has to know.
func (r *round) resetUntold(ctx context.Context, reset *account.TwoFactorReset, sending store.Sending, cause error) error {
	if ses.Permanent(cause) {
		slog.Warn("SES refuses the letter for good", "mail", "two_factor_reset", "user", reset.User, "cause", cause.Error())
		return errors.Join(r.store.RefusedReset(ctx, reset, r.Now()), r.store.AbandonMail(ctx, sending))
	}
	if outage(cause) {
		r.down = cause
	}
	slog.Warn("the letter did not go", "mail", "two_factor_reset", "user", reset.User, "cause", cause.Error())
	return errors.Join(fmt.Errorf("reset of %s: %w", reset.User, cause), r.store.AbandonMail(ctx, sending))
}
