package store

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// handledRecord marks that a consumer has done its work for an event.
type handledRecord struct {
	keys
	Kind string `dynamodbav:"kind"`
	TTL  int64  `dynamodbav:"ttl"`
}

// handledLife outlasts every way by which an event can come again: a day in the stream, and two weeks each in
// the queue of what is done later and among its dead letters.
const handledLife = 35 * 24 * time.Hour

// handledOnce is the mark, refused when it is there already.
func handledOnce(consumer string, e account.Event) write {
	mark := handledRecord{keys: handledKey(consumer, e.ID, "").keys(), Kind: kindHandled, TTL: e.At.Add(handledLife).Unix()}
	return put(mark, expression.AttributeNotExists(expression.Name("PK")), nil)
}

// failuresLife outlasts the day that a record stays in the stream.
const failuresLife = 48 * time.Hour

// CountFailure notes that a record of the stream could not be worked off, and answers how often that was.
// Lambda does not say how often it has tried.
func (s *Store) CountFailure(ctx context.Context, record string, now time.Time) (int, error) {
	update := expression.Add(expression.Name("n"), expression.Value(1)).
		Set(expression.Name("kind"), expression.Value(kindHandled)).
		Set(expression.Name("ttl"), expression.Value(now.Add(failuresLife).Unix()))
	e := build(expression.NewBuilder().WithUpdate(update), unconditional)
	out, err := s.db.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &s.table, Key: failuresKey(record).item(), UpdateExpression: e.Update(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ReturnValues: types.ReturnValueUpdatedNew,
	})
	if err != nil {
		return 0, unavailable("count failures", err)
	}
	var n int
	if err := attributevalue.Unmarshal(out.Attributes["n"], &n); err != nil {
		return 0, fmt.Errorf("count failures: %w", err)
	}
	return n, nil
}
