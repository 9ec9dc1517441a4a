// Command lambda is the deployed binary of this function: behind the table's stream, and behind the queue of
// what it has put off.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"roster/functions/dispatch"
	"roster/shared/config"
	"roster/shared/queue"
	"roster/shared/store"
)

func main() {
	c := config.Start()
	d := dispatch.New(store.Open(c), queue.Open(c))
	lambda.Start(func(ctx context.Context, event json.RawMessage) (any, error) { return handle(ctx, d, event) })
}

// handle tells the two event sources apart: they name themselves in each record.
func handle(ctx context.Context, d *dispatch.Dispatch, event json.RawMessage) (any, error) {
	var from struct {
		Records []struct {
			EventSource string `json:"eventSource"`
		}
	}
	if err := json.Unmarshal(event, &from); err != nil {
		return nil, fmt.Errorf("the event is no batch: %w", err)
	}
	if len(from.Records) == 0 {
		return nil, errors.New("the event is no batch: it has no records")
	}
	if from.Records[0].EventSource == "aws:sqs" {
		var messages events.SQSEvent
		if err := json.Unmarshal(event, &messages); err != nil {
			return nil, err
		}
		return d.HandleLater(ctx, messages)
	}
	var changes events.DynamoDBEvent
	if err := json.Unmarshal(event, &changes); err != nil {
		return nil, err
	}
	return d.Handle(ctx, changes)
}
