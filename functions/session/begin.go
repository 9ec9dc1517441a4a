package session

import (
	"net/http"

	"roster/shared/account"
	"roster/shared/signin"
	"roster/shared/signin/provider"
	"roster/shared/store"
)

// begin sends the browser to the provider. What binds the answer to it is in a cookie of ten minutes; where it
// wanted to go waits in the table, to be taken once.
//
// screen_hint=signup asks for the page that makes a new account; switch, with any value, and
// screen_hint=select_account ask which login to go on with; fresh=true asks who it is once more, so that the session is
// fresh although the provider's own goes on.
func (f function) begin(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	attempt, back := signin.NewAttempt(), returnPath(q.Get("return_to"))
	hint, _ := account.ParseAddress(q.Get("login_hint"))
	to, err := f.provider.SignIn(r.Context(), deployment(r.Context()), attempt, provider.Wish{
		LoginHint: hint, SignUp: q.Get("screen_hint") == "signup",
		ChooseAccount: q.Get("switch") != "" || q.Get("screen_hint") == "select_account",
		Fresh:         q.Get("fresh") == "true",
	})
	if err != nil {
		f.refuse(w, r, err, back)
		return
	}
	expires := f.now().Add(signin.AttemptLife)
	if err := f.store.BeginSignIn(r.Context(), attempt.Secret(), store.SignIn{ReturnTo: back, ExpiresAt: expires}); err != nil {
		f.refuse(w, r, err, back)
		return
	}
	http.SetCookie(w, attempt.Cookie(expires))
	redirect(w, to)
}

// redirect sends the browser to an absolute address as it is. http.Redirect would clean the path, and turn one
// that is harmless into one that leaves the site.
func redirect(w http.ResponseWriter, to string) {
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
}
