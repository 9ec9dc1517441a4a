package store

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
)

// Ceiling is how many of something may happen in one window of time, an hour or a day by UTC.
type Ceiling struct {
	what string // kept as a hash, so that it may name an address
	from time.Time
	ends time.Time
	most int
}

// AnHour is a ceiling for the hour that now is in.
func AnHour(what string, most int, now time.Time) Ceiling { return window(what, most, now, time.Hour) }

// ADay is a ceiling for the day that now is in.
func ADay(what string, most int, now time.Time) Ceiling { return window(what, most, now, 24*time.Hour) }

func window(what string, most int, now time.Time, length time.Duration) Ceiling {
	from := now.UTC().Truncate(length)
	return Ceiling{what: what, from: from, ends: from.Add(length), most: most}
}

// Reached says that a ceiling is reached, and when the next window begins.
type Reached struct{ Until time.Time }

func (r Reached) Error() string { return "a ceiling is reached until " + r.Until.Format(time.RFC3339) }

// keptBeyond is how long a counter outlives its window: it only cleans.
const keptBeyond = 24 * time.Hour

// take is the write that counts one more. It is refused with Reached.
func (c Ceiling) take() write {
	n := expression.Name("n")
	update := expression.Add(n, expression.Value(1)).
		Set(expression.Name("kind"), expression.Value(kindRate)).
		Set(expression.Name("ttl"), expression.Value(c.ends.Add(keptBeyond).Unix()))
	below := n.LessThan(expression.Value(c.most))
	if c.most > 0 {
		below = below.Or(expression.AttributeNotExists(n))
	}
	return change(rateKey(c.what, c.from), update, below, func(item) error { return Reached{c.ends} })
}

// giveBack is the write that counts one less: what was counted did not happen.
func (c Ceiling) giveBack() write {
	n := expression.Name("n")
	return change(rateKey(c.what, c.from), expression.Add(n, expression.Value(-1)), unconditional, nil)
}
