package storetest

import (
	"context"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go/middleware"
)

// Counter notes what a store reads and writes, so that a test can hold it to a budget of units: Written and Read.
// It is safe for many goroutines.
type Counter struct {
	lock    sync.Mutex
	written []writtenKey
	read    float64
}

type writtenKey struct {
	pk, sk        string
	transactional bool
}

// Option makes a store count here.
func (c *Counter) Option(o *dynamodb.Options) {
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("Counter", c.handle), middleware.After)
	})
}

func (c *Counter) handle(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleInitialize(ctx, in)
	if err != nil {
		return out, metadata, err
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	switch sent := in.Parameters.(type) {
	case *dynamodb.PutItemInput:
		c.wrote(sent.Item, false)
	case *dynamodb.UpdateItemInput:
		c.wrote(sent.Key, false)
	case *dynamodb.DeleteItemInput:
		c.wrote(sent.Key, false)
	case *dynamodb.TransactWriteItemsInput:
		for _, w := range sent.TransactItems {
			c.wrote(keyOf(w), true)
		}
	case *dynamodb.BatchGetItemInput:
		c.got(sent, out.Result.(*dynamodb.BatchGetItemOutput))
	case *dynamodb.QueryInput:
		c.queried(sent, out.Result.(*dynamodb.QueryOutput))
	}
	return out, metadata, nil
}

func (c *Counter) wrote(item Item, transactional bool) {
	c.written = append(c.written, writtenKey{text(item["PK"]), text(item["SK"]), transactional})
}

func keyOf(w types.TransactWriteItem) Item {
	switch {
	case w.Put != nil:
		return w.Put.Item
	case w.Update != nil:
		return w.Update.Key
	case w.Delete != nil:
		return w.Delete.Key
	}
	return w.ConditionCheck.Key
}

// got counts each item by itself, and one unit for a key under which there is nothing.
func (c *Counter) got(sent *dynamodb.BatchGetItemInput, out *dynamodb.BatchGetItemOutput) {
	for table, keys := range sent.RequestItems {
		units := float64(len(keys.Keys) - len(out.Responses[table]))
		for _, item := range out.Responses[table] {
			units += started(sizeOf(item), readUnit)
		}
		c.read += units * share(keys.ConsistentRead)
	}
}

// queried counts the page as one.
func (c *Counter) queried(sent *dynamodb.QueryInput, out *dynamodb.QueryOutput) {
	size := 0
	for _, item := range out.Items {
		size += sizeOf(item)
	}
	c.read += max(1, started(size, readUnit)) * share(sent.ConsistentRead)
}

// share is what an eventually consistent read costs of a strongly consistent one.
func share(consistent *bool) float64 {
	if aws.ToBool(consistent) {
		return 1
	}
	return 0.5
}
