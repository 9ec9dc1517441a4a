package roster_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	roster "roster/client"
	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// Against the product itself: every way to ask has its answer, and every refusal its code.
func TestTheProductAnswers(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, all.Register)
	ctx, org := t.Context(), string(w.Org)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"campaigns.apply"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}},
	})
	w.NewUserWith("same@oakey.example")
	w.NewUserWith("same@oakey.example")
	key := w.NewKey(account.AccessRead)
	client := roster.New(w.Server.URL+"/", key.Secret)
	login := anna.User.Login

	for name, user := range map[string]roster.User{
		"by id": roster.ByID(string(anna.User.ID)), "by login": roster.ByLogin(login.Issuer, login.Subject), "by address": roster.ByEmail(string(anna.User.Email)),
	} {
		answer, err := client.Access(ctx, roster.Ask(org, user).On(string(w.First)).To("campaigns.apply"))
		if err != nil {
			t.Fatal(err)
		}
		if !answer.Allowed || answer.Reason != "" || answer.User != string(anna.User.ID) || answer.AdAccount != string(w.First) || answer.Role != roster.Member ||
			!answer.HasRole("viewer") || answer.HasRole("account_admin") || !answer.HasPermission("campaigns.apply") || answer.HasPermission("financials.view") ||
			len(answer.Sources) != 1 || answer.Sources[0].From != "own" {
			t.Errorf("%s: the answer is %+v", name, answer)
		}
	}
	admin := roster.ByID(string(w.Admin.User.ID))
	answers, err := client.AccessBatch(ctx, []roster.Question{
		roster.Ask(org, admin).On(string(w.First)).To("financials.view"),
		roster.Ask(org, roster.ByID(string(anna.User.ID))).To("financials.view"),
		roster.Ask("1000000000", admin),
		roster.Ask(org, roster.ByEmail("same@oakey.example")),
		roster.Ask(org, admin).On("ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []roster.Reason{"", roster.NoPermission, roster.UnknownOrganization, roster.SeveralLogins, roster.UnknownAdAccount} {
		if answers[n].Reason != want || answers[n].Allowed != (want == "") {
			t.Errorf("answer %d is %+v, want %q", n, answers[n], want)
		}
	}
	if a := answers[0]; a.Role != roster.Admin || !a.HasRole("account_admin") || !a.HasPermission("financials.view") {
		t.Errorf("an admin is %+v", a)
	}
	if answers[4].HasRole("viewer") {
		t.Error("an admin holds a role on what is not there")
	}

	for name, c := range map[string]struct {
		client   *roster.Client
		question roster.Question
		want     roster.Code
	}{
		"another organization":    {client, roster.Ask("1000000000", admin), roster.NotFound},
		"two logins":              {client, roster.Ask(org, roster.ByEmail("same@oakey.example")), roster.AmbiguousAddress},
		"an ad account forgotten": {client, roster.Ask(org, admin).On(""), roster.Invalid},
		"a permission forgotten":  {client, roster.Ask(org, admin).To(""), roster.Invalid},
		"a user forgotten":        {client, roster.Ask(org, roster.ByID("")), roster.Invalid},
		"no permission of any":    {client, roster.Ask(org, admin).To("campaigns.aply"), roster.Invalid},
		"no key":                  {roster.New(w.Server.URL, ""), roster.Ask(org, admin), roster.Unauthenticated},
		"another scope":           {roster.New(w.Server.URL, w.NewKey(account.UsersRead).Secret), roster.Ask(org, admin), roster.Forbidden},
	} {
		answer, err := c.client.Access(ctx, c.question)
		var problem *roster.Problem
		if roster.CodeOf(err) != c.want || answer.Allowed || !errors.As(err, &problem) || problem.RequestID == "" || problem.Detail == "" {
			t.Errorf("%s: %+v, %v, want %q", name, answer, err, c.want)
		}
	}
	key.Revokes()
	if _, err := client.Access(ctx, roster.Ask(org, admin)); roster.CodeOf(err) != roster.Unauthenticated {
		t.Errorf("with a key that was revoked: %v", err)
	}
}

// answering is a server that gives one answer after the other, the last one for ever.
func answering(t *testing.T, answers ...http.HandlerFunc) (client *roster.Client, asked *atomic.Int32) {
	t.Helper()
	asked = &atomic.Int32{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answers[min(int(asked.Add(1)), len(answers))-1](w, r)
	}))
	t.Cleanup(server.Close)
	return roster.New(server.URL, "rk_test"), asked
}

func status(code int, retryAfter string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(code)
		_, _ = w.Write([]byte(`{"type":"/problems/unavailable","title":"T","status":1,"detail":"D","request_id":"req_1"}`))
	}
}

func yes(w http.ResponseWriter, _ *http.Request) {
	_, _ = w.Write([]byte(`{"allowed":true,"reason":null,"role":"guest","later":{"more":1}}`))
}

func hangsUp(w http.ResponseWriter, _ *http.Request) {
	connection, _, _ := w.(http.Hijacker).Hijack()
	_ = connection.Close()
}

