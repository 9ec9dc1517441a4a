package dispatch_test

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"roster/shared/account"
	"roster/shared/store"
)

// architecture.md §3: what one ordinary invitation makes dispatch write costs at most 12 units, index entries
// and marks included.
func TestAnOrdinaryInvitationCostsAtMostTwelveUnits(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		address account.Address
		called  string
		most    float64
	}{
		"named as the address is": {"marcus.bell@northwind.example", "Marcus Bell", 8},
		"an address alone":        {"marcus.bell@northwind.example", "", 8},
		"named otherwise":         {"m.bell-smith@northwind.example", "Anna-Lena Krüger", 12},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.mustHandle(w.stream.Next())
			records := w.invitedAs(c.address, c.called)
			cost := w.units.Cost(t, w.Config, func() { w.mustHandle(records) })
			t.Logf("%.0f units", cost.Written)
			if cost.Written > c.most {
				t.Errorf("the invitation costs %.0f units, want at most %.0f", cost.Written, c.most)
			}
		})
	}
}

// invitedAs is what the stream shows of an invitation with one ad-account role.
func (w *world) invitedAs(address account.Address, name string) []events.DynamoDBEventRecord {
	w.t.Helper()
	i := *w.invited()
	w.stream.Next()
	i.ID, i.Email, i.Name = store.NewInvitationID(w.Now()), address, name
	i.Grants = account.Grants{Role: account.PlainMember, AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}}}
	if err := w.Store.CreateInvitation(w.t.Context(), w.intent(w.Admin), &i); err != nil {
		w.t.Fatal(err)
	}
	return w.stream.Next()
}
