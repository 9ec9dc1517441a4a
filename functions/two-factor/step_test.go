package twofactor_test

import (
	"encoding/base32"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

func seedOf(t *testing.T, secret string) []byte {
	t.Helper()
	seed, err := base32.StdEncoding.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	return seed
}

// The second step ends the session that took it, and the browser goes on in a new one, which ends when the first
// would have.
func TestTheSecondStepMakesANewSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna", account.Active, account.Grants{Role: account.Guest})
	app := enrols(w, anna)
	half := anna.HalfSignedIn()
	w.Advance(31 * time.Second)
	was := *half
	answer := half.Post("/v1/session/two-factor", code{app.Code()}).Is(200)
	var s wire.Session
	answer.Into(&s)
	if s.TwoFactor.Step != "passed" || len(s.Organizations) != 1 || !s.FreshUntil.Equal(w.Now().Add(account.FreshFor)) {
		t.Errorf("the session is %+v", s)
	}
	half.Takes(answer)
	was.Get("/v1/session").Refused(401, "unauthenticated")
	half.Get("/v1/me").Is(200)
	untouched(t, anna)
	cookie := half.Cookie()
	if !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" {
		t.Errorf("the cookie is %s", cookie)
	}
	if ends := w.Now().Add(-31 * time.Second).Add(w.Config.SignIn.AbsoluteLife); cookie.Expires.Sub(ends).Abs() > time.Second {
		t.Errorf("the cookie ends %v, and the sign-in at %v", cookie.Expires, ends)
	}
}

// A live session is made fresh by a code.
func TestACodeMakesASessionFresh(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	w.Advance(time.Hour)
	if until := sessionOf(anna).FreshUntil; until.After(w.Now()) {
		t.Errorf("the session is fresh until %v", until)
	}
	answer := anna.Post("/v1/session/two-factor", code{" " + app.Code()[:3] + " " + app.Code()[3:]}).Is(200)
	anna.Takes(answer)
	if until := sessionOf(anna).FreshUntil; !until.Equal(w.Now().Add(account.FreshFor)) {
		t.Errorf("the session is fresh until %v", until)
	}
}

// A code is right for its step of 30 seconds and one step to either side, and once.
func TestAClockMayBeOneStepOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	w.Advance(time.Hour)
	for steps, right := range map[int]bool{-3: false, -2: false, -1: true, 0: true, 1: true, 2: false, 3: false} {
		w.Advance(time.Hour)
		answer := anna.HalfSignedIn().Post("/v1/session/two-factor", code{app.CodeAt(w.Now().Add(time.Duration(steps) * 30 * time.Second))})
		if right != (answer.Status == 200) {
			t.Errorf("%d steps off: answered %d: %s", steps, answer.Status, answer.Body)
		}
	}
}

// A time step is used once, with all before it, whatever the code was for.
func TestACodeIsUsedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	step := func(code string) *webtest.Response {
		return anna.HalfSignedIn().Post("/v1/session/two-factor", map[string]string{"code": code})
	}
	step(app.Code()).Refused(401, "two-factor-required") // it confirmed
	w.Advance(time.Minute)
	now, earlier := app.Code(), app.CodeAt(w.Now().Add(-30*time.Second))
	step(now).Is(200)
	step(now).Refused(401, "two-factor-required")
	w.Advance(time.Second)
	step(earlier).Refused(401, "two-factor-required")
	w.Advance(2 * time.Second)
	anna.Post("/v1/me/two-factor/disable", map[string]string{"code": now}).Refused(422, "invalid")
	w.Advance(time.Minute)
	step(app.Code()).Is(200)
}

