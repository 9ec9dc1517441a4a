package provision

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// kept is what a message was answered, as it is kept for the next time.
type kept struct {
	Answer  *Received `json:"answer,omitempty"`
	Refusal *refusal  `json:"refusal,omitempty"`
}

type refusal struct {
	Code   account.Code         `json:"code"`
	Detail string               `json:"detail"`
	Fields []account.FieldError `json:"fields,omitempty"`
}

// Bounds of a refusal that is kept: a message may have a hundred thousand things wrong with it.
const (
	mostFields  = 20
	mostDetails = 300 // characters
)

// keep is the answer as it is kept, with what is shown of the message.
func (m *message) keep(out any) *store.Answer {
	shown := &store.Message{ID: m.id, Type: m.kind, Sender: m.sender, Target: m.holder}
	var k kept
	switch out := out.(type) {
	case *answer:
		k.Answer = &out.Body
		shown.Outcome, shown.Detail = string(out.Body.Outcome), out.Body.Detail
		shown.Target = cmp.Or(out.Body.Member, out.Body.Invitation, m.holder)
	case error:
		k.Refusal = refusalOf(out)
		shown.Outcome, shown.Detail = string(Refused), k.Refusal.words()
	}
	body, err := json.Marshal(k)
	if err != nil {
		panic(fmt.Errorf("what became of a message cannot be kept: %w", err)) // only a type that is wrong
	}
	return &store.Answer{Key: m.key, Fingerprint: m.fingerprint, Body: body, Message: shown}
}

func refusalOf(err error) *refusal {
	var e *account.Error
	if !errors.As(err, &e) {
		panic(fmt.Errorf("a fault is no refusal: %w", err)) // only a rule that answers otherwise
	}
	r := &refusal{Code: e.Code, Detail: e.Detail}
	for _, f := range e.Fields[:min(mostFields, len(e.Fields))] {
		r.Fields = append(r.Fields, account.FieldError{Location: short(f.Location), Message: short(f.Message)})
	}
	return r
}

// words is the refusal in a line.
func (r *refusal) words() string {
	words := r.Detail
	if len(r.Fields) > 0 {
		words = r.Fields[0].Location + " " + r.Fields[0].Message
	}
	return short(words)
}

func short(text string) string {
	if runes := []rune(text); len(runes) > mostDetails {
		return string(runes[:mostDetails]) + "…"
	}
	return text
}

// again is the first answer of the message once more.
func (m *message) again(c *web.Call) (*answer, error) {
	first := c.Found.Answer(m.key, c.Now)
	switch {
	case first == nil:
		return nil, account.Refuse(account.InFlight, "The same message is worked on just now.")
	case first.Fingerprint != m.fingerprint:
		return nil, account.Refuse(account.Conflict, "Another message came with this webhook-id. Give each message an id of its own.")
	}
	var k kept
	if err := json.Unmarshal(first.Body, &k); err != nil || k.Answer == nil && k.Refusal == nil {
		return nil, fmt.Errorf("what became of a message cannot be read: %w", err)
	}
	if r := k.Refusal; r != nil {
		refused := account.Refuse(r.Code, "%s", r.Detail)
		refused.Fields = r.Fields
		return nil, refused
	}
	return &answer{*k.Answer}, nil
}
