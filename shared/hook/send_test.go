package hook_test

import (
	"context"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"roster/shared/hook"
)

func post(t *testing.T, s *hook.Sender, to string) hook.Answer {
	t.Helper()
	a, err := s.Post(t.Context(), to, hook.Message{ID: "evt_1", At: time.Now(), Body: []byte(`{"a":1}`)}, secretOne)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// receiver is a server on this machine that counts the connections which reach it.
func receiver(t *testing.T, handle http.HandlerFunc) (at string, reached *atomic.Int32) {
	t.Helper()
	reached = &atomic.Int32{}
	server := httptest.NewUnstartedServer(handle)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			reached.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, reached
}

func TestAReceiverGetsASignedMessage(t *testing.T) {
	t.Parallel()
	at, _ := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		by, _ := webhooks.NewWebhook(secretOne)
		if err := by.Verify(body, r.Header); err != nil || r.Method != http.MethodPost || string(body) != `{"a":1}` ||
			r.Header.Get("Content-Type") != "application/json" || !strings.HasPrefix(r.UserAgent(), "Roster") {
			t.Errorf("it got %s %q with %v (%v)", r.Method, body, r.Header, err)
		}
		w.WriteHeader(http.StatusAccepted)
	})
	if a := post(t, hook.NewSender(hook.Options{Local: true}), at+"/in?x=1"); a.Outcome != hook.Delivered || a.Status != 202 || a.Latency <= 0 {
		t.Errorf("the answer is %+v", a)
	}
}

// What is shown of a message is what a receiver gets of Roster, but for what proves that it is Roster's.
func TestTheSignatureIsNotShown(t *testing.T) {
	t.Parallel()
	m := hook.Message{ID: "evt_1", At: now, Body: []byte(`{"a":1}`)}
	var got http.Header
	at, _ := receiver(t, func(_ http.ResponseWriter, r *http.Request) { got = r.Header.Clone() })
	if _, err := hook.NewSender(hook.Options{Local: true}).Post(t.Context(), at, m, secretOne); err != nil {
		t.Fatal(err)
	}
	got.Del("Content-Length") // of HTTP, not of the message
	got.Del("Accept-Encoding")
	shown := hook.Shown(m)
	for name, values := range got {
		name, sent := strings.ToLower(name), values[0]
		if masked := name == "webhook-signature"; masked == (shown[name] == sent) || shown[name] == "" {
			t.Errorf("%s: %q is shown as %q", name, sent, shown[name])
		}
	}
	if len(shown) != len(got) {
		t.Errorf("%v is shown of %v", shown, got)
	}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		status int
		header string
		want   hook.Answer
	}{
		"200":                      {200, "", hook.Answer{Outcome: hook.Delivered}},
		"204":                      {204, "", hook.Answer{Outcome: hook.Delivered}},
		"302":                      {302, "", hook.Answer{Outcome: hook.Redirected}},
		"308":                      {308, "", hook.Answer{Outcome: hook.Redirected}},
		"404":                      {404, "", hook.Answer{Outcome: hook.Refused}},
		"410":                      {410, "", hook.Answer{Outcome: hook.Gone}},
		"500":                      {500, "", hook.Answer{Outcome: hook.Refused}},
		"503, in two minutes":      {503, "120", hook.Answer{Outcome: hook.Refused, RetryAfter: 2 * time.Minute}},
		"429, at a time":           {429, "Sun, 29 Nov 2026 10:00:00 GMT", hook.Answer{Outcome: hook.Refused, RetryAfter: time.Hour}},
		"503, at a time that was":  {503, "Sun, 29 Nov 2026 08:00:00 GMT", hook.Answer{Outcome: hook.Refused}},
		"503, in a year":           {503, "31536000", hook.Answer{Outcome: hook.Refused, RetryAfter: 24 * time.Hour}},
		"503, in more than a life": {503, "18446744073709551615", hook.Answer{Outcome: hook.Refused, RetryAfter: 24 * time.Hour}},
		"503, in the past":         {503, "-5", hook.Answer{Outcome: hook.Refused}},
		"503, in words":            {503, "soon", hook.Answer{Outcome: hook.Refused}},
	} {
		at, _ := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
			if c.header != "" {
				w.Header().Set("Retry-After", c.header)
			}
			if c.status/100 == 3 {
				w.Header().Set("Location", "/elsewhere")
			}
			w.WriteHeader(c.status)
		})
		s := hook.NewSender(hook.Options{Local: true, Now: func() time.Time { return now }})
		a := post(t, s, at)
		if a.Outcome != c.want.Outcome || a.Status != c.status || a.RetryAfter != c.want.RetryAfter {
			t.Errorf("%s: the answer is %+v, want %+v", name, a, c.want)
		}
	}
}

// A 302 leads nowhere, neither to a private address nor to a public one.
func TestNoRedirectIsFollowed(t *testing.T) {
	t.Parallel()
	inner, reached := receiver(t, func(http.ResponseWriter, *http.Request) {})
	at, _ := receiver(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inner, http.StatusFound) })
	if a := post(t, hook.NewSender(hook.Options{Local: true}), at); a.Outcome != hook.Redirected || a.Status != 302 || reached.Load() > 0 {
		t.Errorf("the answer is %+v, and %d connections came there", a, reached.Load())
	}
}

// A receiver has its time, and no more, however it spends it.
func TestAReceiverThatHangsIsLeft(t *testing.T) {
	t.Parallel()
	hang := make(chan struct{})
	at, _ := receiver(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(hang) })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	a, err := hook.NewSender(hook.Options{Local: true}).Post(ctx, at, hook.Message{ID: "evt_1", At: time.Now()}, secretOne)
	if err != nil || a.Outcome != hook.TimedOut || a.Status != 0 {
		t.Errorf("the answer is %+v (%v)", a, err)
	}
	if hook.CallTime != 15*time.Second {
		t.Errorf("a call takes %s, want 15 s", hook.CallTime)
	}
}

