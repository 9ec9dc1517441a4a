package main

import (
	"strings"
	"testing"
	"time"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

const path = "/v1/organizations/{org}"

// asked runs the program on the world's table and answers its exit code and its words.
func asked(w *webtest.World, args ...string) (code int, said string) {
	w.T.Helper()
	var out, complaints strings.Builder
	code = run(w.T.Context(), operator{w.Store, w.Now, &out, w.Config}, args, &complaints)
	return code, out.String() + complaints.String()
}

// What is restored is there again with everything in it: people, grants, invitations and their links.
func TestARestoredOrganizationIsAsItWas(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, all.Register)
	guest := w.NewMember("Gail Force", account.Active, account.Grants{Role: account.Guest})
	invited := w.NewUser("Earl E. Bird")
	offer := w.NewInvitation(invited.User.Email, account.Grants{Role: account.Guest})
	w.Admin.Delete(path + "?name=OakeyInfluencer").Is(204)
	w.Advance(30*24*time.Hour - time.Millisecond)
	w.Admin.SignsIn()
	guest.SignsIn()
	w.Admin.Get(path).Is(404)

	if code, said := asked(w, "restore", w.Org.Dashed()); code != 0 || !strings.HasPrefix(said, "OakeyInfluencer ("+w.Org.Dashed()+") is there again") {
		t.Fatalf("it ended with %d: %s", code, said)
	}
	w.Admin.Get(path).Is(200)
	guest.Get(path + "/me").Is(200)
	if w.Invitation(offer.ID).Open(w.Now()) {
		t.Error("the time of an invitation stood still")
	}
	events := w.Events(string(w.Org))
	last := events[len(events)-1]
	if last.Type != account.OrganizationUpdated || last.Actor != "" || len(last.Values) != 1 ||
		last.Values[0] != (account.ValueChange{Field: "state", Before: "deleted", After: "active"}) {
		t.Errorf("the last event is %+v", last)
	}

	w.Admin.Delete(path + "?name=OakeyInfluencer").Is(204) // and it can be deleted and restored again
	if code, said := asked(w, "restore", string(w.Org)); code != 0 {
		t.Errorf("the second time it ended with %d: %s", code, said)
	}
}

// What cannot be restored stays as it is, and the words say why.
func TestWhatCannotBeRestoredIsRefused(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, all.Register)
	other, _, _ := w.NewOrganization("Other")
	w.Admin.Delete(path + "?name=OakeyInfluencer").Is(204)
	w.Advance(30 * 24 * time.Hour)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 2, "Say what to do."},
		{[]string{"destroy"}, 2, `There is no command "destroy".`},
		{[]string{"restore"}, 2, "Say which organization"},
		{[]string{"restore", string(w.Org), string(other)}, 2, "Say which organization"},
		{[]string{"restore", "oakey"}, 2, `"oakey" is no Account Id`},
		{[]string{"restore", "1000000000"}, 1, "There is no organization 100-000-0000"},
		{[]string{"restore", string(other)}, 1, "is not deleted"},
		{[]string{"restore", string(w.Org)}, 1, "after 30 days it cannot be restored"},
	} {
		code, said := asked(w, c.args...)
		if code != c.code || !strings.Contains(said, c.says) || (code == 2) != strings.Contains(said, "Usage: operator") {
			t.Errorf("%v ended with %d: %s", c.args, code, said)
		}
	}
	w.Admin.SignsIn()
	w.Admin.Get(path).Is(404)
}
