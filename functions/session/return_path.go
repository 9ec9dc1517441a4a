package session

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestReturn is how long a return_to may be. It waits in the table and comes back in a header.
const longestReturn = 2000

// returnPath is where to go after sign-in: the given path when it is one on this site, else "/". The fragment
// is dropped, since that is where tokens are.
func returnPath(given string) string {
	path, _, _ := strings.Cut(given, "#")
	switch {
	case !strings.HasPrefix(path, "/"),
		len(path) > 1 && (path[1] == '/' || path[1] == '\\'), // another host, to a browser
		len(path) > longestReturn,
		!utf8.ValidString(path),
		strings.ContainsFunc(path, unicode.IsControl),
		strings.HasPrefix(path, "/auth/"): // would sign in again, and again
		return "/"
	}
	return path
}

// inHeader writes what is not ASCII, and spaces, as a URL does (RFC 3986 §2.1).
func inHeader(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(path) {
		if c <= ' ' || c >= 0x7f {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
