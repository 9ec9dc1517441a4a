package web

import (
	"context"
	"strings"
	"testing"
	"time"

	"roster/shared/store"
)

// Conditions that leave nothing of a long list end a part in time, and the next goes on from there.
func TestAPartEndsBeforeTheCallRunsOutOfTime(t *testing.T) {
	t.Parallel()
	const patience = 2 * time.Second
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	began := time.Now()
	part, err := Export[string]{
		File: "nobody.csv", Columns: []string{"id"},
		Page: func(string, int) (*store.Page[string], error) {
			time.Sleep(patience / 20)
			return &store.Page[string]{Next: "further"}, nil
		},
		Lines: func([]string) ([][]string, error) { return nil, nil },
	}.Answer(ctx, Part{Limit: 5000})
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < patience/2 || took >= patience {
		t.Errorf("it took %v of %v", took, patience)
	}
	if string(part.Body) != "id\r\n" || !strings.Contains(part.Link, "cursor=further") {
		t.Errorf("the part is %q and goes on at %q", part.Body, part.Link)
	}
}
