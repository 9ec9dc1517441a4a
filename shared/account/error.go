package account

import (
	"errors"
	"fmt"
	"time"
)

// Code says what kind of refusal an Error is. It is the last part of the problem's type,
// "/problems/last-admin", and package web holds the one table from code to HTTP status.
type Code string

// The codes. Clients switch on them, so that none is ever renamed.
const (
	Unauthenticated      Code = "unauthenticated"
	TwoFactorRequired    Code = "two-factor-required"
	EnrolTwoFactor       Code = "two-factor-enrolment-required"
	FreshSignInRequired  Code = "fresh-sign-in-required"
	Forbidden            Code = "forbidden"
	WrongOrigin          Code = "wrong-origin"
	MembershipPending    Code = "membership-pending"
	MembershipSuspended  Code = "membership-suspended"
	ExceedsOwnGrants     Code = "exceeds-own-grants"
	AdminTarget          Code = "admin-target"
	OwnRecord            Code = "own-record"
	AddressMismatch      Code = "address-mismatch"
	AmbiguousAddress     Code = "ambiguous-address"
	EmailNotVerified     Code = "email-not-verified"
	NotFound             Code = "not-found"
	AlreadyMember        Code = "already-member"
	LastAdmin            Code = "last-admin"
	Conflict             Code = "conflict"
	InFlight             Code = "in-flight"
	NotPending           Code = "not-pending"
	ExternalIDTaken      Code = "external-id-taken"
	InvitationGone       Code = "invitation-gone"
	StaleVersion         Code = "stale-version"
	PreconditionRequired Code = "precondition-required"
	BadRequest           Code = "bad-request"
	MethodNotAllowed     Code = "method-not-allowed"
	TooLarge             Code = "too-large"
	UnsupportedMediaType Code = "unsupported-media-type"
	Invalid              Code = "invalid"
	IdempotencyMismatch  Code = "idempotency-mismatch"
	TooMany              Code = "too-many"
	Unavailable          Code = "unavailable"
	Internal             Code = "internal"
)

// Error is the one error that a client is shown. Detail and Fields are written for the reader of the
// answer; the cause is for the log alone and never leaves the server.
type Error struct {
	Code       Code
	Detail     string
	Fields     []FieldError
	RetryAfter time.Duration // with TooMany and Unavailable; zero when nothing is promised
	cause      error
}

// FieldError names one bad field of the input by its place, "body.invitations[3].email".
type FieldError struct {
	Location string
	Message  string
}

func (e *Error) Error() string {
	text := string(e.Code) + ": " + e.Detail
	for _, f := range e.Fields {
		text += "; " + f.Location + ": " + f.Message
	}
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.cause }

// Because attaches the internal cause and returns the error.
func (e *Error) Because(cause error) *Error {
	e.cause = cause
	return e
}

// Refuse is an error of that code, with words for the client.
func Refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Detail: fmt.Sprintf(format, args...)}
}

// InvalidField is an Invalid error about one field.
func InvalidField(location, format string, args ...any) *Error {
	message := fmt.Sprintf(format, args...)
	return &Error{Code: Invalid, Detail: message, Fields: []FieldError{{location, message}}}
}

// Unknown is the one answer for what is not there and for what may not be seen.
func Unknown() *Error { return Refuse(NotFound, "There is nothing here that you can see.") }

// CodeOf is the code of the first Error in err's chain, and Internal for every other error.
// It is empty for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
