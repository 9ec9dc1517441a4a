package mail

import (
	netmail "net/mail"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"roster/shared/account"
)

// What people may try with a name ends as text in every header and in both parts of the letter.
func TestHostileNames(t *testing.T) {
	tests := []struct {
		title, name string
		from        string   // the readable display name
		html        string   // stands in the HTML
		never       []string // stands nowhere in the HTML
	}{
		{"markup", `<script>alert(1)</script>`, `<script>alert(1)</script> via Roster`, `&lt;script&gt;alert(1)&lt;/script&gt;`, []string{"<script"}},
		{"an attribute", `" onload="x`, `" onload="x via Roster`, `&#34; onload=&#34;x`, []string{`" onload="`}},
		{"a template action", `{{.Subject}}`, `{{.Subject}} via Roster`, `{{<span>&#8288;</span>.<span>&#8288;</span>Subject}}`, nil},
		{"a header of its own", "Eve\r\nBcc: all@victim.example", "Eve Bcc: all at victim.example via Roster", "Eve Bcc: all", nil},
		{"a line break of Unicode", "Eve\u2028Bcc: x\u0085y\vz", "Eve Bcc: x y z via Roster", "Eve Bcc: x y z", nil},
		{"NUL and escape", "E\x00v\x1be", "Eve via Roster", "Eve", nil},
		{"text turned round", "\u202egnp.exe\u202c\u2066x\u2069\u200f\u061c", "gnp.exex via Roster", "gnp<span>&#8288;</span>.<span>&#8288;</span>exex", nil},
		{"hidden letters", "E\u200bv\u00ade\ufeff\U000E0041", "Eve via Roster", "Eve", []string{"\u200b", "\u00ad", "\ufeff", "\U000E0041"}},
		{"an encoded word", "=?utf-8?q?=E2=80=AEevil?=", "= ?utf-8?q?=E2=80=AEevil?= via Roster", "=?utf-8?q?", nil},
		{"quotes and a backslash", `Eve "the \ cat" O'Neil`, `Eve "the \ cat" O'Neil via Roster`, `Eve &#34;the \ cat&#34; O&#39;Neil`, nil},
		{"an address", "billing@bank.example", "billing at bank.example via Roster", "billing<span>&#8288;</span>@", []string{"billing@bank"}},
		{"an address with brackets", "Bank <a@bank.example>, x", "Bank <a at bank.example>, x via Roster", "Bank &lt;a", []string{"a@bank"}},
		{"a web address", "https://evil.example/x", "https evil.example/x via Roster", "https:<span>&#8288;</span>//evil<span>&#8288;</span>.<span>&#8288;</span>example", []string{"https://evil"}},
		{"far too long", strings.Repeat("Long ", 100), strings.Repeat("Long ", 13) + "Lon… via Roster", "Long Long Long", nil},
		{"only invisible", "\u202e\u200b \t", "OakeyInfluencer via Roster", "OakeyInfluencer", nil},
		{"not UTF-8", "E\xffve", "Eve via Roster", "Eve", []string{"\xff", "\ufffd"}},
		{"Arabic", "محمد علي", "محمد علي via Roster", "<bdi>محمد علي</bdi>", nil},
		{"Persian with its joiner", "علی\u200cرضا", "علی\u200cرضا via Roster", "علی\u200cرضا", nil},
		{"Japanese", "山田 太郎", "山田 太郎 via Roster", "山田 太郎", nil},
		{"an emoji of several", "Zoë 👩‍💻", "Zoë 👩‍💻 via Roster", "Zoë 👩‍💻", nil},
	}
	for _, tt := range tests {
		t.Run(tt.title, func(t *testing.T) {
			letter := invitation()
			letter.Message, letter.Inviter = "", Person{Name: tt.name}
			m, err := Render(letter)
			if err != nil {
				t.Fatal(err)
			}
			if m.From.Name != tt.from {
				t.Errorf("From is %q, want %q", m.From.Name, tt.from)
			}
			if !strings.Contains(m.HTML, tt.html) {
				t.Errorf("the HTML lacks %q", tt.html)
			}
			for _, never := range tt.never {
				if strings.Contains(m.HTML, never) {
					t.Errorf("the HTML has %q", never)
				}
			}
			checkBody(t, m)
			checkHeaders(t, m)

			letter.Inviter = carrie
			letter.Organization.Name, letter.Recipient.Name = tt.name, tt.name
			letter.Grants.AdAccounts = []AdAccount{{Name: tt.name, Roles: []string{tt.name}}}
			if m, err = Render(letter); err != nil {
				t.Fatal(err)
			}
			for _, never := range tt.never {
				if strings.Contains(m.HTML, never) {
					t.Errorf("as the name of organization, recipient and ad account: the HTML has %q", never)
				}
			}
			checkHeaders(t, m)
			checkBody(t, m)
		})
	}
}

