package storetest

import (
	"math"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// DynamoDB Local misreports what transactions and their index entries cost, so that units are computed here
// from the sizes of the items, by the rules of the DynamoDB Developer Guide ("Read and write operations").

const (
	writeUnit = 1024 // bytes that one write unit covers
	readUnit  = 4096 // bytes that one strongly consistent read unit covers
	// transaction is how many units a write in a transaction costs for each that it costs alone.
	transaction = 2
)

// indexes are what each index carries besides the keys of table and index; the template has the same.
var indexes = map[string][]string{
	"GSI1": {"kind", "summary", "last_active", "mail_state"},
	"GSI2": {"kind", "summary", "last_active", "mail_state"},
	"GSI3": {"kind", "summary", "last_active", "mail_state"},
	"GSI4": {},
}

// Written is the write units of everything that was written between two looks at the table, from the requests
// that the counter saw: each item and each of its index entries.
func (c *Counter) Written(before, after Items) float64 {
	c.lock.Lock()
	defer c.lock.Unlock()
	units := 0.0
	for _, k := range c.written {
		was, is := before[[2]string{k.pk, k.sk}], after[[2]string{k.pk, k.sk}]
		own := max(1, started(max(sizeOf(was), sizeOf(is)), writeUnit))
		if k.transactional {
			own *= transaction
		}
		units += own
		for index, carries := range indexes {
			units += entryUnits(entryOf(was, index, carries), entryOf(is, index, carries), index)
		}
	}
	return units
}

// Read is the read units of every BatchGetItem and Query that the counter saw.
func (c *Counter) Read() float64 {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.read
}

// entryOf is what the index keeps of an item; nil when the item does not stand in it.
func entryOf(item Item, index string, carries []string) Item {
	if item[index+"PK"] == nil {
		return nil
	}
	entry := Item{}
	for _, name := range slices.Concat([]string{"PK", "SK", index + "PK", index + "SK"}, carries) {
		if value, ok := item[name]; ok {
			entry[name] = value
		}
	}
	return entry
}

// entryUnits is what a change of an item costs in an index. Another index key is a deletion and an insertion.
func entryUnits(was, is Item, index string) float64 {
	moved := text(was[index+"PK"]) != text(is[index+"PK"]) || text(was[index+"SK"]) != text(is[index+"SK"])
	switch {
	case was == nil && is == nil:
		return 0
	case was == nil:
		return started(sizeOf(is), writeUnit)
	case is == nil:
		return started(sizeOf(was), writeUnit)
	case moved:
		return started(sizeOf(was), writeUnit) + started(sizeOf(is), writeUnit)
	case sameItem(was, is):
		return 0
	}
	return started(max(sizeOf(was), sizeOf(is)), writeUnit)
}

// started is how many units of that many bytes are begun.
func started(size, unit int) float64 { return math.Ceil(float64(size) / float64(unit)) }

// sizeOf is an item's size as DynamoDB counts it: names and values in UTF-8.
func sizeOf(item Item) int {
	size := 0
	for name, value := range item {
		size += len(name) + valueSize(value)
	}
	return size
}

// container is what a list or a map costs besides its content, and one more byte for each entry.
const container = 3

func valueSize(value types.AttributeValue) int {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return len(v.Value)
	case *types.AttributeValueMemberN:
		return (len(v.Value)+1)/2 + 1
	case *types.AttributeValueMemberB:
		return len(v.Value)
	case *types.AttributeValueMemberL:
		size := container
		for _, entry := range v.Value {
			size += 1 + valueSize(entry)
		}
		return size
	case *types.AttributeValueMemberM:
		return container + len(v.Value) + sizeOf(v.Value)
	case *types.AttributeValueMemberSS:
		size := 0
		for _, entry := range v.Value {
			size += len(entry)
		}
		return size
	}
	return 1 // a boolean or null
}
