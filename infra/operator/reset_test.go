package main

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"roster/functions/sweep"
	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

// ordered is somebody with two-factor authentication in an organization, a reset of it, and sweep. The letter has
// gone.
func ordered(t *testing.T) (*webtest.World, *webtest.Person, *webtest.App, func() (on bool)) {
	t.Helper()
	w := webtest.New(t, all.Register)
	anna := w.NewMember("Anna", account.Active, account.Grants{Role: account.Guest})
	app := anna.TurnsOnTwoFactor()
	if err := w.Store.Follow(t.Context(), w.Intent(anna), anna.User.ID); err != nil {
		t.Fatal(err)
	}
	if code, said := asked(w, "reset-two-factor", string(anna.User.Email)); code != 0 || !strings.Contains(said, string(anna.User.ID)) {
		t.Fatalf("it ended with %d: %s", code, said)
	}
	found, err := w.Store.Get(t.Context(), store.TwoFactorResetKey(anna.User.ID))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Store.ToldOfReset(t.Context(), found.TwoFactorReset(anna.User.ID), w.Now()); err != nil {
		t.Fatal(err)
	}
	sweeper := sweep.New(w.Config, w.Store)
	sweeper.Now = w.Now
	return w, anna, app, func() bool {
		if err := sweeper.Handle(t.Context()); err != nil {
			t.Fatal(err)
		}
		found, err := w.Store.Get(t.Context(), store.UserKey(anna.User.ID))
		if err != nil {
			t.Fatal(err)
		}
		return found.User(anna.User.ID).TwoFactor
	}
}

// A reset takes a day. Then all sessions end, the place shows it, and the log names the operator.
func TestAResetTakesEffectAfterADay(t *testing.T) {
	t.Parallel()
	w, anna, app, swept := ordered(t)
	half := anna.HalfSignedIn()
	w.Advance(account.ResetDelay - time.Millisecond)
	if !swept() {
		t.Fatal("it took effect too early")
	}
	anna.Get("/v1/me").Is(200)
	w.Advance(time.Millisecond)
	if swept() {
		t.Fatal("it did not take effect")
	}
	anna.Get("/v1/session").Refused(401, "unauthenticated")
	half.Post("/v1/session/two-factor", map[string]string{"code": app.Code()}).Refused(401, "unauthenticated")
	if anna.Place().TwoFactor {
		t.Error("the place does not follow")
	}
	events := w.Events(string(anna.Member))
	if last := events[len(events)-1]; last.Type != account.UserTwoFactorDisabled || last.Actor != "" {
		t.Errorf("the last event is %+v", last)
	}
	anna.SignsIn()
	anna.Get("/v1/me").Is(200)
	anna.TurnsOnTwoFactor()
	w.Advance(time.Hour)
	if !swept() {
		t.Error("a reset that was carried out takes effect again")
	}
}

// What follows from a reset is done again until it is done. Who signs in meanwhile stays signed in, and what is turned
// on meanwhile stays on.
func TestAResetThatCannotFinishEndsNoSessionOfAfter(t *testing.T) {
	t.Parallel()
	w, anna, _, swept := ordered(t)
	sweeper := sweep.New(w.Config, w.Store)
	sweeper.Now = w.Now
	w.Advance(account.ResetDelay)
	half, before := anna.HalfSignedIn(), *anna
	var turnedOff atomic.Bool
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" && turnedOff.Swap(true) { // no place follows
			return errors.New("throttled")
		}
		return nil
	})
	if err := sweeper.Handle(t.Context()); err == nil {
		t.Fatal("it could finish: this test sees nothing")
	}
	before.Get("/v1/session").Refused(401, "unauthenticated")
	half.Get("/v1/session").Refused(401, "unauthenticated")
	w.Advance(time.Second)
	anna.SignsIn()
	for range 2 {
		w.Advance(time.Minute)
		if err := sweeper.Handle(t.Context()); err == nil {
			t.Fatal("it could finish: this test sees nothing")
		}
		anna.Get("/v1/me").Is(200)
	}
	w.Faults.Before(nil)
	if swept() || anna.Place().TwoFactor {
		t.Error("the reset did not finish")
	}
	anna.Get("/v1/me").Is(200)
}

