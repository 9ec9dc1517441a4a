package invite_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/functions/invite"
	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

const path = "/v1/organizations/{org}/invitations"

// body is JSON as a client writes it.
type body = map[string]any

// results is the answer as a client reads it.
type results struct {
	Results []struct {
		Email, Outcome, Detail string
		Invitation             *struct {
			ID        string
			Version   int64
			ExpiresAt time.Time `json:"expires_at"`
		}
		Member *struct{ ID, State string }
	}
}

func invited(email string) body { return body{"email": email} }

// inviting is a call for guests.
func inviting(entries ...body) body { return body{"role": "guest", "invitations": entries} }

func outcomes(r results) []string {
	var all []string
	for _, one := range r.Results {
		all = append(all, one.Outcome)
	}
	return all
}

// Each entry has its own outcome, and a bad one never spoils the rest.
func TestEachEntryHasItsOwnOutcome(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	w.Settings(func(s *account.Settings) { s.AllowedDomains = []string{"oakey.example"} })
	archived := w.NewAdAccount("Old", account.AdAccountIsArchived)
	_, _, foreign := w.NewOrganization("Other")
	earl := w.NewMember("Earl E. Bird", account.Suspended, account.Grants{Role: account.Guest})
	open := w.NewInvitation("open@oakey.example", account.Grants{Role: account.Guest})
	on := func(adAccount account.AdAccountID, role string) []body {
		return []body{{"ad_account": adAccount, "role": role}}
	}
	entries := []struct {
		entry   body
		outcome string
		detail  string
	}{
		{invited("new@oakey.example"), "invited", ""},
		{invited(" NEW.two@Oakey.EXAMPLE "), "invited", ""},
		{body{"email": "named@oakey.example", "name": "  Anna-Lena Krüger "}, "invited", ""},
		{invited(earl.User.Email.String()), "already_member", "here already"},
		{invited("Open@oakey.example"), "already_invited", "open invitation"},
		{invited("new@oakey.example"), "already_invited", ""},
		{invited("nobody"), "invalid", "e-mail address"},
		{invited(""), "invalid", "e-mail address"},
		{invited("a@oakey.example,b@oakey.example"), "invalid", "e-mail address"},
		{invited("a@oakey.example\r\nBcc: b@oakey.example"), "invalid", "e-mail address"},
		{invited("kelvin\u212a@oakey.example"), "invalid", "e-mail address"},
		{invited("Mallory <m@oakey.example>"), "invalid", "e-mail address"},
		{body{"email": "x1@oakey.example", "name": "See https://evil.example"}, "invalid", "web address"},
		{body{"email": "x2@oakey.example", "name": strings.Repeat("x", 81)}, "invalid", "80 characters"},
		{body{"email": "x3@oakey.example", "name": "right\u202eleft"}, "invalid", "direction"},
		{body{"email": "x4@oakey.example", "role": "owner"}, "invalid", "role must be"},
		{body{"email": "x5@oakey.example", "permissions": []string{"brands.view"}}, "invalid", "role must be"},
		{body{"email": "x6@oakey.example", "role": "guest", "permissions": []string{"users.manage"}}, "invalid", "guest never"},
		{body{"email": "x7@oakey.example", "role": "member", "permissions": []string{"no.such"}}, "invalid", "permissions[0] is not"},
		{body{"email": "x8@oakey.example", "role": "admin", "permissions": []string{"brands.view"}}, "invalid", "must be empty"},
		{body{"email": "x9@oakey.example", "role": "member", "ad_account_roles": on(archived, "viewer")}, "invalid", "archived"},
		{body{"email": "x10@oakey.example", "role": "member", "ad_account_roles": on(foreign, "viewer")}, "invalid", "no ad account of this"},
		{body{"email": "x11@oakey.example", "role": "member", "ad_account_roles": on("ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE", "viewer")}, "invalid", "no ad account of this"},
		{body{"email": "x12@oakey.example", "role": "member", "ad_account_roles": on("AA#1", "viewer")}, "invalid", "no ad account of this"},
		{body{"email": "x13@oakey.example", "role": "member", "ad_account_roles": on(w.First, "audience_manager")}, "invalid", "API keys only"},
		{body{"email": "own@oakey.example", "role": "member", "permissions": []string{"brands.view"}, "ad_account_roles": on(w.First, "viewer")}, "invited", ""},
		{invited("x@elsewhere.example"), "domain_not_allowed", "domain"},
	}
	call := body{"role": "guest", "ad_account_roles": on(w.First, "campaign_manager"), "message": " Welcome. "}
	var sent []body
	for _, e := range entries {
		sent = append(sent, e.entry)
	}
	call["invitations"] = sent
	var got results
	w.Admin.Post(path, call).Is(200).Into(&got)
	for n, e := range entries {
		r := got.Results[n]
		if r.Outcome != e.outcome || !strings.Contains(r.Detail, e.detail) {
			t.Errorf("%v: %s %q, want %s %q", e.entry, r.Outcome, r.Detail, e.outcome, e.detail)
		}
		if (r.Invitation != nil) != (e.outcome == "invited" || e.outcome == "already_invited") || (r.Member != nil) != (e.outcome == "already_member") {
			t.Errorf("%v: the outcome %s names %v and %v", e.entry, e.outcome, r.Invitation, r.Member)
		}
	}
	if m := got.Results[3].Member; m == nil || m.ID != string(earl.Member) || m.State != "suspended" {
		t.Errorf("the member is %+v, want %s, suspended", m, earl.Member)
	}
	if i := got.Results[4].Invitation; i == nil || i.ID != string(open.ID) || i.Version != open.Version || !i.ExpiresAt.Equal(open.ExpiresAt) {
		t.Errorf("the open invitation is %+v, want %s", i, open.ID)
	}
	if first, again := got.Results[0].Invitation, got.Results[5].Invitation; first == nil || again == nil || first.ID != again.ID {
		t.Error("an address that stands twice is two invitations")
	}
	shared := w.Invitation(account.InvitationID(got.Results[1].Invitation.ID))
	want := &account.Invitation{
		ID: shared.ID, Organization: w.Org, Email: "new.two@oakey.example", Message: "Welcome.", State: account.Pending, MailState: account.MailQueued,
		Grants:    account.Grants{Role: account.Guest, AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}}},
		CreatedAt: w.Now(), ExpiresAt: w.Now().Add(7 * 24 * time.Hour),
		InvitedBy: account.Person{ID: string(w.Admin.User.ID), Name: w.Admin.User.Name}, GrantedBy: account.Actor{Kind: account.ByUser, ID: string(w.Admin.User.ID)},
		TokenVersion: 1, KeyVersion: 1, Version: w.Now().UnixMilli(),
	}
	if difference := cmp.Diff(want, shared); difference != "" {
		t.Errorf("the invitation (-want +got):\n%s", difference)
	}
	if name := w.Invitation(account.InvitationID(got.Results[2].Invitation.ID)).Name; name != "Anna-Lena Krüger" {
		t.Errorf("the name is %q", name)
	}
	own := w.Invitation(account.InvitationID(got.Results[25].Invitation.ID))
	if own.Grants.Role != account.PlainMember || len(own.Grants.Permissions) != 1 || own.Grants.AdAccountRoles[0].Role != "viewer" {
		t.Errorf("the grants are %+v, want the entry's own", own.Grants)
	}
	created := 0
	for _, e := range w.Events("") {
		if e.Type == account.InvitationCreated {
			created++
		}
	}
	if created != 6 { // four here, the one that was open, and Earl's
		t.Errorf("there are %d events invitation.created, want 6", created)
	}
}

