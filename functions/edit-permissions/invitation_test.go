package editpermissions_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	editpermissions "roster/functions/edit-permissions"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

func pathTo(i *account.Invitation) string {
	return "/v1/organizations/{org}/invitations/" + string(i.ID)
}

func stored(w *webtest.World, i *account.Invitation) *account.Invitation {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.InvitationKey(i.ID))
	if err != nil {
		w.T.Fatal(err)
	}
	return found.AnyInvitation(i.ID)
}

func TestAnEditOfAnInvitationKeepsItsLinkAndNamesItsEditor(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	second := w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.Admin})
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})

	var body wire.Invitation
	requests := w.Requests.During(func() {
		second.Patch(pathTo(i), patch{"role": "member", "permissions": []string{"brands.view"}, "ad_account_roles": []any{role(w.First, "viewer")}},
			webtest.IfMatch(i.Version)).Is(200).Into(&body)
	})
	if want := []string{"BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) {
		t.Errorf("the edit sent %v, want %v", requests, want)
	}
	got, want := stored(w, i), *i
	want.Grants = account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}},
	}
	want.GrantedBy = account.Actor{Kind: account.ByUser, ID: string(second.User.ID)}
	want.Version = body.Version
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Errorf("the invitation is not as edited (-want +got):\n%s", diff)
	}
	if got.Version <= i.Version {
		t.Errorf("the version went from %d to %d", i.Version, got.Version)
	}
}

func TestWordsOfAnInvitationChangeWithoutItsGrants(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	second := w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.Admin})
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})

	var body wire.Invitation
	second.Patch(pathTo(i), patch{"name": " Earl E. Bird ", "message": "Welcome\naboard", "email": "EARL@oakey.example"}, webtest.IfMatch(i.Version)).Is(200).Into(&body)
	got := stored(w, i)
	if got.Name != "Earl E. Bird" || got.Message != "Welcome\naboard" || got.TokenVersion != i.TokenVersion || got.GrantedBy != i.GrantedBy {
		t.Errorf("the invitation is %+v", got)
	}
	update := storetest.Event{
		Type: account.InvitationUpdated, Target: string(i.ID), Actor: string(second.User.ID), Fields: []string{"name", "message"},
	}
	if events := w.Events(string(i.ID)); !slices.ContainsFunc(events, func(e storetest.Event) bool { return cmp.Equal(e, update) }) {
		t.Errorf("the events are %+v, want one that names the two fields", events)
	}
	w.Admin.Patch(pathTo(i), patch{"name": nil, "message": nil}, webtest.IfMatch(body.Version)).Is(200).Into(&body)
	if body.Name != "" || body.Message != "" {
		t.Errorf("null left %q and %q", body.Name, body.Message)
	}
}

func TestAnEditOfAnInvitationThatChangesNothingLeavesNoTrace(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	var body wire.Invitation
	w.Admin.Patch(pathTo(i), patch{"email": "Earl@Oakey.example", "role": "guest", "permissions": []string{}, "name": "", "message": ""}, webtest.IfMatch(i.Version)).Is(200).Into(&body)
	if body.Version != i.Version || len(w.Events(string(i.ID))) != 1 {
		t.Errorf("the version went from %d to %d with the events %v", i.Version, body.Version, w.Events(string(i.ID)))
	}
}

func TestAnotherAddressKillsTheLinkAndIsToldByMail(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	w.Mailed(i, account.MailBounced)
	var body wire.Invitation
	w.Admin.Patch(pathTo(i), patch{"email": "Bird@Oakey.example"}, webtest.IfMatch(i.Version)).Is(200).Into(&body)
	if body.Email != "bird@oakey.example" || body.MailState != "queued" || body.Version <= i.Version {
		t.Errorf("the answer is %+v", body)
	}
	got := stored(w, i)
	if got.TokenVersion != i.TokenVersion+1 || !got.ExpiresAt.Equal(i.ExpiresAt) {
		t.Errorf("the token has version %d and ends at %v", got.TokenVersion, got.ExpiresAt)
	}
	w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest}) // the old address is free again
	w.Admin.Patch(pathTo(i), patch{"email": "earl@oakey.example"}, webtest.IfMatch(body.Version)).Refused(409, "conflict")
	w.Admin.Patch(pathTo(i), patch{"email": w.Admin.User.Email}, webtest.IfMatch(body.Version)).Refused(409, "already-member")
	if stored(w, i).Email != "bird@oakey.example" {
		t.Error("a refused edit moved the invitation")
	}
}

