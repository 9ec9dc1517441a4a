package storetest

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
	"roster/shared/config"
)

// Item is an item as it lies in the table.
type Item = map[string]types.AttributeValue

// Items is the whole table, by partition and sort key.
type Items map[[2]string]Item

// Table reads the whole table, strongly consistent.
func Table(t testing.TB, c config.Config) Items {
	t.Helper()
	all := Items{}
	pages := dynamodb.NewScanPaginator(Client(c), &dynamodb.ScanInput{TableName: &c.Table, ConsistentRead: aws.Bool(true)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range page.Items {
			all[[2]string{text(i["PK"]), text(i["SK"])}] = i
		}
	}
	return all
}

// Event is an event as it lies in the table.
type Event struct {
	Type   account.EventType
	Target string
	Actor  string
	Values []account.ValueChange
	Fields []string
}

// Events is the events about one record in the order in which they happened; of all records when target is empty.
func (items Items) Events(t testing.TB, target string) []Event {
	t.Helper()
	type record struct {
		ID      string `dynamodbav:"SK"`
		Summary struct {
			Type  account.EventType `dynamodbav:"type"`
			Actor struct {
				ID string `dynamodbav:"id"`
			} `dynamodbav:"actor"`
			Target struct {
				ID string `dynamodbav:"id"`
			} `dynamodbav:"target"`
			Change struct {
				Values []account.ValueChange `dynamodbav:"values"`
				Fields []string              `dynamodbav:"fields"`
			} `dynamodbav:"change"`
		} `dynamodbav:"summary"`
	}
	var records []record
	for _, i := range items {
		if text(i["kind"]) != "event" {
			continue
		}
		var r record
		if err := attributevalue.UnmarshalMap(i, &r); err != nil {
			t.Fatal(err)
		}
		if target == "" || r.Summary.Target.ID == target {
			records = append(records, r)
		}
	}
	slices.SortFunc(records, func(a, b record) int { return strings.Compare(a.ID, b.ID) })
	events := make([]Event, len(records))
	for n, r := range records {
		events[n] = Event{r.Summary.Type, r.Summary.Target.ID, r.Summary.Actor.ID, r.Summary.Change.Values, r.Summary.Change.Fields}
	}
	return events
}

// Besides is the items without the events of one request.
func (items Items) Besides(request string) Items {
	rest := maps.Clone(items)
	maps.DeleteFunc(rest, func(_ [2]string, i Item) bool {
		summary, ok := i["summary"].(*types.AttributeValueMemberM)
		return ok && text(summary.Value["request_id"]) == request
	})
	return rest
}

// Contains reports whether the text stands anywhere in the table, in a key or in a value, in the clear.
func (items Items) Contains(t testing.TB, wanted string) bool {
	t.Helper()
	for _, i := range items {
		var plain map[string]any
		if err := attributevalue.UnmarshalMap(i, &plain); err != nil {
			t.Fatal(err)
		}
		if holds(plain, wanted) {
			return true
		}
	}
	return false
}

func holds(value any, wanted string) bool {
	switch v := value.(type) {
	case string:
		return strings.Contains(v, wanted)
	case []byte:
		return strings.Contains(string(v), wanted)
	case map[string]any:
		for name, inner := range v {
			if strings.Contains(name, wanted) || holds(inner, wanted) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, func(inner any) bool { return holds(inner, wanted) })
	case []string:
		return slices.ContainsFunc(v, func(inner string) bool { return strings.Contains(inner, wanted) })
	}
	return false
}

func sameItem(a, b Item) bool { return reflect.DeepEqual(a, b) }

func text(v types.AttributeValue) string {
	if s, ok := v.(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}
