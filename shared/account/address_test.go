package account_test

import (
	"net/mail"
	"strings"
	"testing"

	"roster/shared/account"
)

func TestOneAddressIsReadAndItsCaseFolded(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]account.Address{
		"carrie@oakey.example":                       "carrie@oakey.example",
		"Carrie.Oakey@Oakey.EXAMPLE":                 "carrie.oakey@oakey.example",
		"  carrie@oakey.example ":                    "carrie@oakey.example",
		"carrie+news@oakey.example":                  "carrie+news@oakey.example", // a plus tag is the provider's business
		"c.a.r.r.i.e@oakey.example":                  "c.a.r.r.i.e@oakey.example",
		"o'neil@oakey.example":                       "o'neil@oakey.example",
		"a@b.co":                                     "a@b.co",
		"a@xn--bcher-kva.example":                    "a@xn--bcher-kva.example",
		"1@2.example3":                               "1@2.example3",
		strings.Repeat("a", 64) + "@oakey.example":   account.Address(strings.Repeat("a", 64) + "@oakey.example"),
		"!#$%&'*+-/=?^_`{|}~carrie@oakey.example":    "!#$%&'*+-/=?^_`{|}~carrie@oakey.example",
		"carrie@a." + strings.Repeat("b", 63) + ".c": account.Address("carrie@a." + strings.Repeat("b", 63) + ".c"),
	} {
		if got, ok := account.ParseAddress(text); !ok || got != want {
			t.Errorf("%q is read as %q, %v; want %q", text, got, ok, want)
		}
	}
}

// hostile is what must never become an address: each could reach somebody else, more than one, or a header.
var hostile = map[string]string{
	"nothing":                    "",
	"a name alone":               "carrie",
	"no local part":              "@oakey.example",
	"no domain":                  "carrie@",
	"no dot":                     "carrie@localhost",
	"two at signs":               "carrie@oakey@example.com",
	"two addresses, comma":       "a@oakey.example,b@oakey.example",
	"two addresses, semicolon":   "a@oakey.example;b@oakey.example",
	"two addresses, space":       "a@oakey.example b@oakey.example",
	"a list":                     `["a@oakey.example","b@oakey.example"]`,
	"a group":                    "undisclosed:a@oakey.example;",
	"a display name":             "Carrie <carrie@oakey.example>",
	"angle brackets":             "<carrie@oakey.example>",
	"a comment":                  "carrie(admin)@oakey.example",
	"a comment in the domain":    "carrie@(x)oakey.example",
	"a header":                   "carrie@oakey.example\r\nBcc: eve@evil.example",
	"a line feed":                "carrie@oakey.example\n",
	"a carriage return":          "carrie\r@oakey.example",
	"a tab":                      "carrie\t@oakey.example",
	"a NUL":                      "carrie\x00@oakey.example",
	"a DEL":                      "carrie\x7f@oakey.example",
	"quotes":                     `"carrie"@oakey.example`,
	"a quoted second at":         `"carrie@evil.example"@oakey.example`,
	"a backslash":                `carrie\@evil.example@oakey.example`,
	"an address literal":         "carrie@[127.0.0.1]",
	"a number":                   "carrie@127.0.0.1",
	"a percent route":            "@evil.example:carrie@oakey.example",
	"the Kelvin sign":            "\u212aarrie@oakey.example",
	"a dotless i":                "carr\u0131e@oakey.example",
	"a long s":                   "carrie@oakey.example\u017f",
	"a Cyrillic a":               "c\u0430rrie@oakey.example",
	"a full-width at":            "carrie\uff20oakey.example",
	"a full-width dot":           "carrie@oakey\uff0eexample",
	"a zero-width space":         "carrie\u200b@oakey.example",
	"a direction mark":           "carrie\u202e@oakey.example",
	"a soft hyphen":              "carrie\u00ad@oakey.example",
	"bytes that are no text":     "carrie\xff@oakey.example",
	"a dot first":                ".carrie@oakey.example",
	"a dot last":                 "carrie.@oakey.example",
	"two dots":                   "carrie..oakey@oakey.example",
	"a dot before the domain":    "carrie@.oakey.example",
	"a dot behind it":            "carrie@oakey.example.",
	"two dots in it":             "carrie@oakey..example",
	"a hyphen first":             "carrie@-oakey.example",
	"a hyphen last":              "carrie@oakey-.example",
	"an underscore in it":        "carrie@oak_ey.example",
	"a label of 64":              "carrie@" + strings.Repeat("a", 64) + ".example",
	"a local part of 65":         strings.Repeat("a", 65) + "@oakey.example",
	"255 characters":             "a@" + strings.Repeat("a.", 122) + "examples1",
	"a link":                     "mailto:carrie@oakey.example",
	"a link with a query":        "carrie@oakey.example?cc=eve@evil.example",
	"an encoded header":          "carrie@oakey.example%0d%0aBcc:eve@evil.example",
	"an encoded word":            "=?utf-8?q?carrie=40evil.example?=@oakey.example ,",
	"a space inside":             "car rie@oakey.example",
	"folding white space":        "carrie@\r\n oakey.example",
	"a trailing comma":           "carrie@oakey.example,",
	"a trailing angle bracket":   "carrie@oakey.example>",
	"a Unicode domain":           "carrie@b\u00fccher.example",
	"an uppercase sharp s":       "carrie@stra\u1e9ee.example",
	"a combining mark":           "carrie\u0301@oakey.example",
	"a byte order mark":          "\ufeffcarrie@oakey.example",
	"a no-break space around it": "\u00a0carrie@oakey.example",
}

