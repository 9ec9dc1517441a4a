package hook_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"roster/shared/hook"
)

// The secrets are made up; one of them is the example of the specification's libraries.
const (
	secretOne = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	secretTwo = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
)

var now = time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)

func sign(t testing.TB, at time.Time, secrets ...string) http.Header {
	t.Helper()
	h, err := hook.Sign(hook.Message{ID: "evt_1", At: at, Body: []byte(`{"a":1}`)}, secrets...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// A vector that the published libraries in Go, JavaScript and Python all give.
func TestItSignsAsThePublishedLibrariesDo(t *testing.T) {
	t.Parallel()
	h, err := hook.Sign(hook.Message{ID: "msg_p5jXN8AQM9LWM0D4loKWxJek", At: time.Unix(1614265330, 0), Body: []byte(`{"test": 2432232314}`)}, secretOne)
	if err != nil {
		t.Fatal(err)
	}
	if got := h.Get("webhook-signature"); got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("it signs %s", got)
	}
}

// While a secret takes the other's place, both receivers, the one that has the old and the one that has the new,
// trust the message.
func TestTwoSecretsSignOneMessage(t *testing.T) {
	t.Parallel()
	h := sign(t, time.Now(), secretOne, secretTwo)
	for _, secret := range []string{secretOne, secretTwo} {
		receiver, err := webhooks.NewWebhook(secret)
		if err != nil {
			t.Fatal(err)
		}
		if err := receiver.Verify([]byte(`{"a":1}`), h); err != nil {
			t.Errorf("the receiver that has %s does not trust it: %v", secret, err)
		}
	}
}

func TestWhatIsNotTrusted(t *testing.T) {
	t.Parallel()
	body := `{"a":1}`
	altered := func(change func(http.Header)) http.Header {
		h := sign(t, now, secretOne)
		change(h)
		return h
	}
	for name, c := range map[string]struct {
		headers http.Header
		body    string
		secrets []string
		want    error
	}{
		"right":                     {sign(t, now, secretOne), body, []string{secretOne}, nil},
		"one of two secrets":        {sign(t, now, secretTwo), body, []string{secretOne, secretTwo}, nil},
		"one of two signatures":     {sign(t, now, secretTwo, secretOne), body, []string{secretOne}, nil},
		"five minutes old":          {sign(t, now.Add(-5*time.Minute), secretOne), body, []string{secretOne}, nil},
		"six minutes old":           {sign(t, now.Add(-6*time.Minute), secretOne), body, []string{secretOne}, hook.ErrStale},
		"six minutes ahead":         {sign(t, now.Add(6*time.Minute), secretOne), body, []string{secretOne}, hook.ErrStale},
		"one byte off":              {sign(t, now, secretOne), `{"a":2}`, []string{secretOne}, hook.ErrSignature},
		"another's secret":          {sign(t, now, secretTwo), body, []string{secretOne}, hook.ErrSignature},
		"no secret":                 {sign(t, now, secretOne), body, nil, hook.ErrSignature},
		"a secret that is none":     {sign(t, now, secretOne), body, []string{"whsec_!"}, hook.ErrSignature},
		"old, with another's":       {sign(t, now.Add(-time.Hour), secretTwo), body, []string{secretOne}, hook.ErrSignature},
		"another id":                {altered(func(h http.Header) { h.Set("webhook-id", "evt_2") }), body, []string{secretOne}, hook.ErrSignature},
		"another time":              {altered(func(h http.Header) { h.Set("webhook-timestamp", "1795942799") }), body, []string{secretOne}, hook.ErrSignature},
		"another version":           {altered(func(h http.Header) { h.Set("webhook-signature", "v2"+h.Get("webhook-signature")[2:]) }), body, []string{secretOne}, hook.ErrSignature},
		"no id":                     {altered(func(h http.Header) { h.Del("webhook-id") }), body, []string{secretOne}, hook.ErrHeaders},
		"two ids":                   {altered(func(h http.Header) { h.Add("webhook-id", "evt_2") }), body, []string{secretOne}, hook.ErrHeaders},
		"an id of 300 characters":   {altered(func(h http.Header) { h.Set("webhook-id", strings.Repeat("x", 300)) }), body, []string{secretOne}, hook.ErrHeaders},
		"an id with a line's end":   {altered(func(h http.Header) { h.Set("webhook-id", "a\nb") }), body, []string{secretOne}, hook.ErrHeaders},
		"no time":                   {altered(func(h http.Header) { h.Del("webhook-timestamp") }), body, []string{secretOne}, hook.ErrHeaders},
		"a time in words":           {altered(func(h http.Header) { h.Set("webhook-timestamp", "now") }), body, []string{secretOne}, hook.ErrHeaders},
		"a time before all":         {altered(func(h http.Header) { h.Set("webhook-timestamp", "-9223372036854775808") }), body, []string{secretOne}, hook.ErrHeaders},
		"a time after all":          {altered(func(h http.Header) { h.Set("webhook-timestamp", "9223372036854775807") }), body, []string{secretOne}, hook.ErrHeaders},
		"no signature":              {altered(func(h http.Header) { h.Del("webhook-signature") }), body, []string{secretOne}, hook.ErrHeaders},
		"a thousand signatures":     {altered(func(h http.Header) { h.Set("webhook-signature", strings.Repeat("v1,x ", 1000)) }), body, []string{secretOne}, hook.ErrHeaders},
		"a signature without comma": {altered(func(h http.Header) { h.Set("webhook-signature", "v1") }), body, []string{secretOne}, hook.ErrSignature},
	} {
		m, err := hook.Verify(c.headers, []byte(c.body), now, c.secrets...)
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err == nil && (m.ID != "evt_1" || string(m.Body) != body) {
			t.Errorf("%s: the message is %+v", name, m)
		}
	}
}

// A secret that cannot be read is not repeated in the error, which ends in a log.
func TestASecretIsInNoError(t *testing.T) {
	t.Parallel()
	_, err := hook.Sign(hook.Message{ID: "evt_1", At: now}, "whsec_not base64")
	if err == nil || strings.Contains(err.Error(), "not base64") {
		t.Errorf("the error is %v", err)
	}
}

// Whatever comes as headers and body: without the secret nothing is trusted, and what is trusted is what was signed.
func FuzzVerify(f *testing.F) {
	right := sign(f, now, secretOne)
	f.Add("evt_1", right.Get("webhook-timestamp"), right.Get("webhook-signature"), `{"a":1}`)
	f.Add("", "", "", "")
	f.Add("evt_1", "1", "v1, v1,, ,,", "\x00")
	f.Fuzz(func(t *testing.T, id, at, signature, body string) {
		h := http.Header{}
		h.Set("webhook-id", id)
		h.Set("webhook-timestamp", at)
		h.Set("webhook-signature", signature)
		m, err := hook.Verify(h, []byte(body), now, secretOne)
		if err == nil && (id != "evt_1" || body != `{"a":1}` || !m.At.Equal(now)) {
			t.Errorf("%q at %q with %q is trusted", id, at, signature)
		}
	})
}