// Two browsers with the same code at once: one is let in, every time.
func TestOfTwoBrowsersWithOneCodeOneIsLetIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	for round := range 25 {
		w.Advance(time.Hour)
		text, browsers := app.Code(), []*webtest.Person{anna.HalfSignedIn(), anna.HalfSignedIn()}
		if round%5 == 4 {
			text = app.Recovery[round/5]
		}
		statuses := make([]int, len(browsers))
		var both sync.WaitGroup
		for n, b := range browsers {
			both.Go(func() { statuses[n] = b.Post("/v1/session/two-factor", code{text}).Status })
		}
		both.Wait()
		slices.Sort(statuses)
		if statuses[0] != 200 || statuses[1] != 401 && statuses[1] != 429 {
			t.Fatalf("round %d: answered %v, want one 200", round, statuses)
		}
		untouched(t, anna)
	}
}

func TestARecoveryCodeIsUsedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	typed := app.Recovery[0][:4] + app.Recovery[0][5:9] + " " + app.Recovery[0][10:]
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{typed}).Is(200)
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{app.Recovery[0]}).Refused(401, "two-factor-required")
	w.Advance(time.Minute)
	for _, left := range app.Recovery[1:] {
		anna.HalfSignedIn().Post("/v1/session/two-factor", code{left}).Is(200)
	}
	for _, used := range app.Recovery {
		w.Advance(time.Hour)
		anna.HalfSignedIn().Post("/v1/session/two-factor", code{used}).Refused(401, "two-factor-required")
	}
	w.Advance(time.Hour)
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{app.Code()}).Is(200)
}

// A recovery code of one user is nothing for another.
func TestARecoveryCodeIsItsUsersAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna, bob := w.NewUser("Anna"), w.NewUser("Bob")
	app := enrols(w, anna)
	enrols(w, bob)
	bob.HalfSignedIn().Post("/v1/session/two-factor", code{app.Recovery[0]}).Refused(401, "two-factor-required")
}

// After each wrong code the next waits twice as long, from a second to a quarter of an hour; the wait is not
// prolonged by trying. Nobody else is slowed, no live session is touched, and a recovery code opens even then.
func TestWrongCodesSlowTheirUserDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna, bob := w.NewUser("Anna"), w.NewUser("Bob")
	app, bobs := enrols(w, anna), enrols(w, bob)
	half := anna.HalfSignedIn()
	for n := range 14 {
		half.Post("/v1/session/two-factor", code{app.WrongCode()}).Refused(401, "two-factor-required")
		want := min(1<<n, 15*60)
		for _, text := range []string{app.WrongCode(), app.Code(), "no-such-code-here"} {
			answer := half.Post("/v1/session/two-factor", code{text}).Refused(429, "too-many")
			if got := answer.Header.Get("Retry-After"); got != strconv.Itoa(want) {
				t.Fatalf("after %d wrong codes one waits %s s, want %d", n+1, got, want)
			}
		}
		w.Advance(time.Duration(want) * time.Second)
	}
	half.Post("/v1/session/two-factor", code{app.WrongCode()}).Refused(401, "two-factor-required")
	untouched(t, anna)
	bob.HalfSignedIn().Post("/v1/session/two-factor", code{bobs.Code()}).Is(200)
	half.Post("/v1/session/two-factor", code{app.Recovery[0]}).Is(200)
	w.Advance(time.Minute)
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{app.Code()}).Is(200)

	half = anna.HalfSignedIn()
	half.Post("/v1/session/two-factor", code{app.WrongCode()}).Refused(401, "two-factor-required")
	if got := half.Post("/v1/session/two-factor", code{app.WrongCode()}).Refused(429, "too-many").Header.Get("Retry-After"); got != "1" {
		t.Errorf("a right code forgets nothing: the wait is %s s", got)
	}
}

