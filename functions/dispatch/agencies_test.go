package dispatch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"roster/infra/local/deployment"
	"roster/infra/local/poll"
	"roster/shared/account"
	"roster/shared/store"
)

func (w *world) countsOf(org account.OrganizationID) store.Counts {
	w.t.Helper()
	found, err := w.Store.Get(w.t.Context(), store.CountsKey(org))
	if err != nil {
		w.t.Fatal(err)
	}
	return found.Counts(org)
}

// Pending and active links count, on both sides; one that is over does not.
func TestLinksAreCountedOnBothSides(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	agency, boss := w.NewAgency("Bright")
	counts := func(want int, when string) {
		t.Helper()
		w.mustHandle(w.stream.Next())
		if diff := cmp.Diff(store.Counts{Active: 1, Unprotected: 1, Agencies: want}, w.countsOf(w.Org)); diff != "" {
			t.Errorf("%s, of the client: %s", when, diff)
		}
		if diff := cmp.Diff(store.Counts{Active: 1, Unprotected: 1, Clients: want}, w.countsOf(agency)); diff != "" {
			t.Errorf("%s, of the agency: %s", when, diff)
		}
	}
	l := w.Invites(agency, guestCap)
	counts(1, "invited")
	w.LinkBecomes(l, account.LinkDeclined, agency, boss)
	counts(0, "declined")
	l = w.Works(agency, boss, guestCap)
	counts(1, "working")
	w.Assigns(l, boss, boss, guestCap)
	counts(1, "assigned")
	w.LinkBecomes(l, account.LinkEnded, w.Org, w.Admin)
	counts(0, "ended")
}

// A place that ends beside a way in through an agency leaves its item there: its rows go all the same, and what is
// left leads to none. So does a place that comes to such an item.
func TestAPlaceThatEndsBesideAnAgencyLosesItsRows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	agency, boss := w.NewAgency("Bright")
	jonas := w.NewUser("Jonas Weber").JoinsOrganization(agency, boss, account.Active, guest)
	w.Assigns(w.Works(agency, boss, guestCap), boss, jonas, guestCap)
	w.mustHandle(w.passed(w.stream.Next()))
	rows := func() (n int) {
		for key := range w.kept() {
			if strings.HasSuffix(key[1], string(jonas.Member)) && strings.HasPrefix(key[0], "O#"+string(w.Org)) {
				n++
			}
		}
		return n
	}
	if n := rows(); n > 0 {
		t.Errorf("whoever comes through an agency lies under %d rows", n)
	}
	jonas.Joins(account.Active, manager)
	w.mustHandle(w.passed(w.stream.Next()))
	if rows() == 0 || jonas.Place() == nil {
		t.Fatal("the place has no rows")
	}
	w.remove(jonas, account.MemberRemoved)
	records := w.passed(w.stream.Next())
	w.mustHandle(records)
	if n := rows(); n > 0 {
		t.Errorf("the place is gone and lies under %d rows", n)
	}
	found, err := w.Store.Get(t.Context(), store.MemberKey(w.Org, jonas.User.ID))
	if err != nil || len(found.Agencies(w.Org, jonas.User.ID)) != 1 {
		t.Errorf("the way in through the agency is lost: %v (%v)", found, err)
	}
	w.isRight(w.kept())
}

// passed are the records that the template's filter lets through.
func (w *world) passed(records []events.DynamoDBEventRecord) []events.DynamoDBEventRecord {
	w.t.Helper()
	template, err := deployment.Read("../..")
	if err != nil {
		w.t.Fatal(err)
	}
	mapping, err := template.StreamMapping("DispatchFunction")
	if err != nil {
		w.t.Fatal(err)
	}
	matches, err := poll.Filter(mapping.Filters)
	if err != nil {
		w.t.Fatal(err)
	}
	return slices.DeleteFunc(records, func(r events.DynamoDBEventRecord) bool { return !matches(r) })
}
