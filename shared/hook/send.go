package hook

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Bounds of one call.
const (
	// CallTime is how long one call takes at most, in all: name, connection, answer and its body.
	CallTime = 15 * time.Second
	// MostRetryAfter is how far a receiver may put off the next try.
	MostRetryAfter = 24 * time.Hour

	mostHeaders = 16 << 10 // bytes of the answer's headers
	mostBody    = 64 << 10 // bytes of its body that are read, and thrown away
)

// Sender posts messages to addresses that strangers have given. It dials public addresses alone, which it looks at
// when it connects, so that a name that leads elsewhere by then leads nowhere; it follows no redirect, takes no
// proxy and keeps nothing of the answer but its status. It is safe for use by many goroutines.
type Sender struct {
	client *http.Client
	local  bool
	now    func() time.Time
}

// Options are what the local run and tests set.
type Options struct {
	Local    bool          // receivers on this machine, and without TLS, are allowed
	Resolver *net.Resolver // nil for the system's
	Now      func() time.Time
	Roots    *x509.CertPool // nil for the system's
}

// NewSender opens no connection.
func NewSender(o Options) *Sender {
	s := &Sender{local: o.Local, now: o.Now}
	if s.now == nil {
		s.now = time.Now
	}
	dialer := net.Dialer{Timeout: 10 * time.Second, Resolver: o.Resolver, ControlContext: s.control}
	s.client = &http.Client{
		Transport: &http.Transport{
			Proxy: nil, DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: CallTime,
			MaxResponseHeaderBytes: mostHeaders, DisableCompression: true, MaxIdleConnsPerHost: 5,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
			TLSNextProto:    map[string]func(string, *tls.Conn) http.RoundTripper{}, // HTTP/1.1: one call, one connection
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return s
}

// Rest closes the connections that are not in use: a function that is frozen between two batches finds them dead.
func (s *Sender) Rest() { s.client.CloseIdleConnections() }

// errForbidden is an address that is not dialled.
var errForbidden = errors.New("the address is not public")

// control is called with each address that is about to be connected to, after names were looked up.
func (s *Sender) control(_ context.Context, network, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !strings.HasPrefix(network, "tcp") || !allowed(to.Addr(), s.local) {
		return errForbidden
	}
	return nil
}

// Outcome is how a call ended, in a word.
type Outcome string

// How calls end.
const (
	Delivered   Outcome = "delivered"         // any 2xx
	Gone        Outcome = "gone"              // 410: the receiver wants no more
	Redirected  Outcome = "redirected"        // 3xx, which is not followed
	Refused     Outcome = "refused"           // any other status
	TimedOut    Outcome = "timed_out"         // no answer within CallTime
	Unreachable Outcome = "unreachable"       // no such name, no connection, or one that broke off
	Untrusted   Outcome = "untrusted"         // its certificate is not valid for it
	Forbidden   Outcome = "forbidden_address" // it leads into a private network, or is no address for messages
)

// Answer is what is kept of a receiver's answer.
type Answer struct {
	Outcome    Outcome
	Status     int           // 0 where there was none
	Latency    time.Duration // of the whole call
	RetryAfter time.Duration // that it asks for, at most MostRetryAfter; 0 for none
	Cause      error         // for the log, nil where there was an answer
}

// Post signs the message and sends it. An error is a fault of ours; whatever the receiver does is an Answer.
func (s *Sender) Post(ctx context.Context, to string, m Message, secrets ...string) (Answer, error) {
	headers, err := Sign(m, secrets...)
	if err != nil {
		return Answer{}, err
	}
	if wrong := CheckURL(to, s.local); wrong != "" {
		return Answer{Outcome: Forbidden, Cause: fmt.Errorf("the address %s", wrong)}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, CallTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(m.Body))
	if err != nil {
		return Answer{}, err
	}
	request.Header = headers
	began := time.Now()
	answer := s.call(request)
	answer.Latency = time.Since(began)
	return answer, nil
}

func (s *Sender) call(request *http.Request) Answer {
	response, err := s.client.Do(request) // #nosec G704 -- every address is looked at when it is dialled
	if err != nil {
		return Answer{Outcome: outcomeOf(err), Cause: withoutURL(err)}
	}
	defer func() { _ = response.Body.Close() }()
	a := Answer{Status: response.StatusCode, RetryAfter: retryAfter(response.Header.Get("Retry-After"), s.now())}
	_, _ = io.CopyN(io.Discard, response.Body, mostBody) // it has answered; what it says besides is nobody's business
	switch {
	case a.Status >= 200 && a.Status < 300:
		a.Outcome = Delivered
	case a.Status == http.StatusGone:
		a.Outcome = Gone
	case a.Status >= 300 && a.Status < 400:
		a.Outcome = Redirected
	default:
		a.Outcome = Refused
	}
	return a
}

// withoutURL is the error for the log: an address may itself be a secret.
func withoutURL(err error) error {
	var whole *url.Error
	if errors.As(err, &whole) {
		return whole.Err
	}
	return err
}

func outcomeOf(err error) Outcome {
	var timeout net.Error
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(err, errForbidden):
		return Forbidden
	case errors.As(err, &certificate):
		return Untrusted
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return TimedOut
	}
	return Unreachable
}

// retryAfter reads the header (RFC 9110 §10.2.3): seconds or a date.
func retryAfter(text string, now time.Time) time.Duration {
	text = strings.TrimSpace(text)
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil {
		return time.Duration(min(seconds, uint64(MostRetryAfter/time.Second))) * time.Second // #nosec G115 -- at most a day
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), MostRetryAfter)
}
