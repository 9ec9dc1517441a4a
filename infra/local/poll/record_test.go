package poll

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"
)

// everyType is an item with an attribute of each type, and the same as Lambda writes it.
var (
	everyType = map[string]types.AttributeValue{
		"PK":      &types.AttributeValueMemberS{Value: "O#4829130776"},
		"number":  &types.AttributeValueMemberN{Value: "1766275200000"},
		"binary":  &types.AttributeValueMemberB{Value: []byte{0, 255}},
		"bool":    &types.AttributeValueMemberBOOL{Value: true},
		"null":    &types.AttributeValueMemberNULL{Value: true},
		"strings": &types.AttributeValueMemberSS{Value: []string{"users.manage"}},
		"numbers": &types.AttributeValueMemberNS{Value: []string{"7"}},
		"binarys": &types.AttributeValueMemberBS{Value: [][]byte{{1}}},
		"list":    &types.AttributeValueMemberL{Value: []types.AttributeValue{&types.AttributeValueMemberS{Value: "x"}}},
		"map":     &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"role": &types.AttributeValueMemberS{Value: "viewer"}}},
	}
	everyTypeFromLambda = `{"PK":{"S":"O#4829130776"},"number":{"N":"1766275200000"},"binary":{"B":"AP8="},"bool":{"BOOL":true},
		"null":{"NULL":true},"strings":{"SS":["users.manage"]},"numbers":{"NS":["7"]},"binarys":{"BS":["AQ=="]},
		"list":{"L":[{"S":"x"}]},"map":{"M":{"role":{"S":"viewer"}}}}`
)

// TestRecordsAreLikeLambdas: the handler cannot tell a local record from one that Lambda decoded from JSON.
func TestRecordsAreLikeLambdas(t *testing.T) {
	table := newTable(t, services.DynamoDB)
	before := time.Now().Add(-2 * time.Minute) // DynamoDB rounds the time down to a minute
	table.putItem(everyType)
	key := map[string]types.AttributeValue{"PK": everyType["PK"]}
	if _, err := table.client.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &table.name, Key: key}); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var got []events.DynamoDBEventRecord
	stream := table.poller(func(_ context.Context, event events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, event.Records...)
		return events.DynamoDBEventResponse{}, nil
	})
	during(t, run(t, stream), func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(got) >= 2
	})

	var image map[string]events.DynamoDBAttributeValue
	if err := json.Unmarshal([]byte(everyTypeFromLambda), &image); err != nil {
		t.Fatal(err)
	}
	keys := map[string]events.DynamoDBAttributeValue{"PK": events.NewStringAttribute("O#4829130776")}
	want := []events.DynamoDBEventRecord{
		{EventName: "INSERT", Change: events.DynamoDBStreamRecord{Keys: keys, NewImage: image}},
		{EventName: "REMOVE", Change: events.DynamoDBStreamRecord{Keys: keys, OldImage: image}},
	}
	for i, record := range got {
		at := record.Change.ApproximateCreationDateTime.Time
		if at.Before(before) || at.After(time.Now()) || at.Nanosecond() != 0 {
			t.Errorf("record %d was made at %s", i, at)
		}
		if record.EventID == "" || record.Change.SequenceNumber == "" || record.Change.SizeBytes == 0 {
			t.Errorf("record %d lacks its id, sequence number or size: %+v", i, record)
		}
		want[i].AWSRegion, want[i].EventSource, want[i].EventSourceArn = "eu-central-1", "aws:dynamodb", table.stream
		want[i].Change.StreamViewType = "NEW_AND_OLD_IMAGES"
		want[i].EventVersion = "1.1"
		record.EventID, record.Change.SequenceNumber, record.Change.SizeBytes = "", "", 0
		record.Change.ApproximateCreationDateTime = events.SecondsEpochTime{}
		if diff := cmp.Diff(want[i], record, cmp.AllowUnexported(events.DynamoDBAttributeValue{})); diff != "" {
			t.Errorf("record %d (-want +got):\n%s", i, diff)
		}
	}
}
