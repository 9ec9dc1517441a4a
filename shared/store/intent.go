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
	// SCIM is what becomes of the SCIM place that the command is about, in the same transaction; nil where none is.
	SCIM *SCIMWrite
}

// Answer is the first answer of a call with an Idempotency-Key. It is kept for RepeatLife.
type Answer struct {
	Key         Key
	Fingerprint string // of the body: the same key with another body is refused
	Body        []byte // the answer as JSON, without secrets; empty while the call is in flight
	Began       time.Time

	flying time.Time
}

// RepeatLife is how long a repeat gets the first answer again (product.md §4).
const RepeatLife = 24 * time.Hour

type answerRecord struct {
	keys
	Kind        string `dynamodbav:"kind"`
	Fingerprint string `dynamodbav:"fingerprint"`
	Body        []byte `dynamodbav:"body,omitempty"`
	Began       millis `dynamodbav:"began"`
	Flying      millis `dynamodbav:"flying,omitempty"` // somebody is at it until then
	Until       millis `dynamodbav:"until"`            // it counts until then; ttl only cleans
	TTL         int64  `dynamodbav:"ttl"`
}

func (a *Answer) record() answerRecord {
	until := a.Began.Add(RepeatLife)
	return answerRecord{
		keys: a.Key.keys(), Kind: kindAnswer, Fingerprint: a.Fingerprint, Body: a.Body,
		Began: toMillis(a.Began), Flying: toMillis(a.flying), Until: toMillis(until), TTL: until.Unix(),
	}
}

func (r answerRecord) answer() *Answer {
	return &Answer{Key: Key{r.PK, r.SK}, Fingerprint: r.Fingerprint, Body: r.Body, Began: r.Began.time(), flying: r.Flying.time()}
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
		Or(expression.Name("until").LessThanEqual(expression.Value(in.At.UnixMilli())))
	return []write{put(a.record(), free, stillRunning)}
}

var stillRunning = refuse(account.InFlight, "The first call with this Idempotency-Key is still running.")