func TestWhatIsNotOnePlainAddressIsRefused(t *testing.T) {
	t.Parallel()
	for name, text := range hostile {
		if got, ok := account.ParseAddress(text); ok {
			t.Errorf("%s: %q is read as %q", name, text, got)
		}
	}
}

// Whatever comes in: an address is lower-case ASCII without a control character, is read as itself, and holds
// exactly one mailbox for whoever parses it again.
func FuzzAddress(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Add("Carrie.Oakey+news@Oakey.example")
	f.Fuzz(func(t *testing.T, text string) {
		a, ok := account.ParseAddress(text)
		if !ok {
			if a != "" {
				t.Fatalf("a refused address is %q", a)
			}
			return
		}
		s := a.String()
		if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || r >= 'A' && r <= 'Z' }) || strings.ContainsAny(s, `"<>(),;:\[]`) {
			t.Fatalf("%q is read as %q", text, a)
		}
		if again, ok := account.ParseAddress(s); !ok || again != a {
			t.Fatalf("%q is read again as %q, %v", a, again, ok)
		}
		if !strings.EqualFold(strings.Trim(text, " "), s) || strings.Count(s, "@") != 1 || len(s) > 254 {
			t.Fatalf("%q is read as %q", text, a)
		}
		list, err := mail.ParseAddressList(s)
		if err != nil || len(list) != 1 || list[0].Address != s || list[0].Name != "" {
			t.Fatalf("others read %q as %v, %v", a, list, err)
		}
		if domain, ok := account.ParseDomain(a.Domain()); !ok || domain != a.Domain() {
			t.Fatalf("%q is at %q, which is no domain", a, a.Domain())
		}
	})
}

func TestAnAddressIsMaskedToItsFirstLetterAndDomain(t *testing.T) {
	t.Parallel()
	for a, want := range map[account.Address]string{
		"carrie@oakey.example": "c•••@oakey.example", "c@oakey.example": "c•••@oakey.example", "": "•••", "@x": "•••",
	} {
		if got := a.Masked(); got != want {
			t.Errorf("%q is shown as %q, want %q", a, got, want)
		}
	}
}

func TestADomainIsAtLeastTwoLabels(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Oakey.Example": "oakey.example", " oakey.example ": "oakey.example", "a.b.c.example": "a.b.c.example", "xn--bcher-kva.example": "xn--bcher-kva.example",
		"": "", "example": "", "@oakey.example": "", "carrie@oakey.example": "", "oakey.example.": "", "*.example": "", "oakey.example/x": "",
		"oakey .example": "", "10.0.0.1": "", "b\u00fccher.example": "", strings.Repeat("a.", 126) + "ab": "",
	} {
		if got, ok := account.ParseDomain(text); got != want || ok != (want != "") {
			t.Errorf("%q is read as %q, %v; want %q", text, got, ok, want)
		}
	}
}
