package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Later is a message of the queue of what the stream's consumer could not work off: the key of the event, or
// of the person, that is to be tried again. The record itself is read from the table then.
type Later struct {
	PK string `json:"pk"`
	SK string `json:"sk"`
}

// laterDelay leaves time for what was wrong to pass.
const laterDelay = 5 * time.Minute

// SendLater puts a message into the queue of what is tried again later.
func (q *Queues) SendLater(ctx context.Context, l Later) error {
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return q.send(ctx, q.later, laterDelay, []message{{body: string(body)}})[0]
}

// KeepsLater reports whether there is a queue for what is tried again later.
func (q *Queues) KeepsLater() bool { return q.later != "" }

// ReadLater reads a message.
func ReadLater(body string) (Later, error) {
	var l Later
	if err := json.Unmarshal([]byte(body), &l); err != nil {
		return Later{}, fmt.Errorf("later queue: the message is no JSON: %w", err)
	}
	if l.PK == "" || l.SK == "" {
		return Later{}, fmt.Errorf("later queue: a message names no key")
	}
	return l, nil
}
