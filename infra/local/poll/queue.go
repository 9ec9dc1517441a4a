package poll

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Queue calls a handler with the messages of a queue. What the handler reports as failed, or all of a batch
// when it returns an error, stays in the queue and comes again after the visibility time.
type Queue struct {
	Client  *sqs.Client
	URL     string
	ARN     string
	Region  string
	Handler QueueHandler
	// BatchSize is the most messages in one call, 1 to 10. 0: 10.
	BatchSize int
	// Concurrency is how many batches may be under way at once. 0: 1.
	Concurrency int
	Log         *slog.Logger
}

// Run receives until the context ends; a batch under way is finished first.
func (q Queue) Run(ctx context.Context) {
	q.BatchSize, q.Concurrency = orElse(q.BatchSize, 10), orElse(q.Concurrency, 1)
	var receivers sync.WaitGroup
	for range q.Concurrency {
		receivers.Go(func() { q.receive(ctx) })
	}
	receivers.Wait()
}

func (q Queue) receive(ctx context.Context) {
	for failures := 0; ctx.Err() == nil; {
		got, err := q.Client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
			QueueUrl:                    &q.URL,
			MaxNumberOfMessages:         int32(q.BatchSize), // #nosec G115 -- at most 10
			WaitTimeSeconds:             20,
			MessageAttributeNames:       []string{"All"},
			MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameAll},
		})
		if err != nil {
			if ctx.Err() == nil && failures == 3 {
				q.Log.Warn("the queue cannot be read", "queue", q.ARN, "error", err)
			}
			sleep(ctx, backOff(failures))
			failures++
			continue
		}
		failures = 0
		if len(got.Messages) == 0 {
			continue
		}
		if err := q.deliver(ctx, got.Messages); err != nil {
			q.Log.Warn("messages failed and will come again", "queue", q.ARN, "error", err)
		}
	}
}

// deliver calls the handler and deletes what it has done.
func (q Queue) deliver(ctx context.Context, messages []types.Message) error {
	event := events.SQSEvent{Records: make([]events.SQSMessage, len(messages))}
	for i, message := range messages {
		event.Records[i] = q.toEvent(message)
	}
	response, err := invoke(ctx, q.Handler, event)
	if err != nil {
		return err
	}
	failed := map[string]bool{}
	for _, failure := range response.BatchItemFailures {
		failed[failure.ItemIdentifier] = true
	}
	var done []types.DeleteMessageBatchRequestEntry
	for _, message := range messages {
		if failed[*message.MessageId] {
			delete(failed, *message.MessageId)
			continue
		}
		done = append(done, types.DeleteMessageBatchRequestEntry{Id: message.MessageId, ReceiptHandle: message.ReceiptHandle})
	}
	if len(failed) > 0 { // as with Lambda, the whole batch has failed then
		return errors.New("the handler reported a message that is not in its batch")
	}
	// What is done is deleted even when the run is being stopped.
	return errors.Join(q.remove(context.WithoutCancel(ctx), done), reported(len(messages)-len(done), len(messages)))
}

func (q Queue) remove(ctx context.Context, done []types.DeleteMessageBatchRequestEntry) error {
	if len(done) == 0 {
		return nil
	}
	result, err := q.Client.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{QueueUrl: &q.URL, Entries: done})
	if err == nil && len(result.Failed) > 0 {
		err = fmt.Errorf("%d messages could not be deleted", len(result.Failed))
	}
	return err
}

func reported(failed, all int) error {
	if failed == 0 {
		return nil
	}
	return fmt.Errorf("%d of %d messages were reported", failed, all)
}

func (q Queue) toEvent(message types.Message) events.SQSMessage {
	attributes := map[string]events.SQSMessageAttribute{}
	for name, value := range message.MessageAttributes {
		attributes[name] = events.SQSMessageAttribute{
			StringValue: value.StringValue, BinaryValue: value.BinaryValue, DataType: aws.ToString(value.DataType),
			StringListValues: value.StringListValues, BinaryListValues: value.BinaryListValues,
		}
	}
	return events.SQSMessage{
		MessageId:              aws.ToString(message.MessageId),
		ReceiptHandle:          aws.ToString(message.ReceiptHandle),
		Body:                   aws.ToString(message.Body),
		Md5OfBody:              aws.ToString(message.MD5OfBody),
		Md5OfMessageAttributes: aws.ToString(message.MD5OfMessageAttributes),
		Attributes:             message.Attributes,
		MessageAttributes:      attributes,
		EventSourceARN:         q.ARN,
		EventSource:            "aws:sqs",
		AWSRegion:              q.Region,
	}
}
