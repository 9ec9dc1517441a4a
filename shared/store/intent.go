package store

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// Intent is who writes, where, when and on whose request. Every command takes one, so that no write is
// without its actor and none without its event.
type Intent struct {
	Organization account.OrganizationID
	Actor        account.Actor
	RequestID    string
	At           time.Time
	Answer       *Answer // what a repeat of the call shall be answered; nil without Idempotency-Key
}

// Answer is the first answer of a call with an Idempotency-Key. It is kept for RepeatLife.
type Answer struct {
	Key         Key
	Fingerprint string // of the body: the same key with another body is refused
	Body        []byte // the answer as JSON, without secrets; empty while the call is in flight
	Began       time.Time
}

// RepeatLife is how long a repeat gets the first answer again (product.md §4).
const RepeatLife = 24 * time.Hour

// flightLife is how long a bulk call that has begun is taken to be still running: a little more than the
// gateway waits.
const flightLife = 35 * time.Second

type answerRecord struct {
	keys
	Kind        string `dynamodbav:"kind"`
	Fingerprint string `dynamodbav:"fingerprint"`
	Body        []byte `dynamodbav:"body,omitempty"`
	Began       millis `dynamodbav:"began"`
	Until       millis `dynamodbav:"until"` // it counts until then; ttl only cleans
	TTL         int64  `dynamodbav:"ttl"`
}

// InFlight reports whether the first call may still be running at that time.
func (a *Answer) InFlight(now time.Time) bool {
	return len(a.Body) == 0 && now.Before(a.Began.Add(flightLife))
}

func (a *Answer) record() answerRecord {
	until := a.Began.Add(RepeatLife)
	return answerRecord{
		keys: a.Key.keys(), Kind: kindAnswer, Fingerprint: a.Fingerprint, Body: a.Body,
		Began: millis(a.Began.UnixMilli()), Until: millis(until.UnixMilli()), TTL: until.Unix(),
	}
}

func (r answerRecord) answer() *Answer {
	return &Answer{Key: Key{r.PK, r.SK}, Fingerprint: r.Fingerprint, Body: r.Body, Began: r.Began.time()}
}

// remember is the write that keeps the answer in the command's own transaction. Two calls with the same
// key at once: the one that comes second is told that the first is in flight.
func (in Intent) remember() []write {
	if in.Answer == nil {
		return nil
	}
	a := *in.Answer
	a.Began = in.At
	free := expression.AttributeNotExists(expression.Name("PK")).
		Or(expression.Name("until").LessThan(expression.Value(in.At.UnixMilli())))
	return []write{put(a.record(), free, refuse(account.InFlight, "The first call with this Idempotency-Key is still running."))}
}
