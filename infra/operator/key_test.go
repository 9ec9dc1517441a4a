package main

import (
	"strings"
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// An operator's key covers every organization from its making to its end, and is shown once.
func TestAnOperatorsKeyFromItsMakingToItsEnd(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, all.Register)
	code, said := asked(w, "key", "create", "--name", "Backend", "--scopes", "users.read,access.read", "--days", "90")
	whole, _, _ := strings.Cut(said, "\n")
	if code != 0 || !strings.HasPrefix(whole, account.SecretKeyPrefix) {
		t.Fatalf("it ended with %d: %s", code, said)
	}
	other, _, _ := w.NewOrganization("Elsewhere")
	program := w.WithKey(whole)
	for _, org := range []account.OrganizationID{w.Org, other} {
		program.Get("/v1/organizations/" + string(org) + "/members").Is(200)
	}

	_, listed := asked(w, "key", "list")
	id := listed[:strings.Index(listed, " ")]
	if !strings.Contains(listed, "Backend") || !strings.Contains(listed, "last used on "+w.Now().Format("2006-01-02")) || strings.Contains(listed, whole) {
		t.Errorf("it lists %s", listed)
	}
	if code, said := asked(w, "key", "revoke", id); code != 0 {
		t.Fatalf("it ended with %d: %s", code, said)
	}
	program.Get("/v1/organizations/{org}/members").Is(401)
	if _, listed = asked(w, "key", "list"); listed != "There are no keys.\n" {
		t.Errorf("it lists %s", listed)
	}
}

func TestWhatNoOperatorsKeyIsMadeOf(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, all.Register)
	organizations := w.NewKey(account.UsersRead)
	for _, c := range []struct {
		args string
		code int
	}{
		{"key", 2},
		{"key create --name Backend", 2},
		{"key create --scopes users.read", 2},
		{"key create --name Backend --scopes scim", 2},
		{"key create --name Backend --scopes everything", 2},
		{"key create --name Backend --scopes users.read more", 2},
		{"key revoke nonsense", 2},
		{"key revoke key_01JD3Q9Z5T7K2M8V4X6W0RBCDE", 1},
		{"key revoke " + string(organizations.Key.ID), 1}, // the organization's own
	} {
		if code, said := asked(w, strings.Fields(c.args)...); code != c.code {
			t.Errorf("%s ended with %d, want %d: %s", c.args, code, c.code, said)
		}
	}
}
