package session

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/signin"
	"roster/shared/store"
	"roster/shared/web"
)

// finish takes the provider's answer: the browser gets a session with a new id and goes where it wanted to go.
func (f function) finish(w http.ResponseWriter, r *http.Request) {
	back, err := f.signIn(w, r)
	if err != nil {
		f.refuse(w, r, err, back)
		return
	}
	redirect(w, web.BaseURL(r.Context())+inHeader(back))
}

// signIn checks the answer before it takes the attempt, so that an answer which somebody else made up does not
// spoil one that is under way.
func (f function) signIn(w http.ResponseWriter, r *http.Request) (back string, _ error) {
	ctx, q := r.Context(), r.URL.Query()
	attempt, ok := signin.AttemptOf(r)
	if !ok || !attempt.HasState(q.Get("state")) || !f.provider.Issued(q.Get("iss")) {
		return "/", notBegun()
	}
	begun, err := f.store.TakeSignIn(ctx, attempt.Secret(), f.now())
	if err != nil {
		return "/", err
	}
	if begun == nil {
		return "/", notBegun()
	}
	http.SetCookie(w, signin.Forget(signin.AttemptCookie))
	back = begun.ReturnTo
	if q.Get("error") != "" {
		return back, stopped(q)
	}
	who, err := f.provider.Redeem(ctx, deployment(ctx), attempt, q.Get("code"))
	if err != nil {
		return back, err
	}
	user, err := f.userOf(ctx, who)
	if err != nil {
		return back, err
	}
	return back, f.startSession(w, r, user, who.At)
}

// startSession gives the browser a session of its own. One that it had before ends, whosever it was, so that
// nobody goes on in a session that another had prepared. It is as fresh as what the provider says: its own session may
// be days old.
func (f function) startSession(w http.ResponseWriter, r *http.Request, user *account.User, proven time.Time) error {
	ctx, now := r.Context(), f.now()
	if old, ok := signin.TicketOf(r); ok {
		if _, err := f.store.EndSession(ctx, old.User, old.Session); err != nil {
			return err
		}
	}
	secret := signin.NewSecret()
	s := &account.Session{
		ID: signin.SessionIDOf(secret), User: user.ID, CreatedAt: now, LastSeenAt: now, ExpiresAt: now.Add(f.life.AbsoluteLife),
		UserAgent: userAgent(r), Step: stepOf(user), FreshAt: freshAt(proven, now),
	}
	if err := f.store.CreateSession(ctx, s); err != nil {
		return err
	}
	if err := f.stillRight(ctx, s); err != nil {
		return err
	}
	http.SetCookie(w, signin.Cookie(user.ID, secret, s.ExpiresAt))
	web.Log(ctx).Info("signed in", "user", user.ID, "step", s.Step)
	return nil
}

// freshAt is when somebody proved who they are: now, where the provider does not say. A clock there that is ahead
// makes nothing fresh for longer.
func freshAt(proven, now time.Time) time.Time {
	if proven.IsZero() || proven.After(now) {
		return now
	}
	return proven
}

func stepOf(user *account.User) account.Step {
	if user.TwoFactor {
		return account.StepPending
	}
	return account.StepNone
}

// stillRight looks at the user again. Whoever turns two-factor authentication on or off ends all sessions that there
// are: one that was written too late to be seen then has to ask for the second step itself, or not to ask for one
// that nobody could take any more.
func (f function) stillRight(ctx context.Context, s *account.Session) error {
	found, err := f.store.Get(ctx, store.UserKey(s.User))
	if err != nil {
		return err
	}
	u := found.User(s.User)
	if u == nil || s.Step == stepOf(u) {
		return nil
	}
	if s.Step = stepOf(u); s.Step == account.StepPending {
		return f.store.CreateSession(ctx, s) // although it may have been ended: it opens nothing yet
	}
	return f.store.LetIn(ctx, s)
}

// signOut ends the session, whatever step it has taken, and says where the provider ends its own. It works
// without a session, and without the provider.
func (f function) signOut(ctx context.Context, c *web.Call, _ *struct{}) (*signOutAnswer, error) {
	if c.Ticket.Session != "" {
		if _, err := f.store.EndSession(ctx, c.Ticket.User, c.Ticket.Session); err != nil {
			return nil, err
		}
	}
	to, err := f.provider.SignOut(ctx, deployment(ctx))
	if err != nil {
		web.Log(ctx).Warn("the provider's session goes on", "cause", err.Error())
	}
	if to == "" {
		to = c.BaseURL + "/"
	}
	return &signOutAnswer{SetCookie: signin.Forget(signin.SessionCookie).String(), Body: SignedOut{to}}, nil
}

type signOutAnswer struct {
	SetCookie string `header:"Set-Cookie"`
	Body      SignedOut
}

// SignedOut says where to go next.
type SignedOut struct {
	URL string `json:"url" doc:"Ends the provider's own session and comes back to the page"`
}

func notBegun() error {
	return account.Refuse(account.BadRequest, "This sign-in was not begun in this browser, took longer than ten minutes or was finished already. Start again.")
}

// stopped is for an answer without a code (RFC 6749 §4.1.2.1). Its words come with the URL, so that whoever
// made the link wrote them: they go to the log and not on the page.
func stopped(q url.Values) error {
	return account.Refuse(account.BadRequest, "The sign-in was not finished. Start again.").Because(providerError(q.Get("error")))
}

type providerError string

func (e providerError) Error() string { return "the provider answered " + string(e[:min(len(e), 60)]) }

// longestUserAgent is how much of the browser's own name a session keeps, in characters.
const longestUserAgent = 200

func userAgent(r *http.Request) string {
	name := []rune(strings.ToValidUTF8(r.UserAgent(), ""))
	return string(name[:min(len(name), longestUserAgent)])
}
