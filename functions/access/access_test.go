package access_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roster/functions/access"
	"roster/shared/account"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

func ptr(s string) *string { return &s }

// An answer says what is held, and where it comes from.
func TestAnAnswerSaysWhatIsHeldAndWhereItComesFrom(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	second := w.NewAdAccount("Second", account.AdAccountIsActive)
	archived := w.NewAdAccount("Archived", account.AdAccountIsArchived)
	agency, boss := w.NewAgency("Bright")
	limit := account.Grants{Permissions: []account.Permission{"campaigns.apply"}, AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}}}
	link := w.Works(agency, boss, limit)
	both := w.NewMember("Both", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"financials.view", "left.the_catalog"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}, {AdAccount: second, Role: "viewer"}, {AdAccount: archived, Role: "viewer"}},
	}).JoinsOrganization(agency, boss, account.Active, account.Grants{Role: account.PlainMember})
	w.Assigns(link, boss, both, account.Grants{
		Permissions: []account.Permission{"campaigns.apply", "brands.view"}, AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "account_admin"}},
	})
	role := func(id account.AdAccountID, role string) wire.AdAccountRole {
		return wire.AdAccountRole{AdAccount: string(id), Role: role}
	}
	bright := &wire.Via{ID: string(agency), Name: "Bright"}
	first := []wire.AdAccountRole{role(w.First, "campaign_manager"), role(w.First, "viewer")}

	for name, c := range map[string]struct {
		ask  question
		want access.AccessAnswer
	}{
		"an admin": {w.about(byID(w.Admin)).on(w.First).to("financials.view"), access.AccessAnswer{
			Allowed: true, User: ptr(string(w.Admin.User.ID)), AdAccount: ptr(string(w.First)), Role: ptr("admin"),
			Permissions: []string{}, AdAccountRoles: []wire.AdAccountRole{},
			Sources: []wire.AccessSource{{From: "admin", Permissions: []string{}, AdAccountRoles: []wire.AdAccountRole{}}},
		}},
		"somebody with two ways in, on one ad account": {w.about(byID(both)).on(w.First).to("campaigns.apply"), access.AccessAnswer{
			Allowed: true, User: ptr(string(both.User.ID)), AdAccount: ptr(string(w.First)), Role: ptr("member"),
			Permissions: []string{"campaigns.apply", "financials.view"}, AdAccountRoles: first,
			Sources: []wire.AccessSource{
				{From: "own", Permissions: []string{"financials.view"}, AdAccountRoles: first},
				{From: "agency", Agency: bright, Permissions: []string{"campaigns.apply"}, AdAccountRoles: first[1:]},
			},
		}},
		"roles of an archived one open nothing": {w.about(byID(both)).on(archived), access.AccessAnswer{
			Reason: ptr("ad_account_archived"), User: ptr(string(both.User.ID)), AdAccount: ptr(string(archived)), Role: ptr("member"),
			Permissions: []string{"campaigns.apply", "financials.view"}, AdAccountRoles: []wire.AdAccountRole{},
			Sources: []wire.AccessSource{
				{From: "own", Permissions: []string{"financials.view"}, AdAccountRoles: []wire.AdAccountRole{}},
				{From: "agency", Agency: bright, Permissions: []string{"campaigns.apply"}, AdAccountRoles: []wire.AdAccountRole{}},
			},
		}},
		"somebody who is not known": {w.about(map[string]any{"id": "usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"}).on(w.First), access.AccessAnswer{
			Reason: ptr("not_member"), Permissions: []string{}, AdAccountRoles: []wire.AdAccountRole{}, Sources: []wire.AccessSource{},
		}},
	} {
		if diff := cmp.Diff(c.want, w.ask(c.ask)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if all := w.ask(w.about(byID(both))); len(all.AdAccountRoles) != 4 || all.AdAccount != nil {
		t.Errorf("without an ad account it says %+v", all)
	}
}

// How grants combine (product.md §1), and each state: with the reason that says most.
func TestEachStateHasItsReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	archived := w.NewAdAccount("Archived", account.AdAccountIsArchived)
	_, _, foreign := w.NewOrganization("Elsewhere")
	member := w.NewMember("Member", account.Active, viewerOn(w.First, archived))
	roleless := w.NewMember("Roleless", account.Active, viewerOn())
	guest := w.NewMember("Guest", account.Active, account.Grants{Role: account.Guest, AdAccountRoles: viewerOn(w.First).AdAccountRoles})
	pending := w.NewMember("Pending", account.PendingApproval, viewerOn(w.First))
	suspended := w.NewMember("Suspended", account.Suspended, viewerOn(w.First))
	pendingAdmin := w.NewMember("Pending Admin", account.PendingApproval, account.Grants{Role: account.Admin})
	stranger := w.NewUser("Stranger")
	for name, c := range map[string]struct {
		who  *webtest.Person
		ask  func(question) question
		want string
	}{
		"admin, anything":                        {w.Admin, func(q question) question { return q.on(w.First).to(account.ManageUsers) }, ""},
		"admin, archived ad account":             {w.Admin, func(q question) question { return q.on(archived) }, "ad_account_archived"},
		"admin, ad account of another":           {w.Admin, func(q question) question { return q.on(foreign) }, "unknown_ad_account"},
		"admin, ad account that is no id":        {w.Admin, func(q question) question { return q.with("ad_account", "O#1/../x") }, "unknown_ad_account"},
		"member, gets in":                        {member, func(q question) question { return q }, ""},
		"member, permission":                     {member, func(q question) question { return q.to("campaigns.apply") }, ""},
		"member, another permission":             {member, func(q question) question { return q.to("brands.view") }, "no_permission"},
		"member, ad account":                     {member, func(q question) question { return q.on(w.First) }, ""},
		"member, both":                           {member, func(q question) question { return q.on(w.First).to("financials.view") }, ""},
		"member, both, another permission":       {member, func(q question) question { return q.on(w.First).to("brands.view") }, "no_permission"},
		"member, archived ad account":            {member, func(q question) question { return q.on(archived) }, "ad_account_archived"},
		"member, unknown ad account":             {member, func(q question) question { return q.on(foreign) }, "unknown_ad_account"},
		"permission without a role":              {roleless, func(q question) question { return q.on(w.First).to("campaigns.apply") }, "no_role_on_ad_account"},
		"guest, ad account":                      {guest, func(q question) question { return q.on(w.First) }, ""},
		"guest, permission":                      {guest, func(q question) question { return q.on(w.First).to("campaigns.apply") }, "no_permission"},
		"pending":                                {pending, func(q question) question { return q.on(w.First) }, "pending_approval"},
		"suspended":                              {suspended, func(q question) question { return q.on(w.First) }, "suspended"},
		"suspended, of what is not there":        {suspended, func(q question) question { return q.on(foreign) }, "suspended"},
		"pending admin":                          {pendingAdmin, func(q question) question { return q }, "pending_approval"},
		"stranger":                               {stranger, func(q question) question { return q }, "not_member"},
		"stranger, of what is not there":         {stranger, func(q question) question { return q.on(foreign) }, "not_member"},
		"stranger, of a permission that is rare": {stranger, func(q question) question { return q.to(account.ManageUsers) }, "not_member"},
	} {
		t.Run(name, func(t *testing.T) {
			sub := *w
			sub.t = t
			sub.are(c.who, c.ask, c.want)
		})
	}
}