// Of an answer without end so much is read, and no more.
func TestAnEndlessAnswerEnds(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	at, _ := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		chunk := make([]byte, 32<<10)
		for r.Context().Err() == nil && sent.Load() < 1<<30 {
			n, err := w.Write(chunk)
			if err != nil {
				return
			}
			sent.Add(int64(n))
		}
	})
	if a := post(t, hook.NewSender(hook.Options{Local: true}), at); a.Outcome != hook.Delivered || a.Latency > 5*time.Second {
		t.Errorf("the answer is %+v after %d bytes", a, sent.Load())
	}
}

func TestACertificateThatIsNotValidIsNotTrusted(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(server.Close)
	server.Config.ErrorLog = nil
	if a := post(t, hook.NewSender(hook.Options{Local: true}), server.URL); a.Outcome != hook.Untrusted {
		t.Errorf("the answer is %+v", a)
	}
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	if a := post(t, hook.NewSender(hook.Options{Local: true, Roots: roots}), server.URL); a.Outcome != hook.Delivered {
		t.Errorf("with its certificate the answer is %+v", a)
	}
}

func TestNobodyThereIsNoFault(t *testing.T) {
	t.Parallel()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := "http://" + listener.Addr().String()
	_ = listener.Close()
	if a := post(t, hook.NewSender(hook.Options{Local: true}), at); a.Outcome != hook.Unreachable || a.Status != 0 {
		t.Errorf("the answer is %+v", a)
	}
}

// No proxy of the environment sees a message: it would dial for us, and look at nothing.
func TestNoProxyIsUsed(t *testing.T) {
	proxy, reached := receiver(t, func(http.ResponseWriter, *http.Request) {})
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"} {
		t.Setenv(name, proxy)
	}
	names := answering(t, func(int) netip.Addr { return netip.MustParseAddr("127.0.0.1") })
	_ = post(t, hook.NewSender(hook.Options{Resolver: names}), "https://hooks.example.com/")
	if reached.Load() > 0 {
		t.Error("the proxy was asked")
	}
}

// In a deployment nothing of one's own network is dialled, however it is written, and whatever a name leads to at the
// moment of dialling.
func TestNothingPrivateIsDialled(t *testing.T) {
	t.Parallel()
	at, reached := receiver(t, func(http.ResponseWriter, *http.Request) {})
	where, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	port := ":" + where.Port()
	for name, to := range map[string]string{
		"as usual": "https://127.0.0.1" + port, "short": "https://127.1" + port, "decimal": "https://2130706433" + port,
		"octal": "https://017700000001" + port, "octal, in parts": "https://0177.0.0.1" + port, "hexadecimal": "https://0x7f.1" + port,
		"unspecified": "https://0.0.0.0" + port, "IPv6, unspecified": "https://[::]" + port, "IPv6": "https://[::1]" + port,
		"IPv4 in IPv6": "https://[::ffff:127.0.0.1]" + port, "metadata": "https://[::ffff:169.254.169.254]/latest/meta-data",
		"by name": "https://localhost" + port, "without TLS": at,
	} {
		if a := post(t, hook.NewSender(hook.Options{}), to); a.Outcome != hook.Forbidden {
			t.Errorf("%s: the answer is %+v", name, a)
		}
	}
	if reached.Load() > 0 {
		t.Errorf("%d connections came through", reached.Load())
	}
}

// A name that leads to a public address when it is looked at and into one's own network when it is dialled.
func TestANameThatRebindsLeadsNowhere(t *testing.T) {
	t.Parallel()
	at, reached := receiver(t, func(http.ResponseWriter, *http.Request) {})
	where, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int32
	names := answering(t, func(int) netip.Addr {
		if asked.Add(1) == 1 {
			return netip.MustParseAddr("93.184.216.34")
		}
		return netip.MustParseAddr("127.0.0.1")
	})
	first, err := names.LookupNetIP(t.Context(), "ip4", "rebind.example.com")
	if err != nil || len(first) != 1 || first[0].Unmap().String() != "93.184.216.34" {
		t.Fatalf("at first it leads to %v (%v)", first, err)
	}
	a := post(t, hook.NewSender(hook.Options{Resolver: names}), "https://rebind.example.com:"+where.Port()+"/")
	if a.Outcome != hook.Forbidden || reached.Load() > 0 || asked.Load() < 2 {
		t.Errorf("the answer is %+v after %d questions, and %d connections came through", a, asked.Load(), reached.Load())
	}
}

// answering is a resolver that asks a name server of the test's own. It knows the addresses (A, RFC 1035) of all names.
func answering(t *testing.T, address func(question int) netip.Addr) *net.Resolver {
	t.Helper()
	var config net.ListenConfig
	server, err := config.ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go func() {
		for n, buffer := 0, make([]byte, 1500); ; n++ {
			size, from, err := server.ReadFrom(buffer)
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err == nil {
				_, _ = server.WriteTo(answerTo(buffer[:size], address, n), from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// answerTo is the answer to a question: its address for A, none for anything else.
func answerTo(question []byte, address func(int) netip.Addr, n int) []byte {
	end := 12
	for question[end] != 0 {
		end += int(question[end]) + 1
	}
	kind := binary.BigEndian.Uint16(question[end+1:])
	answer := append([]byte{}, question[:2]...)
	answer = append(answer, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0)
	answer = append(answer, question[12:end+5]...)
	if kind == 1 {
		answer[7] = 1
		answer = append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4)
		answer = append(answer, address(n).AsSlice()...)
	}
	return answer
}
