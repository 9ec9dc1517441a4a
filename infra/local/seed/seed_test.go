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
	found, err = s.Get(t.Context(), store.AgencyKey(Organization, Agency))
	if l := found.Agency(Organization, Agency); err != nil || l == nil || l.State != account.LinkActive {
		t.Errorf("the agency's link is %+v (%v)", l, err)
	}
	assigned, err := s.Assignments(t.Context(), Organization, Agency)
	if err != nil || len(assigned) != 2 {
		t.Errorf("%d people of the agency work here (%v)", len(assigned), err)
	}
	for _, a := range assigned {
		found, err := s.Get(t.Context(), store.AgencyKeys(Organization, a.User, Agency)...)
		if err != nil || !found.AgencyStandings(Organization, a.User, Agency)[0].Open(false) {
			t.Errorf("%s does not get in (%v)", a.User, err)
		}
	}
	seen := map[account.Address]bool{}
	for _, name := range append([]string{carrie, bea, tom}, names...) {
		address := addressOf(name)
		if parsed, ok := account.ParseAddress(string(address)); !ok || parsed != address || seen[address] {
			t.Errorf("%q has no address of its own: %q", name, address)
		}
		seen[address] = true
	}
}