func TestAnInvitationWithoutMailStaysWithout(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	i := w.NewInvitationByHand("earl@oakey.example", account.Grants{Role: account.Guest})
	var body wire.Invitation
	w.Admin.Patch(pathTo(i), patch{"email": "bird@oakey.example"}, webtest.IfMatch(i.Version)).Is(200).Into(&body)
	if body.MailState != "none" {
		t.Errorf("the mail is %s", body.MailState)
	}
}

func TestAnEditOfAnInvitationChecksItsWords(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	org, err := w.Store.Get(t.Context(), store.OrganizationKey(w.Org))
	if err != nil {
		t.Fatal(err)
	}
	before := org.Organization(w.Org)
	after := *before
	after.Settings.AllowedDomains, after.Version = []string{"oakey.example"}, before.Version+1
	intent := store.Intent{Organization: w.Org, Actor: before.CreatedBy, At: w.Now()}
	if err := w.Store.UpdateOrganization(t.Context(), intent, before, &after); err != nil {
		t.Fatal(err)
	}
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	for name, body := range map[string]patch{
		"two addresses":                     {"email": "a@oakey.example,b@oakey.example"},
		"an address with a line":            {"email": "a@oakey.example\r\nBcc: b@oakey.example"},
		"an address with a name":            {"email": "Earl <a@oakey.example>"},
		"a letter that folds to another":    {"email": "\u212aarl@oakey.example"},
		"an array":                          {"email": []string{"a@oakey.example"}},
		"no address":                        {"email": nil},
		"a domain that is not allowed":      {"email": "a@elsewhere.example"},
		"a name that is a link":             {"name": "https://evil.example"},
		"a name with a direction mark":      {"name": "Earl \u202e"},
		"a name of 81 characters":           {"name": strings.Repeat("é", 81)},
		"a message of 2,001 characters":     {"message": strings.Repeat("é", 2001)},
		"a state":                           {"state": "accepted"},
		"an admin with a list":              {"role": "admin", "permissions": []string{"brands.view"}},
		"an audience manager":               {"ad_account_roles": []any{role(w.First, "audience_manager")}},
		"an ad account of nobody":           {"ad_account_roles": []any{role("ada_00000000000000000000000000", "viewer")}},
		"a guest of Account administration": {"permissions": []string{"account.manage"}},
	} {
		answer := w.Admin.Patch(pathTo(i), body, webtest.IfMatch(i.Version))
		if answer.Status != 422 {
			t.Errorf("%s: answered %d: %s", name, answer.Status, answer.Body)
			continue
		}
		answer.Refused(422, "invalid")
	}
	w.Admin.Patch(pathTo(i), patch{"name": strings.Repeat("é", 80), "message": strings.Repeat("é", 2000)}, webtest.IfMatch(i.Version)).Is(200)
}

func TestOnlyAPendingInvitationCanBeEdited(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	revoked, expired := w.NewInvitation("a@oakey.example", account.Grants{Role: account.Guest}), w.NewInvitation("b@oakey.example", account.Grants{Role: account.Guest})
	closed := *revoked
	closed.State, closed.Version = account.Revoked, revoked.Version+1
	intent := store.Intent{Organization: w.Org, Actor: revoked.GrantedBy, At: w.Now()}
	if err := w.Store.CloseInvitation(t.Context(), intent, revoked, &closed, account.InvitationRevoked); err != nil {
		t.Fatal(err)
	}
	w.Admin.Patch(pathTo(revoked), patch{"role": "member"}, webtest.IfMatch(closed.Version)).Refused(409, "not-pending")
	w.Advance(account.DefaultSettings().InvitationLife() - time.Millisecond)
	w.Admin.Patch(pathTo(expired), patch{"name": "Earl"}, webtest.IfMatch(expired.Version)).Is(200)
	w.Advance(time.Millisecond)
	w.Admin.Patch(pathTo(expired), patch{"role": "member"}, webtest.IfMatch(expired.Version)).Refused(409, "not-pending")
}

