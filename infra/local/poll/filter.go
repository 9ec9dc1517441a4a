package poll

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/aws/aws-lambda-go/events"
)

// Filter makes a Match of FilterCriteria patterns: a record that matches one of them is handed over. It
// knows nested fields with lists of exact values, which is what template.yaml uses; anything else is an
// error. Without patterns everything matches.
func Filter(patterns []string) (func(events.DynamoDBEventRecord) bool, error) {
	parsed := make([]map[string]any, len(patterns))
	for i, pattern := range patterns {
		if err := json.Unmarshal([]byte(pattern), &parsed[i]); err != nil {
			return nil, fmt.Errorf("filter %s: %w", pattern, err)
		}
		if err := understood(parsed[i]); err != nil {
			return nil, fmt.Errorf("filter %s: %w", pattern, err)
		}
	}
	return func(record events.DynamoDBEventRecord) bool {
		if len(parsed) == 0 {
			return true
		}
		var fields map[string]any
		text, err := json.Marshal(record)
		if err != nil || json.Unmarshal(text, &fields) != nil {
			return true // better once too often than never
		}
		for _, pattern := range parsed {
			if matches(pattern, fields) {
				return true
			}
		}
		return false
	}, nil
}

func understood(pattern map[string]any) error {
	for name, value := range pattern {
		switch value := value.(type) {
		case map[string]any:
			if err := understood(value); err != nil {
				return err
			}
		case []any:
			for _, choice := range value {
				if _, operator := choice.(map[string]any); operator {
					return fmt.Errorf("%q uses an operator, which the local run does not know", name)
				}
			}
		default:
			return fmt.Errorf("%q is neither an object nor a list", name)
		}
	}
	return nil
}

func matches(pattern, fields map[string]any) bool {
	for name, wanted := range pattern {
		switch wanted := wanted.(type) {
		case map[string]any:
			below, ok := fields[name].(map[string]any)
			if !ok || !matches(wanted, below) {
				return false
			}
		case []any:
			if !oneOf(wanted, fields[name]) {
				return false
			}
		}
	}
	return true
}

func oneOf(choices []any, value any) bool {
	for _, choice := range choices {
		if reflect.DeepEqual(choice, value) {
			return true
		}
	}
	return false
}