// After decline, revocation, expiry or removal the address may be invited again, and while it is pending not.
func TestAnAddressIsInvitedAgainOnceItIsFree(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	again := func(want string) {
		t.Helper()
		var got results
		w.Admin.Post(path, inviting(invited("earl@oakey.example"))).Is(200).Into(&got)
		if outcomes(got)[0] != want {
			t.Fatalf("the outcome is %s, want %s", outcomes(got)[0], want)
		}
	}
	again("invited")
	again("already_invited")
	w.Advance(7*24*time.Hour - time.Millisecond)
	again("already_invited")
	w.Advance(time.Millisecond)
	again("invited") // nothing has cleaned up
	again("already_invited")
}

// Settings decide how long an invitation lives, and send_email whether a mail is asked for.
func TestInvitationsFollowSettingsAndTheCall(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	w.Settings(func(s *account.Settings) { s.InvitationDays = 30 })
	call := inviting(invited("quiet@oakey.example"))
	call["send_email"] = false
	var got results
	w.Admin.Post(path, call).Is(200).Into(&got)
	i := w.Invitation(account.InvitationID(got.Results[0].Invitation.ID))
	if i.MailState != account.MailNone || !i.ExpiresAt.Equal(w.Now().Add(30*24*time.Hour)) || !i.ExpiresAt.Equal(got.Results[0].Invitation.ExpiresAt) {
		t.Errorf("the invitation is %+v", i)
	}
}

// The number of pending invitations has a soft ceiling, which the deployment sets.
func TestOverTheLimitNobodyIsInvited(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, func(api *web.API) {
		api.Config.Limits.PendingInvitations = 2
		invite.Register(api)
	})
	var got results
	call := inviting(invited("one@oakey.example"), invited("wrong"), invited("one@oakey.example"), invited("two@oakey.example"), invited("three@oakey.example"))
	w.Admin.Post(path, call).Is(200).Into(&got)
	want := []string{"invited", "invalid", "already_invited", "invited", "over_limit"}
	if difference := cmp.Diff(want, outcomes(got)); difference != "" {
		t.Errorf("the outcomes (-want +got):\n%s", difference)
	}
}

// More ad accounts than one read takes are read all the same.
func TestManyAdAccountsAreReadInASecondRead(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	ids := []account.AdAccountID{w.First}
	for n := range 99 {
		ids = append(ids, w.NewAdAccount(fmt.Sprintf("Brand %d", n), account.AdAccountIsActive))
	}
	roles := make([]body, len(ids))
	for n, id := range ids {
		roles[n] = body{"ad_account": id, "role": "viewer"}
	}
	call := inviting(invited("busy@oakey.example"))
	call["ad_account_roles"] = roles
	var got results
	requests := w.Requests.During(func() { w.Admin.Post(path, call).Is(200).Into(&got) })
	if outcomes(got)[0] != "invited" || strings.Join(requests, " ") != "BatchGetItem BatchGetItem TransactWriteItems" {
		t.Errorf("%v after %v", got, requests)
	}
	if i := w.Invitation(account.InvitationID(got.Results[0].Invitation.ID)); len(i.Grants.AdAccountRoles) != 100 {
		t.Errorf("the invitation has %d roles, want 100", len(i.Grants.AdAccountRoles))
	}
}
