// Package sestest reads back what a local SES (aws-ses-v2-local) has been given to send.
package sestest

import (
	"bytes"
	"encoding/json"
	"net/http"
	netmail "net/mail"
	"net/url"
	"strings"
	"testing"
)

// Mail is one mail as SES got it.
type Mail struct {
	MessageID   string   `json:"messageId"`
	From        string   `json:"from"`
	ReplyTo     []string `json:"replyTo"`
	Subject     string   `json:"subject"`
	Destination struct {
		To  []string `json:"to"`
		CC  []string `json:"cc"`
		BCC []string `json:"bcc"`
	} `json:"destination"`
	Body struct {
		HTML string `json:"html"`
		Text string `json:"text"`
	} `json:"body"`
	ConfigurationSet string            `json:"configurationSet"`
	Tags             map[string]string `json:"tags"`
	Headers          []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"headers"`
}

// Box is a running local SES, by its base address.
type Box string

// Open checks that the local SES answers. It fails the test when the address is empty, which is what an
// unset ROSTER_TEST_SES gives, or nothing answers there: no test of mail passes without mail.
func Open(t testing.TB, endpoint string) Box {
	t.Helper()
	if endpoint == "" {
		t.Fatal("no local SES: ROSTER_TEST_SES is not set. Run the tests through `go run ./infra/local/testdb -- go test ...`, which starts one")
	}
	box := Box(strings.TrimSuffix(endpoint, "/"))
	box.get(t, "/health-check", nil)
	return box
}

// To is every mail to that address, the oldest first. Tests share the box: use an address of your own.
func (b Box) To(t testing.TB, address string) []Mail {
	t.Helper()
	var found []Mail
	b.each(t, func(to string, m Mail) {
		if to == address {
			found = append(found, m)
		}
	})
	return found
}

// Counts is how many mails each address got.
func (b Box) Counts(t testing.TB) map[string]int {
	t.Helper()
	counts := map[string]int{}
	b.each(t, func(to string, _ Mail) { counts[to]++ })
	return counts
}

func (b Box) each(t testing.TB, see func(to string, m Mail)) {
	t.Helper()
	var store struct {
		Emails []Mail `json:"emails"`
	}
	b.get(t, "/store", &store)
	for _, m := range store.Emails {
		for _, to := range m.Destination.To {
			if parsed, err := netmail.ParseAddress(to); err == nil {
				see(parsed.Address, m)
			}
		}
	}
}

// MIME is the mail as it would travel, built by the local SES from what it was given.
func (b Box) MIME(t testing.TB, messageID string) *netmail.Message {
	t.Helper()
	var eml struct {
		Body struct {
			Data []int `json:"data"` // bytes, each a number
		} `json:"body"`
	}
	b.get(t, "/get-emlContent?messageId="+url.QueryEscape(messageID), &eml)
	raw := make([]byte, len(eml.Body.Data))
	for i, n := range eml.Body.Data {
		raw[i] = byte(n) //nolint:gosec // a byte by its making
	}
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Header is the first header of that name, or nothing.
func (m Mail) Header(name string) string {
	for _, h := range m.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

func (b Box) get(t testing.TB, path string, into any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, string(b)+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatalf("the local SES does not answer: %v", err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("the local SES answers %s to %s", response.Status, path)
	}
	if into == nil {
		return
	}
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}