// Whoever asks learns of a user only what the organization knows of it: somebody who is in another one, somebody who is
// in none and somebody who is not there have the same answer, byte for byte.
func TestAnAnswerTellsNothingOfOtherOrganizations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, elsewhere, _ := w.NewOrganization("Elsewhere")
	stranger := w.NewUser("Stranger")
	users := []map[string]any{
		{"id": "usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"}, {"id": "nobody"}, {"id": "mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE"},
		{"issuer": "https://issuer.example", "subject": "nobody"}, {"email": "nobody@oakey.example"}, {"email": "no address"},
	}
	for _, p := range []*webtest.Person{elsewhere, stranger} {
		for _, user := range w.names(p) {
			users = append(users, user)
		}
	}
	first := w.key.Post(path, w.about(users[0])).Is(http.StatusOK)
	for _, user := range users[1:] {
		if answer := w.key.Post(path, w.about(user)).Is(http.StatusOK); string(answer.Body) != string(first.Body) {
			t.Errorf("%v is answered %s, and nobody %s", user, answer.Body, first.Body)
		}
	}
}

// A key asks about its own organization; another one, one that is not there and one that is deleted are the same to it.
// An operator's key asks about all.
func TestAKeyAsksAboutWhatItCovers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other, boss, _ := w.NewOrganization("Elsewhere")
	deleted, gone, _ := w.NewOrganization("Deleted")
	gone.Delete("/v1/organizations/" + string(deleted) + "?name=Deleted").Is(http.StatusNoContent)
	operator := w.NewOperatorKey(account.AccessRead)
	for name, c := range map[string]struct {
		org           string
		user          *webtest.Person
		own, operator string
	}{
		"its own":      {string(w.Org), w.Admin, "", ""},
		"another":      {string(other), boss, "unknown_organization", ""},
		"deleted":      {string(deleted), gone, "unknown_organization", "unknown_organization"},
		"not there":    {"1000000000", w.Admin, "unknown_organization", "unknown_organization"},
		"no id":        {"O", w.Admin, "unknown_organization", "unknown_organization"},
		"the operator": {string(account.Deployment), w.Admin, "unknown_organization", "unknown_organization"},
	} {
		for by, want := range map[*webtest.Key]string{w.key: c.own, operator: c.operator} {
			q := question{"organization": c.org, "user": byID(c.user)}
			if got := reason(t, w.askAll(by, q)[0]); got != want {
				t.Errorf("%s, at once: %q, want %q", name, got, want)
			}
			if answer := by.Post(path, q); want == "" {
				answer.Is(http.StatusOK)
			} else {
				answer.Refused(http.StatusNotFound, "not-found")
			}
		}
	}
}

