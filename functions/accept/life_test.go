package accept_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"roster/functions/accept"
	"roster/functions/invite"
	"roster/functions/revoke"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// Each step is several calls of a real API on a real table: fewer lives than rapid takes by itself.
// -rapid.checks and -rapid.steps on the command line win.
func init() {
	for name, value := range map[string]string{"rapid.checks": "12", "rapid.steps": "20"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
}

// Whatever is done with an invitation in whatever order: a token opens it exactly while the invitation is
// pending, its time is not over, and no newer token was made; and for the person who used it ever after.
func TestTheLifeOfATokenInAnyOrder(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register, invite.Register, revoke.Register)
	people := 0
	rapid.Check(t, func(rt *rapid.T) {
		people++
		w.Admin.SignsIn()
		life := newLife(w, fmt.Sprintf("Person %d", people))
		rt.Repeat(map[string]func(*rapid.T){
			"resend": func(rt *rapid.T) { life.resend(rt) },
			"link":   func(rt *rapid.T) { life.link(rt) },
			"reset":  func(rt *rapid.T) { life.reset(rt) },
			"revoke": func(rt *rapid.T) { life.revoke(rt) },
			"accept": func(rt *rapid.T) { life.accept(rt, rapid.SampledFrom(life.tokens).Draw(rt, "token")) },
			"wait": func(rt *rapid.T) {
				w.Advance(time.Duration(rapid.IntRange(1, 100).Draw(rt, "hours")) * time.Hour)
				w.Admin.SignsIn()
				life.invited.SignsIn()
			},
			"": func(rt *rapid.T) { life.check(rt) },
		})
	})
}

// life is an invitation with what should be true of it.
type life struct {
	w       *webtest.World
	path    string
	invited *webtest.Person
	tokens  []string // all that were ever handed out, the newest last
	ends    time.Time
	state   account.InvitationState // as if no time passed
}

func newLife(w *webtest.World, name string) *life {
	invited := w.NewUser(name)
	i := w.NewInvitation(invited.User.Email, guest)
	return &life{
		w: w, path: "/v1/organizations/{org}/invitations/" + string(i.ID), invited: invited,
		tokens: []string{w.Token(i)}, ends: i.ExpiresAt, state: account.Pending,
	}
}

func (l *life) open() bool { return l.state == account.Pending && l.w.Now().Before(l.ends) }

// answers fails unless the answer is the one status when the invitation is open, and the other when it is not.
func (l *life) answers(rt *rapid.T, a *webtest.Response, open, closed int) bool {
	want := closed
	if l.open() {
		want = open
	}
	if a.Status != want {
		rt.Fatalf("answered %d %s, want %d", a.Status, a.Body, want)
	}
	return l.open()
}

func (l *life) resend(rt *rapid.T) {
	if l.answers(rt, l.w.Admin.Post(l.path+"/resend", nil), 200, 409) {
		l.ends = l.w.Now().Add(7 * 24 * time.Hour)
	}
}

func (l *life) link(rt *rapid.T) {
	if a := l.w.Admin.Post(l.path+"/link", nil); l.answers(rt, a, 200, 409) && l.tokenIn(rt, a) != l.newest() {
		rt.Fatalf("the link is not the one that was mailed")
	}
}

func (l *life) reset(rt *rapid.T) {
	if a := l.w.Admin.Post(l.path+"/reset-link", nil); l.answers(rt, a, 200, 409) {
		l.tokens = append(l.tokens, l.tokenIn(rt, a))
	}
}

func (l *life) revoke(rt *rapid.T) {
	if l.answers(rt, l.w.Admin.Delete(l.path), 204, 409) {
		l.state = account.Revoked
	}
}

func (l *life) accept(rt *rapid.T, token string) {
	want := 410
	if token == l.newest() && (l.open() || l.state == account.Accepted) {
		want = 200
	}
	if a := l.invited.Post(take, map[string]string{"token": token}); a.Status != want {
		rt.Fatalf("accepting answered %d %s, want %d", a.Status, a.Body, want)
	}
	if want == 200 {
		l.state = account.Accepted
	}
}

func (l *life) newest() string { return l.tokens[len(l.tokens)-1] }

// check looks every token up, as the invited person and as nobody.
func (l *life) check(rt *rapid.T) {
	for n, token := range l.tokens {
		newest := n == len(l.tokens)-1
		for who, opens := range map[*webtest.Client]bool{
			l.w.Nobody():     newest && l.open(),
			l.invited.Client: newest && (l.open() || l.state == account.Accepted),
		} {
			want := 410
			if opens {
				want = 200
			}
			if a := who.Post(lookup, map[string]string{"token": token}); a.Status != want {
				rt.Fatalf("token %d of %d answered %d %s, want %d", n+1, len(l.tokens), a.Status, a.Body, want)
			}
		}
	}
}

func (l *life) tokenIn(rt *rapid.T, a *webtest.Response) string {
	var got struct{ URL string }
	if err := json.Unmarshal(a.Body, &got); err != nil {
		rt.Fatal(err)
	}
	_, token, ok := strings.Cut(got.URL, "#")
	if !ok {
		rt.Fatalf("there is no token in %q", got.URL)
	}
	return token
}
