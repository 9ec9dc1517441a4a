package session_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/smithy-go/middleware"

	"roster/functions/session"
	"roster/shared/account"
	"roster/shared/signin"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

func TestSessionNamesEveryOrganizationWithRoleAndState(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, session.Register)
	anna := w.NewMember("Anna-Lena Krüger", account.Suspended, account.Grants{Role: account.Guest})
	zebra, zebraAdmin, _ := w.NewOrganization("zebra")
	anna.JoinsOrganization(zebra, zebraAdmin, account.PendingApproval, account.Grants{Role: account.PlainMember})
	acme, acmeAdmin, _ := w.NewOrganization("Acme")
	anna.JoinsOrganization(acme, acmeAdmin, account.Active, account.Grants{Role: account.Admin})
	w.NewOrganization("Somebody else's")

	var s wire.Session
	anna.Get("/v1/session").Is(200).Into(&s)
	want := []wire.SessionOrganization{
		{ID: string(acme), AccountID: acme.Dashed(), Name: "Acme", Kind: "standard", Role: "admin", State: "active"},
		{ID: string(w.Org), AccountID: w.Org.Dashed(), Name: "OakeyInfluencer", Kind: "standard", Role: "guest", State: "suspended"},
		{ID: string(zebra), AccountID: zebra.Dashed(), Name: "zebra", Kind: "standard", Role: "member", State: "pending_approval"},
	}
	if !slices.Equal(s.Organizations, want) {
		t.Errorf("organizations are\n%+v, want\n%+v", s.Organizations, want)
	}
	if s.User.ID != string(anna.User.ID) || s.User.Name != anna.User.Name || s.User.Email != string(anna.User.Email) {
		t.Errorf("the user is %+v", s.User)
	}
	if got := w.NewUser("New Here").Get("/v1/session").Is(200); !json.Valid(got.Body) || !jsonHas(t, got.Body, "organizations", []any{}) {
		t.Errorf("somebody without a place is answered %s", got.Body)
	}
	w.Nobody().Get("/v1/session").Refused(401, "unauthenticated")
}

func jsonHas(t *testing.T, body []byte, name string, want []any) bool {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	got, isList := all[name].([]any)
	return isList && slices.Equal(got, want)
}

// The budget: session and user, places, organizations.
func TestSessionCostsThreeRoundTrips(t *testing.T) {
	t.Parallel()
	w := webtest.New(t)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.Guest})
	for range 5 {
		org, admin, _ := w.NewOrganization("Another")
		anna.JoinsOrganization(org, admin, account.Active, account.Grants{Role: account.Guest})
	}
	var trips []string
	counted := store.Open(w.Config, func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, func(s *middleware.Stack) error {
			return s.Initialize.Add(middleware.InitializeMiddlewareFunc("count", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
				trips = append(trips, middleware.GetOperationName(ctx))
				return next.HandleInitialize(ctx, in)
			}), middleware.Before)
		})
	})
	api := web.New(w.Config, counted)
	session.Register(api)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/session", nil)
	r.AddCookie(signin.Cookie(anna.User.ID, anna.Secret, time.Time{}))
	answer := httptest.NewRecorder()
	api.Handler().ServeHTTP(answer, r)
	var s wire.Session
	if err := json.Unmarshal(answer.Body.Bytes(), &s); err != nil || len(s.Organizations) != 6 {
		t.Fatalf("answered %s", answer.Body)
	}
	if want := []string{"BatchGetItem", "Query", "BatchGetItem"}; !slices.Equal(trips, want) {
		t.Errorf("round trips are %v, want %v", trips, want)
	}
}

// Whoever has no place anywhere is told of none, by an empty list.
func TestTheSessionOfAStrangerHasAnEmptyList(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, session.Register)
	if body := string(w.NewUser("Anna").Get("/v1/session").Is(200).Body); !strings.Contains(body, `"organizations":[]`) {
		t.Errorf("the session is %s", body)
	}
}

// Before the second step, only the session and signing out answer; the session names no organization.
func TestBeforeTheSecondStep(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, session.Register)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.Guest})
	found, err := w.Store.Get(t.Context(), store.SessionKey(anna.User.ID, signin.SessionIDOf(anna.Secret)))
	if err != nil {
		t.Fatal(err)
	}
	half := *found.Session(anna.User.ID, signin.SessionIDOf(anna.Secret))
	half.Step = account.StepPending
	if err := w.Store.CreateSession(t.Context(), &half); err != nil {
		t.Fatal(err)
	}
	var s wire.Session
	anna.Get("/v1/session").Is(200).Into(&s)
	if s.TwoFactor.Step != "pending" || len(s.Organizations) != 0 {
		t.Errorf("the session is %+v", s)
	}
	for _, path := range []string{"/v1/me", "/v1/me/sessions"} {
		anna.Get(path).Refused(401, "two-factor-required")
	}
	anna.Delete("/v1/me/sessions/"+string(half.ID)).Refused(401, "two-factor-required")
	anna.Patch("/v1/me", map[string]any{"name": "A"}).Refused(401, "two-factor-required")
	anna.Post("/auth/logout", nil).Is(200)
	anna.Get("/v1/session").Refused(401, "unauthenticated")
}

