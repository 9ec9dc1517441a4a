package store

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// errConditionFailed is a single write whose condition did not hold. It never leaves the package.
var errConditionFailed = errors.New("the condition does not hold")

// update changes one item outside of a transaction: for marks that are no command and have no event. A
// condition that does not hold is no error: there is nothing left to mark.
func (s *Store) update(ctx context.Context, key Key, update expression.UpdateBuilder, condition expression.ConditionBuilder) error {
	err := s.updateIf(ctx, key, update, condition)
	if errors.Is(err, errConditionFailed) {
		return nil
	}
	return err
}

func (s *Store) updateIf(ctx context.Context, key Key, update expression.UpdateBuilder, condition expression.ConditionBuilder) error {
	e := build(expression.NewBuilder().WithUpdate(update), condition)
	_, err := s.db.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &s.table, Key: key.item(), UpdateExpression: e.Update(), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	return conditional(err)
}

// conditional tells a condition that did not hold from a fault.
func conditional(err error) error {
	var failed *types.ConditionalCheckFailedException
	if errors.As(err, &failed) {
		return errConditionFailed
	}
	return unavailable("update", err)
}
