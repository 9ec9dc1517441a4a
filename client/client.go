// Package roster asks a Roster deployment what its users may do in an organization, at this moment. It imports the
// standard library only, so that a service may copy the folder.
//
// An answer holds for the moment in which it was given, and may not be kept: permissions, cap, suspension and removal
// change the next one. Ask again for each request that you serve; a question by the user's id is one round trip of Roster
// to its data.
package roster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// Client asks one deployment with one API key. It is safe for use by many goroutines; its fields may not change once it is
// used.
type Client struct {
	Address string // of the deployment, "https://users.example.com"
	Key     string // an API key that carries access.read: an organization's for its own, an operator's for all
	// HTTP sends the requests; nil for http.DefaultTransport without a limit of time other than the context's.
	HTTP *http.Client
}

// New is a client for the deployment at that address.
func New(address, key string) *Client { return &Client{Address: address, Key: key} }

// Access asks one question. An error is a *Problem where Roster refused to answer: CodeOf tells which; on any error the
// answer is no.
func (c *Client) Access(ctx context.Context, q Question) (Answer, error) {
	var answer Answer
	if err := c.post(ctx, "/v1/access", q, &answer); err != nil {
		return Answer{}, err
	}
	return answer, nil
}

// AtOnce is how many questions go in one call.
const AtOnce = 100

// AccessBatch asks many questions, a hundred in a call and one call after the other. The answers are in the order of the
// questions; a question that has no answer of its own (an organization that is not known, an address of several logins) is
// answered no, with that reason.
func (c *Client) AccessBatch(ctx context.Context, questions []Question) ([]Answer, error) {
	answers := make([]Answer, 0, len(questions))
	for len(questions) > 0 {
		some := questions[:min(AtOnce, len(questions))]
		questions = questions[len(some):]
		var answered struct {
			Answers []Answer `json:"answers"`
		}
		if err := c.post(ctx, "/v1/access/batch", map[string]any{"questions": some}, &answered); err != nil {
			return nil, err
		}
		if len(answered.Answers) != len(some) {
			return nil, fmt.Errorf("roster: %d questions got %d answers", len(some), len(answered.Answers))
		}
		answers = append(answers, answered.Answers...)
	}
	return answers, nil
}

// mostWaited is the longest Retry-After that is waited for: who serves a request of its own cannot wait longer.
const mostWaited = 3 * time.Second

// post asks, and asks once more where that may help: when no answer came, and when Roster says to try again soon. Asking
// changes nothing, so that it is always safe.
func (c *Client) post(ctx context.Context, path string, body, answer any) error {
	sent, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("roster: %w", err)
	}
	err = c.try(ctx, path, sent, answer)
	wait, again := mayPass(err)
	if !again || ctx.Err() != nil {
		return err
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait {
		return err
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return err
	case <-timer.C:
		return c.try(ctx, path, sent, answer)
	}
}

// mayPass reports whether asking again may help, and after how long.
func mayPass(err error) (time.Duration, bool) {
	var refused *Problem
	switch {
	case err == nil:
		return 0, false
	case !errors.As(err, &refused):
		return jitter(), errors.As(err, new(unansweredError))
	case refused.Status != http.StatusServiceUnavailable && refused.Status != http.StatusTooManyRequests:
		return 0, false
	}
	return max(refused.RetryAfter, jitter()), refused.RetryAfter <= mostWaited
}

func jitter() time.Duration {
	return 50*time.Millisecond + rand.N(100*time.Millisecond) // #nosec G404 -- keeps no secret
}

// unansweredError is a request to which no answer came.
type unansweredError struct{ error }

func (e unansweredError) Unwrap() error { return e.error }

// mostAnswered is more than any answer has.
const mostAnswered = 16 << 20

func (c *Client) try(ctx context.Context, path string, body []byte, answer any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(c.Address, "/")+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("roster: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+c.Key)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	response, err := c.sender().Do(request)
	if err != nil {
		return unansweredError{fmt.Errorf("roster: no answer: %w", err)}
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(io.LimitReader(response.Body, mostAnswered))
	if err != nil {
		return unansweredError{fmt.Errorf("roster: half an answer: %w", err)}
	}
	if response.StatusCode != http.StatusOK {
		return problemOf(response, content)
	}
	if err := json.Unmarshal(content, answer); err != nil {
		return fmt.Errorf("roster: the answer cannot be read: %w", err)
	}
	return nil
}

// sender follows no redirect: the key is for that address alone.
func (c *Client) sender() *http.Client {
	var sender http.Client
	if c.HTTP != nil {
		sender = *c.HTTP
	}
	sender.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &sender
}
