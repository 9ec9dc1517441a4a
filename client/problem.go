package roster

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Problem is a refusal to answer (RFC 9457).
type Problem struct {
	Type      string       `json:"type"` // "/problems/ambiguous-address": Code is its last part
	Title     string       `json:"title"`
	Status    int          `json:"status"`
	Detail    string       `json:"detail"`
	Errors    []FieldError `json:"errors"`
	RequestID string       `json:"request_id"` // finds the request in Roster's log

	RetryAfter time.Duration `json:"-"` // zero when nothing is promised
}

// FieldError is what is wrong with one field of a question.
type FieldError struct {
	Location string `json:"location"`
	Message  string `json:"message"`
}

func (p *Problem) Error() string {
	text := fmt.Sprintf("roster: %d %s: %s", p.Status, p.Code(), p.Detail)
	for _, e := range p.Errors {
		text += "; " + e.Location + ": " + e.Message
	}
	if p.RequestID != "" {
		text += " (request " + p.RequestID + ")"
	}
	return text
}

// Code says what kind of refusal a Problem is.
type Code string

// The codes that a question may get.
const (
	Unauthenticated  Code = "unauthenticated"   // the key is not known, expired or revoked
	Forbidden        Code = "forbidden"         // the key does not carry access.read
	NotFound         Code = "not-found"         // no such organization, or the key does not cover it
	AmbiguousAddress Code = "ambiguous-address" // several logins have the address
	Invalid          Code = "invalid"           // the question is wrong: Errors says where
	TooMany          Code = "too-many"
	Unavailable      Code = "unavailable"
)

// Code is the last part of the type.
func (p *Problem) Code() Code { return Code(p.Type[strings.LastIndexByte(p.Type, '/')+1:]) }

// CodeOf is the code of a Problem in err's chain; empty for every other error.
func CodeOf(err error) Code {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code()
	}
	return ""
}

// problemOf reads a refusal. What is none of Roster's (a gateway's page) becomes one, of no type.
func problemOf(response *http.Response, content []byte) *Problem {
	p := &Problem{}
	kind, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
	if strings.TrimSpace(kind) != "application/problem+json" || json.Unmarshal(content, p) != nil {
		p = &Problem{Title: http.StatusText(response.StatusCode), Detail: http.StatusText(response.StatusCode)}
	}
	p.Status, p.RetryAfter = response.StatusCode, retryAfter(response.Header.Get("Retry-After"))
	return p
}

// retryAfter reads seconds or a date (RFC 9110, 10.2.3).
func retryAfter(text string) time.Duration {
	if seconds, err := strconv.ParseUint(text, 10, 32); err == nil {
		return time.Duration(seconds) * time.Second // #nosec G115 -- 32 bits
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}
