package session

import (
	_ "embed"
	"errors"
	"html"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"roster/shared/account"
	"roster/shared/web"
)

// refuse answers a browser with a page that leads on, and everybody else with a problem.
func (f function) refuse(w http.ResponseWriter, r *http.Request, err error, back string) {
	var e *account.Error
	if errors.As(err, &e) && e.Unwrap() != nil && e.Code != account.Unavailable { // the edge logs faults
		web.Log(r.Context()).Warn("sign-in refused", "problem", e.Code, "cause", e.Unwrap().Error())
	}
	w.Header().Set("Vary", "Accept")
	if !prefersPage(r.Header.Get("Accept")) {
		web.Refuse(w, r, err)
		return
	}
	p := web.ProblemOf(r.Context(), err)
	maps.Copy(w.Header(), p.GetHeaders())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	w.WriteHeader(p.Status)
	_, _ = io.WriteString(w, f.page(p, back)) // the client is gone; there is nobody left to tell
}

//go:embed refused.html
var refused string

// page fills in the page. Whose address is not verified is asked for another login, since the provider would
// send the same one again.
func (f function) page(p *web.Problem, back string) string {
	again, words := url.Values{"return_to": {back}}, "Sign in again"
	if strings.HasSuffix(p.Type, string(account.EmailNotVerified)) {
		again.Set("switch", "1")
		words = "Sign in with another login"
	}
	return strings.NewReplacer(
		"{product}", html.EscapeString(f.product), "{detail}", html.EscapeString(p.Detail), "{request}", html.EscapeString(p.RequestID),
		"{again}", html.EscapeString("/auth/login?"+again.Encode()), "{words}", words,
	).Replace(refused)
}

// prefersPage reports whether an Accept header (RFC 9110 §12.5.1) wants HTML rather than JSON. A browser names
// HTML; who takes anything gets the problem.
func prefersPage(accept string) bool {
	var page, problem float64
	for part := range strings.SplitSeq(accept, ",") {
		kind, parameters, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		weight := 1.0
		if q, err := strconv.ParseFloat(parameters["q"], 64); err == nil {
			weight = q
		}
		switch kind {
		case "text/html":
			page = max(page, weight)
		case "application/json", "application/problem+json":
			problem = max(problem, weight)
		}
	}
	return page > problem
}
