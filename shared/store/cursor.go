package store

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"roster/shared/account"
)

// A cursor says where a list goes on: the sort key of the last row that was looked at, behind a digest of the
// list that it belongs to. The partition is never in it: that comes from the path, so that a cursor that
// somebody makes up leads nowhere but to another place of the same list.

const (
	digestLength = 16
	mostSortKey  = 1024 // bytes, DynamoDB's own limit
)

// listDigest tells lists apart: who asks, where and for what. The size of the page is not part of it.
func listDigest(parts ...string) [digestLength]byte {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return [digestLength]byte(sum[:digestLength])
}

func writeCursor(list [digestLength]byte, sortKey string) string {
	return base64.RawURLEncoding.EncodeToString(append(list[:], sortKey...))
}

// readCursor is the sort key at which the list goes on; empty for the first page. It is refused unless the
// cursor was made for this list and names a row that can stand in it.
func readCursor(cursor string, list [digestLength]byte, r run) (string, error) {
	if cursor == "" {
		return "", nil
	}
	whole, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(whole) <= digestLength || len(whole) > digestLength+mostSortKey || [digestLength]byte(whole) != list {
		return "", strayCursor()
	}
	sortKey := string(whole[digestLength:])
	if !utf8.ValidString(sortKey) || !r.holds(sortKey) {
		return "", strayCursor()
	}
	return sortKey, nil
}

func strayCursor() error {
	return account.InvalidField("query.cursor", "belongs to another list: start again without it")
}

// idIn is the id at the end of a sort key.
func idIn(sortKey string) string { return sortKey[strings.LastIndexByte(sortKey, '#')+1:] }
