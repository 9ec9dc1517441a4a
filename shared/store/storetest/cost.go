package storetest

import (
	"testing"

	"roster/shared/config"
)

// Cost is the units that something cost, index entries included.
type Cost struct{ Read, Written float64 }

// Cost runs do and says what it cost. It looks at the whole table before and after: nothing else may write
// meanwhile.
func (c *Counter) Cost(t testing.TB, of config.Config, do func()) Cost {
	t.Helper()
	before := Table(t, of)
	c.lock.Lock()
	c.written, c.read = nil, 0
	c.lock.Unlock()
	do()
	return Cost{c.Read(), c.Written(before, Table(t, of))}
}