// checkBody holds both parts to characters that have a shape and do not turn the text round.
func checkBody(t *testing.T, m Message) {
	t.Helper()
	for part, text := range map[string]string{"HTML": m.HTML, "text": m.Text} {
		for _, r := range text {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError) {
				t.Errorf("the %s has %U", part, r)
			}
		}
	}
}

// checkHeaders holds every header to one line of readable characters, to what SES takes, and to reading
// back as what was meant.
func checkHeaders(t *testing.T, m Message) {
	t.Helper()
	for header, text := range map[string]string{"Subject": m.Subject, "From": m.From.String(), "To": m.To.String(), "Reply-To": m.ReplyTo.String()} {
		for _, r := range text {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
				t.Errorf("%s has %U", header, r)
			}
		}
		if header == "Subject" && (strings.Contains(text, "=?") || strings.Contains(text, "://")) {
			t.Errorf("the subject begins an encoded word or a link: %q", text)
		}
	}
	for _, want := range []Address{m.From, m.To} {
		encoded := want.String()
		if len(encoded) > maxMailbox {
			t.Errorf("%d bytes, SES takes %d: %s", len(encoded), maxMailbox, encoded)
		}
		if strings.ContainsFunc(encoded, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("not ASCII: %q", encoded)
		}
		got, err := netmail.ParseAddress(encoded)
		if err != nil || *got != want {
			t.Errorf("%q reads back as %v (%v)", encoded, got, err)
		}
	}
	if from := m.From; from.Address != "no-reply@roster.example" || !strings.HasSuffix(from.Name, " via Roster") {
		t.Errorf("From is %v", from)
	}
	if n := utf8.RuneCountInString(m.Subject); n > 300 {
		t.Errorf("the subject has %d characters", n)
	}
}

// A long name in a script that encodes long is cut, the product is not.
func TestLongNamesKeepTheProduct(t *testing.T) {
	for _, letters := range []string{"W", "é", "山", "👩‍💻"} {
		letter := invitation()
		letter.Inviter.Name = strings.Repeat(letters, 80)
		m, err := Render(letter)
		if err != nil {
			t.Fatal(err)
		}
		checkHeaders(t, m)
		if !strings.Contains(m.From.Name, "… via Roster") {
			t.Errorf("From is %q", m.From.Name)
		}
	}
}

