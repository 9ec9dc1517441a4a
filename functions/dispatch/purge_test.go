package dispatch_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"roster/shared/account"
	"roster/shared/store"
)

// When an organization is deleted for good, everybody in it goes at once: that costs one read a batch, and not
// one look at each of them, since their rows go with them.
func TestThePeopleOfAPurgedOrganizationCostOneReadABatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for n := range 30 {
		w.NewMember(fmt.Sprintf("Member %d", n), account.Active, account.Grants{Role: account.PlainMember})
	}
	w.mustHandle(w.stream.Next())

	found, err := w.Store.Get(t.Context(), store.OrganizationKey(w.Org))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Store.DeleteOrganization(t.Context(), w.intent(w.Admin), found.Organization(w.Org)); err != nil {
		t.Fatal(err)
	}
	if found, err = w.Store.Get(t.Context(), store.OrganizationKey(w.Org)); err != nil {
		t.Fatal(err)
	}
	w.mustHandle(w.stream.Next())
	how := store.Purging{Now: w.Now().Add(account.KeptAfterDeletion), Ends: time.Now().Add(time.Hour)}
	if _, err := w.Store.Purge(t.Context(), found.DeletedOrganization(w.Org), how); err != nil {
		t.Fatal(err)
	}
	records := slices.DeleteFunc(w.stream.Next(), func(r events.DynamoDBEventRecord) bool { return r.EventName != "REMOVE" })
	people := 0
	for _, r := range records {
		if r.Change.OldImage["kind"].String() == "member" {
			people++
		}
	}
	requests := w.requests.During(func() { w.mustHandle(records) })
	if people != 31 || len(requests) > (len(records)+99)/100 {
		t.Errorf("%d people in %d records sent %v", people, len(records), requests)
	}
}
