package access_test

import (
	"net/http"
	"slices"
	"testing"

	"roster/functions/access"
	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

const path = "/v1/access"

// world is one with a key of its organization that may ask.
type world struct {
	*webtest.World
	t   *testing.T
	key *webtest.Key
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := webtest.New(t, all.Register)
	return &world{w, t, w.NewKey(account.AccessRead)}
}

// question is one about the world's organization.
type question map[string]any

func (w *world) about(user map[string]any) question {
	return question{"organization": string(w.Org), "user": user}
}

func (q question) on(adAccount account.AdAccountID) question {
	return q.with("ad_account", string(adAccount))
}

func (q question) to(permission account.Permission) question {
	return q.with("permission", string(permission))
}

func (q question) with(name string, value any) question {
	next := question{name: value}
	for n, v := range q {
		if n != name {
			next[n] = v
		}
	}
	return next
}

func byID(p *webtest.Person) map[string]any { return map[string]any{"id": string(p.User.ID)} }

// names are the ways in which a user may be named.
func (w *world) names(p *webtest.Person) map[string]map[string]any {
	w.t.Helper()
	found, err := w.Store.Get(w.t.Context(), store.UserKey(p.User.ID))
	if err != nil {
		w.t.Fatal(err)
	}
	u := found.User(p.User.ID)
	return map[string]map[string]any{
		"by id":      byID(p),
		"by login":   {"issuer": u.Login.Issuer, "subject": u.Login.Subject},
		"by address": {"email": string(u.Email)},
	}
}

// ask asks one question with the key of the world.
func (w *world) ask(q question) access.AccessAnswer {
	w.t.Helper()
	var answer access.AccessAnswer
	w.key.Post(path, q).Is(http.StatusOK).Into(&answer)
	return answer
}

// askAll asks several at once.
func (w *world) askAll(by *webtest.Key, questions ...question) []access.AccessAnswer {
	w.t.Helper()
	var answers access.AccessAnswers
	by.Post(path+"/batch", map[string]any{"questions": questions}).Is(http.StatusOK).Into(&answers)
	if len(answers.Answers) != len(questions) {
		w.t.Fatalf("%d questions got %d answers", len(questions), len(answers.Answers))
	}
	return answers.Answers
}

// reason is why the answer is no; empty for yes.
func reason(t *testing.T, a access.AccessAnswer) string {
	t.Helper()
	if (a.Reason == nil) != a.Allowed {
		t.Errorf("an answer is %t and has the reason %v", a.Allowed, a.Reason)
	}
	return text(a.Reason)
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// are fails the test unless every way to ask the question of that person has that answer: named in each way, alone and
// at once.
func (w *world) are(p *webtest.Person, ask func(question) question, want string) {
	w.t.Helper()
	var questions []question
	var names []string
	for name, user := range w.names(p) {
		questions, names = append(questions, ask(w.about(user))), append(names, name)
		if got := reason(w.t, w.ask(questions[len(questions)-1])); got != want {
			w.t.Errorf("%s: the answer is %q, want %q", name, got, want)
		}
	}
	for n, answer := range w.askAll(w.key, questions...) {
		if got := reason(w.t, answer); got != want {
			w.t.Errorf("%s, at once: the answer is %q, want %q", names[n], got, want)
		}
	}
}

func viewerOn(ids ...account.AdAccountID) account.Grants {
	g := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"campaigns.apply", "financials.view"}}
	for _, id := range ids {
		g.AdAccountRoles = append(g.AdAccountRoles, account.AdAccountRole{AdAccount: id, Role: "viewer"})
	}
	return g
}

func roleTexts(a access.AccessAnswer) []string {
	var texts []string
	for _, r := range a.AdAccountRoles {
		texts = append(texts, r.Role)
	}
	slices.Sort(texts)
	return texts
}