// Whoever has the first factor and tries codes for hours slows the second step down and nothing else: where the user
// is signed in, its codes are taken. The same the other way round.
func TestWrongCodesAtTheSecondStepAndInASessionAreCountedApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	thief := anna.HalfSignedIn()
	for range 12 {
		w.Advance(15 * time.Minute)
		thief.Post("/v1/session/two-factor", code{app.WrongCode()}).Refused(401, "two-factor-required")
		thief.Post("/v1/session/two-factor", code{app.Code()}).Refused(429, "too-many")
		answer := anna.Post("/v1/session/two-factor", code{app.Code()}).Is(200)
		anna.Takes(answer)
		thief.Post("/v1/session/two-factor", code{app.WrongCode()}).Refused(429, "too-many")
	}
	w.Advance(15 * time.Minute)
	thief.Post("/v1/session/two-factor", code{app.WrongCode()}).Refused(401, "two-factor-required")
	anna.Post("/v1/me/two-factor/recovery-codes", code{app.Code()}).Is(200)
	w.Advance(15 * time.Minute)
	for range 3 {
		w.Advance(15 * time.Minute)
		anna.Post("/v1/me/two-factor/disable", code{app.WrongCode()}).Refused(422, "invalid")
		anna.Post("/v1/me/two-factor/disable", code{app.Code()}).Refused(429, "too-many")
	}
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{app.Code()}).Is(200)
}

// A thousand wrong codes, one after the other and in crowds: each wait lets one be compared, whoever else tries at
// the same moment, and the live session lives on.
func TestAThousandWrongCodesOpenNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	half := anna.HalfSignedIn()
	const crowds, each = 40, 25
	compared := 0
	for range crowds {
		w.Advance(15 * time.Minute)
		wrong := app.WrongCode()
		statuses := make([]int, each)
		var crowd sync.WaitGroup
		for n := range each {
			crowd.Go(func() { statuses[n] = half.Post("/v1/session/two-factor", code{wrong}).Status })
		}
		crowd.Wait()
		for _, status := range statuses {
			switch status {
			case 401:
				compared++
			case 429:
			default:
				t.Fatalf("a wrong code is answered %d", status)
			}
		}
	}
	if compared != crowds {
		t.Errorf("%d of %d codes were compared, want one of each crowd", compared, crowds*each)
	}
	untouched(t, anna)
	w.Advance(15 * time.Minute)
	half.Post("/v1/session/two-factor", code{app.Code()}).Is(200)
}

// A fault on the way to a code's comparison counts for nothing: the next right code is taken at once.
func TestACodeThatWasNotComparedIsNotWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewUser("Anna")
	app := enrols(w, anna)
	w.Advance(time.Minute)
	_, kept := stored(w, anna)
	for range 3 {
		reseeds(w, anna, []byte("of another master key, or spoilt"))
		anna.HalfSignedIn().Post("/v1/session/two-factor", code{app.Code()}).Is(500)
	}
	reseeds(w, anna, kept.Seed)
	anna.HalfSignedIn().Post("/v1/session/two-factor", code{app.Code()}).Is(200)
}

// A right code that cannot be answered leaves the session that it was taken in, and is good for the next try.
func TestACodeThatCannotBeAnsweredIsNotUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna", account.Active, account.Grants{Role: account.Guest})
	app := enrols(w, anna)
	w.Advance(time.Minute)
	w.Faults.Before(func(operation string) error {
		if operation == "Query" {
			return errors.New("throttled")
		}
		return nil
	})
	anna.Post("/v1/session/two-factor", code{app.Code()}).Is(503)
	w.Faults.Before(nil)
	untouched(t, anna)
	w.Advance(time.Second) // the try that was counted makes the next one wait
	anna.Post("/v1/session/two-factor", code{app.Code()}).Is(200)
}

// What it reads, the try, the two of the organizations, and the change.
func TestTheSecondStepCostsFiveRoundTrips(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna", account.Active, account.Grants{Role: account.Guest})
	app := enrols(w, anna)
	half := anna.HalfSignedIn()
	w.Advance(31 * time.Second)
	got := w.Requests.During(func() { half.Post("/v1/session/two-factor", code{app.Code()}).Is(200) })
	if want := []string{"BatchGetItem", "UpdateItem", "Query", "BatchGetItem", "TransactWriteItems"}; !slices.Equal(got, want) {
		t.Errorf("it sent %v, want %v", got, want)
	}
}
