package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"roster/shared/account"
	"roster/shared/store"
)

// Repeatable is embedded in the input of every POST that creates or acts.
type Repeatable struct {
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"A repeat with the same key within 24 hours gets the first answer again"`
}

func (r Repeatable) idempotencyKey() string { return r.IdempotencyKey }

type repeatable interface{ idempotencyKey() string }

// repeat is what the edge knows of a call with an Idempotency-Key.
type repeat struct {
	key         store.Key
	fingerprint string
	first       *store.Answer // nil for a call that is made for the first time
}

func (c *Call) readRepeat(method string, inbound *inbound, in any) error {
	r, ok := in.(repeatable)
	if !ok || r.idempotencyKey() == "" {
		return nil
	}
	whole, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("the input has no fingerprint: %w", err)
	}
	sum := sha256.Sum256(whole)
	actor := account.Actor{Kind: account.ByUser, ID: string(inbound.ticket.User)}
	if inbound.hasKey {
		actor = account.Actor{Kind: account.ByKey, ID: string(inbound.key.ID)}
	}
	c.repeat = &repeat{
		key:         store.RepeatKey(actor, method, inbound.path, r.idempotencyKey()),
		fingerprint: base64.RawURLEncoding.EncodeToString(sum[:]),
	}
	return nil
}

// replay puts the first answer of the call into out and reports whether there was one.
func (c *Call) replay(out any) (bool, error) {
	if c.repeat == nil {
		return false, nil
	}
	first := c.Found.Answer(c.repeat.key, c.Now)
	switch {
	case first == nil:
		return false, nil
	case first.Fingerprint != c.repeat.fingerprint:
		return false, account.Refuse(account.IdempotencyMismatch, "This Idempotency-Key was used for another request. Take a new one.")
	case first.InFlight(c.Now):
		return false, account.Refuse(account.InFlight, "The first call with this Idempotency-Key is still running.")
	case len(first.Body) == 0: // it began and died: this call completes it
		c.repeat.first = first
		return false, nil
	}
	if err := json.Unmarshal(first.Body, out); err != nil {
		return false, fmt.Errorf("the first answer cannot be read: %w", err)
	}
	return true, nil
}

// Flight is the call as the store keeps it while it runs through many transactions; nil without an
// Idempotency-Key. For a call that began before and died it is that one, and resumed is true.
func (c *Call) Flight() (flight *store.Answer, resumed bool) {
	switch {
	case c.repeat == nil:
		return nil, false
	case c.repeat.first != nil:
		return c.repeat.first, true
	}
	return &store.Answer{Key: c.repeat.key, Fingerprint: c.repeat.fingerprint, Began: c.Now}, false
}

func (r *repeat) answer(out any, now time.Time) *store.Answer {
	body, err := json.Marshal(out)
	if err != nil {
		panic(fmt.Errorf("an answer cannot be kept: %w", err)) // only an output type that is wrong
	}
	return &store.Answer{Key: r.key, Fingerprint: r.fingerprint, Body: body, Began: now}
}
