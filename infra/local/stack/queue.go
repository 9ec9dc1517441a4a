package stack

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Queue describes a queue and, with MaxReceives, the dead-letter queue behind it.
type Queue struct {
	Name string
	// Visibility is how long a received message stays hidden, in whole seconds.
	Visibility time.Duration
	// MaxReceives is how often a message is handed out before it goes to DeadLetters. 0: for ever.
	MaxReceives int
	DeadLetters string // name of that queue
}

// QueueAddress is what programs need of a queue that exists.
type QueueAddress struct{ URL, ARN string }

// CreateQueue makes the queue, and its dead-letter queue, unless they exist already; the settings are
// applied either way. It returns the queue's own address.
func (s *Stack) CreateQueue(ctx context.Context, queue Queue) (QueueAddress, error) {
	client := s.SQS()
	attributes := map[string]string{}
	if queue.Visibility > 0 {
		attributes[string(types.QueueAttributeNameVisibilityTimeout)] = strconv.Itoa(int(queue.Visibility.Seconds()))
	}
	if queue.MaxReceives > 0 {
		dead, err := ensureQueue(ctx, client, queue.DeadLetters)
		if err != nil {
			return QueueAddress{}, err
		}
		policy, err := json.Marshal(map[string]any{"deadLetterTargetArn": dead.ARN, "maxReceiveCount": queue.MaxReceives})
		if err != nil {
			return QueueAddress{}, err
		}
		attributes[string(types.QueueAttributeNameRedrivePolicy)] = string(policy)
	}
	address, err := ensureQueue(ctx, client, queue.Name)
	if err != nil || len(attributes) == 0 {
		return address, err
	}
	_, err = client.SetQueueAttributes(ctx, &sqs.SetQueueAttributesInput{QueueUrl: &address.URL, Attributes: attributes})
	if err != nil {
		return QueueAddress{}, fmt.Errorf("settings of the queue %s: %w", queue.Name, err)
	}
	return address, nil
}

// SQS is a client of the local queues.
func (s *Stack) SQS() *sqs.Client {
	return sqs.NewFromConfig(AWS(), func(o *sqs.Options) { o.BaseEndpoint = &s.Queues })
}

func ensureQueue(ctx context.Context, client *sqs.Client, name string) (QueueAddress, error) {
	made, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: &name})
	if err != nil {
		return QueueAddress{}, fmt.Errorf("queue %s: %w", name, err)
	}
	arn := types.QueueAttributeNameQueueArn
	known, err := client.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl: made.QueueUrl, AttributeNames: []types.QueueAttributeName{arn},
	})
	if err != nil {
		return QueueAddress{}, fmt.Errorf("queue %s: %w", name, err)
	}
	return QueueAddress{URL: aws.ToString(made.QueueUrl), ARN: known.Attributes[string(arn)]}, nil
}