// It asks once more where that may help, and once only; whatever else happens, the answer is no.
func TestItAsksOnceMoreWhereThatMayHelp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers []http.HandlerFunc
		asked   int32
		ok      bool
	}{
		"unavailable":                    {[]http.HandlerFunc{status(503, ""), yes}, 2, true},
		"unavailable for a second":       {[]http.HandlerFunc{status(503, "1"), yes}, 2, true},
		"too many":                       {[]http.HandlerFunc{status(429, "0"), yes}, 2, true},
		"no answer":                      {[]http.HandlerFunc{hangsUp, yes}, 2, true},
		"unavailable twice":              {[]http.HandlerFunc{status(503, ""), status(503, ""), yes}, 2, false},
		"no answer twice":                {[]http.HandlerFunc{hangsUp, hangsUp, yes}, 2, false},
		"too many for a minute":          {[]http.HandlerFunc{status(429, "60"), yes}, 1, false},
		"refused":                        {[]http.HandlerFunc{status(403, ""), yes}, 1, false},
		"a fault":                        {[]http.HandlerFunc{status(500, ""), yes}, 1, false},
		"no JSON":                        {[]http.HandlerFunc{func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }, yes}, 1, false},
		"a redirect, which is not taken": {[]http.HandlerFunc{http.RedirectHandler("/elsewhere", http.StatusTemporaryRedirect).ServeHTTP, yes}, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, asked := answering(t, c.answers...)
			answer, err := client.Access(t.Context(), roster.Ask("1000000000", roster.ByID("usr_1")))
			if (err == nil) != c.ok || answer.Allowed != c.ok || asked.Load() != c.asked {
				t.Errorf("asked %d times: %+v, %v", asked.Load(), answer, err)
			}
		})
	}
}

// A refusal carries what Roster says, and when to come again.
func TestARefusalSaysWhenToComeAgain(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]time.Duration{
		"7": 7 * time.Second, "": 0, "soon": 0, "-1": 0, "Thu, 01 Jan 1970 00:00:00 GMT": 0,
		time.Now().Add(time.Hour).UTC().Format(http.TimeFormat): time.Hour,
	} {
		client, _ := answering(t, status(429, given))
		_, err := client.Access(t.Context(), roster.Question{})
		var p *roster.Problem
		if !errors.As(err, &p) || p.Code() != roster.Unavailable || p.Status != 429 || p.RequestID != "req_1" || (p.RetryAfter-want).Abs() > 5*time.Second {
			t.Errorf("%q: %+v", given, p)
		}
	}
	client, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "<html>", http.StatusBadGateway) })
	_, err := client.Access(t.Context(), roster.Question{})
	var p *roster.Problem
	if !errors.As(err, &p) || p.Status != http.StatusBadGateway || p.Code() != "" || strings.Contains(err.Error(), "html") {
		t.Errorf("a gateway's page: %v", err)
	}
}

// A call ends with its context, be it under way or waiting to ask again.
func TestACallEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	hanging, asked := answering(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // else the server does not notice that the client has gone
		<-r.Context().Done()
	})
	if _, err := hanging.Access(ctx, roster.Question{}); !errors.Is(err, context.DeadlineExceeded) || asked.Load() != 1 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
	short, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	client, asked := answering(t, status(503, "2"), yes)
	began := time.Now()
	if _, err := client.Access(short, roster.Question{}); roster.CodeOf(err) != roster.Unavailable || asked.Load() != 1 || time.Since(began) > 400*time.Millisecond {
		t.Errorf("asked %d times in %v: %v", asked.Load(), time.Since(began), err)
	}
}

// Any number of questions goes in calls of a hundred, and the answers are in their order.
func TestManyQuestionsGoInCallsOfAHundred(t *testing.T) {
	t.Parallel()
	var sizes []int
	client, asked := answering(t, func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Questions []roster.Question `json:"questions"`
		}
		_ = json.NewDecoder(r.Body).Decode(&body)
		sizes = append(sizes, len(body.Questions))
		var answers []map[string]any
		for _, q := range body.Questions {
			answers = append(answers, map[string]any{"allowed": true, "user": q.User.ID})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"answers": answers})
	})
	var questions []roster.Question
	for n := range 250 {
		questions = append(questions, roster.Ask("1000000000", roster.ByID(string(rune('a'+n)))))
	}
	answers, err := client.AccessBatch(t.Context(), questions)
	if err != nil || asked.Load() != 3 || !slices.Equal(sizes, []int{100, 100, 50}) || len(answers) != 250 {
		t.Fatalf("%v, %d answers in %v: %v", asked, len(answers), sizes, err)
	}
	for n, a := range answers {
		if a.User != questions[n].User.ID {
			t.Fatalf("answer %d is about %q", n, a.User)
		}
	}
	short, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"answers":[{"allowed":true}]}`)) })
	if answers, err := short.AccessBatch(t.Context(), questions[:2]); err == nil || answers != nil {
		t.Errorf("an answer too few is %v, %v", answers, err)
	}
}
