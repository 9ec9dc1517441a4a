package ses_test

import (
	"context"
	"fmt"
	"mime"
	netmail "net/mail"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/mail/feedback"
	"roster/shared/mail/ses"
	"roster/shared/mail/ses/sestest"
)

func sender(endpoint string) *ses.Sender {
	return ses.New(ses.Config{
		Region:           "eu-central-1",
		Credentials:      credentials.NewStaticCredentialsProvider("local", "local", ""),
		Endpoint:         endpoint,
		ConfigurationSet: "roster",
	})
}

// address is one that no other test writes to, so that a shared mailbox can be read.
func address() account.Address {
	return account.Address(fmt.Sprintf("earl.%d@oakey.example", time.Now().UnixNano()))
}

func invitation(to account.Address) mail.Invitation {
	return mail.Invitation{
		Product:      mail.Product{Name: "Roster", NoReply: "no-reply@roster.example"},
		Organization: mail.Organization{ID: "4829130776", Name: "OakeyInfluencer"},
		Inviter:      mail.Person{Name: "Carrie Oakey", Address: "carrie@oakey.example"},
		Recipient:    mail.Person{Name: "Earl Bird", Address: to},
		Grants:       mail.Grants{Role: account.Admin, RoleName: "Organization admin"},
		Message:      "Welcome, dear colleague.",
		AcceptURL:    "https://roster.example/accept#token",
		BlockURL:     "https://roster.example/block#token",
		Expires:      time.Date(2026, 11, 28, 14, 5, 0, 0, time.UTC),
	}
}

func send(t *testing.T, letter mail.Letter) (mail.Message, string) {
	t.Helper()
	m, err := mail.Render(letter)
	if err != nil {
		t.Fatal(err)
	}
	id, err := sender(os.Getenv("ROSTER_TEST_SES")).Send(t.Context(), m, feedback.Reference{
		Organization: "4829130776",
		Invitation:   "inv_01JD8Z4T9QH2X6W3V5N7M1K0FB",
		Event:        "evt_01JD8Z4T9QH2X6W3V5N7M1K0FC",
		Mailing:      "1-1795874700000",
	})
	if err != nil {
		t.Fatal(err)
	}
	return m, id
}

// A letter arrives at SES with both parts, the sender's name, the answers going to the inviter and the
// way to block further invitations.
func TestSend(t *testing.T) {
	box := sestest.Open(t, os.Getenv("ROSTER_TEST_SES"))
	to := address()
	m, id := send(t, invitation(to))

	got := box.To(t, to.String())
	if len(got) != 1 {
		t.Fatalf("%d mails, want 1", len(got))
	}
	given := got[0]
	tests := []struct{ part, got, want string }{
		{"message id", given.MessageID, id},
		{"From", given.From, `"Carrie Oakey via Roster" <no-reply@roster.example>`},
		{"To", strings.Join(given.Destination.To, ", "), `"Earl Bird" <` + to.String() + `>`},
		{"Cc and Bcc", strings.Join(append(given.Destination.CC, given.Destination.BCC...), ", "), ""},
		{"Reply-To", strings.Join(given.ReplyTo, ", "), `"Carrie Oakey" <carrie@oakey.example>`},
		{"Subject", given.Subject, "Carrie Oakey invites you to OakeyInfluencer via Roster"},
		{"HTML", given.Body.HTML, m.HTML},
		{"text", given.Body.Text, m.Text},
		{"List-Unsubscribe", given.Header("List-Unsubscribe"), "<https://roster.example/block#token>"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s is %q, want %q", tt.part, tt.got, tt.want)
		}
	}
	if !strings.Contains(given.Body.HTML, `href="https://roster.example/accept#token"`) || !strings.Contains(given.Body.Text, "https://roster.example/accept#token") {
		t.Error("a part lacks the link")
	}
}

// Names chosen to break a mail travel as names: no header is added, none is cut, and they read back as
// they were meant.
func TestHeadersStayWhole(t *testing.T) {
	box := sestest.Open(t, os.Getenv("ROSTER_TEST_SES"))
	const expected = "Content-Type Date From List-Unsubscribe Message-Id Mime-Version Reply-To Subject To"
	for _, name := range []string{
		"Eve\r\nBcc: all@victim.example\r\n\r\nHello", `Eve "the \ cat" O'Neil, <x@y.example>`, "=?utf-8?q?=0D=0ABcc:_x?=",
		"Zoë Müller", "محمد علي", "山田 太郎", "\u202eevE", "Eve; Mallory: a, b@c.example;", strings.Repeat("👩‍💻", 40),
	} {
		letter := invitation(address())
		letter.Inviter.Name, letter.Recipient.Name, letter.Organization.Name = name, name, name
		m, id := send(t, letter)
		travelling := box.MIME(t, id)
		var headers []string
		for header, values := range travelling.Header {
			headers = append(headers, header)
			if len(values) != 1 {
				t.Errorf("%q: %d headers %s", name, len(values), header)
			}
		}
		if len(headers) != len(strings.Fields(expected)) {
			t.Errorf("%q: headers are %v, want %s", name, headers, expected)
		}
		given := box.To(t, letter.Recipient.Address.String())
		if len(given) != 1 || len(given[0].ReplyTo) != 1 || len(given[0].Destination.To) != 1 {
			t.Fatalf("%q: SES was given %+v", name, given)
		}
		for encoded, want := range map[string]mail.Address{given[0].From: m.From, given[0].Destination.To[0]: m.To, given[0].ReplyTo[0]: m.ReplyTo} {
			if got, err := netmail.ParseAddress(encoded); err != nil || *got != want {
				t.Errorf("%q: %q reads as %v (%v), want %v", name, encoded, got, err, want)
			}
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(travelling.Header.Get("Subject"))
		if err != nil || subject != m.Subject {
			t.Errorf("%q: the subject is %q (%v), want %q", name, subject, err, m.Subject)
		}
	}
}

// A letter that SES does not take is an error, never a message id.
func TestRefusedLetter(t *testing.T) {
	endpoint := os.Getenv("ROSTER_TEST_SES")
	sestest.Open(t, endpoint)
	id, err := sender(endpoint).Send(t.Context(), mail.Message{
		From: mail.Address{Address: "no-reply@roster.example"},
		To:   mail.Address{Address: "earl@oakey.example"},
	}, feedback.Reference{})
	if err == nil || id != "" {
		t.Fatalf("a letter without subject and body was taken as %q", id)
	}
}

// No answer is no refusal: the letter waits.
func TestNoAnswerIsTriedAgain(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	m, err := mail.Render(invitation(address()))
	if err != nil {
		t.Fatal(err)
	}
	_, err = sender("http://127.0.0.1:1").Send(ctx, m, feedback.Reference{})
	if err == nil || ses.Permanent(err) || !strings.Contains(err.Error(), "Network") {
		t.Errorf("%v, permanent %v", err, ses.Permanent(err))
	}
}
