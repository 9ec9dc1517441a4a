package poll

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// TestFilter: the same patterns as in FilterCriteria pick the same records.
func TestFilter(t *testing.T) {
	image := func(kind string) map[string]events.DynamoDBAttributeValue {
		return map[string]events.DynamoDBAttributeValue{"kind": events.NewStringAttribute(kind)}
	}
	inserted := func(kind string) events.DynamoDBEventRecord {
		return events.DynamoDBEventRecord{EventName: "INSERT", Change: events.DynamoDBStreamRecord{NewImage: image(kind)}}
	}
	removed := func(kind string) events.DynamoDBEventRecord {
		return events.DynamoDBEventRecord{EventName: "REMOVE", Change: events.DynamoDBStreamRecord{OldImage: image(kind)}}
	}
	event := `{"eventName":["INSERT"],"dynamodb":{"NewImage":{"kind":{"S":["event"]}}}}`
	member := `{"dynamodb":{"NewImage":{"kind":{"S":["member","invitation"]}}}}`
	tests := []struct {
		rule     string
		patterns []string
		record   events.DynamoDBEventRecord
		want     bool
	}{
		{"all fields match", []string{event}, inserted("event"), true},
		{"one of several values", []string{member}, inserted("invitation"), true},
		{"another value", []string{event}, inserted("counts"), false},
		{"another event name", []string{event}, removed("event"), false},
		{"a field that is not there", []string{member}, removed("member"), false},
		{"one of several patterns", []string{event, member}, inserted("member"), true},
		{"no pattern", nil, removed("counts"), true},
	}
	for _, test := range tests {
		match, err := Filter(test.patterns)
		if err != nil {
			t.Fatal(err)
		}
		if got := match(test.record); got != test.want {
			t.Errorf("%s: got %t", test.rule, got)
		}
	}
	for _, pattern := range []string{`{"eventName":[{"prefix":"I"}]}`, `{"eventName":"INSERT"}`, `[]`} {
		if _, err := Filter([]string{pattern}); err == nil {
			t.Errorf("%s is not understood and was taken", pattern)
		}
	}
}
