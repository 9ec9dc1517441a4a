// Package poll does in the local run what event source mappings and EventBridge do in a deployment: it reads a
// table's stream, the queues and the mails that SES took, and calls the same handlers with the same event types.
// Delivery is at least once; partial batch responses are honored.
package poll

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

// StreamHandler is a Lambda function behind a DynamoDB stream.
type StreamHandler func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error)

// QueueHandler is a Lambda function behind an SQS queue.
type QueueHandler func(context.Context, events.SQSEvent) (events.SQSEventResponse, error)

const (
	handlerTime = 2 * time.Minute  // for one batch; DynamoDB Local is slower than DynamoDB
	grace       = 10 * time.Second // for a batch that is under way when the run is stopped
)

// invoke calls a handler as Lambda does: with a deadline and a request id, a panic being an error. When ctx
// ends the handler may finish first.
func invoke[Event, Response any](ctx context.Context, handler func(context.Context, Event) (Response, error), event Event) (response Response, err error) {
	stopped := ctx
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handlerTime)
	defer cancel()
	defer context.AfterFunc(stopped, func() { time.AfterFunc(grace, cancel) })()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return handler(lambdacontext.NewContext(ctx, &lambdacontext.LambdaContext{AwsRequestID: requestID()}), event)
}

func requestID() string { return fmt.Sprintf("local-%016x", rand.Uint64()) }

// sleep waits, and returns false when the context has ended.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// backOff is how long to wait before the next try: 100 ms, doubled each time, at most 10 s.
func backOff(failures int) time.Duration {
	return min(100*time.Millisecond<<min(failures, 10), 10*time.Second)
}
