package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// repaired is a world whose rows and counts the command has made: nothing else listens to its table.
type repaired struct {
	*webtest.World
	db *dynamodb.Client
}

var (
	viewer        = "viewer"
	administrator = []account.Permission{account.ManageUsers}
)

func newRepaired(t *testing.T) *repaired {
	t.Helper()
	w := &repaired{World: webtest.New(t, all.Register)}
	w.db = storetest.Client(w.Config)
	grants := account.Grants{
		Role: account.PlainMember, Permissions: administrator, AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: viewer}},
	}
	w.NewMember("Anna-Lena Krüger", account.Active, grants)
	w.NewMember("Marcus Bell", account.Suspended, account.Grants{Role: account.Guest})
	w.NewMember("Priya Raman", account.PendingApproval, account.Grants{Role: account.PlainMember})
	w.NewInvitation("mia@northwind.example", grants)
	agency, boss := w.NewAgency("Bright")
	w.Assigns(w.Works(agency, boss, account.Grants{}), boss, boss, account.Grants{})
	client, of, _ := w.NewOrganization("Client")
	w.InvitesFrom(client, of, w.Org, account.Grants{})
	w.repair()
	return w
}

// repair runs the command and answers what it says.
func (w *repaired) repair(flags ...string) string {
	w.T.Helper()
	code, said := asked(w.World, slices.Concat([]string{"repair", "--settle", "0s"}, flags, []string{w.Org.Dashed()})...)
	if code != 0 {
		w.T.Fatalf("it ended with %d: %s", code, said)
	}
	return said
}

func (w *repaired) put(i storetest.Item) {
	w.T.Helper()
	if _, err := w.db.PutItem(w.T.Context(), &dynamodb.PutItemInput{TableName: &w.Config.Table, Item: i}); err != nil {
		w.T.Fatal(err)
	}
}

func (w *repaired) remove(i storetest.Item) {
	w.T.Helper()
	key := storetest.Item{"PK": i["PK"], "SK": i["SK"]}
	if _, err := w.db.DeleteItem(w.T.Context(), &dynamodb.DeleteItemInput{TableName: &w.Config.Table, Key: key}); err != nil {
		w.T.Fatal(err)
	}
}

// one is the item whose partition contains the words and whose sort key begins so.
func (w *repaired) one(inPartition, sortKeyBegins string) storetest.Item {
	w.T.Helper()
	var found []storetest.Item
	for key, i := range storetest.Table(w.T, w.Config) {
		if strings.Contains(key[0], inPartition) && strings.HasPrefix(key[1], sortKeyBegins) {
			found = append(found, i)
		}
	}
	if len(found) != 1 {
		w.T.Fatalf("%d items are at %s and %s", len(found), inPartition, sortKeyBegins)
	}
	return found[0]
}

func (w *repaired) all(kind string) []storetest.Item {
	w.T.Helper()
	var found []storetest.Item
	for _, i := range storetest.Table(w.T, w.Config) {
		if value, ok := i["kind"].(*types.AttributeValueMemberS); ok && value.Value == kind {
			found = append(found, i)
		}
	}
	return found
}

// table is everything but the marks that events were counted.
func (w *repaired) table() storetest.Items {
	w.T.Helper()
	items := storetest.Table(w.T, w.Config)
	maps.DeleteFunc(items, func(key [2]string, _ storetest.Item) bool { return strings.HasPrefix(key[0], "H#") })
	return items
}

// plain is items as they can be compared.
func plain(items storetest.Items) map[[2]string]any {
	all := map[[2]string]any{}
	for key, i := range items {
		var values map[string]any
		_ = attributevalue.UnmarshalMap(i, &values) // into any value
		all[key] = values
	}
	return all
}

func s(value string) types.AttributeValue { return &types.AttributeValueMemberS{Value: value} }

func with(i storetest.Item, name string, value types.AttributeValue) storetest.Item {
	changed := maps.Clone(i)
	changed[name] = value
	return changed
}

func withSummary(i storetest.Item, name string, value types.AttributeValue) storetest.Item {
	summary := i["summary"].(*types.AttributeValueMemberM)
	return with(i, "summary", &types.AttributeValueMemberM{Value: with(summary.Value, name, value)})
}

func plus(i storetest.Item, name string, by int) storetest.Item {
	n, _ := strconv.Atoi(i[name].(*types.AttributeValueMemberN).Value)
	return with(i, name, &types.AttributeValueMemberN{Value: strconv.Itoa(n + by)})
}

