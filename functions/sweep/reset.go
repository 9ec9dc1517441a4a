package sweep

import (
	"context"
	"log/slog"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
)

// reset turns a user's two-factor authentication off, a day after an operator has ordered it and the user was told: a
// letter that has not gone is asked for again.
func (r run) reset(ctx context.Context, reset *account.TwoFactorReset) (*queue.Mail, error) {
	if reset.WaitsForItsLetter() {
		if err := r.store.RemindOfReset(ctx, reset, r.now); err != nil {
			return nil, err
		}
		return &queue.Mail{Kind: queue.MailTwoFactorReset, User: reset.User}, nil
	}
	if !reset.Due(r.now) {
		return nil, nil // the index was early, or late
	}
	in := store.Intent{Actor: account.Actor{Kind: account.ByOperator}, RequestID: store.NewRequestID(r.now), At: r.now}
	err := r.store.ResetTwoFactor(ctx, in, reset)
	if account.CodeOf(err) == account.NotFound { // it was taken back just now
		return nil, nil
	}
	if err == nil {
		slog.Info("two-factor authentication was reset", "user", reset.User, "request_id", in.RequestID)
	}
	return nil, err
}
