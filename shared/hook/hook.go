// Package hook speaks Standard Webhooks 1.0.0 (standardwebhooks.com): it signs messages that go out, verifies those
// that come in, and posts to addresses that strangers have given without ever reaching into the network that it
// runs in.
package hook

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Message is what is signed: its id, the time of this attempt, to the second, and the body byte by byte.
type Message struct {
	ID   string
	At   time.Time
	Body []byte
}

// agent is how Roster names itself to a receiver.
const agent = "Roster-Webhooks/1"

// Tolerance is how far the time of a message may be from now, either way.
const Tolerance = 5 * time.Minute

// Why a message is not trusted. None of them says anything about the secret.
var (
	ErrHeaders   = errors.New("webhook-id, webhook-timestamp or webhook-signature is missing or malformed")
	ErrStale     = errors.New("webhook-timestamp is more than five minutes from now")
	ErrSignature = errors.New("no signature fits the message")
)

// Sign is the headers of a message, signed with each of the secrets ("whsec_…"): two of them while one takes the
// other's place.
func Sign(m Message, secrets ...string) (http.Header, error) {
	signatures := make([]string, len(secrets))
	for i, secret := range secrets {
		by, err := webhooks.NewWebhook(secret)
		if err != nil {
			return nil, errors.New("a signing secret is no base64") // the error of the library quotes it
		}
		if signatures[i], err = by.Sign(m.ID, m.At, m.Body); err != nil {
			return nil, fmt.Errorf("sign %s: %w", m.ID, err)
		}
	}
	return m.headers(strings.Join(signatures, " ")), nil
}

// Shown is the headers of a message for whoever looks at what was sent. The signature is masked: with the body, which
// is shown as well, it would pass for a message of Roster's for five minutes.
func Shown(m Message) map[string]string {
	shown := map[string]string{}
	for name, values := range m.headers("v1,••••") {
		shown[strings.ToLower(name)] = values[0]
	}
	return shown
}

func (m Message) headers(signatures string) http.Header {
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", agent)
	h.Set(webhooks.HeaderWebhookID, m.ID)
	h.Set(webhooks.HeaderWebhookTimestamp, strconv.FormatInt(m.At.Unix(), 10))
	h.Set(webhooks.HeaderWebhookSignature, signatures)
	return h
}

// Bounds of what is taken from headers that anybody may send.
const (
	mostID         = 255
	mostSignatures = 2048 // characters: some forty signatures
)

// Verify is the message whose signature fits one of the secrets and whose time is now, give or take Tolerance.
//
// ErrHeaders, ErrSignature and ErrStale; the last only of a message whose signature fits.
func Verify(h http.Header, body []byte, now time.Time, secrets ...string) (Message, error) {
	m, err := read(h, body)
	if err != nil {
		return Message{}, err
	}
	if !signed(h, body, secrets) {
		return Message{}, ErrSignature
	}
	if age := now.Sub(m.At); age > Tolerance || age < -Tolerance {
		return Message{}, ErrStale
	}
	return m, nil
}

// read takes the headers, each exactly once: of two that differ, the signature would hold for one alone.
func read(h http.Header, body []byte) (Message, error) {
	for _, name := range []string{webhooks.HeaderWebhookID, webhooks.HeaderWebhookTimestamp, webhooks.HeaderWebhookSignature} {
		if len(h.Values(name)) != 1 {
			return Message{}, ErrHeaders
		}
	}
	id, signatures := h.Get(webhooks.HeaderWebhookID), h.Get(webhooks.HeaderWebhookSignature)
	if id == "" || len(id) > mostID || strings.ContainsFunc(id, notVisible) || signatures == "" || len(signatures) > mostSignatures {
		return Message{}, ErrHeaders
	}
	seconds, err := strconv.ParseInt(h.Get(webhooks.HeaderWebhookTimestamp), 10, 64)
	if err != nil || seconds < 0 || seconds > mostSeconds {
		return Message{}, ErrHeaders
	}
	return Message{ID: id, At: time.Unix(seconds, 0).UTC(), Body: body}, nil
}

// mostSeconds is the end of the year 9999, the last that a time can be written of.
const mostSeconds = 253402300799

func notVisible(r rune) bool { return r <= ' ' || r > '~' }

func signed(h http.Header, body []byte, secrets []string) bool {
	for _, secret := range secrets {
		by, err := webhooks.NewWebhook(secret)
		if err == nil && by.VerifyIgnoringTimestamp(body, h) == nil { // the time is Verify's, by the caller's clock
			return true
		}
	}
	return false
}
