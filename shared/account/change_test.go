package account_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roster/shared/account"
)

// apply makes the change to grants: what Between says must be enough to get from one to the other.
func apply(c account.Change, g account.Grants) account.Grants {
	g = g.Sorted()
	if c.Role != nil {
		g.Role = c.Role.After
	}
	if c.Permissions != nil {
		g.Permissions = slices.DeleteFunc(g.Permissions, func(p account.Permission) bool { return slices.Contains(c.Permissions.Removed, p) })
		g.Permissions = append(g.Permissions, c.Permissions.Added...)
	}
	for _, a := range c.AdAccounts {
		g.AdAccountRoles = slices.DeleteFunc(g.AdAccountRoles, func(r account.AdAccountRole) bool { return r.AdAccount == a.AdAccount })
		for _, role := range a.After {
			g.AdAccountRoles = append(g.AdAccountRoles, account.AdAccountRole{AdAccount: a.AdAccount, Role: role})
		}
	}
	return g.Sorted()
}

func TestAChangeLeadsFromBeforeToAfterAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyGrants().Draw(t, "before"), anyGrants().Draw(t, "after")
		c := account.Between(before, after)
		if got := apply(c, before); !same(got, after.Sorted()) {
			t.Fatalf("%+v leads from %v to %v, not to %v", c, before, got, after)
		}
		if got := apply(account.Between(after, before), after); !same(got, before.Sorted()) {
			t.Fatalf("the way back leads to %v, not to %v", got, before)
		}
		if c.Empty() != before.Equal(after) {
			t.Fatalf("from %v to %v is empty: %v", before, after, c.Empty())
		}
	})
}

// What an event says has changed and what the editor must hold are the same grants.
func TestTouchedIsWhatTheChangeAddsAndDrops(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyGrants().Draw(t, "before"), anyGrants().Draw(t, "after")
		c, touched := account.Between(before, after), account.Touched(before, after)
		var want account.Grants
		if c.Role != nil {
			want.Role = c.Role.Before
			if !c.Role.Before.Includes(c.Role.After) {
				want.Role = c.Role.After
			}
		}
		if c.Permissions != nil {
			want.Permissions = append(slices.Clone(c.Permissions.Added), c.Permissions.Removed...)
		}
		for _, a := range c.AdAccounts {
			for _, role := range slices.Concat(a.Before, a.After) {
				if slices.Contains(a.Before, role) != slices.Contains(a.After, role) {
					want.AdAccountRoles = append(want.AdAccountRoles, account.AdAccountRole{AdAccount: a.AdAccount, Role: role})
				}
			}
		}
		if !same(touched, want.Sorted()) {
			t.Fatalf("from %v to %v touches %v, the change says %v", before, after, touched, want.Sorted())
		}
		if !same(touched, account.Touched(after, before)) {
			t.Fatalf("the way back touches %v, the way there %v", account.Touched(after, before), touched)
		}
	})
}

// Whoever holds what an edit touches holds both what it adds and what it drops; what it leaves alone may exceed.
func TestWhoHoldsWhatIsTouchedMayEditWhateverElseIsThere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		members := grantsOf(account.PlainMember, account.Guest)
		before, after, above := members.Draw(t, "before"), members.Draw(t, "after"), members.Draw(t, "above")
		touched := account.Touched(before, after)
		both := account.Touched(before.Union(above), after.Union(above))
		for _, r := range both.AdAccountRoles {
			if !slices.Contains(touched.AdAccountRoles, r) {
				t.Fatalf("%v was left alone and is touched", r)
			}
		}
		for _, p := range both.Permissions {
			if !slices.Contains(touched.Permissions, p) {
				t.Fatalf("%s was left alone and is touched", p)
			}
		}
	})
}

func TestAChangeIsEmptyUntilAnythingChanged(t *testing.T) {
	t.Parallel()
	if !(account.Change{}).Empty() {
		t.Error("nothing is something")
	}
	for name, c := range map[string]account.Change{
		"a state":      account.Change{}.WithState("active", "suspended"),
		"a field":      {Fields: []string{"name"}},
		"a value":      {Values: []account.ValueChange{{Field: "name", Before: "Oakey", After: "Oakey Ltd"}}},
		"a role":       account.Between(account.Grants{Role: account.Guest}, account.Grants{Role: account.PlainMember}),
		"a permission": account.Between(account.Grants{}, account.Grants{Permissions: []account.Permission{"brands.view"}}),
	} {
		if c.Empty() {
			t.Errorf("%s is nothing", name)
		}
	}
	got := account.Change{Fields: []string{"name"}}.WithState("", "active")
	if diff := cmp.Diff(account.Change{Fields: []string{"name"}, State: &account.StateChange{After: "active"}}, got); diff != "" {
		t.Error(diff)
	}
}
