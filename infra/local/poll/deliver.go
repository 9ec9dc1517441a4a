package poll

import (
	"context"
	"fmt"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// deliver hands the records to the handler until each was taken or dropped. After a failure it goes on with
// the first record that failed, and with what came after it. False: the context ended before.
func (s Stream) deliver(ctx context.Context, shard string, records []types.Record, progress *progress) bool {
	batch := s.matching(records)
	failures := 0 // of the first record of the batch
	for len(batch) > 0 {
		taken, err := s.call(ctx, batch)
		if taken > 0 {
			progress.reach(shard, batch[taken-1].Change.SequenceNumber)
			batch, failures = batch[taken:], 0
		}
		if len(batch) == 0 {
			break
		}
		if ctx.Err() != nil {
			return false
		}
		failures++
		first := batch[0].Change.SequenceNumber
		s.Log.Warn("a batch of the stream failed", "sequence", first, "records", len(batch), "failures", failures, "error", err)
		if s.MaxAttempts > 0 && failures >= s.MaxAttempts {
			s.Log.Error("a record of the stream is dropped", "sequence", first, "failures", failures)
			progress.reach(shard, first)
			batch, failures = batch[1:], 0
			continue
		}
		if !sleep(ctx, backOff(failures)) {
			return false
		}
	}
	if len(records) > 0 {
		progress.reach(shard, *records[len(records)-1].Dynamodb.SequenceNumber)
	}
	return true
}

func (s Stream) matching(records []types.Record) []events.DynamoDBEventRecord {
	var batch []events.DynamoDBEventRecord
	for _, record := range records {
		if event := toEvent(record, s.ARN, s.Region); s.Match == nil || s.Match(event) {
			batch = append(batch, event)
		}
	}
	return batch
}

// call returns how many records from the start of the batch are done. As with Lambda, an error or a failure
// that names no record of the batch fails it whole, and the lowest reported sequence number counts.
func (s Stream) call(ctx context.Context, batch []events.DynamoDBEventRecord) (taken int, _ error) {
	response, err := invoke(ctx, s.Handler, events.DynamoDBEvent{Records: batch})
	if err != nil {
		return 0, err
	}
	at := map[string]int{}
	for i, record := range batch {
		at[record.Change.SequenceNumber] = i
	}
	taken = len(batch)
	for _, failure := range response.BatchItemFailures {
		taken = min(taken, at[failure.ItemIdentifier]) // 0 for a number that is not in the batch
	}
	if taken < len(batch) {
		return taken, fmt.Errorf("%d records were reported", len(response.BatchItemFailures))
	}
	return taken, nil
}
