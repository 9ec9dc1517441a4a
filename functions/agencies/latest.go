package agencies

import (
	"context"
	"maps"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// mostTries is how often a command is tried on a record that others keep changing.
const mostTries = 4

// latest runs do, and again on what became of the records under the keys when somebody else changed them in between:
// for commands that mean the link or the person, and no one version of it. Whoever names a version means that one.
func (f function) latest(ctx context.Context, c *web.Call, seen web.Match, keys []store.Key, do func() (*struct{}, error)) (*struct{}, error) {
	for try := 1; ; try++ {
		answer, err := do()
		if account.CodeOf(err) != account.StaleVersion || seen.IfMatch != "" || try == mostTries {
			return answer, err
		}
		now, err := f.store.Get(ctx, keys...)
		if err != nil {
			return nil, err
		}
		for _, key := range keys {
			delete(c.Found, key)
		}
		maps.Copy(c.Found, now)
	}
}
