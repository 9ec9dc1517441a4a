package web

import (
	"reflect"

	"roster/shared/account"
)

// mostTries is how often a command is tried on a record that others keep changing.
const mostTries = 4

// Latest runs do with a record, and again with what became of it when do answers that somebody else changed it in
// between. again reads it anew and asks whether the caller may still do this to it; it answers nil for what is gone.
// Whoever named an older version by If-Match is told so: the record has not changed since it was read.
func Latest[Record any](r *Record, again func() (*Record, error), do func(*Record) error) error {
	for try := 1; ; try++ {
		if r == nil {
			return account.Unknown()
		}
		refused := do(r)
		if account.CodeOf(refused) != account.StaleVersion || try == mostTries {
			return refused
		}
		now, err := again()
		if err != nil {
			return err
		}
		if reflect.DeepEqual(r, now) {
			return refused
		}
		r = now
	}
}
