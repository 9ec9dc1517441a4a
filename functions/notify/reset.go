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
	if reset == nil || u == nil || reset.Done || !reset.ToldAt.IsZero() {
		slog.Info("the letter is not wanted any more", "mail", "two_factor_reset", "user", user)
		return nil
	}
	message, err := mail.Render(mail.TwoFactorReset{
		Product: r.product(), Recipient: mail.Person{Name: u.Name, Address: u.Email}, At: reset.TakesEffectAt(), SignInURL: r.base + "/auth/login?return_to=%2Fsecurity",
	})
	if err != nil {
		return err
	}
	if r.down != nil {
		return r.down
	}
	sending, err := r.store.BeginMail(ctx, store.ResetLetter(reset), r.Now())
	switch {
	case errors.Is(err, store.ErrMailDone):
		return r.store.ToldOfReset(ctx, reset, r.Now())
	case err != nil:
		return err
	}
	limited, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	id, err := r.sender.Send(limited, message, feedback.Reference{})
	if err != nil {
		if outage(err) {
			r.down = err
		}
		slog.Warn("the letter did not go", "mail", "two_factor_reset", "user", user, "for_good", ses.Permanent(err), "cause", err.Error())
		return errors.Join(fmt.Errorf("reset of %s: %w", user, err), r.store.AbandonMail(ctx, sending))
	}
	slog.Info("the letter went", "mail", "two_factor_reset", "user", user, "ses_message", id)
	if err := r.store.FinishMail(ctx, sending); err != nil {
		return err
	}
	return r.store.ToldOfReset(ctx, reset, r.Now())
}
