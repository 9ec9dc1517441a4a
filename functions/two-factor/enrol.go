package twofactor

import (
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/signin/totp"
	"roster/shared/store"
	"roster/shared/web"
)

type enrolAnswer struct{ Body TwoFactorSecret }

// TwoFactorSecret is what an authenticator app needs to know. It is shown this once.
type TwoFactorSecret struct {
	Secret    string    `json:"secret" doc:"To be typed in where nothing can be scanned (base32)"`
	URI       string    `json:"uri" example:"otpauth://totp/Roster:carrie@oakey.example?secret=…" doc:"For a QR code"`
	ExpiresAt time.Time `json:"expires_at" doc:"Until when it can be confirmed"`
}

// begin makes a seed, which asks nobody for codes before it was confirmed. An older one that was not is forgotten.
func (f function) begin(ctx context.Context, c *web.Call, _ *struct{}) (*enrolAnswer, error) {
	u, err := c.Self()
	if err != nil {
		return nil, err
	}
	if c.Found.TwoFactor(c.User).On() {
		return nil, account.Refuse(account.Conflict, "Two-factor authentication is on already.")
	}
	seed, err := totp.NewSeed(f.product, u.Email.String())
	if err != nil {
		return nil, err
	}
	sealed, err := f.secrets.Seal(ctx, seedKind, string(c.User), seed.Bytes)
	if err != nil {
		return nil, err
	}
	t := &account.TwoFactor{User: c.User, Seed: sealed.Text, KeyVersion: sealed.KeyVersion, ExpiresAt: c.Now.Add(account.EnrolmentLife)}
	if err := f.store.BeginTwoFactor(ctx, t); err != nil {
		return nil, err
	}
	return &enrolAnswer{TwoFactorSecret{Secret: seed.Secret, URI: seed.URI, ExpiresAt: t.ExpiresAt}}, nil
}

type confirmAnswer struct {
	SetCookie string `header:"Set-Cookie"`
	Body      RecoveryCodes
}

type recoveryAnswer struct{ Body RecoveryCodes }

// RecoveryCodes are shown once. Each takes the place of one code of the app.
type RecoveryCodes struct {
	RecoveryCodes []string `json:"recovery_codes" example:"[\"abcd-efgh-jkmn-pqrs\"]"`
}

// confirm turns it on. The code is the second step of this very session, which goes on under a new cookie.
func (f function) confirm(ctx context.Context, c *web.Call, in *codeInput) (*confirmAnswer, error) {
	begun := c.Found.TwoFactor(c.User)
	switch {
	case begun.On():
		return nil, account.Refuse(account.Conflict, "Two-factor authentication is on already.")
	case !begun.Confirmable(c.Now):
		return nil, account.Refuse(account.Conflict, "This took longer than ten minutes, or was not begun. Begin again.")
	}
	seed, err := f.seed(ctx, begun)
	if err != nil {
		return nil, err
	}
	code, _ := totp.IsCode(in.Body.Code)
	step, ok := totp.Step(seed, code, c.Now)
	if !ok {
		return nil, inField(wrong())
	}
	codes := totp.NewRecoveryCodes()
	after := *begun
	after.Since, after.ExpiresAt, after.UsedStep, after.Recovery = c.Now, time.Time{}, step, totp.RecoveryHashes(c.User, codes)
	next, cookie := passed(c)
	err = f.change(ctx, c, next, func(before, user *account.User, s store.SessionChange) error {
		user.TwoFactor, user.TwoFactorSince = true, c.Now
		return f.store.EnableTwoFactor(ctx, begun, &after, before, user, s)
	})
	if err != nil {
		return nil, err
	}
	return &confirmAnswer{cookie, RecoveryCodes{codes}}, nil
}

// renew makes new recovery codes.
func (f function) renew(ctx context.Context, c *web.Call, in *codeInput) (*recoveryAnswer, error) {
	t, err := current(c)
	if err != nil {
		return nil, err
	}
	proof, err := f.prove(ctx, c, t, in.Body.Code)
	if err != nil {
		return nil, inField(err)
	}
	codes := totp.NewRecoveryCodes()
	if err := f.store.RenewRecovery(ctx, t, proof, totp.RecoveryHashes(c.User, codes)); err != nil {
		return nil, inField(err)
	}
	return &recoveryAnswer{RecoveryCodes{codes}}, nil
}
