package web

import (
	"context"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"roster/shared/account"
	"roster/shared/store"
)

// Route is one endpoint: where it is, who may call it and what it does. In and Out are huma's: fields with
// path, query and header tags, and a Body.
//
// A call goes this way: input checked → one read of session, organization, place and whatever Reads names →
// May → first answer again, for a repeat → Do.
type Route[In, Out any] struct {
	Method  string
	Path    string
	ID      string // the OpenAPI operationId, "approve-member"
	Summary string
	Tag     string
	Access  Access
	Status  int   // of success; 200 when zero
	Errors  []int // statuses of its own, besides those that its access and method imply

	// Scope is what an API key needs for a ByKey route. For SignedIn, an operator key that carries it may call, too. For
	// Inside the policy decides: this is what the document says of it, and a test holds the two together. Empty when no
	// key may call.
	Scope account.Scope
	// Reads names the records that the call is about, so that they come with the caller's own.
	Reads func(in *In) []store.Key
	// User asks for the caller's own user record, too: Call.Found.User(Call.User).
	User bool
	// Own names records of the caller's own login, to come with the others.
	Own func(user account.UserID) []store.Key
	// Beside is a look, while the caller is read, for what only a query finds and the input keeps; nil where there is
	// nothing to look for. Who calls is not known then: what it finds is for Do alone, and it may cost no more than a read.
	Beside func(in *In) func(context.Context) error
	// Admit finds out who has signed the body of a Signed route, reads what the message is about and lets the call act as
	// the key that it was signed for (Call.ActThrough).
	Admit func(ctx context.Context, c *Call, in *In) error
	// Messages is what a Signed route takes.
	Messages *Messages
	// May asks the policy. A route inside an organization, or of a signed body, that does not ask is a fault and answers 500.
	May func(c *Call, in *In) error
	// Do is the action itself. For a repeatable route it hands its answer to Call.Intent.
	Do func(ctx context.Context, c *Call, in *In) (*Out, error)
	// Forget takes secrets out of an answer before it is kept for a repeat; nil when it has none.
	Forget func(out *Out)
}

// Access says whom a route answers at all.
type Access string

// The kinds of access.
const (
	Public   Access = "public"    // anyone, and nobody is looked up: nothing is read
	Anyone   Access = "anyone"    // with or without a session
	Begun    Access = "begun"     // a session, before its second step, too
	SignedIn Access = "signed-in" // a session that has taken its second step
	Inside   Access = "inside"    // a member in good standing of the organization of the path, or a key that covers it
	ByKey    Access = "by-key"    // an API key that carries the route's scope, and nobody else
	Signed   Access = "signed"    // whoever has signed the body: Admit finds out
)

// wantsProof reports whether the route answers only who shows a session or a key.
func (a Access) wantsProof() bool { return a == Begun || a == SignedIn || a == Inside || a == ByKey }

// withProof turns away who brings neither session cookie nor API key before the body is looked at: whoever may not call
// is not told what a call looks like.
func withProof(ctx huma.Context, next func(huma.Context)) {
	in := inboundOf(ctx.Context())
	if in.hasTicket || in.hasKey {
		next(ctx)
		return
	}
	_, w := humago.Unwrap(ctx)
	send(w, in.problem(unauthenticated()))
}

// Add registers a route.
func Add[In, Out any](a *API, r Route[In, Out]) {
	a.routes = append(a.routes, RouteInfo{Method: r.Method, Path: r.Path, ID: r.ID, Access: r.Access, Scope: r.Scope})
	operation := huma.Operation{
		Method: r.Method, Path: r.Path, OperationID: r.ID, Summary: r.Summary, DefaultStatus: r.Status,
		Tags: []string{r.Tag}, Errors: r.statuses(), MaxBodyBytes: maxBody,
	}
	if _, export := any(new(Out)).(*CSV); export {
		operation.Responses = csvResponses()
	}
	if r.Access.wantsProof() {
		operation.Middlewares = huma.Middlewares{withProof}
	}
	huma.Register(a.huma, operation, func(ctx context.Context, in *In) (*Out, error) {
		inbound := inboundOf(ctx)
		out, err := r.answer(ctx, a, inbound, in)
		if err != nil {
			return nil, inbound.problem(err)
		}
		return out, nil
	})
	if r.Messages != nil { // over what huma says of bytes
		r.Messages.describe(a.operation(r.Method, r.Path))
	}
	a.noteBody(reflect.TypeFor[In](), a.operation(r.Method, r.Path))
}

func (r Route[In, Out]) answer(ctx context.Context, a *API, inbound *inbound, in *In) (*Out, error) {
	call, err := r.open(ctx, a, inbound, in)
	if err != nil {
		return nil, err
	}
	if r.Admit != nil {
		if err := r.Admit(ctx, call, in); err != nil {
			return nil, err
		}
	}
	if r.May != nil {
		if err := r.May(call, in); err != nil {
			return nil, err
		}
	}
	if (r.Access == Inside || r.Access == Signed) && !call.asked {
		panic("the route " + r.ID + " did not ask the policy")
	}
	var first Out
	if replayed, err := call.replay(&first); replayed || err != nil {
		return &first, err
	}
	call.forget = func(out any) any { return r.forgotten(out) }
	seen := call.noteActivity(ctx, a.Store)
	out, err := r.Do(ctx, call, in)
	seen()
	return out, err
}

// forgotten is the answer as it may be kept.
func (r Route[In, Out]) forgotten(out any) any {
	answer, ok := out.(*Out)
	if !ok || r.Forget == nil {
		return out
	}
	kept := *answer
	r.Forget(&kept)
	return &kept
}

// statuses are the refusals that the OpenAPI document promises for the route.
func (r Route[In, Out]) statuses() []int {
	all := append([]int{ // 422: of an unknown query parameter at least
		http.StatusUnprocessableEntity, http.StatusInternalServerError, http.StatusServiceUnavailable, http.StatusTooManyRequests,
	}, r.Errors...)
	if r.Access.wantsProof() || r.Access == Signed { // 403: of a key that comes where people do, or the other way round
		all = append(all, http.StatusUnauthorized, http.StatusForbidden)
	}
	if r.Access == Inside {
		all = append(all, http.StatusNotFound)
	}
	if writes(r.Method) {
		all = append(all, http.StatusBadRequest, http.StatusForbidden, http.StatusConflict, http.StatusRequestEntityTooLarge,
			http.StatusUnsupportedMediaType)
	}
	if _, conditional := any(new(In)).(conditional); conditional {
		all = append(all, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// InOrganization is embedded in the input of every route below /v1/organizations/{org}.
type InOrganization struct {
	Org string `path:"org" doc:"The organization's Account Id, ten digits" example:"4829130776"`
}

func (i InOrganization) organization() account.OrganizationID { return account.OrganizationID(i.Org) }

type inOrganization interface {
	organization() account.OrganizationID
}
