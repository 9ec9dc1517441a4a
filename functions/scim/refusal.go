package scim

import (
	"errors"

	"roster/shared/account"
)

// kind is the scimType of an error (RFC 7644 §3.12).
type kind string

// The kinds.
const (
	kindInvalidFilter kind = "invalidFilter"
	kindInvalidPath   kind = "invalidPath"
	kindInvalidSyntax kind = "invalidSyntax"
	kindInvalidValue  kind = "invalidValue"
	kindMutability    kind = "mutability"
	kindTooMany       kind = "tooMany"
	kindUniqueness    kind = "uniqueness"
)

// refusal is a refusal with the kind by which SCIM clients know it.
type refusal struct {
	cause *account.Error
	kind  kind
}

func (r refusal) Error() string { return string(r.kind) + ": " + r.cause.Error() }
func (r refusal) Unwrap() error { return r.cause }

func refuse(k kind, format string, args ...any) error {
	code := account.Invalid
	if k == kindUniqueness {
		code = account.Conflict
	}
	return refusal{account.Refuse(code, format, args...), k}
}

func invalidFilter(format string, args ...any) error {
	return refuse(kindInvalidFilter, "The filter "+format+".", args...)
}

func invalidPath() error {
	return refuse(kindInvalidPath, "The path is none that Roster understands.")
}

func invalidValue(attribute, format string, args ...any) error {
	return refuse(kindInvalidValue, attribute+" "+format+".", args...)
}

// kindOf is the kind of an error; empty for one that has none.
func kindOf(err error) kind {
	var r refusal
	if errors.As(err, &r) {
		return r.kind
	}
	switch account.CodeOf(err) {
	case account.Invalid:
		return kindInvalidValue
	case account.BadRequest:
		return kindInvalidSyntax
	case account.AlreadyMember:
		return kindUniqueness
	}
	return ""
}
