package storetest

import (
	"maps"
	"slices"
)

// Changed is the partition and sort keys of the items that came, went or differ between two looks at the table,
// in order.
func (items Items) Changed(after Items) [][2]string {
	keys := maps.Clone(items)
	maps.Copy(keys, after)
	var changed [][2]string
	for key := range keys {
		if !sameItem(items[key], after[key]) {
			changed = append(changed, key)
		}
	}
	slices.SortFunc(changed, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	return changed
}
