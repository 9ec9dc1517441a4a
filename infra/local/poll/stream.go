package poll

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// Stream calls a handler with the changes of a table.
type Stream struct {
	Client  *dynamodbstreams.Client
	ARN     string // of the table's stream
	Region  string
	Handler StreamHandler
	// Match picks the records that the handler gets, as FilterCriteria do. Nil: all.
	Match func(events.DynamoDBEventRecord) bool
	// BatchSize is the most records in one call, 1 to 1,000. 0: 100.
	BatchSize int
	// MaxAttempts is how often one record may fail before it is dropped, with an error in the log.
	// 0: it is tried for ever, and holds its shard.
	MaxAttempts int
	// Checkpoint is the file that says how far each shard was read; it lets a restart go on from there.
	// Empty: every start reads all that the stream still holds.
	Checkpoint string
	Log        *slog.Logger

	// Idle is the pause after a read that found nothing. 0: 200 ms.
	Idle time.Duration
	// Discover is the pause between two looks for new shards. 0: 2 s.
	Discover time.Duration
}

// Run reads every shard, parents before their children, until the context ends. What goes wrong on the way
// is logged and tried again; the error is that of an unreadable checkpoint.
func (s Stream) Run(ctx context.Context) error {
	s.BatchSize, s.Idle, s.Discover = orElse(s.BatchSize, 100), orElse(s.Idle, 200*time.Millisecond), orElse(s.Discover, 2*time.Second)
	progress, err := loadProgress(s.Checkpoint, s.ARN)
	if err != nil {
		return err
	}
	var readers sync.WaitGroup
	defer readers.Wait()
	started := map[string]bool{}
	for {
		shards, err := s.shards(ctx)
		if err != nil && ctx.Err() == nil {
			s.Log.Warn("the stream's shards cannot be listed", "error", err)
		}
		if err == nil {
			progress.keepOnly(shards)
		}
		for _, shard := range ready(shards, progress) {
			id := *shard.ShardId
			if started[id] {
				continue
			}
			started[id] = true
			readers.Go(func() { s.readShard(ctx, id, progress) })
		}
		if !sleep(ctx, s.Discover) {
			return nil
		}
	}
}

// shards lists all shards of the stream, page by page.
func (s Stream) shards(ctx context.Context) ([]types.Shard, error) {
	var all []types.Shard
	var last *string
	for {
		page, err := s.Client.DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: &s.ARN, ExclusiveStartShardId: last})
		if err != nil {
			return nil, err
		}
		all = append(all, page.StreamDescription.Shards...)
		if last = page.StreamDescription.LastEvaluatedShardId; last == nil {
			return all, nil
		}
	}
}

// ready picks the shards that may be read: not read to their end, and their parent is, or is gone.
func ready(shards []types.Shard, progress *progress) []types.Shard {
	listed := map[string]bool{}
	for _, shard := range shards {
		listed[*shard.ShardId] = true
	}
	var picked []types.Shard
	for _, shard := range shards {
		parent := shard.ParentShardId
		if !progress.finished(*shard.ShardId) && (parent == nil || !listed[*parent] || progress.finished(*parent)) {
			picked = append(picked, shard)
		}
	}
	return picked
}

// readShard hands the shard's records to the handler, in order, until the shard or the context ends.
func (s Stream) readShard(ctx context.Context, shard string, progress *progress) {
	var iterator *string
	for failures := 0; ctx.Err() == nil; {
		records, next, err := s.read(ctx, shard, iterator, progress)
		var expired *types.ExpiredIteratorException
		var trimmed *types.TrimmedDataAccessException
		var gone *types.ResourceNotFoundException
		switch {
		case errors.As(err, &gone):
			return
		case errors.As(err, &trimmed):
			s.Log.Warn("the stream no longer holds what was not read yet", "shard", shard)
			progress.reach(shard, "")
			sleep(ctx, s.Idle)
			iterator = nil
			continue
		case errors.As(err, &expired):
			iterator = nil
			continue
		case err != nil:
			if ctx.Err() == nil && failures == 3 {
				s.Log.Warn("the stream cannot be read", "shard", shard, "error", err)
			}
			sleep(ctx, backOff(failures))
			failures++
			iterator = nil
			continue
		}
		failures, iterator = 0, next
		if !s.deliver(ctx, shard, records, progress) {
			return
		}
		if next == nil {
			progress.finish(shard)
			return
		}
		if len(records) == 0 {
			sleep(ctx, s.Idle)
		}
	}
}

// read gets the next records; without an iterator, those after the checkpoint.
func (s Stream) read(ctx context.Context, shard string, iterator *string, progress *progress) ([]types.Record, *string, error) {
	if iterator == nil {
		input := &dynamodbstreams.GetShardIteratorInput{StreamArn: &s.ARN, ShardId: &shard, ShardIteratorType: types.ShardIteratorTypeTrimHorizon}
		if after := progress.after(shard); after != "" {
			input.ShardIteratorType, input.SequenceNumber = types.ShardIteratorTypeAfterSequenceNumber, &after
		}
		at, err := s.Client.GetShardIterator(ctx, input)
		if err != nil {
			return nil, nil, err
		}
		iterator = at.ShardIterator
	}
	limit := int32(s.BatchSize) // #nosec G115 -- at most 1,000
	got, err := s.Client.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: iterator, Limit: &limit})
	if err != nil {
		return nil, nil, err
	}
	return got.Records, got.NextShardIterator, nil
}

func orElse[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}
