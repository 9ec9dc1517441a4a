package list_test

import (
	"encoding/csv"
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
	"roster/shared/web/webtest"
)

// exported reads an export part by part, as its Links lead, and answers the parts.
func exported(w *world, c *webtest.Client, address string) []string {
	w.t.Helper()
	var parts []string
	for address != "" {
		answer := c.Get(address).Is(200)
		if kind := answer.Header.Get("Content-Type"); kind != "text/csv; charset=utf-8" {
			w.t.Fatalf("%s is %s", address, kind)
		}
		parts = append(parts, string(answer.Body))
		link, ok := strings.CutSuffix(answer.Header.Get("Link"), `>; rel="next"`)
		if address = strings.TrimPrefix(link, "<"); ok != (address != "") || len(parts) > 500 {
			w.t.Fatalf("the Link is %q", answer.Header.Get("Link"))
		}
	}
	return parts
}

// linesOf are the lines of parts that were joined one behind the other, by the names of their columns.
func linesOf(t *testing.T, parts []string) []map[string]string {
	t.Helper()
	read, err := csv.NewReader(strings.NewReader(strings.Join(parts, ""))).ReadAll()
	if err != nil || len(read) == 0 {
		t.Fatalf("the export has %d lines: %v", len(read), err)
	}
	lines := []map[string]string{}
	for _, cells := range read[1:] {
		line := map[string]string{}
		for i, cell := range cells {
			line[read[0][i]] = cell
		}
		lines = append(lines, line)
	}
	return lines
}

func column(lines []map[string]string, name string) []string {
	cells := []string{}
	for _, line := range lines {
		cells = append(cells, line[name])
	}
	return cells
}

// product.md §3, List: an export is everything that the filter matches, in the order of the list, in whatever parts.
func TestAnExportIsTheWholeList(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	w := newWorld(t)
	everybody, adAccounts := w.town(rand.New(rand.NewPCG(seed, 0)), 60)
	ad := string(adAccounts[4])
	for _, q := range []query{
		{}, {"sort": "-name"}, {"sort": "joined"}, {"state": "suspended", "sort": "-last_active"}, {"role": "guest"}, {"two_factor": "on"},
		{"ad_account": ad}, {"ad_account": ad, "ad_account_role": "viewer"}, {"q": "an"}, {"q": "nobody at all"},
		{"q": "mar", "role": "member"}, {"ad_account": ad, "role": "guest", "two_factor": "off", "sort": "-joined"},
	} {
		want := expected(everybody, q)
		for _, limit := range []string{"7", ""} {
			parts := exported(w, w.Admin.Client, q.with("limit", limit).on(members+".csv"))
			lines := linesOf(t, parts)
			if diff := cmp.Diff(want, column(lines, "id")); diff != "" {
				t.Errorf("%v by %s, seed %d: %s", q, limit, seed, diff)
			}
			if limit == "" && len(parts) != 1 {
				t.Errorf("%v has %d parts", q, len(parts))
			}
			for _, line := range lines {
				m := everybody[slices.IndexFunc(everybody, func(m *account.Member) bool { return string(m.ID()) == line["id"] })]
				if n := len(strings.Split(line["ad_account_roles"], "; ")); len(m.Grants.AdAccountRoles) > 0 && n != len(m.Grants.AdAccountRoles) {
					t.Errorf("%v, seed %d: %s has %d roles, want %d", q, seed, m.Name, n, len(m.Grants.AdAccountRoles))
				}
			}
		}
	}
}

func TestAnExportedMember(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	eu, us := w.NewAdAccount("EU Brand", account.AdAccountIsActive), w.NewAdAccount("US Retail", account.AdAccountIsArchived)
	gone := store.NewAdAccountID(w.Now())
	m := w.member("=Marcus, \"Bell\"", "marcus@northwind.example", account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"users.manage", "financials.view"},
		AdAccountRoles: []account.AdAccountRole{
			{AdAccount: eu, Role: "viewer"}, {AdAccount: eu, Role: "campaign_manager"}, {AdAccount: us, Role: "viewer"}, {AdAccount: gone, Role: "left_the_catalog"},
		},
	})
	m.TwoFactor, m.LastActiveOn, m.InvitedBy = true, "2026-11-22", account.Person{ID: string(w.Admin.User.ID), Name: "Carrie Oakey"}
	w.joined(m)
	answer := w.Admin.Get(members + ".csv?q=marcus").Is(200)
	if name := answer.Header.Get("Content-Disposition"); name != `attachment; filename="members.csv"` || answer.Header.Get("Link") != "" {
		t.Errorf("the file is %s, and more is at %q", name, answer.Header.Get("Link"))
	}
	var held, read []string
	names := map[account.AdAccountID]string{eu: "EU Brand (Campaign manager, Viewer)", us: "US Retail (Viewer)", gone: string(gone) + " (left_the_catalog)"}
	for _, r := range m.Grants.AdAccountRoles {
		held = append(held, r.String())
	}
	for _, id := range m.Grants.AdAccounts() {
		read = append(read, names[id])
	}
	want := "id,name,email,state,role,permissions,ad_account_roles,ad_accounts,two_factor,last_active_on,joined_at,invited_by\r\n" +
		string(m.ID()) + `,"'=Marcus, ""Bell""",marcus@northwind.example,active,member,financials.view; users.manage,` +
		strings.ReplaceAll(strings.Join(held, "; "), "/", ":") + `,"` + strings.Join(read, "; ") + `",on,2026-11-22,` +
		w.Now().Format(time.RFC3339Nano) + ",Carrie Oakey\r\n"
	if diff := cmp.Diff(want, string(answer.Body)); diff != "" {
		t.Error(diff)
	}
}

