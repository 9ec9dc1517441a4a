package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/config"
)

// Event is what a test wants to know of an event that stands in the table.
type Event struct {
	Type, Target, Related, Actor string
	Version                      int64
	Fields                       []string
	State                        []string // before and after; nil when it did not change
}

// Events are all events of the table whose type begins with that, in no order.
func Events(t testing.TB, c config.Config, beginning string) []Event {
	t.Helper()
	var events []Event
	pages := dynamodb.NewScanPaginator(Client(c), &dynamodb.ScanInput{TableName: &c.Table})
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var records []struct {
			Kind    string `dynamodbav:"kind"`
			Summary struct {
				Type  string `dynamodbav:"type"`
				Actor struct {
					ID string `dynamodbav:"id"`
				} `dynamodbav:"actor"`
				Target struct {
					ID      string `dynamodbav:"id"`
					Related string `dynamodbav:"related"`
				} `dynamodbav:"target"`
				Version int64 `dynamodbav:"version"`
				Change  struct {
					Fields []string `dynamodbav:"fields"`
					State  []string `dynamodbav:"state"`
				} `dynamodbav:"change"`
			} `dynamodbav:"summary"`
		}
		if err := attributevalue.UnmarshalListOfMaps(page.Items, &records); err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			if s := r.Summary; r.Kind == "event" && strings.HasPrefix(s.Type, beginning) {
				events = append(events, Event{s.Type, s.Target.ID, s.Target.Related, s.Actor.ID, s.Version, s.Change.Fields, s.Change.State})
			}
		}
	}
	return events
}
