package scim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roster/shared/account"
)

// The list has everybody with a place and those whom a client knows, page by page at the same cost.
func TestPagesInOrderCostTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	want := []string{string(w.Admin.Member)}
	for n := range 6 {
		want = append(want, string(w.NewMember(fmt.Sprint("Member ", n), account.Active, account.Grants{Role: account.Guest}).Member))
	}
	want = append(want, string(w.NewMember("Pending", account.PendingApproval, account.Grants{Role: account.Guest}).Member),
		string(w.NewMember("Suspended", account.Suspended, account.Grants{Role: account.Guest}).Member))
	for n := range 5 {
		want = append(want, w.creates(fmt.Sprintf("invited%d@oakey.example", n), body{"externalId": fmt.Sprint(n)}).ID)
	}
	for n := range 4 {
		want = append(want, w.creates(fmt.Sprintf("later%d@oakey.example", n), body{"active": false}).ID)
	}
	slices.Sort(want)
	var got []string
	var costs []int
	for start := 1; ; {
		var l list
		requests := w.Requests.During(func() {
			w.key.Get(fmt.Sprintf("%s?startIndex=%d&count=4", users, start)).Is(200).Into(&l)
		})
		costs = append(costs, len(requests))
		for _, u := range l.Resources {
			got = append(got, u.ID)
			if strings.HasPrefix(u.UserName, "later") == u.Active && !strings.HasPrefix(u.ID, "mem_") {
				t.Errorf("%s is active: %v", u.UserName, u.Active)
			}
		}
		if start += len(l.Resources); l.ItemsPerPage < 4 {
			break
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the pages have %v, want %v", got, want)
	}
	t.Logf("requests for each page: %v", costs)
	for _, n := range costs {
		if n > 9 {
			t.Errorf("the requests for the pages are %v", costs)
		}
	}
	var jump list
	w.key.Get(users + "?startIndex=9&count=3").Is(200).Into(&jump)
	if len(jump.Resources) != 3 || jump.StartIndex != 9 {
		t.Errorf("a jump leads to %+v", jump)
	}
	for filter, n := range map[string]int{"active eq true": 13, "active eq false": 5} {
		var l list
		w.key.Get(users + "?filter=" + strings.ReplaceAll(filter, " ", "+")).Is(200).Into(&l)
		if len(l.Resources) != n {
			t.Errorf("%s finds %d, want %d", filter, len(l.Resources), n)
		}
	}
	var none, searched list
	w.key.Get(users + "?count=0").Is(200).Into(&none)
	w.key.Post("/scim/v2/.search", body{"filter": `externalId eq "3"`, "attributes": []string{"externalId"}, "startIndex": 1, "count": 10}).Is(200).Into(&searched)
	if len(none.Resources) != 0 || len(searched.Resources) != 1 || searched.Resources[0].ExternalID != "3" || searched.Resources[0].UserName != "" {
		t.Errorf("count=0 answers %+v, the search %+v", none, searched)
	}
}