// Sending the invitation to somebody else gives that person all that it offers.
func TestAnotherAddressNeedsEveryGrantOfTheInvitation(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "brands.view"}})
	other, otherAdmin, _ := w.NewOrganization("Northwind")
	n := 0
	for name, c := range map[string]struct {
		grants account.Grants
		body   patch
		status int
		code   string
	}{
		"holds all, another address":         {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}}, patch{"email": "a1@oakey.example"}, 200, ""},
		"lacks one, another address":         {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}}, patch{"email": "a2@oakey.example"}, 403, "exceeds-own-grants"},
		"lacks one, an address that is none": {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}}, patch{"email": "nobody"}, 403, "exceeds-own-grants"},
		"lacks one, another name":            {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}}, patch{"name": "Earl"}, 200, ""},
		"adds one that it lacks":             {account.Grants{Role: account.PlainMember}, patch{"permissions": []string{"financials.view"}}, 403, "exceeds-own-grants"},
		"makes an admin":                     {account.Grants{Role: account.PlainMember}, patch{"role": "admin"}, 403, "exceeds-own-grants"},
		"an admin's invitation":              {account.Grants{Role: account.Admin}, patch{"name": "Earl"}, 403, "admin-target"},
	} {
		t.Run(name, func(t *testing.T) {
			n++
			i := w.NewInvitation(account.Address(fmt.Sprintf("invited-%d@oakey.example", n)), c.grants)
			answer := anna.Patch(pathTo(i), c.body, webtest.IfMatch(i.Version))
			answer.T = t
			if c.code == "" {
				answer.Is(c.status)
				return
			}
			answer.Refused(c.status, c.code)
		})
	}
	i := w.NewInvitation("c@oakey.example", account.Grants{Role: account.Guest})
	elsewhere := "/v1/organizations/" + string(other) + "/invitations/" + string(i.ID)
	otherAdmin.Patch(elsewhere, patch{"role": "member"}, webtest.IfMatch(i.Version)).Refused(404, "not-found")
	plain := w.NewMember("Gail Force", account.Active, account.Grants{Role: account.PlainMember})
	plain.Patch(pathTo(i), patch{"role": "member"}, webtest.IfMatch(i.Version)).Refused(404, "not-found")
}

// An address stays guarded as long as its invitation is open, even when the invitation was sent again while
// somebody else, who has read it before, sends it to another address.
func TestAnotherAddressIsGuardedForAsLongAsItsInvitationIsOpen(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, editpermissions.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	resent := *i
	resent.ExpiresAt = i.ExpiresAt.Add(5 * 24 * time.Hour)
	var once sync.Once
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" {
			once.Do(func() {
				w.Faults.Before(nil)
				in := store.Intent{Organization: w.Org, Actor: account.Actor{Kind: account.BySystem}, At: w.Now()}
				if err := w.Store.UpdateInvitation(t.Context(), in, i, &resent, account.InvitationResent); err != nil {
					t.Error(err)
				}
			})
		}
		return nil
	})
	edit := patch{"email": "bird@oakey.example"}
	w.Admin.Patch(pathTo(i), edit, webtest.IfMatch(i.Version)).Refused(412, "stale-version")
	w.Admin.Patch(pathTo(i), edit, webtest.IfMatch(i.Version)).Is(200)

	w.Advance(8 * 24 * time.Hour)
	open, second := stored(w, i), *i
	second.ID, second.Email = store.NewInvitationID(w.Now()), "bird@oakey.example"
	in := store.Intent{Organization: w.Org, Actor: account.Actor{Kind: account.BySystem}, At: w.Now()}
	var taken store.AddressTaken
	if err := w.Store.CreateInvitation(t.Context(), in, &second); !open.Open(w.Now()) || !errors.As(err, &taken) || taken.Invitation != i.ID {
		t.Errorf("the invitation is %s, and a second one to its address: %v", open.StateAt(w.Now()), err)
	}
}