// Of two logins with one address nobody can say which is meant; another way to name one of them can.
func TestAnAddressOfTwoLoginsIsAmbiguous(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	one := w.NewUserWith("same@oakey.example").Joins(account.Active, viewerOn(w.First))
	w.NewUserWith("same@oakey.example")
	same := w.about(map[string]any{"email": "Same@Oakey.Example"})
	w.key.Post(path, same).Refused(http.StatusConflict, "ambiguous-address")
	answers := w.askAll(w.key, w.about(byID(one)), same, w.about(w.names(one)["by login"]))
	for n, want := range []string{"", "ambiguous_address", ""} {
		if got := reason(t, answers[n]); got != want {
			t.Errorf("answer %d is %q, want %q", n, got, want)
		}
	}
}

// A service names an ad account by its own id, too, inside the organization that it asks about.
func TestAnAdAccountIsNamedByItsExternalID(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	member := w.NewMember("Member", account.Active, viewerOn(w.First))
	other, boss, _ := w.NewOrganization("Elsewhere")
	w.Admin.Patch("/v1/organizations/{org}/ad-accounts/"+string(w.First), map[string]string{"external_id": "shop/42 ü"}, webtest.IfMatch(w.Now().UnixMilli())).Is(http.StatusOK)
	q := w.about(byID(member)).with("ad_account", "shop/42 ü")
	if answer := w.ask(q); !answer.Allowed || text(answer.AdAccount) != string(w.First) || !slices.Equal(roleTexts(answer), []string{"viewer"}) {
		t.Errorf("the answer is %+v", answer)
	}
	if got := reason(t, w.ask(q.with("ad_account", "shop/43"))); got != "unknown_ad_account" {
		t.Errorf("another one is answered %q", got)
	}
	elsewhere := question{"organization": string(other), "user": byID(boss), "ad_account": "shop/42 ü"}
	if got := reason(t, w.askAll(w.NewOperatorKey(account.AccessRead), elsewhere)[0]); got != "unknown_ad_account" {
		t.Errorf("in another organization it is answered %q", got)
	}
}

