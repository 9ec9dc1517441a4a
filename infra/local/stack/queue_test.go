package stack

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// TestQueue: a message that nobody deletes is hidden for the visibility time, comes again, and ends in the
// dead-letter queue after the last try. A queue that exists gets the new settings.
func TestQueue(t *testing.T) {
	ctx := t.Context()
	s := startStack(t, Config{})
	mail := Queue{Name: "mail", Visibility: time.Minute, MaxReceives: 2, DeadLetters: "mail-dead"}
	if _, err := s.CreateQueue(ctx, mail); err != nil {
		t.Fatal(err)
	}
	mail.Visibility = time.Second
	queue, err := s.CreateQueue(ctx, mail)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SQS().SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &queue.URL, MessageBody: aws.String("poison")}); err != nil {
		t.Fatal(err)
	}

	sent := time.Now()
	if got := receive(t, s, queue, 0); got != "poison" {
		t.Fatalf("first received %q", got)
	}
	if got := receive(t, s, queue, 0); got != "" {
		t.Fatalf("received %q while it was hidden", got)
	}
	if got := receive(t, s, queue, 5); got != "poison" || time.Since(sent) < time.Second {
		t.Fatalf("then received %q after %s", got, time.Since(sent))
	}
	if got := receive(t, s, queue, 2); got != "" {
		t.Fatalf("received %q a third time", got)
	}
	dead, err := s.CreateQueue(ctx, Queue{Name: "mail-dead"})
	if err != nil {
		t.Fatal(err)
	}
	if got := receive(t, s, dead, 1); got != "poison" {
		t.Fatalf("the dead-letter queue holds %q", got)
	}
}

// receive waits up to the given number of seconds for a message; "" when there is none.
func receive(t *testing.T, s *Stack, queue QueueAddress, wait int32) string {
	t.Helper()
	got, err := s.SQS().ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &queue.URL, WaitTimeSeconds: wait})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Messages) == 0 {
		return ""
	}
	return *got.Messages[0].Body
}