// It is stopped by the operator, and by any code of the user: whoever has one has not lost all.
func TestAResetIsStopped(t *testing.T) {
	t.Parallel()
	for name, stop := range map[string]func(*webtest.World, *webtest.Person, *webtest.App){
		"by the operator": func(w *webtest.World, anna *webtest.Person, _ *webtest.App) {
			if code, said := asked(w, "reset-two-factor", "--cancel", string(anna.User.ID)); code != 0 {
				w.T.Errorf("it ended with %d: %s", code, said)
			}
			if code, _ := asked(w, "reset-two-factor", "--cancel", string(anna.User.ID)); code != 1 {
				w.T.Errorf("the second time it ended with %d", code)
			}
		},
		"by a code": func(_ *webtest.World, anna *webtest.Person, app *webtest.App) {
			anna.HalfSignedIn().Post("/v1/session/two-factor", map[string]string{"code": app.Code()}).Is(200)
		},
		"by a recovery code": func(_ *webtest.World, anna *webtest.Person, app *webtest.App) {
			anna.HalfSignedIn().Post("/v1/session/two-factor", map[string]string{"code": app.Recovery[0]}).Is(200)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, anna, app, swept := ordered(t)
			stop(w, anna, app)
			w.Advance(2 * account.ResetDelay)
			if !swept() {
				t.Error("it took effect")
			}
			anna.Get("/v1/me").Is(200)
		})
	}
}

// Whom it means must be sure, and there must be something to reset.
func TestAResetMeansOneUser(t *testing.T) {
	t.Parallel()
	w := webtest.New(t)
	one, two := w.NewUserWith("same@oakey.example"), w.NewUserWith("same@oakey.example")
	none := w.NewUser("None")
	one.TurnsOnTwoFactor()
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"two logins of one address": {[]string{"same@oakey.example"}, 1, string(two.User.ID)},
		"nobody's address":          {[]string{"nobody@oakey.example"}, 1, "nobody has the address"},
		"nobody's id":               {[]string{"usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"}, 1, "no such user"},
		"neither":                   {[]string{"Carrie"}, 2, "Usage"},
		"nothing":                   {nil, 2, "Usage"},
		"off":                       {[]string{string(none.User.ID)}, 1, "has no two-factor"},
		"never asked for":           {[]string{"--cancel", string(one.User.ID)}, 1, "No reset"},
	} {
		if code, said := asked(w, append([]string{"reset-two-factor"}, c.args...)...); code != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%s: it ended with %d: %s", name, code, said)
		}
	}
	if code, said := asked(w, "reset-two-factor", string(one.User.ID)); code != 0 {
		t.Errorf("it ended with %d: %s", code, said)
	}
	if code, said := asked(w, "reset-two-factor", string(one.User.ID)); code != 1 || !strings.Contains(said, "under way") {
		t.Errorf("the second time it ended with %d: %s", code, said)
	}
}

// Asked again, the command says how far the reset is: above all that it will never go on by itself.
func TestAskedAgainItSaysWhatTheResetWaitsFor(t *testing.T) {
	t.Parallel()
	for says, happens := range map[string]func(*webtest.World, *account.TwoFactorReset) error{
		"has not gone yet": func(*webtest.World, *account.TwoFactorReset) error { return nil },
		"takes effect on": func(w *webtest.World, r *account.TwoFactorReset) error {
			return w.Store.ToldOfReset(w.T.Context(), r, w.Now())
		},
		"refused for good": func(w *webtest.World, r *account.TwoFactorReset) error {
			return w.Store.RefusedReset(w.T.Context(), r, w.Now())
		},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t)
			anna := w.NewUser("Anna")
			anna.TurnsOnTwoFactor()
			reset, err := w.Store.AskReset(t.Context(), anna.User.ID, w.Now())
			if err != nil {
				t.Fatal(err)
			}
			if err := happens(w, reset); err != nil {
				t.Fatal(err)
			}
			if code, said := asked(w, "reset-two-factor", string(anna.User.ID)); code != 1 || !strings.Contains(said, "under way") || !strings.Contains(said, says) {
				t.Errorf("it ended with %d: %s", code, said)
			}
		})
	}
}