// What is asked must be one question: nothing that is left empty by a slip is taken for not being asked.
func TestAQuestionThatIsWrongIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	good := w.about(byID(w.Admin)).on(w.First).to("campaigns.apply")
	many := slices.Repeat([]question{good}, 101)
	for name, bad := range map[string]question{
		"nobody":                      good.with("user", map[string]any{}),
		"two names":                   good.with("user", map[string]any{"id": string(w.Admin.User.ID), "email": "a@oakey.example"}),
		"an issuer alone":             good.with("user", map[string]any{"issuer": "https://issuer.example"}),
		"a subject alone":             good.with("user", map[string]any{"subject": "sub"}),
		"an empty address":            good.with("user", map[string]any{"email": ""}),
		"an empty id":                 good.with("user", map[string]any{"id": ""}),
		"an empty ad account":         good.with("ad_account", ""),
		"no ad account, as null":      good.with("ad_account", nil),
		"an empty permission":         good.with("permission", ""),
		"a permission of no catalog":  good.with("permission", "campaigns.aply"),
		"no organization":             good.with("organization", ""),
		"a field that is not known":   good.with("role", "viewer"),
		"an ad account that is long":  good.with("ad_account", strings.Repeat("a", 129)),
		"a user that is a text":       good.with("user", string(w.Admin.User.ID)),
		"an organization as a number": good.with("organization", 4829130776),
	} {
		w.key.Post(path, bad).Refused(http.StatusUnprocessableEntity, "invalid")
		answer := w.key.Post(path+"/batch", map[string]any{"questions": []question{good, bad}}).Refused(http.StatusUnprocessableEntity, "invalid")
		if !strings.Contains(string(answer.Body), "body.questions[1]") {
			t.Errorf("%s, at once: it is not said where: %s", name, answer.Body)
		}
	}
	w.key.Post(path+"/batch", map[string]any{"questions": many}).Refused(http.StatusUnprocessableEntity, "invalid")
	w.key.Post(path+"/batch", map[string]any{"questions": []question{}}).Refused(http.StatusUnprocessableEntity, "invalid")
	w.askAll(w.key, many[:100]...)
}

// Only a key with access.read asks, and no answer may be kept.
func TestOnlyAKeyWithItsScopeAsks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	q := w.about(byID(w.Admin))
	for _, p := range []string{path, path + "/batch"} {
		body := any(q)
		if p != path {
			body = map[string]any{"questions": []question{q}}
		}
		if kept := w.key.Post(p, body).Is(http.StatusOK).Header.Get("Cache-Control"); kept != "no-store" {
			t.Errorf("%s: Cache-Control is %q", p, kept)
		}
		w.Admin.Post(p, body).Refused(http.StatusUnauthorized, "unauthenticated")
		w.Nobody().Post(p, body).Refused(http.StatusUnauthorized, "unauthenticated")
		w.NewKey(account.UsersRead, account.UsersWrite, account.SCIM).Post(p, body).Refused(http.StatusForbidden, "forbidden")
		w.WithKey(w.key.Secret[:len(w.key.Secret)-1]+"_").Post(p, body).Refused(http.StatusUnauthorized, "unauthenticated")
	}
}

// When the data cannot be reached there is no answer, whichever read it is that fails.
func TestWithoutDataThereIsNoAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Settings(func(s *account.Settings) { s.RequireTwoFactor = true })
	w.Admin.TurnsOnTwoFactor()
	for name, user := range w.names(w.Admin) {
		for fails := 1; ; fails++ {
			var reads atomic.Int32
			w.Faults.Before(func(operation string) error {
				if operation != "UpdateItem" && int(reads.Add(1)) == fails { // the mark of the key's last use is nobody's matter
					return errors.New("throttled")
				}
				return nil
			})
			answer := w.key.Post(path, w.about(user).on(w.First))
			w.Faults.Before(nil)
			if int(reads.Load()) < fails {
				answer.Is(http.StatusOK)
				break
			}
			answer.Refused(http.StatusServiceUnavailable, "unavailable")
			if answer.Header.Get("Retry-After") == "" {
				t.Errorf("%s: there is no Retry-After", name)
			}
		}
	}
}
