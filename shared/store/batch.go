package store

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"
)

const (
	// mostInBatch is how many items DynamoDB takes in one BatchWriteItem.
	mostInBatch = 25
	// batchesAtOnce is how many of them are under way at once.
	batchesAtOnce = 8
)

// putAll writes whole items outside of a transaction, over whatever is there.
func (s *Store) putAll(ctx context.Context, items []item) error {
	requests := make([]types.WriteRequest, len(items))
	for i, it := range items {
		requests[i] = types.WriteRequest{PutRequest: &types.PutRequest{Item: it}}
	}
	return s.writeAll(ctx, requests)
}

// deleteAll deletes items outside of a transaction, whether or not they are there.
func (s *Store) deleteAll(ctx context.Context, keys []Key) error {
	keys = slices.Compact(slices.SortedFunc(slices.Values(keys), compareKeys))
	requests := make([]types.WriteRequest, len(keys))
	for i, key := range keys {
		requests[i] = types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: key.item()}}
	}
	return s.writeAll(ctx, requests)
}

// writeAll writes in batches side by side. Some may be written when it fails.
func (s *Store) writeAll(ctx context.Context, requests []types.WriteRequest) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(batchesAtOnce)
	for batch := range slices.Chunk(requests, mostInBatch) {
		group.Go(func() error { return s.writeBatch(ctx, batch) })
	}
	return group.Wait()
}

func (s *Store) writeBatch(ctx context.Context, requests []types.WriteRequest) error {
	left := map[string][]types.WriteRequest{s.table: requests}
	for try := 0; len(left) > 0; try++ {
		if try == maxTries {
			return unavailable("batch", errors.New("DynamoDB left items unprocessed"))
		}
		if err := pause(ctx, try); err != nil {
			return unavailable("batch", err)
		}
		out, err := s.db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: left})
		if err != nil {
			return unavailable("batch", err)
		}
		left = out.UnprocessedItems
	}
	return nil
}
