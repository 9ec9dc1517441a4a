package poll

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"roster/infra/local/stack"
)

// TestQueueDelivery: only what the handler has done is deleted; the rest comes again and, after its last
// try, lies in the dead-letter queue.
func TestQueueDelivery(t *testing.T) {
	one := func(id string) events.SQSEventResponse {
		return events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{{ItemIdentifier: id}}}
	}
	tests := []struct {
		rule   string
		answer func(poison events.SQSMessage) (events.SQSEventResponse, error)
		dead   []string
	}{
		{
			rule:   "a reported message alone ends as a dead letter",
			answer: func(poison events.SQSMessage) (events.SQSEventResponse, error) { return one(poison.MessageId), nil },
			dead:   []string{"poison"},
		},
		{
			rule: "an error fails the whole batch",
			answer: func(events.SQSMessage) (events.SQSEventResponse, error) {
				return events.SQSEventResponse{}, errors.New("on purpose")
			},
			dead: []string{"good", "poison"},
		},
		{
			rule:   "a panic fails the whole batch",
			answer: func(events.SQSMessage) (events.SQSEventResponse, error) { panic("on purpose") },
			dead:   []string{"good", "poison"},
		},
		{
			rule:   "a failure that names no message fails the whole batch",
			answer: func(events.SQSMessage) (events.SQSEventResponse, error) { return one(""), nil },
			dead:   []string{"good", "poison"},
		},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			t.Parallel()
			queue, dead := newQueue(t)
			queue.Handler = func(_ context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
				for _, message := range event.Records {
					if message.Body == "poison" {
						return test.answer(message)
					}
				}
				// Of a batch that failed whole, each message is failed again when it comes alone.
				if slices.Contains(test.dead, "good") {
					return events.SQSEventResponse{}, errors.New("on purpose")
				}
				return events.SQSEventResponse{}, nil
			}
			send(t, queue, "good", "poison")
			letters := collect(t, dead)
			during(t, queue.Run, func() bool { return len(letters()) >= len(test.dead) })
			got := letters()
			slices.Sort(got)
			ordered(t, "dead letters", got, test.dead)
			if n := left(t, queue); n != 0 {
				t.Errorf("%d messages are left in the queue", n)
			}
		})
	}
}

// TestQueueMessagesAreLikeLambdas: body, attributes and origin are those that Lambda gives.
func TestQueueMessagesAreLikeLambdas(t *testing.T) {
	queue, _ := newQueue(t)
	got := make(chan events.SQSMessage, 1)
	queue.Handler = func(_ context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
		got <- event.Records[0]
		return events.SQSEventResponse{}, nil
	}
	_, err := queue.Client.SendMessage(t.Context(), &sqs.SendMessageInput{
		QueueUrl: &queue.URL, MessageBody: aws.String(`{"event":"evt_1"}`),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"letter": {DataType: aws.String("String"), StringValue: aws.String("invitation")},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	during(t, queue.Run, func() bool { return len(got) > 0 })
	message := <-got
	if message.Body != `{"event":"evt_1"}` || message.EventSource != "aws:sqs" || message.EventSourceARN != queue.ARN ||
		message.AWSRegion != stack.Region || message.MessageId == "" || message.ReceiptHandle == "" {
		t.Errorf("message %+v", message)
	}
	if count := message.Attributes["ApproximateReceiveCount"]; count != "1" {
		t.Errorf("ApproximateReceiveCount is %q", count)
	}
	if letter := message.MessageAttributes["letter"]; letter.DataType != "String" || aws.ToString(letter.StringValue) != "invitation" {
		t.Errorf("attribute %+v", letter)
	}
}

// TestQueueFinishesWhatItReceived: a batch that is under way when the run stops is finished and deleted.
func TestQueueFinishesWhatItReceived(t *testing.T) {
	queue, _ := newQueue(t)
	started := make(chan struct{})
	queue.Handler = func(ctx context.Context, _ events.SQSEvent) (events.SQSEventResponse, error) {
		close(started)
		select {
		case <-time.After(300 * time.Millisecond):
			return events.SQSEventResponse{}, nil
		case <-ctx.Done():
			return events.SQSEventResponse{}, ctx.Err()
		}
	}
	send(t, queue, "mail")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { queue.Run(ctx); close(ended) }()
	<-started
	stop()
	<-ended
	if n := left(t, queue); n != 0 {
		t.Errorf("%d messages are left in the queue", n)
	}
}

// newQueue makes a queue whose messages come again after a second, and die after two tries.
func newQueue(t *testing.T) (queue Queue, dead stack.QueueAddress) {
	t.Helper()
	name := fmt.Sprintf("mail-%d", time.Now().UnixNano())
	made, err := services.CreateQueue(t.Context(), stack.Queue{Name: name, Visibility: time.Second, MaxReceives: 2, DeadLetters: name + "-dead"})
	if err != nil {
		t.Fatal(err)
	}
	if dead, err = services.CreateQueue(t.Context(), stack.Queue{Name: name + "-dead"}); err != nil {
		t.Fatal(err)
	}
	return Queue{Client: services.SQS(), URL: made.URL, ARN: made.ARN, Region: stack.Region, Log: quiet()}, dead
}

func send(t *testing.T, queue Queue, bodies ...string) {
	t.Helper()
	for _, body := range bodies {
		if _, err := queue.Client.SendMessage(t.Context(), &sqs.SendMessageInput{QueueUrl: &queue.URL, MessageBody: &body}); err != nil {
			t.Fatal(err)
		}
	}
}

// collect takes the messages out of a queue, until the test ends, and returns what it has so far.
func collect(t *testing.T, from stack.QueueAddress) func() []string {
	var mu sync.Mutex
	var all []string
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	queue := Queue{
		Client: services.SQS(), URL: from.URL, Log: quiet(),
		Handler: func(_ context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
			mu.Lock()
			defer mu.Unlock()
			for _, message := range event.Records {
				all = append(all, message.Body)
			}
			return events.SQSEventResponse{}, nil
		},
	}
	go queue.Run(ctx)
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

// left counts what is in the queue once all of it can be seen again.
func left(t *testing.T, queue Queue) int {
	t.Helper()
	time.Sleep(1200 * time.Millisecond)
	got, err := queue.Client.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &queue.URL, MaxNumberOfMessages: 10})
	if err != nil {
		t.Fatal(err)
	}
	return len(got.Messages)
}