// Whoever has two-factor authentication on is asked for the second step at each sign-in.
func TestSignInWithTwoFactorWaitsForTheSecondStep(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := &account.User{
		ID: store.NewUserID(w.Now()), Login: account.Login{Issuer: w.issuer.URL, Subject: "sub-anna"}, Name: "Anna-Lena Krüger",
		ProviderName: "Anna-Lena Krüger", Email: "anna@oakey.example", TwoFactor: true, CreatedAt: w.Now(), Version: 1,
	}
	if err := w.Store.CreateUser(t.Context(), w.intent("", string(u.ID)), u); err != nil {
		t.Fatal(err)
	}
	b := w.newBrowser()
	s := b.signIn(claims{"email": "anna@new.example"})
	if s.User.ID != string(u.ID) || !s.TwoFactor.Enabled || s.TwoFactor.Step != "pending" {
		t.Errorf("the session is %+v", s)
	}
	b.call(http.MethodGet, "/v1/me", nil).Refused(401, "two-factor-required")
	if s.User.Email != "anna@new.example" {
		t.Error("the address did not follow")
	}
}

// A sign-in that is under way while two-factor authentication is turned on or off ends at the step that is true then.
func TestASignInIsAtTheStepThatIsTrueWhenItEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	user := account.UserID(b.signIn(nil).User.ID)
	for _, c := range []struct {
		name      string
		meanwhile func(*world, account.UserID)
		step      string
	}{
		{"turned on", turnsOn, "pending"},
		{"turned off", isReset, "none"},
	} {
		request := b.leave("")
		w.Faults.Before(func(operation string) error {
			if operation == "PutItem" {
				w.Faults.Before(nil)
				c.meanwhile(w, user)
			}
			return nil
		})
		b.answered(request, nil).Is(302)
		if s := b.session(); s.TwoFactor.Step != c.step || s.TwoFactor.Enabled != (c.step == "pending") {
			t.Errorf("%s: the session is %+v", c.name, s.TwoFactor)
		}
	}
	b.call(http.MethodGet, "/v1/me", nil).Is(200)
}

// A session that waits for its second step and was ended does not come back to life when there is no second step.
func TestASessionThatWasEndedIsNotLetIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	user := account.UserID(b.signIn(nil).User.ID)
	turnsOn(w, user)
	request := b.leave("")
	puts := 0
	w.Faults.Before(func(operation string) error {
		switch {
		case operation == "PutItem":
			puts++
		case operation == "BatchGetItem" && puts == 1:
			w.Faults.Before(nil)
			isReset(w, user) // all sessions end
		}
		return nil
	})
	b.answered(request, nil).Is(302)
	b.call(http.MethodGet, "/v1/session", nil).Refused(401, "unauthenticated")
}

func turnsOn(w *world, id account.UserID) {
	w.T.Helper()
	ctx := w.T.Context()
	found, err := w.Store.Get(ctx, store.UserKey(id))
	if err != nil {
		w.T.Fatal(err)
	}
	now := &account.Session{ID: signin.SessionIDOf(signin.NewSecret()), User: id, CreatedAt: w.Now(), LastSeenAt: w.Now(), ExpiresAt: w.Now().Add(time.Hour)}
	begun := &account.TwoFactor{User: id, Seed: []byte("sealed"), KeyVersion: 1, ExpiresAt: w.Now().Add(account.EnrolmentLife)}
	on, before := *begun, found.User(id)
	on.Since, on.ExpiresAt = w.Now(), time.Time{}
	user := *before
	user.TwoFactor, user.TwoFactorSince, user.Version = true, w.Now(), before.Version+1
	err = errors.Join(w.Store.CreateSession(ctx, now), w.Store.BeginTwoFactor(ctx, begun),
		w.Store.EnableTwoFactor(ctx, begun, &on, before, &user, store.SessionChange{Now: now, Next: now}))
	if err != nil {
		w.T.Fatal(err)
	}
}

func isReset(w *world, id account.UserID) {
	w.T.Helper()
	reset, err := w.Store.AskReset(w.T.Context(), id, w.Now())
	if err == nil {
		err = w.Store.ResetTwoFactor(w.T.Context(), w.intent("", string(id)), reset)
	}
	if err != nil {
		w.T.Fatal(err)
	}
}