func TestAnExportedInvitation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	grants := account.Grants{Role: account.Guest}
	for range 7 {
		id := w.NewAdAccount("Brand", account.AdAccountIsActive)
		grants.AdAccountRoles = append(grants.AdAccountRoles, account.AdAccountRole{AdAccount: id, Role: "viewer"})
	}
	i := w.invited("", "+anna@oakey.example", grants, week)
	w.invited("Marcus Bell", "marcus@oakey.example", account.Grants{Role: account.PlainMember}, week)
	for _, c := range []struct {
		q    query
		want []string
	}{
		{query{}, []string{"'+anna@oakey.example", "marcus@oakey.example"}},
		{query{"sort": "-name"}, []string{"marcus@oakey.example", "'+anna@oakey.example"}},
		{query{"role": "guest"}, []string{"'+anna@oakey.example"}},
		{query{"q": "bell"}, []string{"marcus@oakey.example"}},
		{query{"q": "oakey", "role": "member"}, []string{"marcus@oakey.example"}},
		{query{"state": "declined"}, []string{}},
	} {
		for _, limit := range []string{"1", ""} {
			lines := linesOf(t, exported(w, w.Admin.Client, c.q.with("limit", limit).on(invitations+".csv")))
			if diff := cmp.Diff(c.want, column(lines, "email")); diff != "" {
				t.Errorf("%v by %s: %s", c.q, limit, diff)
			}
		}
	}
	line := linesOf(t, exported(w, w.Admin.Client, invitations+".csv?role=guest"))[0]
	if roles := line["ad_account_roles"]; strings.Count(roles, ":viewer") != 7 || strings.Count(line["ad_accounts"], "Brand (Viewer)") != 7 {
		t.Errorf("the roles are %s, %s", roles, line["ad_accounts"])
	}
	delete(line, "ad_account_roles")
	delete(line, "ad_accounts")
	want := map[string]string{
		"id": string(i.ID), "name": "", "email": "'+anna@oakey.example", "state": "pending", "mail_state": "sent", "role": "guest", "permissions": "",
		"created_at": i.CreatedAt.Format(time.RFC3339Nano), "expires_at": i.ExpiresAt.Format(time.RFC3339Nano), "invited_by": "Carrie Oakey",
	}
	if diff := cmp.Diff(want, line); diff != "" {
		t.Error(diff)
	}
}

// Lambda answers 6 MB at most: people with a hundred ad accounts each come in parts that fit.
func TestAPartFitsIntoAnAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const people = 300
	grants := account.Grants{Role: account.PlainMember}
	for n := range account.MaxAdAccounts {
		id := w.NewAdAccount(fmt.Sprintf("%03d %s", n, strings.Repeat("Northwind ", 6)), account.AdAccountIsActive)
		grants.AdAccountRoles = append(grants.AdAccountRoles, account.AdAccountRole{AdAccount: id, Role: "viewer"}, account.AdAccountRole{AdAccount: id, Role: "campaign_manager"})
	}
	w.holders(people, grants)
	parts := exported(w, w.Admin.Client, members+".csv")
	for n, part := range parts {
		if len(part) > 3<<20 || n+1 < len(parts) && len(part) < 2<<20 {
			t.Errorf("part %d has %d bytes", n, len(part))
		}
	}
	ids := column(linesOf(t, parts), "id")
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); len(parts) < 2 || n != people+1 || n != len(ids) {
		t.Errorf("%d lines about %d people in %d parts", len(ids), n, len(parts))
	}
}

// holders makes members by name, without the rows for searches and filters.
func (w *world) holders(n int, grants account.Grants) {
	w.t.Helper()
	var people []*account.Member
	for i := range n {
		people = append(people, w.member(fmt.Sprintf("Person %05d", i), account.Address("p"+strconv.Itoa(i)+"@northwind.example"), grants))
	}
	var users []*account.User
	for _, m := range people {
		users = append(users, &account.User{ID: m.User, Name: m.Name, Email: m.Email, CreatedAt: w.Now(), Version: 1,
			Login: account.Login{Issuer: "https://issuer.example", Subject: string(m.User)}})
	}
	if err := w.Store.Import(w.t.Context(), w.Org, users, people); err != nil {
		w.t.Fatal(err)
	}
}

func TestWhatExportsCannotDoIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.holders(2, account.Grants{Role: account.Guest})
	for _, q := range []query{
		{"q": "bell", "sort": "joined"}, {"ad_account_role": "viewer"}, {"limit": "0"}, {"limit": "5001"}, {"state": "removed"},
		{"colour": "blue"}, {"cursor": "nonsense"},
	} {
		w.Admin.Get(q.on(members+".csv")).Refused(422, "invalid")
	}
	w.Admin.Get(query{"q": "bell", "sort": "-name"}.on(invitations+".csv")).Refused(422, "invalid")
	link := w.Admin.Get(members + ".csv?limit=1&sort=joined").Is(200).Header.Get("Link")
	address := link[1:strings.IndexByte(link, '>')]
	w.Admin.Get(address).Is(200)
	w.Admin.Get(strings.Replace(address, "sort=joined", "sort=name", 1)).Refused(422, "invalid")
	other, _, _ := w.NewOrganization("Another")
	w.Admin.JoinsOrganization(other, w.Admin, account.Active, account.Grants{Role: account.Admin})
	w.Admin.Get(strings.Replace(address, string(w.Org), string(other), 1)).Refused(422, "invalid")
}
