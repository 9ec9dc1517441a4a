package main

import (
	"slices"
	"testing"

	"roster/shared/account"
)

// Whoever receives webhooks finds every event in the catalogue, with an example of its own, and no event that is none.
func TestTheCatalogueHasEveryEvent(t *testing.T) {
	t.Parallel()
	for _, kind := range account.EventTypes {
		said, ok := catalogue[kind]
		if !ok || said.when == "" {
			t.Errorf("the catalogue does not say when %s happens", kind)
			continue
		}
		e := example(kind)
		if e.Type != string(kind) || e.Data.Target.ID == "" || e.Data.Target.Kind != string(said.target) {
			t.Errorf("the example of %s is %+v", kind, e)
		}
	}
	for kind := range catalogue {
		if !slices.Contains(account.EventTypes, kind) {
			t.Errorf("the catalogue has %s, which never happens", kind)
		}
	}
}
