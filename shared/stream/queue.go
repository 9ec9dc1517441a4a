package stream

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// Message is one message of a queue.
type Message struct {
	ID       string
	Body     string
	Receives int       // how often it was received, this time included
	SentAt   time.Time // when it was put into the queue
}

// EachMessage gives the messages of a batch to handle, one after the other. Those for which it answers an error
// or panics stay in the queue and come again; the others are done.
func EachMessage(ctx context.Context, e events.SQSEvent, handle func(context.Context, Message) error) events.SQSEventResponse {
	response := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	for _, m := range Messages(e) {
		if err := Guard(func() error { return handle(ctx, m) }); err != nil {
			slog.ErrorContext(ctx, "a message failed", "message", m.ID, "receives", m.Receives, "cause", err.Error())
			response.BatchItemFailures = append(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.ID})
		}
	}
	return response
}

// Messages are those of a batch, for who works on them side by side.
func Messages(e events.SQSEvent) []Message {
	messages := make([]Message, len(e.Records))
	for i, received := range e.Records {
		messages[i] = messageOf(received)
	}
	return messages
}

func messageOf(received events.SQSMessage) Message {
	m := Message{ID: received.MessageId, Body: received.Body}
	m.Receives, _ = strconv.Atoi(received.Attributes["ApproximateReceiveCount"])
	if sent, err := strconv.ParseInt(received.Attributes["SentTimestamp"], 10, 64); err == nil {
		m.SentAt = time.UnixMilli(sent).UTC()
	}
	return m
}
