package web

import (
	"strconv"
	"strings"

	"roster/shared/account"
)

// Match is embedded in the input of every route that changes a record of a version.
type Match struct {
	IfMatch string `header:"If-Match" doc:"The ETag of the record that the change was made on" example:"\"1763769600000\""`
}

func (m Match) ifMatch() string { return m.IfMatch }

type conditional interface{ ifMatch() string }

// ETag is the entity tag of a record of that version (RFC 9110 §8.8.3).
func ETag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// Require refuses a change without If-Match (428) and one that was made on an older version (412).
func (m Match) Require(version int64) error {
	if m.IfMatch == "" {
		return account.Refuse(account.PreconditionRequired, "Send If-Match with the ETag of the record that you read.")
	}
	return m.Check(version)
}

// Binds reports whether the change may be made on one version only.
func (m Match) Binds() bool { return m.IfMatch != "" && m.IfMatch != "*" }

// Check refuses a change that was made on an older version (412). Without If-Match it lets pass.
func (m Match) Check(version int64) error {
	if !m.Binds() {
		return nil
	}
	for tag := range strings.SplitSeq(m.IfMatch, ",") {
		if strings.TrimSpace(tag) == ETag(version) {
			return nil
		}
	}
	return account.Refuse(account.StaleVersion, "Somebody else changed this in the meantime. Look at the present state and try again.")
}
