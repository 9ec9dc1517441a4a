package main

import (
	"encoding/json"
	"testing"

	"roster/functions/dispatch"
	"roster/shared/config"
	"roster/shared/queue"
	"roster/shared/store"
)

// One function stands behind two event sources, and answers each in its own words.
func TestEachEventSourceIsAnsweredInItsWords(t *testing.T) {
	t.Parallel()
	d := dispatch.New(store.Open(config.Config{}), queue.Open(config.Config{}))
	for name, c := range map[string]struct{ event, want string }{
		"the stream": {`{"Records":[{"eventSource":"aws:dynamodb","eventName":"INSERT","dynamodb":{"SequenceNumber":"1",
			"Keys":{"PK":{"S":"A"},"SK":{"S":"B"}},"NewImage":{"PK":{"S":"A"},"SK":{"S":"B"},"kind":{"S":"row"}}}}]}`, `{"batchItemFailures":[]}`},
		"the queue":    {`{"Records":[{"eventSource":"aws:sqs","messageId":"m1","body":"no key"}]}`, `{"batchItemFailures":[{"itemIdentifier":"m1"}]}`},
		"no batch":     {`{"Records":[]}`, ""},
		"nothing":      {`{}`, ""},
		"another type": {`[]`, ""},
	} {
		answer, err := handle(t.Context(), d, json.RawMessage(c.event))
		if c.want == "" {
			if err == nil {
				t.Errorf("%s is answered %v", name, answer)
			}
			continue
		}
		body, _ := json.Marshal(answer)
		if err != nil || string(body) != c.want {
			t.Errorf("%s is answered %s (%v), want %s", name, body, err, c.want)
		}
	}
}
