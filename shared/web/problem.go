package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"roster/shared/account"
)

// Problem is the body of every refusal: application/problem+json (RFC 9457).
type Problem struct {
	Type      string         `json:"type" example:"/problems/last-admin" doc:"What kind of refusal it is; clients switch on it"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Detail    string         `json:"detail" doc:"What happened and what to do, for people"`
	Errors    []ProblemField `json:"errors,omitempty" doc:"Each bad field"`
	RequestID string         `json:"request_id" doc:"Finds the request in the log"`

	retryAfter time.Duration
}

// ProblemField is one bad field of the input.
type ProblemField struct {
	Location string `json:"location" example:"body.invitations[3].email"`
	Message  string `json:"message"`
}

func (p *Problem) Error() string { return p.Type + ": " + p.Detail }

// GetStatus is for huma, which sends the answer.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is for huma, which sends the answer.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders is for huma, which sends the answer.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int((p.retryAfter+time.Second-1)/time.Second)))
	}
	return h
}

// statusOf is the one table from code to status (product.md §4).
var statusOf = map[account.Code]int{
	account.BadRequest:           http.StatusBadRequest,
	account.Unauthenticated:      http.StatusUnauthorized,
	account.TwoFactorRequired:    http.StatusUnauthorized,
	account.EnrolTwoFactor:       http.StatusForbidden,
	account.FreshSignInRequired:  http.StatusForbidden,
	account.Forbidden:            http.StatusForbidden,
	account.WrongOrigin:          http.StatusForbidden,
	account.MembershipPending:    http.StatusForbidden,
	account.MembershipSuspended:  http.StatusForbidden,
	account.ExceedsOwnGrants:     http.StatusForbidden,
	account.AdminTarget:          http.StatusForbidden,
	account.OwnRecord:            http.StatusForbidden,
	account.AddressMismatch:      http.StatusForbidden,
	account.EmailNotVerified:     http.StatusForbidden,
	account.NotFound:             http.StatusNotFound,
	account.MethodNotAllowed:     http.StatusMethodNotAllowed,
	account.AlreadyMember:        http.StatusConflict,
	account.AmbiguousAddress:     http.StatusConflict,
	account.LastAdmin:            http.StatusConflict,
	account.Conflict:             http.StatusConflict,
	account.InFlight:             http.StatusConflict,
	account.NotPending:           http.StatusConflict,
	account.ExternalIDTaken:      http.StatusConflict,
	account.InvitationGone:       http.StatusGone,
	account.StaleVersion:         http.StatusPreconditionFailed,
	account.TooLarge:             http.StatusRequestEntityTooLarge,
	account.UnsupportedMediaType: http.StatusUnsupportedMediaType,
	account.Invalid:              http.StatusUnprocessableEntity,
	account.IdempotencyMismatch:  http.StatusUnprocessableEntity,
	account.PreconditionRequired: http.StatusPreconditionRequired,
	account.TooMany:              http.StatusTooManyRequests,
	account.Internal:             http.StatusInternalServerError,
	account.Unavailable:          http.StatusServiceUnavailable,
}

// problem is what the client of this request is told about an error. The cause, and every error that is not
// an account.Error, goes to the log alone.
func (in *inbound) problem(err error) *Problem {
	var e *account.Error
	if !errors.As(err, &e) {
		e = account.Refuse(account.Internal, "Something went wrong on our side. The request id finds it in our log.").Because(err)
	}
	switch {
	case errors.Is(err, context.Canceled): // nobody waits for the answer any more
		in.log().Info("the client went away", "problem", e.Code)
	case statusOf[e.Code] >= http.StatusInternalServerError:
		in.log().Error("request failed", "problem", e.Code, "cause", causeOf(e))
	}
	return problemOf(e, in.requestID)
}

func problemOf(e *account.Error, requestID string) *Problem {
	p := &Problem{
		Type: "/problems/" + string(e.Code), Title: titleOf(e.Code), Status: statusOf[e.Code],
		Detail: e.Detail, RequestID: requestID, retryAfter: e.RetryAfter,
	}
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, ProblemField(f))
	}
	return p
}

func causeOf(e *account.Error) string {
	if cause := e.Unwrap(); cause != nil {
		return cause.Error()
	}
	return ""
}

func titleOf(code account.Code) string {
	words := strings.ReplaceAll(string(code), "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// codeOf is for refusals that huma makes itself, while it reads and checks the input.
func codeOf(status int) account.Code {
	switch status {
	case http.StatusBadRequest:
		return account.BadRequest
	case http.StatusRequestEntityTooLarge:
		return account.TooLarge
	case http.StatusUnsupportedMediaType:
		return account.UnsupportedMediaType
	case http.StatusUnprocessableEntity:
		return account.Invalid
	}
	return account.Internal
}

// inputProblem makes huma's refusals look like all others. It names the field and what is wrong with it,
// and never sends the value back.
func inputProblem(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
	if status == 0 {
		return &Problem{} // huma asks what a refusal looks like, once for each route
	}
	e := account.Refuse(codeOf(status), "%s", message)
	e.Fields = fieldsOf(errs)
	if ctx == nil { // huma asks for the shape of an error, for the document
		return problemOf(e, "")
	}
	return inboundOf(ctx.Context()).problem(e)
}

func init() {
	huma.NewErrorWithContext = inputProblem
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return inputProblem(nil, status, message, errs...)
	}
}
