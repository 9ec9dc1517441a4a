// Package stream reads what AWS Lambda hands to functions without a route: batches of the table's stream, and
// batches of a queue. It turns them into plain values and answers which of a batch have failed, so that one bad
// record or message never takes the others with it.
package stream

import (
	"encoding/json"
	"fmt"
	"runtime/debug"

	"github.com/aws/aws-lambda-go/events"
)

// Record is one change of one item of the table.
type Record struct {
	ID       string // the stream's own: the same when the record comes again
	Sequence string // its place in the shard, which is what a failure is reported by
	PK, SK   string
	Old, New Image // the item before and after; nil where there was none or is none
}

// Image is an item as plain values: string, json.Number, []byte, bool, nil, []any and map[string]any of these.
// Package store knows what they mean.
type Image = map[string]any

// Records are the changes of a batch, in its order.
func Records(e events.DynamoDBEvent) []Record {
	records := make([]Record, len(e.Records))
	for i, r := range e.Records {
		records[i] = Record{
			ID: r.EventID, Sequence: r.Change.SequenceNumber,
			PK: text(r.Change.Keys["PK"]), SK: text(r.Change.Keys["SK"]),
			Old: image(r.Change.OldImage), New: image(r.Change.NewImage),
		}
	}
	return records
}

// Failed reports the failed records of a batch. Lambda tries again from the first of them on, so that what
// follows it comes again, worked off or not.
func Failed(records []Record) events.DynamoDBEventResponse {
	response := events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{}}
	for _, r := range records {
		response.BatchItemFailures = append(response.BatchItemFailures, events.DynamoDBBatchItemFailure{ItemIdentifier: r.Sequence})
	}
	return response
}

// Guard runs do, and makes an error of a panic: a record that nobody thought of must not end the batch.
func Guard(do func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return do()
}

func image(attributes map[string]events.DynamoDBAttributeValue) Image {
	if len(attributes) == 0 {
		return nil
	}
	plain := make(Image, len(attributes))
	for name, value := range attributes {
		plain[name] = valueOf(value)
	}
	return plain
}

func valueOf(v events.DynamoDBAttributeValue) any {
	if v.IsNull() {
		return nil
	}
	switch v.DataType() {
	case events.DataTypeString:
		return v.String()
	case events.DataTypeNumber:
		return json.Number(v.Number())
	case events.DataTypeBinary:
		return v.Binary()
	case events.DataTypeBoolean:
		return v.Boolean()
	case events.DataTypeStringSet:
		return listOf(v.StringSet(), func(s string) any { return s })
	case events.DataTypeNumberSet:
		return listOf(v.NumberSet(), func(s string) any { return json.Number(s) })
	case events.DataTypeBinarySet:
		return listOf(v.BinarySet(), func(b []byte) any { return b })
	case events.DataTypeList:
		return listOf(v.List(), valueOf)
	case events.DataTypeMap:
		plain := Image{}
		for name, value := range v.Map() {
			plain[name] = valueOf(value)
		}
		return plain
	}
	return nil
}

func listOf[T any](values []T, plain func(T) any) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = plain(v)
	}
	return list
}

func text(v events.DynamoDBAttributeValue) string {
	if v.DataType() != events.DataTypeString {
		return ""
	}
	return v.String()
}
