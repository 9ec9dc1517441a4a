package list_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
)

// pattern stands in the name, address and id of the person whose items are copied, and gives way to a number.
const pattern = "ZQXJ"

// crowd makes n members with everything that lists read: one by the store, and the others as its copies under
// other names, in batches.
func (w *world) crowd(n int, grants account.Grants) {
	w.t.Helper()
	m := w.member("Marcus "+pattern+" Bell", account.Address("marcus."+strings.ToLower(pattern)+"@northwind.example"), grants)
	m.User = account.UserID(string(m.User[:len(m.User)-len(pattern)]) + pattern)
	m.LastActiveOn = "2026-11-22"
	m.InvitedBy = account.Person{ID: string(w.Admin.User.ID), Name: "Carrie Oakey"}
	w.joined(m)
	var items []storetest.Item
	for _, i := range storetest.Table(w.t, w.Config) {
		if key := text(i["PK"]) + text(i["SK"]); strings.Contains(strings.ToUpper(key), pattern) {
			items = append(items, i)
		}
	}
	if len(items) < 10 {
		w.t.Fatalf("there are %d items to copy", len(items))
	}
	var writes []types.WriteRequest
	for k := 1; k < n; k++ {
		for _, i := range items {
			writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: numbered(i, k)}})
		}
	}
	db := storetest.Client(w.Config)
	var group errgroup.Group
	group.SetLimit(4)
	for batch := range slices.Chunk(writes, 25) {
		group.Go(func() error {
			out, err := db.BatchWriteItem(w.t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{w.Config.Table: batch}})
			if err == nil && len(out.UnprocessedItems) > 0 {
				err = fmt.Errorf("%d items were left", len(out.UnprocessedItems))
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		w.t.Fatal(err)
	}
}

func text(v types.AttributeValue) string {
	if s, ok := v.(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

func numbered(i storetest.Item, k int) storetest.Item {
	copied := storetest.Item{}
	for name, value := range i {
		copied[name] = numberedValue(value, k)
	}
	return copied
}

func numberedValue(v types.AttributeValue, k int) types.AttributeValue {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		number := fmt.Sprintf("%04d", k)
		return &types.AttributeValueMemberS{Value: strings.NewReplacer(pattern, number, strings.ToLower(pattern), number).Replace(v.Value)}
	case *types.AttributeValueMemberM:
		return &types.AttributeValueMemberM{Value: numbered(v.Value, k)}
	}
	return v
}

// pagesOfFifty are the lists that read what they show and no more.
func (w *world) pagesOfFifty(role string) []query {
	return []query{
		{}, {"sort": "-name"}, {"sort": "joined"}, {"sort": "-last_active"}, {"role": role}, {"two_factor": "off"},
		{"ad_account": string(w.First)}, {"ad_account": string(w.First), "ad_account_role": "viewer"},
		{"q": "marcus"}, {"q": "northwind.example"}, {"q": "m"}, {"q": "bell"},
	}
}

// architecture.md §3: a page of fifty costs one round trip more than its caller and 10 read units in all,
// whether the organization has ten people or a thousand.
func TestAPageOfFiftyCostsTheSameHoweverManyThereAre(t *testing.T) {
	t.Parallel()
	few, many := newWorld(t), newWorld(t)
	grants := func(w *world) account.Grants {
		return account.Grants{
			Role:           account.PlainMember,
			Permissions:    []account.Permission{"financials.view", "performance_reports.run", "campaigns.apply"},
			AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}, {AdAccount: w.First, Role: "campaign_manager"}},
		}
	}
	few.crowd(10, grants(few))
	many.crowd(1000, grants(many))
	want := []string{"BatchGetItem", "Query"}
	for n, q := range few.pagesOfFifty("member") {
		atFew, _ := few.costs(q, 10)
		atMany, units := many.costs(many.pagesOfFifty("member")[n], 50)
		t.Logf("%v: %.1f units", q, units)
		if !slices.Equal(atFew, want) || !slices.Equal(atMany, want) {
			t.Errorf("%v: %v at ten, %v at a thousand", q, atFew, atMany)
		}
		if units > 10 {
			t.Errorf("%v costs %.1f units", q, units)
		}
	}
	many.deepPagesCostTheSame()
	many.conditionsStopAtAThousand()
}

// costs is what one page costs, and checks that it is full.
func (w *world) costs(q query, rows int) (requests []string, units float64) {
	w.t.Helper()
	var page struct {
		Items []row `json:"items"`
	}
	cost := w.Units.Read()
	requests = w.Requests.During(func() { w.Admin.Get(q.on(members)).Is(200).Into(&page) })
	if len(page.Items) < rows {
		w.t.Errorf("%v: the page has %d rows, want %d", q, len(page.Items), rows)
	}
	return requests, w.Units.Read() - cost
}

// deepPagesCostTheSame goes through a search to its end.
func (w *world) deepPagesCostTheSame() {
	w.t.Helper()
	var got [][]row
	requests := w.Requests.During(func() { got = pages[row](w, w.Admin.Client, members, query{"q": "marcus"}) })
	if n := len(idsOf(got)); n != 1000 || len(got) != 20 || len(requests) != 2*len(got) {
		w.t.Errorf("%d people on %d pages with %d requests", n, len(got), len(requests))
	}
}

// product.md §3: conditions look at no more than a thousand rows a call, and the page goes on by itself.
func (w *world) conditionsStopAtAThousand() {
	w.t.Helper()
	w.joined(w.member("Zora Last", "zora@northwind.example", account.Grants{Role: account.Guest}))
	q := query{"q": "northwind", "role": "guest"}
	got := pages[row](w, w.Admin.Client, members, q)
	if len(got) != 2 || len(got[0]) != 0 || len(got[1]) != 1 {
		w.t.Errorf("the pages are %+v, want an empty one that goes on, and the one person", got)
	}
	requests := w.Requests.During(func() { w.Admin.Get(q.on(members)).Is(200) })
	if len(requests) != 5 {
		w.t.Errorf("one call sends %v", requests)
	}
}

// Rows carry five roles and no more, so that people on a hundred ad accounts do not make lists dear.
func TestPeopleOnAHundredAdAccountsDoNotMakeListsDear(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	grants := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}}
	for range account.MaxAdAccounts {
		id := store.NewAdAccountID(w.Now())
		grants.AdAccountRoles = append(grants.AdAccountRoles, account.AdAccountRole{AdAccount: id, Role: "viewer"}, account.AdAccountRole{AdAccount: id, Role: "campaign_manager"})
	}
	w.crowd(52, grants)
	for _, q := range []query{{}, {"sort": "joined"}, {"role": "member"}, {"q": "marcus"}, {"ad_account": string(grants.AdAccountRoles[99].AdAccount)}} {
		requests, units := w.costs(q, 50)
		t.Logf("%v: %.1f units", q, units)
		if len(requests) != 2 || units > 10 {
			t.Errorf("%v: %v and %.1f units", q, requests, units)
		}
	}
}
