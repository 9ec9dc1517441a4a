package twofactor_test

import (
	"bytes"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	twofactor "roster/functions/two-factor"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

// Turning it on ends every other session, gives this one a new id and shows ten codes.
func TestTurningItOnLeavesThisBrowserAloneSignedIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	other, before := *anna, *anna
	anna.SignsIn()
	before.Client = anna.Client
	app := enrols(w, anna)
	if len(app.Recovery) != 10 || len(slices.Compact(slices.Sorted(slices.Values(app.Recovery)))) != 10 {
		t.Errorf("the codes are %v", app.Recovery)
	}
	other.Get("/v1/session").Refused(401, "unauthenticated")
	before.Get("/v1/session").Refused(401, "unauthenticated")
	if s := sessionOf(anna); !s.TwoFactor.Enabled || s.TwoFactor.Step != "passed" {
		t.Errorf("the session is %+v", s)
	}
	var me struct {
		TwoFactor bool      `json:"two_factor"`
		Since     time.Time `json:"two_factor_since"`
	}
	if anna.Get("/v1/me").Is(200).Into(&me); !me.TwoFactor || !me.Since.Equal(w.Now()) {
		t.Errorf("me is %+v", me)
	}
	anna.Post("/v1/me/two-factor", nil).Refused(409, "conflict")
	anna.Post("/v1/me/two-factor/confirm", code{app.Code()}).Refused(409, "conflict")
}

// A sign-in of one step that is written in the very moment of the change ends, although the first tries to end it fail.
func TestNoSessionOfOneStepOutlivesTurningItOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	var begun twofactor.TwoFactorSecret
	anna.Post("/v1/me/two-factor", nil).Is(201).Into(&begun)
	late, committed, faults := *anna, false, 0
	w.Faults.Before(func(operation string) error {
		switch {
		case operation == "TransactWriteItems" && !committed:
			committed = true
			late.SignsIn() // it has had its look at the user already
		case committed && faults < 3 && (operation == "Query" || operation == "DeleteItem"):
			faults++
			return errors.New("throttled")
		}
		return nil
	})
	anna.Post("/v1/me/two-factor/confirm", code{w.NewApp(begun.Secret).Code()}).Is(200)
	w.Faults.Before(nil)
	if faults != 3 {
		t.Fatalf("%d faults: this test sees less than it should", faults)
	}
	late.Get("/v1/me").Refused(401, "unauthenticated")
}

func TestNothingIsAskedBeforeItIsConfirmed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	anna.Post("/v1/me/two-factor/confirm", code{"000000"}).Refused(409, "conflict")
	var first, second twofactor.TwoFactorSecret
	anna.Post("/v1/me/two-factor", nil).Is(201).Into(&first)
	anna.Post("/v1/me/two-factor", nil).Is(201).Into(&second)
	anna.Post("/v1/me/two-factor/confirm", code{w.NewApp(first.Secret).Code()}).Refused(422, "invalid")
	anna.Post("/v1/me/two-factor/confirm", code{"recovery"}).Refused(422, "invalid")
	if s := sessionOf(anna); s.TwoFactor.Enabled || s.TwoFactor.Step != "none" {
		t.Errorf("the session is %+v", s)
	}
	for _, path := range []string{"/v1/session/two-factor", "/v1/me/two-factor/disable", "/v1/me/two-factor/recovery-codes"} {
		anna.Post(path, code{w.NewApp(second.Secret).Code()}).Refused(409, "conflict")
	}
	w.Advance(account.EnrolmentLife)
	anna.Post("/v1/me/two-factor/confirm", code{w.NewApp(second.Secret).Code()}).Refused(409, "conflict")
}

// Enrolling is for who signed in a quarter of an hour ago at most: a browser that was left alone gives nobody a
// hold on the login.
func TestEnrollingNeedsAFreshSignIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	w.Advance(account.FreshFor - time.Millisecond)
	anna.Post("/v1/me/two-factor", nil).Is(201)
	w.Advance(time.Millisecond)
	anna.Post("/v1/me/two-factor", nil).Refused(403, "fresh-sign-in-required")
}

