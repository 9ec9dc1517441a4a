package web

import (
	"context"
	"encoding/json"
	"net/http"
)

// send writes a problem where huma does not: before a route has been found, and after a panic.
func send(w http.ResponseWriter, p *Problem) {
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client is gone; there is nobody left to tell
}

// refuse answers a request that no route answers, in the protocol that it came by.
func (a *API) refuse(w http.ResponseWriter, in *inbound, err error) {
	if p := a.protocolAt(in.path); p != nil {
		p.Refuse(w, in.problem(err), err)
		return
	}
	send(w, in.problem(err))
}

// ProblemOf is what the client of this request is told about an error, for a route that shows a page instead.
func ProblemOf(ctx context.Context, err error) *Problem {
	return inboundOf(ctx).problem(err)
}

// Refuse answers a request outside of Add's routes with a problem.
func Refuse(w http.ResponseWriter, r *http.Request, err error) {
	send(w, ProblemOf(r.Context(), err))
}
