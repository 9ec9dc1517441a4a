package web

import (
	"context"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"roster/shared/account"
	"roster/shared/signin"
	"roster/shared/store"
)

// inbound is what the edge knows of a request before anything is read for it.
type inbound struct {
	requestID string
	about     []any // what every line of the log says of the request
	path      string
	query     string
	base      string // the public address of this deployment, never taken from the request
	clientID  string
	ticket    signin.Ticket
	hasTicket bool // a session cookie, and no Authorization beside it
	key       signin.KeyTicket
	hasKey    bool
}

type inboundKey struct{}

func inboundOf(ctx context.Context) *inbound {
	if in, ok := ctx.Value(inboundKey{}).(*inbound); ok {
		return in
	}
	return &inbound{}
}

// BaseURL is the public address of this deployment: the one origin of page and API, without a slash at the
// end. It is configured, never taken from Host or X-Forwarded-Host.
func BaseURL(ctx context.Context) string { return inboundOf(ctx).base }

// ClientID is what the sign-in provider knows this deployment as.
func ClientID(ctx context.Context) string { return inboundOf(ctx).clientID }

// RequestID is the request's, as its answer and its events name it.
func RequestID(ctx context.Context) string { return inboundOf(ctx).requestID }

// Log is the logger of the request, which names its id.
func Log(ctx context.Context) *slog.Logger { return inboundOf(ctx).log() }

// log is made when something is to be said: most requests say nothing.
func (in *inbound) log() *slog.Logger { return slog.Default().With(in.about...) }

// maxBody is how much a request may send: a hundred invitations with a hundred ad accounts each fit.
const maxBody = 1 << 20

// Handler serves the registered routes.
func (a *API) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in := a.receive(r)
		ctx, cancel := context.WithTimeout(context.WithValue(r.Context(), inboundKey{}, in), a.Patience)
		defer cancel()
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("X-Request-Id", in.requestID)
		defer func() {
			if cause := recover(); cause != nil {
				a.refuse(w, in, fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
			}
		}()
		if refusal := in.refuses(r, a.protocolAt(in.path)); refusal != nil {
			a.refuse(w, in, refusal)
			return
		}
		a.mux.ServeHTTP(w, r)
	})
}

// noRoute is the pattern that everything matches which no route does.
const noRoute = "/"

// unrouted answers in the words of a problem where no route matches: with those methods that one would have.
func (a *API) unrouted(w http.ResponseWriter, r *http.Request) {
	in := inboundOf(r.Context())
	var allowed []string
	other := r.Clone(r.Context())
	for _, other.Method = range []string{http.MethodDelete, http.MethodGet, http.MethodHead, http.MethodPatch, http.MethodPost, http.MethodPut} {
		if _, pattern := a.mux.Handler(other); pattern != noRoute {
			allowed = append(allowed, other.Method)
		}
	}
	if allowed == nil {
		a.refuse(w, in, account.Unknown())
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	a.refuse(w, in, account.Refuse(account.MethodNotAllowed, "This address does not answer %s.", r.Method))
}

func (a *API) receive(r *http.Request) *inbound {
	stage := gatewayStage(r.Context())
	in := &inbound{path: r.URL.Path, query: r.URL.RawQuery, requestID: gatewayRequestID(r.Context()), base: stage["base_url"], clientID: stage["client_id"]}
	if in.requestID == "" {
		in.requestID = store.NewRequestID(a.Now())
	}
	if in.base == "" {
		in.base = a.Config.BaseURL
	}
	if in.clientID == "" {
		in.clientID = a.Config.SignIn.ClientID
	}
	in.base = strings.TrimSuffix(in.base, "/")
	var authorized bool
	if in.key, in.hasKey, authorized = signin.KeyTicketOf(r); !authorized {
		in.ticket, in.hasTicket = signin.TicketOf(r)
	}
	in.about = []any{"request_id", in.requestID}
	return in
}

// refuses turns away what another site could have made a browser send: a write that carries the cookie must
// come from this origin, and be JSON.
func (in *inbound) refuses(r *http.Request, p *Protocol) error {
	if !writes(r.Method) {
		return nil
	}
	if in.hasTicket && r.Header.Get("Origin") != originOf(in.base) {
		return account.Refuse(account.WrongOrigin, "A write with a session must come from %s.", originOf(in.base))
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	accepted := []string{"application/json", "application/merge-patch+json"}
	if p != nil {
		accepted = p.Accepts
	}
	if r.ContentLength != 0 && !slices.Contains(accepted, kind) {
		return account.Refuse(account.UnsupportedMediaType, "Send the body as %s.", accepted[0])
	}
	if kind == "application/merge-patch+json" {
		r.Header.Set("Content-Type", "application/json")
	}
	return nil
}

func writes(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

func originOf(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