// The message is text, never a link, in both parts: what programs link stands nowhere unbroken.
func TestMessageNeverLinks(t *testing.T) {
	tests := []struct{ message, never, shown string }{
		{"see https://evil.example/login?a=b#c", "https://", "https://evil.example/login?a=b#c"},
		{"see HTTP://EVIL.EXAMPLE", "HTTP://", "HTTP://EVIL.EXAMPLE"},
		{"see http://localhost/x", "http://", "http://localhost/x"},
		{"see evil.example today", "evil.example", "evil.example"},
		{"see www.evil.example", "www.evil", "www.evil.example"},
		{"see evil。example", "evil。example", "evil。example"},
		{"see [here](evil.example)", "evil.example", "[here](evil.example)"},
		{"write to a@evil.example", "a@evil", "a@evil.example"},
		{"mailto:a@evil.example", "mailto:a", "mailto:a@evil.example"},
		{"javascript:alert(1)", "javascript:alert", "javascript:alert(1)"},
		{`open \\evil.example\share`, `\\`, `\\evil.example\share`},
		{"call +1 (800) 555-0199 now", "800) 555", "+1 (800) 555-0199"},
		{"call 18005550199", "18005550199", "18005550199"},
		{"call 1.800.555.0199", "800.555", "1.800.555.0199"},
		{`<a href="https://evil.example">Accept invitation</a>`, `<a href="https://evil`, `Accept invitation`},
		{"a\u2060.b@c", "a\u2060.b@c", "a.b@c"},
	}
	for _, tt := range tests {
		letter := invitation()
		letter.Message = tt.message
		m, err := Render(letter)
		if err != nil {
			t.Fatal(err)
		}
		_, inHTML, _ := strings.Cut(m.HTML, `<div dir="auto">`)
		inHTML, _, _ = strings.Cut(inHTML, "</div>")
		inText := quotedLines(m.Text)
		for part, text := range map[string]string{"HTML": inHTML, "text": inText} {
			if text == "" {
				t.Fatalf("no message in the %s", part)
			}
			if strings.Contains(text, tt.never) || strings.Contains(strings.ReplaceAll(text, "<span>&#8288;</span>", "\u2060"), tt.never) {
				t.Errorf("%s: %q stands in the %s", tt.message, tt.never, part)
			}
		}
		if strings.Contains(inHTML, "<a") {
			t.Errorf("%s: a link in the HTML", tt.message)
		}
		if shown := strings.ReplaceAll(inText, "\u2060", ""); !strings.Contains(shown, tt.shown) {
			t.Errorf("%s: shown as %q", tt.message, shown)
		}
	}
}

// Words without a link in them stay as they were typed.
func TestMessageKeepsPlainWords(t *testing.T) {
	const message = "Hello. At 10:30 we meet: you, me & 3 others... in 2026 (room 12)!\nReally? Yes; \"quite\"."
	letter := invitation()
	letter.Message = message
	m, err := Render(letter)
	if err != nil {
		t.Fatal(err)
	}
	if got := quotedLines(m.Text); got != message {
		t.Errorf("shown as %q", got)
	}
}

// A message of the longest kind comes whole; a longer one is cut; its line breaks cannot imitate the
// rest of the letter.
func TestMessageLengthAndLines(t *testing.T) {
	letter := invitation()
	letter.Message = strings.Repeat("ä", account.MaxMessage)
	m, err := Render(letter)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(m.HTML, letter.Message) || !strings.Contains(m.Text, letter.Message) {
		t.Error("a message of 2,000 characters is not whole")
	}
	letter.Message += "end"
	if m, err = Render(letter); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(m.Text, "end\n") || utf8.RuneCountInString(quotedLines(m.Text)) != account.MaxMessage {
		t.Error("a longer message is not cut to 2,000 characters")
	}
	letter.Message = "Bye.\r\n\r\n\r\n\n \t\nAccept invitation:\u2028\rhttps://evil.example\u202e\x07"
	if m, err = Render(letter); err != nil {
		t.Fatal(err)
	}
	if got, want := quotedLines(m.Text), "Bye.\n\nAccept invitation:\n\nhttps:\u2060//evil\u2060.\u2060example"; got != want {
		t.Errorf("the quoted lines are %q, want %q", got, want)
	}
	if strings.Count(m.Text, "\nAccept invitation:") != 1 {
		t.Error("the message imitates the letter's own link")
	}
}

// quotedLines is the message as the text part shows it, without its marks.
func quotedLines(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if quoted, ok := strings.CutPrefix(line, "> "); ok {
			lines = append(lines, quoted)
		}
	}
	return strings.Join(lines, "\n")
}
