package all_test

import (
	"slices"
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/web"
)

// Before the second step only the session, the step itself and signing out answer; what is public answers as it
// does to everybody, and everything else says what is missing. Wherever the person would be let in with it.
func TestNothingElseAnswersBeforeTheSecondStep(t *testing.T) {
	t.Parallel()
	api := web.New(config.Config{}, store.Open(config.Config{}))
	all.Register(api)
	s := newScene(t)
	app := s.actors[admin].TurnsOnTwoFactor()
	half := s.actors[admin].HalfSignedIn()
	for _, route := range api.Routes() {
		r, ok := table[route.ID]
		if !ok || route.ID == "sign-out" {
			continue // TestEveryRouteAnswersEveryKindOfActor misses the row
		}
		answer := r.ask(s, half.Client)
		switch {
		case route.ID == "get-session":
			answer.Is(200)
		case route.ID == "pass-second-step": // with a code that is not right
			answer.Refused(401, "two-factor-required")
		case slices.Contains([]web.Access{web.Public, web.Anyone, web.ByKey, web.Signed}, route.Access): // a session is nothing to them
			answer.Is(r.want[nobody])
		default:
			answer.Refused(401, "two-factor-required")
		}
	}
	s.Advance(account.FreshFor)
	half.Takes(half.Post("/v1/session/two-factor", map[string]string{"code": app.Code()}).Is(200))
	half.Get(org + "/me").Is(200)
	half = s.actors[admin].HalfSignedIn()
	half.Post("/auth/logout", nil).Is(200)
	half.Get("/v1/session").Refused(401, "unauthenticated")
}

// An organization that requires two-factor authentication lets nobody in anywhere who has not passed the second
// step, and everybody who has: those who turn it on now, too.
func TestARequiringOrganizationAnswersNobodyWithoutIt(t *testing.T) {
	t.Parallel()
	api := web.New(config.Config{}, store.Open(config.Config{}))
	all.Register(api)
	s := newScene(t)
	s.Settings(func(settings *account.Settings) { settings.RequireTwoFactor = true })
	for _, route := range api.Routes() {
		r, ok := table[route.ID]
		if !ok || route.Access != web.Inside {
			continue
		}
		r.ask(s, s.client(admin)).Refused(403, "two-factor-enrolment-required")
		r.ask(s, s.client(guest)).Refused(403, "two-factor-enrolment-required")
	}
	p := s.actors[guest]
	var begun struct{ Secret string }
	p.Post("/v1/me/two-factor", nil).Is(201).Into(&begun)
	p.Takes(p.Post("/v1/me/two-factor/confirm", map[string]string{"code": s.NewApp(begun.Secret).Code()}).Is(200))
	p.Get(org + "/me").Is(200)
}
