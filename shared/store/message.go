package store

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// MessageLife is how long the id of a signed message is known, and what became of it is shown (product.md §3,
// Provisioning in).
const MessageLife = 72 * time.Hour

// Message is a signed message that came in. It names nobody: whom it was about is a record's id.
type Message struct {
	ID       string // as the sender calls it
	Type     string // empty where it could not be read
	Sender   account.KeyID
	Received time.Time
	Target   string // the id of the member or the invitation that it was about; empty where there is none
	Outcome  string
	Detail   string // for people; empty where the outcome says it all
}

type messageSummary struct {
	ID       string        `dynamodbav:"id"`
	Type     string        `dynamodbav:"type,omitempty"`
	Sender   account.KeyID `dynamodbav:"sender"`
	Received millis        `dynamodbav:"received"`
	Target   string        `dynamodbav:"target,omitempty"`
	Outcome  string        `dynamodbav:"outcome"`
	Detail   string        `dynamodbav:"detail,omitempty"`
}

func (m *Message) summary(received time.Time) *messageSummary {
	return &messageSummary{m.ID, m.Type, m.Sender, toMillis(received), m.Target, m.Outcome, m.Detail}
}

func (s *messageSummary) message() Message {
	return Message{s.ID, s.Type, s.Sender, s.Received.time(), s.Target, s.Outcome, s.Detail}
}

// Order is where a message stands among those about the same person. Of two the later holds, whichever comes first.
type Order struct {
	key  Key
	at   int64 // nanoseconds: senders do not agree on how exact they are
	last int64 // the one that was applied last, when the order was read; none where nobody remembers
}

const none = -1

var (
	// ErrSuperseded says that a later message about the same person was applied: this one comes too late.
	ErrSuperseded = errors.New("a later message about the same person was applied")
	// ErrOvertaken says that an earlier message was applied after the order was read: what this one found is not what it
	// comes upon. It is to be done again, with what is there now.
	ErrOvertaken = errors.New("another message about the same person was applied meanwhile")
)

type orderRecord struct {
	keys
	Kind string `dynamodbav:"kind"`
	At   int64  `dynamodbav:"at"`
	// It counts until then: nobody has kept a message for so long, and ttl only cleans.
	Until millis `dynamodbav:"until"`
	TTL   int64  `dynamodbav:"ttl"`
}

// Order is where a message about whoever has the address stands, which happened at that time by its sender's clock.
// ErrSuperseded when it comes too late.
func (f Found) Order(org account.OrganizationID, address account.Address, happened, now time.Time) (*Order, error) {
	o := &Order{key: MessageOrderKey(org, address), at: happened.UnixNano(), last: none}
	if r := read[orderRecord](f, o.key); r != nil && now.Before(r.Until.time()) {
		o.last = r.At
	}
	if o.last > o.at {
		return nil, ErrSuperseded
	}
	return o, nil
}

// move is the write by which the message becomes the last that was applied. It is refused when another did since the
// order was read: what a message leaves as it is must be what the one before has made it.
func (o *Order) move(now time.Time) write {
	until := now.Add(MessageLife)
	record := orderRecord{keys: o.key.keys(), Kind: kindMessageOrder, At: o.at, Until: toMillis(until), TTL: until.Unix()}
	asRead := expression.Name("at").Equal(expression.Value(o.last))
	if o.last == none {
		asRead = expression.AttributeNotExists(expression.Name("PK")).Or(expression.Name("until").LessThanEqual(expression.Value(toMillis(now))))
	}
	return put(record, asRead, func(now item) error {
		if r, err := decode[orderRecord](now); err == nil && r.At > o.at {
			return ErrSuperseded
		}
		return ErrOvertaken
	})
}

// AddressHolder is who has an address in the organization at that time: a member, an open invitation, or nobody.
func (f Found) AddressHolder(org account.OrganizationID, address account.Address, now time.Time) AddressTaken {
	r := read[addressRecord](f, AddressKey(org, address))
	if r == nil || r.Until != 0 && !now.Before(r.Until.time()) {
		return AddressTaken{}
	}
	return AddressTaken{Invitation: r.Invitation, Member: r.Member, Blocked: r.Blocked}
}

// MessageList asks for the signed messages that came in, the newest first.
type MessageList struct {
	Organization account.OrganizationID
	Reader       account.Actor // whose cursors these are
	Now          time.Time     // what is not kept any longer is in no list, before it is deleted, too
	Limit        int
	Cursor       string
}

// ListMessages is a page of messages, seconds late. An Invalid error when the cursor belongs to another list.
func (s *Store) ListMessages(ctx context.Context, l MessageList) (*Page[Message], error) {
	since := l.Now.Add(-MessageLife)
	return page(ctx, s, listing[Message]{
		run: run{
			index: "GSI2", partition: messagesPartition(l.Organization), backwards: true, from: at(since.Add(time.Millisecond)), to: endOfTime,
			base: func(hash string) (Key, bool) { return messageKey(l.Organization, hash), len(hash) == digestCharacters },
		},
		digest: listDigest("messages", string(l.Organization), string(l.Reader.Kind), l.Reader.ID),
		cursor: l.Cursor, limit: l.Limit, chunk: chunkFor(l.Limit, false, false),
		decode: func(i item) (Message, error) {
			r, err := decode[answerRecord](i)
			if err != nil || r.Summary == nil {
				return Message{}, unreadableError{keyOf(i), err}
			}
			return r.Summary.message(), nil
		},
		keep: func(_ context.Context, _ []string, messages []Message) ([]bool, error) {
			kept := make([]bool, len(messages))
			for i, m := range messages {
				kept[i] = m.Received.After(since)
			}
			return kept, nil
		},
	})
}

// endOfTime is behind every time that a sort key begins with.
const endOfTime = "~"
