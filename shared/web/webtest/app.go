package webtest

import (
	"encoding/base32"
	"fmt"
	"time"

	"github.com/pquerna/otp/hotp"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/signin"
	"roster/shared/signin/totp"
	"roster/shared/store"
)

// App is somebody's authenticator app, and the sheet of recovery codes beside it.
type App struct {
	Secret   string // base32
	Recovery []string

	world *World
}

// NewApp is an app that was told of a secret.
func (w *World) NewApp(secret string) *App { return &App{Secret: secret, world: w} }

// Code is what the app shows now.
func (a *App) Code() string { return a.CodeAt(a.world.now) }

// CodeAt is what it shows at another time.
func (a *App) CodeAt(at time.Time) string {
	a.world.T.Helper()
	code, err := hotp.GenerateCode(a.Secret, uint64(at.Unix()/30))
	if err != nil {
		a.world.T.Fatal(err)
	}
	return code
}

// WrongCode is six digits that are right neither now nor one step earlier or later.
func (a *App) WrongCode() string {
	for n := 0; ; n++ {
		code, right := fmt.Sprintf("%06d", n), false
		for steps := range 3 {
			right = right || code == a.CodeAt(a.world.now.Add(time.Duration(steps-1)*30*time.Second))
		}
		if !right {
			return code
		}
	}
}

// TurnsOnTwoFactor turns the person's two-factor authentication on, with the session that it has going on, as
// functions/two-factor does. The places do not follow.
func (p *Person) TurnsOnTwoFactor() *App {
	w := p.world
	w.T.Helper()
	ctx := w.T.Context()
	seed, err := totp.NewSeed("Roster", p.User.Email.String())
	if err != nil {
		w.T.Fatal(err)
	}
	if text, err := base32.StdEncoding.DecodeString(seed.Secret); err != nil || string(text) != string(seed.Bytes) {
		w.T.Fatal("the secret is not the seed")
	}
	sealed, err := secret.Open(w.Config).Seal(ctx, "totp", string(p.User.ID), seed.Bytes)
	if err != nil {
		w.T.Fatal(err)
	}
	app := &App{Secret: seed.Secret, Recovery: totp.NewRecoveryCodes(), world: w}
	begun := &account.TwoFactor{User: p.User.ID, Seed: sealed.Text, KeyVersion: sealed.KeyVersion, ExpiresAt: w.now.Add(account.EnrolmentLife)}
	on := *begun
	on.ExpiresAt, on.Since, on.Recovery = time.Time{}, w.now, totp.RecoveryHashes(p.User.ID, app.Recovery)
	id := signin.SessionIDOf(p.Secret)
	found, err := w.Store.Get(ctx, store.UserKey(p.User.ID), store.SessionKey(p.User.ID, id))
	if err != nil {
		w.T.Fatal(err)
	}
	before, session := found.User(p.User.ID), found.Session(p.User.ID, id)
	user, next := *before, *session
	user.TwoFactor, user.TwoFactorSince, next.Step = true, w.now, account.StepPassed
	if err := w.Store.BeginTwoFactor(ctx, begun); err != nil {
		w.T.Fatal(err)
	}
	if err := w.Store.EnableTwoFactor(ctx, begun, &on, before, &user, store.SessionChange{Now: session, Next: &next}); err != nil {
		w.T.Fatal(err)
	}
	p.User = &user
	return app
}

// TurnsOffTwoFactor turns it off again with a recovery code. The places do not follow.
func (p *Person) TurnsOffTwoFactor() {
	w := p.world
	w.T.Helper()
	id := signin.SessionIDOf(p.Secret)
	found, err := w.Store.Get(w.T.Context(), store.TwoFactorKey(p.User.ID), store.UserKey(p.User.ID), store.SessionKey(p.User.ID, id))
	if err != nil {
		w.T.Fatal(err)
	}
	on, before, session := found.TwoFactor(p.User.ID), found.User(p.User.ID), found.Session(p.User.ID, id)
	user, next := *before, *session
	user.TwoFactor, user.TwoFactorSince, next.Step = false, time.Time{}, account.StepNone
	proof := account.Proof{Recovery: on.Recovery[0]}
	if err := w.Store.DisableTwoFactor(w.T.Context(), on, proof, before, &user, store.SessionChange{Now: session, Next: &next}); err != nil {
		w.T.Fatal(err)
	}
	p.User = &user
}

// HalfSignedIn is another browser of the person, whose sign-in waits for the second step.
func (p *Person) HalfSignedIn() *Person {
	p.world.T.Helper()
	half := *p
	half.signsIn(account.StepPending)
	return &half
}

// Takes makes the browser go on with the session of an answer.
func (p *Person) Takes(answer *Response) {
	p.world.T.Helper()
	for _, cookie := range cookiesOf(answer) {
		if cookie.Name == signin.SessionCookie {
			p.Client = &Client{world: p.world, cookie: cookie}
			return
		}
	}
	p.world.T.Fatalf("%s set no session cookie: %v", answer.call, answer.Header)
}
