package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// write is one part of a transaction, with what it means when its condition does not hold.
type write struct {
	into    types.TransactWriteItem
	refused func(now item) error // now is the item as it stands; empty when there is none
}

// unconditional is for writes that nothing can refuse.
var unconditional expression.ConditionBuilder

// put writes a whole record.
func put(record any, condition expression.ConditionBuilder, refused func(item) error) write {
	e := build(expression.NewBuilder(), condition)
	return write{types.TransactWriteItem{Put: &types.Put{
		Item: encode(record), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}, refused}
}

// change updates single attributes of an item.
func change(key Key, update expression.UpdateBuilder, condition expression.ConditionBuilder, refused func(item) error) write {
	e := build(expression.NewBuilder().WithUpdate(update), condition)
	return write{types.TransactWriteItem{Update: &types.Update{
		Key: key.item(), UpdateExpression: e.Update(), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}, refused}
}

// remove deletes an item.
func remove(key Key, condition expression.ConditionBuilder, refused func(item) error) write {
	e := build(expression.NewBuilder(), condition)
	return write{types.TransactWriteItem{Delete: &types.Delete{
		Key: key.item(), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}, refused}
}

func build(b expression.Builder, condition expression.ConditionBuilder) expression.Expression {
	if condition.IsSet() {
		b = b.WithCondition(condition)
	}
	e, err := b.Build()
	if err != nil {
		var unset expression.UnsetParameterError
		if errors.As(err, &unset) {
			return expression.Expression{}
		}
		panic(err) // only an expression that is written wrong
	}
	return e
}

// refuse answers a failed condition with that error, whatever stands in the item.
func refuse(code account.Code, words string) func(item) error {
	return func(item) error { return account.Refuse(code, "%s", words) }
}

const maxTries = 8

// commit writes all or nothing. The answer for a repeat comes first, so that a call that lost to its own
// first try is told so, and not that it came too late.
func (s *Store) commit(ctx context.Context, in Intent, writes ...write) error {
	writes = slices.Concat(in.remember(), writes, in.SCIM.writes())
	input := &dynamodb.TransactWriteItemsInput{}
	for _, w := range writes {
		if w.into.Put != nil {
			s.keepEvent(w.into.Put.Item, in.At)
		}
		input.TransactItems = append(input.TransactItems, s.named(w.into))
	}
	for try := 0; ; try++ {
		if err := pause(ctx, try); err != nil {
			return unavailable("write", err)
		}
		_, err := s.db.TransactWriteItems(ctx, input)
		var cancelled *types.TransactionCanceledException
		if !errors.As(err, &cancelled) {
			return unavailable("write", err)
		}
		if refusal := refusalOf(writes, cancelled.CancellationReasons); refusal != nil {
			return refusal
		}
		if try == maxTries-1 || !passing(cancelled.CancellationReasons) {
			return unavailable("write", err)
		}
		input.ClientRequestToken = nil // another try is another transaction
	}
}

func (s *Store) named(t types.TransactWriteItem) types.TransactWriteItem {
	switch {
	case t.Put != nil:
		t.Put.TableName = aws.String(s.table)
	case t.Update != nil:
		t.Update.TableName = aws.String(s.table)
	case t.Delete != nil:
		t.Delete.TableName = aws.String(s.table)
	}
	return t
}

func refusalOf(writes []write, reasons []types.CancellationReason) error {
	for i, reason := range reasons {
		if aws.ToString(reason.Code) == "ConditionalCheckFailed" && writes[i].refused != nil {
			return writes[i].refused(reason.Item)
		}
	}
	return nil
}

// passing reports whether the transaction only met another one, or a short lack of capacity.
func passing(reasons []types.CancellationReason) bool {
	return slices.ContainsFunc(reasons, func(r types.CancellationReason) bool {
		switch aws.ToString(r.Code) {
		case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded":
			return true
		}
		return false
	})
}

// pause waits before every try but the first: full jitter, doubling from 20 ms.
func pause(ctx context.Context, try int) error {
	if try == 0 {
		return nil
	}
	most := 20 * time.Millisecond << min(try-1, 5)
	timer := time.NewTimer(rand.N(most)) // #nosec G404 -- jitter keeps no secret
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