// It is turned off with a code of now, or a recovery code. The other sessions end, and this one is one of a single
// step again.
func TestItIsTurnedOffWithACode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, with := range map[string]func(*webtest.App) string{
		"a code":          func(a *webtest.App) string { return a.Code() },
		"a recovery code": func(a *webtest.App) string { return a.Recovery[3] },
	} {
		anna := w.NewUser("Anna")
		app := enrols(w, anna)
		half := anna.HalfSignedIn()
		w.Advance(time.Hour) // stale sessions, too: the code is as fresh as can be
		anna.Post("/v1/me/two-factor/disable", code{app.WrongCode()}).Refused(422, "invalid")
		w.Advance(time.Minute)
		anna.Post("/v1/me/two-factor/disable", code{with(app)}).Is(204)
		if s := sessionOf(anna); s.TwoFactor.Enabled || s.TwoFactor.Step != "none" {
			t.Errorf("%s: the session is %+v", name, s)
		}
		half.Get("/v1/session").Refused(401, "unauthenticated")
		if user, kept := stored(w, anna); user.TwoFactor || !user.TwoFactorSince.IsZero() || kept != nil {
			t.Errorf("%s: the table has %+v and %+v", name, user, kept)
		}
		enrols(w, anna)
	}
}

func TestNewRecoveryCodesKillTheOlder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	var renewed twofactor.RecoveryCodes
	w.Advance(30 * time.Second)
	anna.Post("/v1/me/two-factor/recovery-codes", code{app.Code()}).Is(200).Into(&renewed)
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{app.Recovery[0]}).Refused(401, "two-factor-required")
	w.Advance(time.Minute)
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{renewed.RecoveryCodes[0]}).Is(200)
	anna.Post("/v1/me/two-factor/recovery-codes", code{renewed.RecoveryCodes[1]}).Is(200)
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{renewed.RecoveryCodes[2]}).Refused(401, "two-factor-required")
}

// The places show it, and each organization's log has it, with the place as what it is about.
func TestPlacesFollowAndLogsTell(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna", account.Active, account.Grants{Role: account.Guest})
	other, admin, _ := w.NewOrganization("Other")
	anna.JoinsOrganization(other, admin, account.Suspended, account.Grants{Role: account.PlainMember})
	app := enrols(w, anna)
	version := anna.Place().Version
	if m := anna.Place(); !m.TwoFactor || m.Version != version {
		t.Errorf("the place is %+v", m)
	}
	w.Advance(time.Minute)
	anna.Post("/v1/me/two-factor/disable", code{app.Code()}).Is(204)
	if anna.Place().TwoFactor {
		t.Error("the place does not follow")
	}
	var came []account.EventType
	for _, e := range w.Events(string(anna.Member)) {
		if e.Type != account.MemberAdded {
			came = append(came, e.Type)
		}
		if e.Type == account.UserTwoFactorEnabled && !slices.Equal(e.Values, []account.ValueChange{{Field: "two_factor", Before: "false", After: "true"}}) {
			t.Errorf("the event is %+v", e)
		}
	}
	on, off := account.UserTwoFactorEnabled, account.UserTwoFactorDisabled
	slices.Sort(came)
	if want := []account.EventType{off, off, on, on}; !slices.Equal(came, want) {
		t.Errorf("the events are %v, want %v", came, want)
	}
}

// Nothing in the table or in the log gives a code.
func TestSeedsAndCodesAreNowhereInTheClear(t *testing.T) {
	var log bytes.Buffer
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(was)
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	half := anna.HalfSignedIn()
	half.Post("/v1/session/two-factor", code{app.WrongCode()}).Is(401)
	half.Post("/v1/session/two-factor", code{app.Recovery[0]}).Is(200)
	_, kept := stored(w, anna)
	if len(kept.Seed) < 20 || kept.KeyVersion != 1 || len(kept.Recovery) != 9 {
		t.Fatalf("kept is %+v", kept)
	}
	table := storetest.Table(t, w.Config)
	for _, secret := range append(slices.Clone(app.Recovery), app.Secret, string(seedOf(t, app.Secret)), app.WrongCode()) {
		if table.Contains(t, secret) {
			t.Errorf("%s is in the table", secret)
		}
		if bytes.Contains(log.Bytes(), []byte(secret)) {
			t.Errorf("%s is in the log", secret)
		}
	}
	if !bytes.Contains(log.Bytes(), []byte("second step")) || !bytes.Contains(log.Bytes(), []byte("a code was wrong")) {
		t.Fatalf("the log says nothing: this test sees nothing: %s", &log)
	}
}

// What an organization requires, /v1/session names as long as it holds this session back.
func TestTheSessionNamesWhoRequiresIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna", account.Active, account.Grants{Role: account.Guest})
	w.Settings(func(s *account.Settings) { s.RequireTwoFactor = true })
	required := func() bool {
		return slices.ContainsFunc(sessionOf(anna).Organizations, func(o wire.SessionOrganization) bool { return o.TwoFactorRequired })
	}
	if !required() {
		t.Error("the session does not say so")
	}
	enrols(w, anna)
	if required() {
		t.Error("the session still says so")
	}
}