// What is derived follows from the records, whatever became of it: the command says what was wrong, with
// --check and without, mends it, and has nothing to say the next time.
func TestEveryKindOfDamageIsSaidAndMended(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		damage func(w *repaired)
		says   []string
		moves  bool // the records change as well
	}{
		"filter row lost": {func(w *repaired) { w.remove(w.one("#F#M#active#administers", "anna-lena")) }, []string{"rows missing: 1"}, false},
		"word row lost":   {func(w *repaired) { w.remove(w.one("#W#I#pending", "mia@")) }, []string{"rows missing: 1"}, false},
		"row of before": {func(w *repaired) {
			w.put(withSummary(w.one("#W#M#suspended", "marcus.bell"), "name", s("Marcus Klar")))
		}, []string{"rows that showed something else than the record: 1"}, false},
		"row from the future": {func(w *repaired) {
			w.put(withSummary(w.one("#F#M#suspended#role=guest", "marcus"), "version", &types.AttributeValueMemberN{Value: "9999999999999"}))
		}, []string{"rows that showed something else than the record: 1"}, false},
		"rows of another tab": {func(w *repaired) {
			w.put(with(w.one("#F#M#suspended#role=guest", "marcus"), "PK", s("O#"+string(w.Org)+"#F#M#active#role=guest")))
			w.put(with(w.one("#W#M#suspended", "marcus.bell"), "PK", s("O#"+string(w.Org)+"#W#M#active")))
		}, []string{"rows too many: 2"}, false},
		"row under a role that nobody holds": {func(w *repaired) {
			w.put(with(w.one("#F#M#active#administers", "anna-lena"), "PK", s("O#"+string(w.Org)+"#F#M#active#ad_account="+string(w.First)+"/account_admin")))
		}, []string{"rows too many: 1"}, false},
		"row of nobody": {func(w *repaired) {
			w.put(with(w.one("#F#M#active#administers", "anna-lena"), "SK", s("zora #mem_nobody")))
			w.put(storetest.Item{"PK": s("O#" + string(w.Org) + "#W#M#active"), "SK": s("zora"), "kind": s("row")})
		}, []string{"rows too many: 2"}, false},
		// dispatch failed five times on the very change that took somebody away, and nobody sent it again.
		"rows of somebody removed": {func(w *repaired) {
			gone := w.NewMember("Gone Girl", account.Active, account.Grants{Role: account.Guest})
			w.repair()
			gone.IsRemoved()
		}, []string{"rows too many: 6", "events that had not been counted: 1"}, true},
		"all rows lost": {func(w *repaired) {
			for _, row := range w.all("row") {
				w.remove(row)
			}
		}, []string{"rows missing: "}, false},
		"place in the list of names": {func(w *repaired) {
			w.put(with(w.all("invitation")[0], "GSI1SK", s("zora #"+string(account.InvitationPrefix)+"01JD3Q9Z5T7K2M8V4X6W0RBCDE")))
		}, []string{"records at the wrong place of an index: 1"}, false},
		// Written when names were sorted with their accents.
		"accents in sort keys": {func(w *repaired) {
			row := w.one("#F#M#active#administers", "anna-lena")
			id := string(account.MemberPrefix) + strings.TrimPrefix(row["SK"].(*types.AttributeValueMemberS).Value, "anna-lena kruger #"+account.MemberPrefix)
			w.remove(row)
			w.put(with(row, "SK", s("anna-lena krüger #"+id)))
			w.put(with(w.one("U#"+string(account.MemberID(id).User()), "O#"+string(w.Org)), "GSI1SK", s("anna-lena krüger #"+id)))
			w.put(with(w.one("O#"+string(w.Org), "AA#"), "GSI1SK", s("öakey #"+string(w.First))))
		}, []string{"rows missing: 1", "rows too many: 1", "records at the wrong place of an index: 2"}, false},
		"event not counted": {func(w *repaired) { w.NewInvitation("jonas@northwind.example", account.Grants{Role: account.Guest}) },
			[]string{"rows missing: ", "events that had not been counted: 1"}, true},
		"counts off": {func(w *repaired) { w.put(plus(plus(w.one("O#"+string(w.Org), "COUNTS"), "active", 3), "pending", -1)) },
			[]string{"count of active members off by +3", "count of open invitations off by -1"}, false},
		"counts lost": {func(w *repaired) { w.remove(w.one("O#"+string(w.Org), "COUNTS")) },
			[]string{"count of active members off by -2", "count of members pending approval off by -1", "count of suspended members off by -1", "count of open invitations off by -1", "count of accepted invitations off by -3",
				"count of agencies off by -1", "count of clients off by -1", "count of members without two-factor authentication off by -2"}, false},
		"counts of links off": {func(w *repaired) {
			w.put(plus(plus(w.one("O#"+string(w.Org), "COUNTS"), "agencies", 2), "clients", -1))
		}, []string{"count of agencies off by +2", "count of clients off by -1"}, false},
		"admin counter off":  {func(w *repaired) { w.put(plus(w.one("O#"+string(w.Org), "ADMINS"), "n", 1)) }, []string{"counter of organization admins off by +1"}, false},
		"admin counter lost": {func(w *repaired) { w.remove(w.one("O#"+string(w.Org), "ADMINS")) }, []string{"counter of organization admins off by -1"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newRepaired(t)
			before := w.table()
			c.damage(w)
			damaged := w.table()
			said := w.repair("--check")
			for _, words := range c.says {
				if !strings.Contains(said, "  "+words) {
					t.Errorf("it does not say %q: %s", words, said)
				}
			}
			if n := strings.Count(said, "\n"); n != 1+len(c.says) || !strings.Contains(said, "not all right, and left as it is") {
				t.Errorf("it says %q", said)
			}
			if diff := cmp.Diff(plain(damaged), plain(w.table())); diff != "" {
				t.Errorf("it changes what it should only check: %s", diff)
			}
			if mended := w.repair(); strings.ReplaceAll(said, "not all right, and left as it is", "not all was right") != mended {
				t.Errorf("it mends %q where it found %q", mended, said)
			}
			mended := w.table()
			if again := w.repair(); !strings.Contains(again, "all right") || strings.Count(again, "\n") != 1 {
				t.Errorf("the second time it says %q", again)
			}
			if diff := cmp.Diff(plain(mended), plain(w.table())); diff != "" {
				t.Errorf("it changes what is right: %s", diff)
			}
			if diff := cmp.Diff(plain(before), plain(mended)); diff != "" && !c.moves {
				t.Errorf("it is not as it was: %s", diff)
			}
		})
	}
}

