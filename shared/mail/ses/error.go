package ses

import (
	"errors"
	"strconv"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/smithy-go"
)

// Error is why a letter was not sent. Its text may be logged: SES's own words, which may hold an e-mail
// address, are only in the cause.
type Error struct {
	Code      string // SES's, "TooManyRequestsException"; "Network" when no answer came
	Status    int    // HTTP status, 0 when no answer came
	RequestID string
	// Permanent: SES will never take this letter, as for an address that cannot exist. Everything else
	// waits and is tried again: limits, outages, and also what the operator has to mend, as a sending
	// domain that is not verified yet.
	Permanent bool
	cause     error
}

func (e *Error) Error() string {
	text := "SES did not take the letter: " + e.Code
	if e.Status != 0 {
		text += " (status " + strconv.Itoa(e.Status) + ", request " + e.RequestID + ")"
	}
	return text
}

func (e *Error) Unwrap() error { return e.cause }

// Permanent reports whether trying to send the letter again cannot help.
func Permanent(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Permanent
}

func classify(err error) *Error {
	e := &Error{Code: "Network", cause: err}
	if api := smithy.APIError(nil); errors.As(err, &api) {
		e.Code = api.ErrorCode()
	}
	if response := (*awshttp.ResponseError)(nil); errors.As(err, &response) {
		e.Status, e.RequestID = response.HTTPStatusCode(), response.ServiceRequestID()
	}
	var malformed *types.BadRequestException
	var rejected *types.MessageRejected
	switch {
	case errors.As(err, &malformed):
		e.Permanent = true
	case errors.As(err, &rejected):
		// SES says with the same error that an identity is not verified yet, which passes.
		e.Permanent = !strings.Contains(rejected.ErrorMessage(), "not verified")
	}
	return e
}
