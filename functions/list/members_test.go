package list_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
	"roster/shared/store"
)

type row struct {
	ID    string `json:"id"`
	Name  string `json:"-"`
	Count int    `json:"ad_account_role_count"`
	Roles []any  `json:"ad_account_roles"`
	User  struct {
		Name string `json:"name"`
	} `json:"user"`
}

func idsOf(pages [][]row) []string {
	ids := []string{}
	for _, page := range pages {
		for _, r := range page {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// town is an organization of people who are alike in many ways.
func (w *world) town(random *rand.Rand, n int) (everybody []*account.Member, adAccounts []account.AdAccountID) {
	w.t.Helper()
	for range 9 {
		adAccounts = append(adAccounts, store.NewAdAccountID(w.Now()))
	}
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for i := range n {
		first, last := pick("Anna", "Anna-Lena", "Marcus", "Maria", "Mark", "Ärlig", "Ann"), pick("Bell", "Krüger", "O'Brien", "Mars", "Anderson", "Bell Marsh")
		address := strings.ToLower(strings.NewReplacer("ü", "ue", "Ä", "ae", "'", "", " ", "_").Replace(first + pick(".", "_", "+", "-") + last))
		m := w.member(first+" "+last, account.Address(address+strconv.Itoa(i)+"@"+pick("oakey", "mars", "northwind")+".example"), account.Grants{
			Role: account.Role(pick("member", "member", "guest")),
		})
		if random.IntN(8) == 0 {
			m.Grants.Role = account.Admin
		}
		for _, id := range adAccounts {
			if m.Grants.Role != account.Admin && random.IntN(9) < i%10 { // some hold more roles than a row shows
				m.Grants.AdAccountRoles = append(m.Grants.AdAccountRoles, account.AdAccountRole{AdAccount: id, Role: pick("viewer", "campaign_manager", "account_admin")})
			}
		}
		m.Grants = m.Grants.Sorted()
		m.State = account.MemberState(pick("active", "active", "active", "suspended", "pending_approval"))
		m.TwoFactor = random.IntN(3) == 0
		m.JoinedAt = m.JoinedAt.Add(-time.Duration(random.IntN(10)) * time.Hour)
		if random.IntN(4) > 0 {
			m.LastActiveOn = w.Now().AddDate(0, 0, -random.IntN(5)).Format(time.DateOnly)
		}
		everybody = append(everybody, m)
	}
	w.joined(everybody...)
	admin := w.Admin.Place()
	w.dispatched(store.MemberKey(w.Org, admin.User))
	return append(everybody, admin), adAccounts
}

// product.md §3, List: one filter with the default order, any order alone and a search alone give full pages,
// whatever their size; everything else gives all of it, in pages that may be short.
func TestListsSayWhoIsMeantInOrder(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	w := newWorld(t)
	everybody, adAccounts := w.town(random, 70)
	ad := string(adAccounts[4])
	full := []query{
		{}, {"sort": "-name"}, {"sort": "joined"}, {"sort": "-joined"}, {"sort": "last_active"}, {"sort": "-last_active"},
		{"state": "suspended"}, {"state": "pending_approval", "sort": "-joined"},
		{"role": "guest"}, {"role": "admin", "sort": "-name"}, {"two_factor": "on"}, {"two_factor": "off", "state": "suspended"},
		{"ad_account": ad}, {"ad_account": ad, "ad_account_role": "viewer"},
		{"q": "an"}, {"q": "m"}, {"q": "mar"}, {"q": "MARS"}, {"q": "Krü"}, {"q": "kruger"}, {"q": "arl"}, {"q": "anna-l"}, {"q": "lena"}, {"q": "obri"}, {"q": "brien"},
		{"q": "oakey.ex"}, {"q": "a"}, {"q": "b"}, {"q": "anna.bell"}, {"q": "nobody at all"}, {"q": "mar", "state": "suspended"},
	}
	for _, q := range full {
		w.holds(everybody, q, true, seed)
	}
	conditional := []query{
		{"q": "bell ann"}, {"q": "ann mars oak"}, {"q": "mar", "role": "guest"}, {"q": "a", "ad_account": ad},
		{"sort": "joined", "ad_account": ad}, {"sort": "-last_active", "ad_account": ad, "ad_account_role": "viewer"},
		{"sort": "joined", "role": "member"}, {"sort": "-joined", "two_factor": "on", "role": "member"},
		{"role": "guest", "two_factor": "on"}, {"ad_account": ad, "role": "guest", "two_factor": "off"},
		{"ad_account": ad, "ad_account_role": "campaign_manager", "role": "member", "sort": "-name"},
		{"q": "an", "ad_account": ad, "ad_account_role": "account_admin", "two_factor": "off"},
	}
	for _, q := range conditional {
		w.holds(everybody, q, false, seed)
	}
}

// holds reads the list in pages of several sizes.
func (w *world) holds(everybody []*account.Member, q query, full bool, seed uint64) {
	w.t.Helper()
	want := expected(everybody, q)
	for _, limit := range []int{1, 7, 50, 200} {
		if limit == 1 && len(want) > 20 {
			continue
		}
		got := pages[row](w, w.Admin.Client, members, q.with("limit", strconv.Itoa(limit)))
		if diff := cmp.Diff(want, idsOf(got)); diff != "" {
			w.t.Errorf("%v by %d, seed %d: %s", q, limit, seed, diff)
			return
		}
		for i, page := range got[:len(got)-1] {
			if full && len(page) != limit {
				w.t.Errorf("%v by %d, seed %d: page %d has %d rows", q, limit, seed, i, len(page))
			}
		}
		if full && len(want) > 0 && len(got) != (len(want)+limit-1)/limit {
			w.t.Errorf("%v by %d: %d pages for %d people", q, limit, len(got), len(want))
		}
	}
}

func TestARowShowsFiveRolesAndTheNumberOfAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.member("Marcus Bell", "marcus@northwind.example", account.Grants{Role: account.PlainMember})
	for range 7 {
		m.Grants.AdAccountRoles = append(m.Grants.AdAccountRoles, account.AdAccountRole{AdAccount: store.NewAdAccountID(w.Now()), Role: "viewer"})
	}
	m.InvitedEmail = "m.bell@elsewhere.example"
	w.joined(m)
	for _, q := range []query{{"q": "marcus"}, {"role": "member"}, {"sort": "joined", "role": "member"}} {
		got := pages[row](w, w.Admin.Client, members, q)
		if len(got[0]) != 1 || len(got[0][0].Roles) != 5 || got[0][0].Count != 7 {
			t.Errorf("%v: the rows are %+v", q, got)
		}
		if body := w.Admin.Get(q.on(members)).Body; !strings.Contains(string(body), `"invited_email":"m.bell@elsewhere.example"`) {
			t.Errorf("%v: the invited address is missing: %s", q, body)
		}
	}
	var whole row
	w.Admin.Get(members + "/" + string(m.ID())).Is(200).Into(&whole)
	if len(whole.Roles) != 7 {
		t.Errorf("the record itself has %d roles", len(whole.Roles))
	}
}

func TestWhatListsCannotDoIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, q := range []query{
		{"q": "bell", "sort": "joined"}, {"q": "bell", "sort": "-name"}, {"ad_account_role": "viewer"},
		{"limit": "0"}, {"limit": "201"}, {"state": "removed"}, {"sort": "age"}, {"role": "owner"}, {"two_factor": "maybe"},
		{"colour": "blue"}, {"cursor": "nonsense"}, {"cursor": strings.Repeat("A", 2001)}, {"q": strings.Repeat("x", 201)},
	} {
		w.Admin.Get(q.on(members)).Refused(422, "invalid")
	}
	w.Admin.Get(query{"sort": "joined"}.on(invitations)).Refused(422, "invalid")
	w.Admin.Get(query{"q": "bell", "sort": "-name"}.on(invitations)).Refused(422, "invalid")
	w.Admin.Get(query{"q": "   "}.on(members)).Is(200)
	w.Admin.Get(query{"ad_account": "ada_of-nobody"}.on(members)).Is(200)
}

// A cursor goes on where it was, whatever became of the row that it stands on.
func TestACursorGoesOnWhenItsRowIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var everybody []*account.Member
	for i := range 12 {
		m := w.member(fmt.Sprintf("Person %02d", i), account.Address(fmt.Sprintf("p%02d@oakey.example", i)), account.Grants{Role: account.Guest})
		m.JoinedAt = m.JoinedAt.Add(time.Duration(i+1) * time.Minute) // after the admin
		everybody = append(everybody, m)
	}
	w.joined(everybody...)
	for n, q := range []query{{}, {"q": "person"}, {"role": "guest"}, {"sort": "-joined"}} {
		var page struct {
			Items      []row   `json:"items"`
			NextCursor *string `json:"next_cursor"`
		}
		q = q.with("limit", "3")
		w.Admin.Get(q.on(members)).Is(200).Into(&page)
		gone := everybody[slices.IndexFunc(everybody, func(m *account.Member) bool { return string(m.ID()) == page.Items[2].ID })]
		before := idsOf(pages[row](w, w.Admin.Client, members, q.with("cursor", *page.NextCursor)))

		if err := w.Store.RemoveMember(t.Context(), w.Intent(w.Admin), gone, account.MemberRemoved); err != nil {
			t.Fatal(err)
		}
		after := idsOf(pages[row](w, w.Admin.Client, members, q.with("cursor", *page.NextCursor)))
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("list %d: %s", n, diff)
		}
		w.joined(gone)
	}
}

// A cursor of another organization, person or filter is refused, and so are those that somebody made up.
func TestACursorIsGoodForItsOwnListOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.Admin})
	w.NewMember("Marcus Bell", account.Active, account.Grants{Role: account.Guest})
	var page struct {
		NextCursor string `json:"next_cursor"`
	}
	w.Admin.Get(query{"limit": "1"}.on(members)).Is(200).Into(&page)
	mine := query{"limit": "1", "cursor": page.NextCursor}
	w.Admin.Get(mine.on(members)).Is(200)
	w.Admin.Get(mine.with("limit", "9").on(members)).Is(200)

	anna.Get(mine.on(members)).Refused(422, "invalid")
	w.Admin.Get(mine.with("sort", "-name").on(members)).Refused(422, "invalid")
	w.Admin.Get(mine.with("role", "guest").on(members)).Refused(422, "invalid")
	w.Admin.Get(mine.on(invitations)).Refused(422, "invalid")
	other, _, _ := w.NewOrganization("Another")
	w.Admin.JoinsOrganization(other, w.Admin, account.Active, account.Grants{Role: account.Admin})
	w.Admin.Get(mine.on("/v1/organizations/"+string(other)+"/members")).Refused(422, "invalid")
}