// A record that this program does not understand lies under nothing and is told, every time.
func TestARecordThatCannotBeReadIsLeftAndTold(t *testing.T) {
	t.Parallel()
	w := newRepaired(t)
	record := w.all("invitation")
	broken := withSummary(record[slices.IndexFunc(record, isPending)], "version", s("one"))
	w.put(broken)
	if said := w.repair(); !strings.Contains(said, "rows too many: ") || !strings.Contains(said, "records that cannot be read, and were left as they are: 1\n") {
		t.Errorf("it says %q", said)
	}
	if again := w.repair(); strings.Count(again, "\n") != 2 || !strings.Contains(again, "left as they are: 1\n") {
		t.Errorf("the second time it says %q", again)
	}
	if rows := storetest.Table(t, w.Config); slices.ContainsFunc(slices.Collect(maps.Keys(rows)), func(key [2]string) bool { return strings.Contains(key[0], "#I#pending") }) {
		t.Error("rows of it are left")
	}
}

func isPending(i storetest.Item) bool {
	return strings.Contains(i["GSI1PK"].(*types.AttributeValueMemberS).Value, "#I#pending")
}

// Who was written before addresses were noted is found by it afterwards; checking changes nothing.
func TestRepairingAllNotesMissingAddresses(t *testing.T) {
	t.Parallel()
	w := newRepaired(t)
	anna := w.NewUserWith("anna@oakey.example")
	w.remove(w.one("E#anna@oakey.example", string(anna.User.ID)))
	for n, c := range []struct {
		flag, says string
		found      int
	}{
		{"--check", ": not all right, and left as it is\n  users who could not be found by their address: 1\n", 0},
		{"--settle=0s", ": not all was right\n  users who could not be found by their address: 1\n", 1},
		{"--check", " users: all right\n", 1},
	} {
		if code, said := asked(w.World, "repair", c.flag); code != 0 || !strings.Contains(said, c.says) {
			t.Errorf("step %d: it ended with %d: %s", n, code, said)
		}
		found, err := w.Store.UsersWith(t.Context(), "anna@oakey.example", 2)
		if err != nil || len(found) != c.found {
			t.Errorf("step %d: found %v, %v", n, found, err)
		}
	}
}
