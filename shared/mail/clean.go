package mail

import (
	"strings"
	"unicode"

	"roster/shared/account"
)

const (
	maxName = account.MaxName
	// maxMailbox is how long SES lets an address with its display name be, in its encoded form.
	maxMailbox = 320
)

// clean makes one line of text that people chose: white space of any kind becomes one space, invisible
// characters go, and what is too long is cut.
func clean(text string, limit int) string {
	text = strings.Map(visible, strings.ToValidUTF8(text, ""))
	return cut(strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " "), limit)
}

// visible drops what has no shape of its own: control characters, and format characters such as those
// that override the direction of the text. The two joiners stay: Persian, Hindi and many emoji need them.
func visible(r rune) rune {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d'
	switch {
	case unicode.IsSpace(r), r == zeroWidthNonJoiner, r == zeroWidthJoiner:
		return r
	case unicode.Is(unicode.C, r):
		return -1
	}
	return r
}

func cut(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	return strings.TrimSpace(string(runes[:limit-1])) + "…"
}

// header is chosen text for a header. "=?" would begin an encoded word (RFC 2047 §2), which the reader's
// mail program would decode into characters that were never cleaned; "://" makes a link where an inbox
// shows subjects as more than text.
func header(text string) string {
	return clean(strings.NewReplacer("=?", "= ?", "://", " ").Replace(clean(text, maxName)), maxName)
}

// mailbox puts a display name, and "via" a product where one is named, to an address. The person's name is
// shortened to what SES takes, the product's is not. An @ in a display name poses as the address that many
// mail programs hide.
func mailbox(display, product string, address account.Address) Address {
	display = strings.ReplaceAll(header(display), "@", " at ")
	via := ""
	if product != "" {
		via = " via " + cut(header(product), maxName/2)
	}
	for limit := maxName - len([]rune(via)); ; limit-- {
		box := Address{Name: cut(display, limit) + via, Address: address.String()}
		if len(box.String()) <= maxMailbox || limit == 1 {
			return box
		}
	}
}

// paragraphs is a message as people wrote it, line by line: cut at its limit, not more than one blank
// line in a row.
func paragraphs(message string) []string {
	message = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n").Replace(message)
	var lines []string
	for text := range strings.SplitSeq(cut(strings.TrimSpace(message), account.MaxMessage), "\n") {
		text = clean(text, account.MaxMessage)
		if text == "" && len(lines) > 0 && lines[len(lines)-1] == "" {
			continue
		}
		lines = append(lines, text)
	}
	if len(lines) == 1 && lines[0] == "" {
		return nil
	}
	return lines
}
