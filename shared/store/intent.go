package store

import (
	"strings"
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
	Order        *Order  // of messages about one person, for a command that came by one; nil else
	// SCIM is what becomes of the SCIM place that the command is about, in the same transaction; nil where none is.
	SCIM *SCIMWrite
}

// Answer is the first answer of a call with an Idempotency-Key, or to a signed message. It is kept for RepeatLife, or for
// MessageLife.
type Answer struct {
	Key         Key
	Fingerprint string // of the body: the same key with another body is refused
	Body        []byte // the answer as JSON, without secrets; empty while the call is in flight
	Began       time.Time
	Message     *Message // what came in, for whoever reads what did; nil for a call

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

	Summary *messageSummary `dynamodbav:"summary,omitempty"`
}

func (a *Answer) record() answerRecord {
	until := a.Began.Add(RepeatLife)
	if a.Message != nil {
		until = a.Began.Add(MessageLife)
	}
	r := answerRecord{
		keys: a.Key.keys(), Kind: kindAnswer, Fingerprint: a.Fingerprint, Body: a.Body,
		Began: toMillis(a.Began), Flying: toMillis(a.flying), Until: toMillis(until), TTL: until.Unix(),
	}
	if a.Message != nil {
		hash := idIn(a.Key.pk)
		r.Kind, r.Summary = kindMessage, a.Message.summary(a.Began)
		r.GSI2PK, r.GSI2SK = strings.TrimSuffix(a.Key.pk, "#"+hash), at(a.Began)+"#"+hash
	}
	return r
}

func (r answerRecord) answer() *Answer {
	return &Answer{Key: Key{r.PK, r.SK}, Fingerprint: r.Fingerprint, Body: r.Body, Began: r.Began.time(), flying: r.Flying.time()}
}

// remember is the writes that keep the answer, and the order of messages, in the command's own transaction. Two calls
// with the same key at once: the one that comes second is told that the first is in flight.
func (in Intent) remember() []write {
	var writes []write
	if in.Answer != nil {
		a := *in.Answer
		a.Began = in.At
		free := expression.AttributeNotExists(expression.Name("PK")).
			Or(expression.Name("until").LessThanEqual(expression.Value(in.At.UnixMilli())))
		writes = append(writes, put(a.record(), free, stillRunning))
	}
	if in.Order != nil {
		writes = append(writes, in.Order.move(in.At))
	}
	return writes
}

var stillRunning = refuse(account.InFlight, "The first call with this Idempotency-Key is still running.")
