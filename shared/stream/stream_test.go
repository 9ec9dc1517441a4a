package stream_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"roster/shared/stream"
)

// The shape is that of Lambda's own test event for DynamoDB streams.
const batch = `{"Records": [
  {"eventID": "one", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "dynamodb": {
    "Keys": {"PK": {"S": "I#inv"}, "SK": {"S": "I"}}, "SequenceNumber": "111", "StreamViewType": "NEW_AND_OLD_IMAGES",
    "OldImage": {"PK": {"S": "I#inv"}, "n": {"N": "9007199254740993"}},
    "NewImage": {"flag": {"BOOL": true}, "none": {"NULL": true}, "bytes": {"B": "aGk="}, "set": {"SS": ["a"]}, "numbers": {"NS": ["1"]},
      "list": {"L": [{"S": "x"}, {"M": {"deep": {"N": "1.50"}}}]}, "empty": {"M": {}}}}},
  {"eventID": "two", "eventName": "REMOVE", "dynamodb": {"Keys": {"PK": {"S": "A"}, "SK": {"S": "B"}}, "SequenceNumber": "112", "OldImage": {"PK": {"S": "A"}}}}
]}`

func TestImagesAreReadWithoutLoss(t *testing.T) {
	t.Parallel()
	var e events.DynamoDBEvent
	if err := json.Unmarshal([]byte(batch), &e); err != nil {
		t.Fatal(err)
	}
	want := []stream.Record{
		{ID: "one", Sequence: "111", PK: "I#inv", SK: "I",
			Old: stream.Image{"PK": "I#inv", "n": json.Number("9007199254740993")},
			New: stream.Image{"flag": true, "none": nil, "bytes": []byte("hi"), "set": []any{"a"}, "numbers": []any{json.Number("1")},
				"list": []any{"x", stream.Image{"deep": json.Number("1.50")}}, "empty": stream.Image{}}},
		{ID: "two", Sequence: "112", PK: "A", SK: "B", Old: stream.Image{"PK": "A"}},
	}
	if diff := cmp.Diff(want, stream.Records(e)); diff != "" {
		t.Error(diff)
	}
}

// Lambda takes a missing list for a failure of the whole batch when it is null, and for success when it is empty.
func TestABatchWithoutFailuresAnswersAnEmptyList(t *testing.T) {
	t.Parallel()
	for name, response := range map[string]any{
		"stream": stream.Failed(nil),
		"queue":  stream.EachMessage(t.Context(), events.SQSEvent{}, nil),
	} {
		body, err := json.Marshal(response)
		if err != nil || string(body) != `{"batchItemFailures":[]}` {
			t.Errorf("%s: the answer is %s (%v)", name, body, err)
		}
	}
}

func TestFailedRecordsAreReportedByTheirPlaceInTheShard(t *testing.T) {
	t.Parallel()
	response := stream.Failed([]stream.Record{{ID: "x", Sequence: "7"}, {ID: "y", Sequence: "9"}})
	want := []events.DynamoDBBatchItemFailure{{ItemIdentifier: "7"}, {ItemIdentifier: "9"}}
	if diff := cmp.Diff(want, response.BatchItemFailures); diff != "" {
		t.Error(diff)
	}
}

func TestABadMessageStaysInTheQueueAndTheOthersAreDone(t *testing.T) {
	t.Parallel()
	sent := time.Date(2026, 11, 22, 1, 2, 3, 0, time.UTC)
	e := events.SQSEvent{Records: []events.SQSMessage{
		{MessageId: "1", Body: "good", Attributes: map[string]string{"ApproximateReceiveCount": "3", "SentTimestamp": "1795309323000"}},
		{MessageId: "2", Body: "bad"}, {MessageId: "3", Body: "worse"}, {MessageId: "4", Body: "good"},
	}}
	var done []string
	response := stream.EachMessage(t.Context(), e, func(_ context.Context, m stream.Message) error {
		switch m.Body {
		case "bad":
			return errors.New("not now")
		case "worse":
			panic("nobody thought of this")
		}
		if m.ID == "1" && (m.Receives != 3 || !m.SentAt.Equal(sent)) {
			t.Errorf("the message is %+v", m)
		}
		done = append(done, m.ID)
		return nil
	})
	want := []events.SQSBatchItemFailure{{ItemIdentifier: "2"}, {ItemIdentifier: "3"}}
	if diff := cmp.Diff(want, response.BatchItemFailures); diff != "" || len(done) != 2 {
		t.Errorf("done are %v; failures differ: %s", done, diff)
	}
}
