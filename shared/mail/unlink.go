package mail

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// wordJoiner has no width and forbids a line break. It is dropped from what people type, so that in a
// letter it always stands where unlink put it.
const wordJoiner = "\u2060"

// telephone is what mail programs on phones turn into something to call: seven digits or more, with
// what people write between them.
var telephone = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9][0-9 ()./+-]{5,}[0-9]`) })

// unlink keeps mail programs from making links of what somebody else wrote: web and e-mail addresses,
// network shares (which Outlook links, and Windows signs in to) and telephone numbers. What a reader
// sees stays the same.
func unlink(text string) string {
	runes := []rune(text)
	at := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return ' '
		}
		return runes[i]
	}
	var b strings.Builder
	for i, r := range runes {
		before, after := at(i-1), at(i+1)
		switch {
		case strings.ContainsRune(".。．｡", r) && !unicode.IsSpace(before) && isWord(after),
			r == '@' && !unicode.IsSpace(after):
			b.WriteString(wordJoiner + string(r) + wordJoiner)
		case r == ':' && unicode.IsLetter(before) && !unicode.IsSpace(after),
			r == '\\' && after == '\\':
			b.WriteString(string(r) + wordJoiner)
		default:
			b.WriteRune(r)
		}
	}
	return telephone().ReplaceAllStringFunc(b.String(), inThrees)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// inThrees breaks a number after every third digit.
func inThrees(number string) string {
	var b strings.Builder
	digits := 0
	for _, r := range number {
		b.WriteRune(r)
		if '0' <= r && r <= '9' {
			if digits++; digits%3 == 0 {
				b.WriteString(wordJoiner)
			}
		}
	}
	return b.String()
}
