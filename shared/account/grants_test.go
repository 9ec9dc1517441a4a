package account_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"roster/shared/account"
)

var catalog = account.ShippedCatalog()

func same(a, b account.Grants) bool { return cmp.Equal(a, b, cmpopts.EquateEmpty()) }

func TestSortingTwiceIsSortingOnceAndChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		g := anyGrants().Draw(t, "g")
		s := g.Sorted()
		if !same(s, s.Sorted()) || !s.Equal(g) || !g.Equal(s) {
			t.Fatalf("sorted to %v and then to %v", s, s.Sorted())
		}
		shuffled := account.Grants{
			Role: g.Role, Permissions: rapid.Permutation(g.Permissions).Draw(t, "permissions"), AdAccountRoles: rapid.Permutation(g.AdAccountRoles).Draw(t, "roles"),
		}
		if !same(s, shuffled.Sorted()) {
			t.Fatalf("the order of what was sent shows: %v and %v", s, shuffled.Sorted())
		}
	})
}

// Inclusion is what "holds it itself" means. It is a preorder: whoever includes somebody who includes a third
// includes the third.
func TestInclusionIsReflexiveAndTransitive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyGrants().Draw(t, "a").Live(catalog)
		if !a.Include(catalog, a) {
			t.Fatalf("%v does not include itself", a)
		}
		b, c := anyGrants().Draw(t, "b").Live(catalog), anyGrants().Draw(t, "c").Live(catalog)
		c = c.Union(account.Grants{Role: account.Guest})
		if rapid.Bool().Draw(t, "nested") { // else the premise hardly ever holds
			b = b.Union(c)
			a = a.Union(b)
			if a.Role == account.Admin {
				a.Permissions, a.AdAccountRoles = nil, nil
			}
		}
		if a.Include(catalog, b) && b.Include(catalog, c) && !a.Include(catalog, c) {
			t.Fatalf("%v includes %v, that includes %v, and the first does not include the last", a, b, c)
		}
	})
}

func TestAnAdminIncludesEverythingAndOnlyAnAdminIncludesAnAdmin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		g, other := anyGrants().Draw(t, "g"), grantsOf(account.PlainMember, account.Guest).Draw(t, "other")
		admin := account.Grants{Role: account.Admin}
		if !admin.Include(catalog, g) {
			t.Fatalf("an admin does not include %v", g)
		}
		if other.Include(catalog, admin) {
			t.Fatalf("%v includes an admin", other)
		}
	})
}

func TestAUnionIncludesBothAndNothingElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		members := grantsOf(account.PlainMember, account.Guest)
		a, b := members.Draw(t, "a").Live(catalog), members.Draw(t, "b").Live(catalog)
		u := a.Union(b)
		if !u.Include(catalog, a) || !u.Include(catalog, b) {
			t.Fatalf("%v and %v are not both in %v", a, b, u)
		}
		if !same(u, b.Union(a)) || !same(a.Sorted(), a.Union(a)) {
			t.Fatalf("a union depends on its order: %v and %v", u, b.Union(a))
		}
		for _, p := range somePermissions {
			if u.HasPermission(p) != (a.HasPermission(p) || b.HasPermission(p)) {
				t.Fatalf("the union of %v and %v says %v of %s", a, b, u.HasPermission(p), p)
			}
		}
		holder := members.Draw(t, "holder")
		if u.Role == a.Role && holder.Include(catalog, u) != (holder.Include(catalog, a) && holder.Include(catalog, b)) {
			t.Fatalf("%v includes the union of %v and %v, and not each, or the other way", holder, a, b)
		}
	})
}

// Expanding writes out what roles include; narrowing takes away. Neither ever gives something new.
func TestExpandingAndNarrowingKeepWithinTheGrants(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		g := grantsOf(account.PlainMember, account.Guest).Draw(t, "g")
		live, whole := g.Live(catalog), g.Expanded(catalog)
		if !same(whole, whole.Expanded(catalog)) {
			t.Fatalf("expanded to %v and then to %v", whole, whole.Expanded(catalog))
		}
		expanded := live.Expanded(catalog)
		if !live.Include(catalog, expanded) || !expanded.Include(catalog, live) {
			t.Fatalf("%v and %v do not include each other", live, expanded)
		}
		archived := map[account.AdAccountID]bool{rapid.SampledFrom(someAdAccounts).Draw(t, "archived"): true}
		for _, narrow := range []account.Grants{live, g.WithoutAdAccounts(archived)} {
			if !same(g.Union(narrow), g.Sorted()) || narrow.Role != g.Role {
				t.Fatalf("%v was narrowed to %v, which has something more", g, narrow)
			}
		}
		for _, id := range g.WithoutAdAccounts(archived).AdAccounts() {
			if archived[id] {
				t.Fatalf("a role on the archived %s is left", id)
			}
		}
		for _, p := range live.Permissions {
			if !catalog.HasPermission(p) {
				t.Fatalf("%s left the catalog and is live", p)
			}
		}
	})
}

// Narrowing the holder never lets it include more.
func TestWhoHoldsLessIncludesLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		more := grantsOf(account.PlainMember, account.Guest).Draw(t, "more")
		less := more.WithoutAdAccounts(map[account.AdAccountID]bool{someAdAccounts[0]: true})
		other := anyGrants().Draw(t, "other")
		if less.Include(catalog, other) && !more.Include(catalog, other) {
			t.Fatalf("%v includes %v, and %v does not", less, other, more)
		}
	})
}

func TestRolesAndGrantsAnswerWhatTheyAreAsked(t *testing.T) {
	t.Parallel()
	order := []account.Role{account.Guest, account.PlainMember, account.Admin}
	for i, a := range order {
		for j, b := range order {
			if a.Includes(b) != (i >= j) {
				t.Errorf("%s includes %s: %v", a, b, a.Includes(b))
			}
		}
		if !a.Valid() {
			t.Errorf("%s is no role", a)
		}
	}
	if account.Role("owner").Valid() || account.Role("").Valid() || account.Role("Admin").Valid() {
		t.Error("a role out of nowhere is valid")
	}
	admin, member := account.Grants{Role: account.Admin}, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}}
	if !admin.Administers() || !member.Administers() || member.HasPermission("brands.view") || !admin.HasPermission("brands.view") {
		t.Error("a permission is held by whoever has it, and by an admin")
	}
	g := account.Grants{AdAccountRoles: []account.AdAccountRole{
		{AdAccount: someAdAccounts[1], Role: "viewer"}, {AdAccount: someAdAccounts[0], Role: "viewer"}, {AdAccount: someAdAccounts[1], Role: "account_admin"},
	}}
	if got := g.AdAccounts(); !slices.Equal(got, someAdAccounts[:2]) {
		t.Errorf("the ad accounts are %v", got)
	}
	for _, r := range g.AdAccountRoles {
		if got := account.ParseAdAccountRole(r.String()); got != r {
			t.Errorf("%v is stored as %q and read as %v", r, r, got)
		}
	}
}
