package seed

import (
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
)

// Sixty people and six open invitations, the same at every start, each with an address that can be written to.
func TestTheDemonstrationIsWrittenOnce(t *testing.T) {
	t.Parallel()
	s, _ := storetest.New(t)
	now := time.Now().UTC()
	for range 2 {
		if err := Write(t.Context(), s, "http://localhost:9400", now); err != nil {
			t.Fatal(err)
		}
	}
	found, err := s.Get(t.Context(), store.CountsKey(Organization))
	if err != nil {
		t.Fatal(err)
	}
	counts := found.Counts(Organization)
	if counts.Active+counts.PendingApproval+counts.Suspended != 59 || len(names) != 59 || counts.PendingApproval != 2 {
		t.Errorf("the counts are %+v, want %d people besides Carrie, of whom 2 wait", counts, len(names))
	}
	seen := map[account.Address]bool{}
	for _, name := range append([]string{carrie}, names...) {
		address := addressOf(name)
		if parsed, ok := account.ParseAddress(string(address)); !ok || parsed != address || seen[address] {
			t.Errorf("%q has no address of its own: %q", name, address)
		}
		seen[address] = true
	}
}
