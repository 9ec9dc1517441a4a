// Package queuetest gives each test queues of its own on the local SQS.
package queuetest

import (
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/oklog/ulid/v2"

	"roster/shared/config"
)

// Box is the queues of one test.
type Box struct {
	t      testing.TB
	client *sqs.Client
}

// Open makes a mail queue, a webhook queue and a queue of what is done later, and names them in the configuration. The test
// fails when no SQS runs: `make test` starts it.
func Open(t testing.TB, c *config.Config) *Box {
	t.Helper()
	c.AWS.SQSEndpoint = os.Getenv("ROSTER_TEST_SQS")
	if c.AWS.SQSEndpoint == "" {
		t.Fatal("ROSTER_TEST_SQS is not set: run the tests with `make test`, or behind `go run ./infra/local/testdb --`")
	}
	b := &Box{t, sqs.New(sqs.Options{
		Region: c.AWS.Region, BaseEndpoint: aws.String(c.AWS.SQSEndpoint),
		Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, ""),
	})}
	c.Mail.QueueURL, c.LaterQueueURL, c.Webhooks.QueueURL = b.create("mail-"), b.create("later-"), b.create("webhooks-")
	return b
}

func (b *Box) create(prefix string) string {
	b.t.Helper()
	out, err := b.client.CreateQueue(b.t.Context(), &sqs.CreateQueueInput{QueueName: aws.String(prefix + strings.ToLower(ulid.Make().String()))})
	if err != nil {
		b.t.Fatal(err)
	}
	return aws.ToString(out.QueueUrl)
}

// Bodies takes every message out of a queue that can be received now, in no order.
func (b *Box) Bodies(url string) []string {
	b.t.Helper()
	var bodies []string
	for {
		out, err := b.client.ReceiveMessage(b.t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &url, MaxNumberOfMessages: 10})
		if err != nil {
			b.t.Fatal(err)
		}
		if len(out.Messages) == 0 {
			return bodies
		}
		for _, m := range out.Messages {
			bodies = append(bodies, aws.ToString(m.Body))
			if _, err := b.client.DeleteMessage(b.t.Context(), &sqs.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: m.ReceiptHandle}); err != nil {
				b.t.Fatal(err)
			}
		}
	}
}

// Delayed is how many messages of a queue are kept back.
func (b *Box) Delayed(url string) string {
	b.t.Helper()
	const delayed = "ApproximateNumberOfMessagesDelayed"
	out, err := b.client.GetQueueAttributes(b.t.Context(), &sqs.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{delayed}})
	if err != nil {
		b.t.Fatal(err)
	}
	return out.Attributes[delayed]
}
