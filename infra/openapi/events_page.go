package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"roster/shared/account"
)

// eventsPage is docs/events.md: the catalogue for people.
func eventsPage() ([]byte, error) {
	var page strings.Builder
	page.WriteString(`# Events

What a webhook may tell, type by type. The page is made from the code (` + "`make openapi`" + `); the OpenAPI document has the same under
` + "`webhooks`" + `. How to receive and verify one is in [integrate.md](integrate.md).

Ids and grants are as they were when it happened, names and addresses as they are when it is sent. Events about one record are in the order
of their ` + "`version`" + `, and may arrive in any other: drop what is older than what you have. The same ` + "`webhook-id`" + ` is the same event.

| type | when |
|---|---|
`)
	for _, kind := range account.EventTypes {
		_, _ = fmt.Fprintf(&page, "| [`%s`](#%s) | %s |\n", kind, strings.ReplaceAll(string(kind), ".", ""), catalogue[kind].when)
	}
	for _, kind := range account.EventTypes {
		body, err := json.MarshalIndent(example(kind), "", "  ")
		if err != nil {
			return nil, err
		}
		_, _ = fmt.Fprintf(&page, "\n## %s\n\n%s.\n\n```json\n%s\n```\n", kind, catalogue[kind].when, body)
	}
	return []byte(page.String()), nil
}
