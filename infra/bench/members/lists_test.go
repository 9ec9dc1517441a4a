package members

import (
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/infra/bench/crowd"
	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

// world is an organization of many people, and the API on its table.
type world struct {
	*webtest.World
	size   int
	middle string // the cursor of a page in the middle of everybody
}

// adAccounts is how many ad accounts the roles are given on.
const adAccounts = 8

func newWorld(tb testing.TB, size int) *world {
	tb.Helper()
	w := &world{World: webtest.New(tb, all.Register), size: size}
	on := []account.AdAccountID{w.First}
	for n := range adAccounts - 1 {
		on = append(on, w.NewAdAccount(fmt.Sprintf("Brand %d", n), account.AdAccountIsActive))
	}
	patient := store.Open(w.Config, func(o *dynamodb.Options) { o.RetryMaxAttempts = 10 })
	c := crowd.Crowd{
		Store: patient, Organization: w.Org, AdAccounts: on, Now: w.Now(),
		Inviter: account.Person{ID: string(w.Admin.User.ID), Name: w.Admin.User.Name},
	}
	if err := c.Fill(tb.Context(), size-1, min(size/2, 10_000)); err != nil { // the admin is there already
		tb.Fatal(err)
	}
	w.middle = w.walk()
	return w
}

// list is one call that is measured.
type list struct {
	name string
	path func(*world) string
}

func at(path string) func(*world) string { return func(*world) string { return path } }

const (
	members     = "/v1/organizations/{org}/members"
	invitations = "/v1/organizations/{org}/invitations"
)

// lists are the calls that give full pages at any size (product.md §3, List).
var lists = []list{
	{"first page", at(members)},
	{"page in the middle", func(w *world) string { return members + "?cursor=" + w.middle }},
	{"last page, sorted backwards", at(members + "?sort=-name")},
	{"by joined", at(members + "?sort=joined")},
	{"by joined, backwards", at(members + "?sort=-joined")},
	{"by last active", at(members + "?sort=last_active")},
	{"by last active, backwards", at(members + "?sort=-last_active")},
	{"role=admin", at(members + "?role=admin")},
	{"role=member", at(members + "?role=member")},
	{"ad account", func(w *world) string { return members + "?ad_account=" + string(w.First) }},
	{"ad account and role", func(w *world) string {
		return members + "?ad_account=" + string(w.First) + "&ad_account_role=viewer"
	}},
	{"two_factor=on", at(members + "?two_factor=on")},
	{"pending approval", at(members + "?state=pending_approval")},
	{"search, one person", at(members + "?q=quistgaard")},
	{"search, nobody", at(members + "?q=xyzzy")},
	{"search, a given name", at(members + "?q=marcus")},
	{"search, one letter", at(members + "?q=m")},
	{"search, everybody's domain", at(members + "?q=northwind")},
	{"counts", at("/v1/organizations/{org}/counts")},
	{"invitations", at(invitations)},
	{"invitations, role=admin", at(invitations + "?role=admin")},
	{"invitations, search", at(invitations + "?q=marcus")},
}

// examined are the calls that apply conditions to what is read, at most a thousand rows a call.
var examined = []list{
	{"search, two words", at(members + "?q=marcus+bell")},
	{"two filters", at(members + "?role=guest&two_factor=on")},
}

// cost is what one call costs.
type cost struct {
	requests []string
	units    float64
	rows     int
}

func (w *world) cost(l list) cost {
	w.T.Helper()
	var page struct {
		Items []struct{} `json:"items"`
	}
	before := w.Units.Read()
	requests := w.Requests.During(func() { w.Admin.Get(l.path(w)).Is(200).Into(&page) })
	return cost{requests, w.Units.Read() - before, len(page.Items)}
}

// walk goes through all active members to the end and answers the cursor of the page in the middle. Nobody is
// left out and nobody comes twice.
func (w *world) walk() (middle string) {
	w.T.Helper()
	seen, cursors := map[string]bool{}, []string{""}
	for cursor := ""; ; {
		var page struct {
			Items []struct {
				ID string `json:"id"`
			} `json:"items"`
			Next *string `json:"next_cursor"`
		}
		w.Admin.Get(members + "?limit=200&cursor=" + cursor).Is(200).Into(&page)
		for _, m := range page.Items {
			if seen[m.ID] {
				w.T.Fatalf("%s comes twice among %d people", m.ID, w.size)
			}
			seen[m.ID] = true
		}
		if page.Next == nil {
			break
		}
		cursor = *page.Next
		cursors = append(cursors, cursor)
	}
	var counts struct{ Active int }
	w.Admin.Get("/v1/organizations/{org}/counts").Is(200).Into(&counts)
	// The world's admin came by a command, whose event nobody counts here.
	if len(seen) != counts.Active+1 {
		w.T.Errorf("the pages show %d active members, the counts say %d and one", len(seen), counts.Active)
	}
	return cursors[len(cursors)/2]
}

// architecture.md §3: what a list costs does not depend on how many people there are: the same requests, and as
// many units within a tenth, rows being longer and shorter. A page of ten has fewer rows and may cost less.
func TestListsCostTheSameHoweverManyPeopleThereAre(t *testing.T) {
	t.Parallel()
	worlds := []*world{newWorld(t, 10), newWorld(t, 1000), newWorld(t, 5000)}
	for _, l := range lists {
		t.Run(l.name, func(t *testing.T) {
			few, many, most := worlds[0].cost(l), worlds[1].cost(l), worlds[2].cost(l)
			t.Logf("%.1f, %.1f and %.1f units; %d, %d and %d rows", few.units, many.units, most.units, few.rows, many.rows, most.rows)
			if most.units > 10 {
				t.Errorf("it costs %.1f units among 5,000 people", most.units)
			}
			if few.units > many.units*1.1 || !slices.Equal(few.requests, many.requests) {
				t.Errorf("among ten people it costs %.1f units and %v, among 1,000 %.1f and %v", few.units, few.requests, many.units, many.requests)
			}
			if most.rows == many.rows && (most.units > many.units*1.1 || many.units > most.units*1.1) || !slices.Equal(many.requests, most.requests) {
				t.Errorf("among 1,000 people it costs %.1f units and %v, among 5,000 %.1f and %v", many.units, many.requests, most.units, most.requests)
			}
		})
	}
}
