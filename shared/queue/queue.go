// Package queue sends messages to Roster's queues. It is the only package that knows SQS. Receiving is the
// event source mapping's: a function is handed its messages, and package stream reads them.
package queue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"roster/shared/config"
)

// Queues is where messages go. It is safe for use by many goroutines.
type Queues struct {
	sqs                   *sqs.Client
	mail, later, webhooks string // addresses of the queues
}

// Open connects to the queues that the configuration names. It sends nothing.
func Open(c config.Config, options ...func(*sqs.Options)) *Queues {
	o := sqs.Options{
		Region:      c.AWS.Region,
		Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, c.AWS.SessionToken),
		HTTPClient:  &http.Client{Timeout: 10 * time.Second},
	}
	if c.AWS.SQSEndpoint != "" {
		o.BaseEndpoint = aws.String(c.AWS.SQSEndpoint)
	}
	return &Queues{sqs: sqs.New(o, options...), mail: c.Mail.QueueURL, later: c.LaterQueueURL, webhooks: c.Webhooks.QueueURL}
}

// MostDelay is how long SQS keeps a message back at most.
const MostDelay = 15 * time.Minute

// SendMails puts messages into the mail queue; they are delivered after the delay, which is cut to MostDelay.
// The answer has one error for each mail, nil for those that are sent.
//
// They are grouped by organization: while one has thousands waiting, SQS lets the mail of the others pass (fair
// queues of SQS).
func (q *Queues) SendMails(ctx context.Context, delay time.Duration, mails ...Mail) []error {
	messages := make([]message, len(mails))
	for i, m := range mails {
		messages[i] = message{m.Body(), string(m.Organization)}
	}
	return q.send(ctx, q.mail, delay, messages)
}

// message is what is sent, and whose it is; the group may be empty.
type message struct{ body, group string }

// batch is how many messages one request to SQS takes.
const batch = 10

func (q *Queues) send(ctx context.Context, queue string, delay time.Duration, messages []message) []error {
	results := make([]error, 0, len(messages))
	for some := range slices.Chunk(messages, batch) {
		results = append(results, q.sendBatch(ctx, queue, delay, some)...)
	}
	return results
}

func (q *Queues) sendBatch(ctx context.Context, queue string, delay time.Duration, messages []message) []error {
	results := make([]error, len(messages))
	if queue == "" {
		return all(results, errNoQueue)
	}
	in := &sqs.SendMessageBatchInput{QueueUrl: &queue}
	for i, m := range messages {
		entry := types.SendMessageBatchRequestEntry{
			Id: aws.String(strconv.Itoa(i)), MessageBody: aws.String(m.body),
			DelaySeconds: int32(min(delay, MostDelay) / time.Second), // #nosec G115 -- at most 900
		}
		if m.group != "" {
			entry.MessageGroupId = aws.String(m.group)
		}
		in.Entries = append(in.Entries, entry)
	}
	out, err := q.sqs.SendMessageBatch(ctx, in)
	if err != nil {
		return all(results, fmt.Errorf("send: %w", err))
	}
	for _, failed := range out.Failed {
		if i, err := strconv.Atoi(aws.ToString(failed.Id)); err == nil && i < len(results) {
			results[i] = fmt.Errorf("send: %s: %s", aws.ToString(failed.Code), aws.ToString(failed.Message))
		}
	}
	return results
}

// errNoQueue is a message for a queue that the configuration does not name.
var errNoQueue = errors.New("send: the queue is not configured")

func all(results []error, err error) []error {
	for i := range results {
		results[i] = err
	}
	return results
}
