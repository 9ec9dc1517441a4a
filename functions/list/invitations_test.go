package list_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/wire"
)

type invitationRow struct {
	Email     string  `json:"email"`
	State     string  `json:"state"`
	MailState string  `json:"mail_state"`
	Message   *string `json:"message"`
}

func emailsOf(pages [][]invitationRow) []string {
	emails := []string{}
	for _, page := range pages {
		for _, r := range page {
			emails = append(emails, r.Email)
		}
	}
	return emails
}

const week = 7 * 24 * time.Hour

func TestInvitationsAreListedByNameAndFoundByWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	guest, member := account.Grants{Role: account.Guest}, account.Grants{Role: account.PlainMember}
	w.invited("Marcus Bell", "m@bell.example", guest, week)
	w.invited("", "anna.bell@oakey.example", member, week)
	w.invited("Zoë Klar", "zoe@klar.example", member, week)
	for name, c := range map[string]struct {
		q    query
		want []string
	}{
		"all, by name or else address": {query{}, []string{"anna.bell@oakey.example", "m@bell.example", "zoe@klar.example"}},
		"backwards":                    {query{"sort": "-name"}, []string{"zoe@klar.example", "m@bell.example", "anna.bell@oakey.example"}},
		"a role":                       {query{"role": "member"}, []string{"anna.bell@oakey.example", "zoe@klar.example"}},
		"a word":                       {query{"q": "bell"}, []string{"m@bell.example", "anna.bell@oakey.example"}},
		"a word of the name":           {query{"q": "ZO"}, []string{"zoe@klar.example"}},
		"two words":                    {query{"q": "bell marc"}, []string{"m@bell.example"}},
		"a word and a role":            {query{"q": "bell", "role": "member"}, []string{"anna.bell@oakey.example"}},
		"nobody":                       {query{"q": "nobody"}, []string{}},
	} {
		for _, limit := range []string{"1", "50"} {
			got := pages[invitationRow](w, w.Admin.Client, invitations, c.q.with("limit", limit))
			if diff := cmp.Diff(c.want, emailsOf(got)); diff != "" {
				t.Errorf("%s, by %s: %s", name, limit, diff)
			}
		}
	}
	if row := pages[invitationRow](w, w.Admin.Client, invitations, query{"q": "zoe"})[0][0]; row.MailState != "sent" || row.Message != nil {
		t.Errorf("the row is %+v, want its mail state, and no message", row)
	}
}

// product.md §2: an invitation is expired from its time on, whether or not anything has cleaned up. Until then
// it is in no list; the sweep puts it among the expired.
func TestAnExpiredInvitationIsNotAmongTheOpenOnes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	guest := account.Grants{Role: account.Guest}
	early := w.invited("Bell A", "early@oakey.example", guest, time.Hour)
	w.invited("Bell B", "late@oakey.example", guest, week)
	w.Advance(time.Hour)
	for _, q := range []query{{}, {"limit": "1"}, {"q": "bell"}, {"role": "guest"}} {
		if diff := cmp.Diff([]string{"late@oakey.example"}, emailsOf(pages[invitationRow](w, w.Admin.Client, invitations, q))); diff != "" {
			t.Errorf("%v: %s", q, diff)
		}
	}
	var single wire.Invitation
	w.Admin.Get(invitations + "/" + string(early.ID)).Is(200).Into(&single)
	if single.State != "expired" {
		t.Errorf("the record itself is %s", single.State)
	}

	if err := w.Store.ExpireInvitation(t.Context(), store.Intent{Organization: w.Org, Actor: account.Actor{Kind: account.BySystem}, At: w.Now()}, early); err != nil {
		t.Fatal(err)
	}
	w.dispatched(store.InvitationKey(early.ID))
	got := pages[invitationRow](w, w.Admin.Client, invitations, query{"state": "expired"})
	if diff := cmp.Diff([]string{"early@oakey.example"}, emailsOf(got)); diff != "" {
		t.Error(diff)
	}
}

// What is over has no rows of its own: a search and a role are conditions on the list by name.
func TestInvitationsThatAreOverCanBeSearchedToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 9 {
		role := account.Grants{Role: []account.Role{account.Guest, account.PlainMember}[i%2]}
		before := w.invited(fmt.Sprintf("Person %d Bell", i), account.Address(fmt.Sprintf("p%d@oakey.example", i)), role, week)
		after := *before
		after.State, after.Version = account.Revoked, before.Version+1
		if err := w.Store.CloseInvitation(t.Context(), w.Intent(w.Admin), before, &after, account.InvitationRevoked); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		q    query
		want string
	}{
		{query{"state": "revoked"}, "p0 p1 p2 p3 p4 p5 p6 p7 p8"},
		{query{"state": "revoked", "role": "guest", "limit": "2"}, "p0 p2 p4 p6 p8"},
		{query{"state": "revoked", "q": "bell 7"}, "p7"},
		{query{"state": "revoked", "q": "p8@"}, "p8"},
		{query{"state": "declined"}, ""},
	} {
		var got []string
		for _, email := range emailsOf(pages[invitationRow](w, w.Admin.Client, invitations, c.q)) {
			got = append(got, strings.TrimSuffix(email, "@oakey.example"))
		}
		if !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%v finds %v, want %s", c.q, got, c.want)
		}
	}
}
