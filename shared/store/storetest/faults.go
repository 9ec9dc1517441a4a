package storetest

import (
	"context"
	"sync"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/smithy-go/middleware"
)

// Faults lets a test stand between a store and DynamoDB. It is safe for many goroutines.
type Faults struct {
	lock   sync.Mutex
	before func(operation string) error
}

// Before has the test asked before each request: "TransactWriteItems". An error of it keeps the request from
// being sent, as if the program had died there; nil takes the question back.
func (f *Faults) Before(ask func(operation string) error) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.before = ask
}

// Option puts the faults into a store.
func (f *Faults) Option(o *dynamodb.Options) {
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("Faults", f.handle), middleware.Before)
	})
}

func (f *Faults) handle(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
	f.lock.Lock()
	before := f.before
	f.lock.Unlock()
	if before != nil {
		if err := before(awsmiddleware.GetOperationName(ctx)); err != nil {
			return middleware.InitializeOutput{}, middleware.Metadata{}, err
		}
	}
	return next.HandleInitialize(ctx, in)
}
