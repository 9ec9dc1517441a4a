package ses_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"roster/shared/mail"
	"roster/shared/mail/feedback"
	"roster/shared/mail/ses"
)

// Only what SES will never take is given up. The local SES has no limits, outages or unverified domains,
// so that these answers are written out as the API's reference gives them.
func TestErrors(t *testing.T) {
	tests := []struct {
		code      string
		status    int
		message   string
		permanent bool
	}{
		{"BadRequestException", 400, "Local address contains control or whitespace: earl@oakey.example", true},
		{"MessageRejected", 400, "Transaction failed: Expected disposition-type", true},
		{"MessageRejected", 400, "Email address is not verified. The following identities failed the check: earl@oakey.example", false},
		{"MailFromDomainNotVerifiedException", 400, "not verified", false},
		{"SendingPausedException", 400, "paused", false},
		{"AccountSuspendedException", 400, "suspended", false},
		{"LimitExceededException", 400, "daily quota", false},
		{"NotFoundException", 404, "no such configuration set", false},
		{"AccessDeniedException", 403, "not authorized", false},
		{"TooManyRequestsException", 429, "Maximum sending rate exceeded.", false},
		{"InternalServiceErrorException", 500, "internal", false},
		{"ServiceUnavailable", 503, "busy", false},
	}
	m, err := mail.Render(invitation("earl@oakey.example"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.Header().Set("X-Amzn-ErrorType", tt.code)
				w.Header().Set("X-Amzn-RequestId", "req-1")
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, `{"message":"`+tt.message+`"}`)
			}))
			defer server.Close()
			_, err := sender(server.URL).Send(t.Context(), m, feedback.Reference{})
			var e *ses.Error
			if !errors.As(err, &e) {
				t.Fatalf("%v is not an *Error", err)
			}
			if e.Code != tt.code || e.Status != tt.status || e.RequestID != "req-1" || ses.Permanent(err) != tt.permanent {
				t.Errorf("%+v, want %s, permanent %v", e, tt.code, tt.permanent)
			}
			if strings.Contains(err.Error(), "@") || strings.Contains(err.Error(), tt.message) {
				t.Errorf("SES's words would reach the log: %v", err)
			}
		})
	}
}

// What goes over the wire: configuration set and tags with ids only, each part once.
func TestRequest(t *testing.T) {
	var body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		body = string(data)
		_, _ = io.WriteString(w, `{"MessageId":"m-1"}`)
	}))
	defer server.Close()
	m := mail.Message{From: mail.Address{Address: "a@b.example"}, To: mail.Address{Address: "c@d.example"}, Subject: "s", HTML: "h", Text: "t"}
	id, err := sender(server.URL).Send(t.Context(), m, feedback.Reference{Organization: "4829130776", Event: "evt_1"})
	if err != nil || id != "m-1" {
		t.Fatalf("%q %v", id, err)
	}
	for _, part := range []string{
		`"ConfigurationSetName":"roster"`,
		`"EmailTags":[{"Name":"organization","Value":"4829130776"},{"Name":"event","Value":"evt_1"}]`,
		`"Subject":{"Charset":"UTF-8","Data":"s"}`,
	} {
		if !strings.Contains(body, part) {
			t.Errorf("%s lacks %s", body, part)
		}
	}
	for _, none := range []string{"ReplyToAddresses", "Headers", "Raw"} {
		if strings.Contains(body, none) {
			t.Errorf("%s has %s", body, none)
		}
	}
}
