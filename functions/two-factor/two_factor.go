// Package twofactor asks for the second step of a sign-in, and turns two-factor authentication on and off.
// docs/two-factor.md says what is kept and how codes are taken.
package twofactor

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{store: api.Store, secrets: secret.Open(api.Config), product: api.Config.ProductName}
	slowed, taken := http.StatusTooManyRequests, http.StatusConflict
	web.Add(api, web.Route[codeInput, stepAnswer]{
		Method: http.MethodPost, Path: "/v1/session/two-factor", ID: "pass-second-step", Tag: "Session",
		Summary: "The second step of a sign-in, and a fresh code for a session that has taken it: a code of the app, or a recovery code",
		Access:  web.Begun, User: true, Own: store.TwoFactorKeys, Errors: []int{slowed, taken}, Do: f.passStep,
	})
	web.Add(api, web.Route[struct{}, enrolAnswer]{
		Method: http.MethodPost, Path: "/v1/me/two-factor", ID: "begin-two-factor", Tag: "Me", Status: http.StatusCreated,
		Summary: "Begin to turn on two-factor authentication: the secret for the authenticator app, to be confirmed within ten minutes",
		Access:  web.SignedIn, User: true, Own: store.TwoFactorKeys, Errors: []int{taken},
		May: func(c *web.Call, _ *struct{}) error { return c.Fresh() }, Do: f.begin,
	})
	web.Add(api, web.Route[codeInput, confirmAnswer]{
		Method: http.MethodPost, Path: "/v1/me/two-factor/confirm", ID: "confirm-two-factor", Tag: "Me",
		Summary: "Turn on two-factor authentication with the first code; all other sessions of the user end",
		Access:  web.SignedIn, User: true, Own: store.TwoFactorKeys, Errors: []int{taken}, Do: f.confirm,
	})
	web.Add(api, web.Route[codeInput, struct{}]{
		Method: http.MethodPost, Path: "/v1/me/two-factor/disable", ID: "disable-two-factor", Tag: "Me", Status: http.StatusNoContent,
		Summary: "Turn off two-factor authentication with a code; all other sessions of the user end",
		Access:  web.SignedIn, User: true, Own: store.TwoFactorKeys, Errors: []int{slowed, taken}, Do: f.disable,
	})
	web.Add(api, web.Route[codeInput, recoveryAnswer]{
		Method: http.MethodPost, Path: "/v1/me/two-factor/recovery-codes", ID: "renew-recovery-codes", Tag: "Me",
		Summary: "Make new recovery codes with a code; the older ones are dead",
		Access:  web.SignedIn, User: true, Own: store.TwoFactorKeys, Errors: []int{slowed, taken}, Do: f.renew,
	})
}

type function struct {
	store   *store.Store
	secrets secret.Source
	product string
}

type codeInput struct{ Body TwoFactorCode }

// TwoFactorCode is a code of the authenticator app, or a recovery code.
type TwoFactorCode struct {
	Code string `json:"code" minLength:"1" maxLength:"64" example:"492039" doc:"Six digits, or a recovery code"`
}

// seedKind is what seeds are sealed as.
const seedKind = "totp"

func (f function) seed(ctx context.Context, t *account.TwoFactor) ([]byte, error) {
	return f.secrets.Unseal(ctx, seedKind, string(t.User), secret.Sealed{Text: t.Seed, KeyVersion: t.KeyVersion})
}

// current is the caller's two-factor authentication, if it is on.
func current(c *web.Call) (*account.TwoFactor, error) {
	if t := c.Found.TwoFactor(c.User); t.On() {
		return t, nil
	}
	return nil, account.Refuse(account.Conflict, "Two-factor authentication is off.")
}
