package account

import (
	"net/mail"
	"strings"
)

// Address is a plain e-mail address, ASCII, lower case. Nothing else is normalised away: dots and plus
// tags are the provider's business.
type Address string

func (a Address) String() string { return string(a) }

// Domain is the part behind the @.
func (a Address) Domain() string { return string(a[strings.LastIndexByte(string(a), '@')+1:]) }

// Masked shows who is meant to whoever knows the address, and no more: "m•••@northwind.example".
func (a Address) Masked() string {
	local, domain, ok := strings.Cut(string(a), "@")
	if !ok || local == "" {
		return "•••"
	}
	return local[:1] + "•••@" + domain
}

const (
	maxAddress = 254 // RFC 5321 §4.5.3.1.3, less the angle brackets
	maxLocal   = 64  // RFC 5321 §4.5.3.1.1
	maxLabel   = 63  // RFC 1035 §2.3.4
	maxDomain  = 253 // RFC 1035 §2.3.4, written without the root
)

// ParseAddress reads one address (RFC 5322 addr-spec, dot-atom form) and folds its ASCII case. It refuses
// display names, lists, quoted local parts, address literals, control characters and everything outside
// ASCII: a Unicode letter that folds onto another would let two people share an address.
func ParseAddress(text string) (Address, bool) {
	text = strings.Trim(text, " ")
	if len(text) > maxAddress || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return "", false
	}
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Name != "" || parsed.Address != text {
		return "", false
	}
	local, domain, _ := strings.Cut(text, "@")
	if len(local) > maxLocal || strings.ContainsAny(local, "\"<>(),;:\\[]@") || !validDomain(domain) {
		return "", false
	}
	return Address(strings.ToLower(text)), true
}

// ParseDomain reads the name of a mail domain and folds its ASCII case.
func ParseDomain(text string) (string, bool) {
	text = strings.ToLower(strings.Trim(text, " "))
	if len(text) > maxDomain || !validDomain(text) {
		return "", false
	}
	return text, true
}

// validDomain asks for at least two labels of letters, digits and inner hyphens, the last not all digits.
func validDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > maxLabel || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		if strings.Trim(strings.ToLower(label), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return strings.Trim(labels[len(labels)-1], "0123456789") != ""
}
