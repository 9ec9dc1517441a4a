package invite_test

import (
	"strings"
	"testing"
	"time"

	"roster/functions/invite"
	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

func of(i *account.Invitation, action string) string { return path + "/" + string(i.ID) + "/" + action }

type linked struct {
	URL        string
	Invitation wire.Invitation
}

// Resending restarts the time and asks for a mail. It keeps the token, the grants and the version.
func TestResendingRestartsTheTimeAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	before := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}})
	token := w.Token(before)
	w.Mailed(before, account.MailDelivered)
	w.Advance(6 * 24 * time.Hour)
	var got wire.Invitation
	answer := w.Admin.Post(of(before, "resend"), nil, webtest.Repeat("once")).Is(200).Into(&got)
	after := w.Invitation(before.ID)
	if !after.ExpiresAt.Equal(w.Now().Add(7*24*time.Hour)) || !got.ExpiresAt.Equal(after.ExpiresAt) {
		t.Errorf("it ends at %s, want seven days from now", after.ExpiresAt)
	}
	if after.MailState != account.MailQueued || got.MailState != "queued" {
		t.Errorf("its mail is %s, want queued", after.MailState)
	}
	if w.Token(after) != token || after.Version != before.Version || !after.Grants.Equal(before.Grants) {
		t.Errorf("the invitation is %+v, before %+v", after, before)
	}
	events := w.Events(string(before.ID))
	if last := events[len(events)-1]; last.Type != account.InvitationResent {
		t.Errorf("the last event is %s", last.Type)
	}
	again := w.Admin.Post(of(before, "resend"), nil, webtest.Repeat("once")).Is(200)
	if string(again.Body) != string(answer.Body) || len(w.Events(string(before.ID))) != 2 {
		t.Error("a repeat sends again")
	}
	w.Advance(6 * 24 * time.Hour) // past the first time: the address is still taken
	var taken results
	w.Admin.Post(path, inviting(invited("earl@oakey.example"))).Is(200).Into(&taken)
	if outcomes(taken)[0] != "already_invited" {
		t.Errorf("the outcome is %s", outcomes(taken)[0])
	}
}

// A mail that was queued when the invitation was read may have gone by the time it is written: another is asked
// for all the same.
func TestResendingAsksForAMailEvenWhileOneIsSent(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" {
			w.Faults.Before(nil)
			w.Mailed(i, account.MailSent)
		}
		return nil
	})
	w.Advance(time.Hour)
	w.Admin.Post(of(i, "resend"), nil).Is(200)
	if after := w.Invitation(i.ID); after.MailState != account.MailQueued {
		t.Errorf("its mail is %s, want queued", after.MailState)
	}
}

// A link is made anew whenever it is asked for. It changes nothing, and a repeat does not get it again.
func TestALinkIsHandedOutAndNotKept(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	before := storetest.Table(t, w.Config)
	var got linked
	w.Admin.Post(of(i, "link"), nil).Is(200).Into(&got)
	if want := w.Config.BaseURL + "/accept#" + w.Token(i); got.URL != want {
		t.Errorf("the link is %s, want %s", got.URL, want)
	}
	if after := storetest.Table(t, w.Config); len(after) != len(before) {
		t.Error("something was written")
	}
	w.Admin.Post(of(i, "link"), nil, webtest.Repeat("once")).Is(200).Into(&got)
	var again linked
	w.Admin.Post(of(i, "link"), nil, webtest.Repeat("once")).Is(200).Into(&again)
	if got.URL == "" || again.URL != "" {
		t.Errorf("first %q, then %q: want the link the first time only", got.URL, again.URL)
	}
}

// A reset makes a new token, which kills the older. Time, grants, mail and version stay.
func TestAResetLinkKillsTheOlder(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	before := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	older := w.Token(before)
	w.Advance(time.Hour)
	var got, again linked
	w.Admin.Post(of(before, "reset-link"), nil, webtest.Repeat("once")).Is(200).Into(&got)
	after := w.Invitation(before.ID)
	if want := w.Config.BaseURL + "/accept#" + w.Token(after); got.URL != want || strings.HasSuffix(got.URL, older) {
		t.Errorf("the link is %s, want %s", got.URL, want)
	}
	if opens, err := secret.Open(w.Config).Opens(t.Context(), older, after); err != nil || opens {
		t.Error("the older token still opens it")
	}
	if !after.ExpiresAt.Equal(before.ExpiresAt) || after.Version != before.Version || after.MailState != before.MailState || got.Invitation.Version != after.Version {
		t.Errorf("the invitation is %+v, before %+v", after, before)
	}
	w.Admin.Post(of(before, "reset-link"), nil, webtest.Repeat("once")).Is(200).Into(&again)
	if again.URL != "" || again.Invitation.ID != string(before.ID) || w.Invitation(before.ID).TokenVersion != 2 {
		t.Errorf("a repeat answers %+v", again)
	}
	events := w.Events(string(before.ID))
	if last := events[len(events)-1]; last.Type != account.InvitationUpdated || strings.Join(last.Fields, "") != "link" {
		t.Errorf("the last event is %+v", last)
	}
	for _, text := range []string{older, strings.SplitN(older, ".", 2)[1], got.URL, strings.SplitN(w.Token(after), ".", 2)[1]} {
		if storetest.Table(t, w.Config).Contains(t, text) {
			t.Error("the table holds a token")
		}
	}
}

// Whoever forges Host gets a link to the configured address all the same.
func TestAForgedHostChangesNoLink(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	for _, name := range []string{"Host", "X-Forwarded-Host", "Forwarded", "X-Original-Host"} {
		for _, action := range []string{"link", "reset-link"} {
			var got linked
			w.Admin.Post(of(i, action), nil, webtest.Header{Name: name, Value: "evil.example"}).Is(200).Into(&got)
			if !strings.HasPrefix(got.URL, "https://roster.example/accept#") {
				t.Errorf("with %s the link is %s", name, got.URL)
			}
		}
	}
}

// Only what is open can be sent again or linked to: expiry counts from its time.
func TestOnlyAnOpenInvitationIsSentOrLinked(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	w.Advance(7 * 24 * time.Hour)
	for _, action := range []string{"resend", "link", "reset-link"} {
		w.Admin.Post(of(i, action), nil).Refused(409, "not-pending")
	}
	_, other, _ := w.NewOrganization("Other")
	for _, action := range []string{"resend", "link", "reset-link"} {
		w.Admin.Post(path+"/inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE/"+action, nil).Refused(404, "not-found")
		w.Admin.Post(path+"/nothing/"+action, nil).Refused(404, "not-found")
		other.Post(of(i, action), nil).Refused(404, "not-found")
	}
}

// Resending and linking touch all the grants of the invitation: whoever does not hold them may not.
func TestResendingAndLinkingNeedTheGrants(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "brands.view"}})
	member := w.NewMember("Member", account.Active, account.Grants{Role: account.PlainMember})
	held := w.NewInvitation("held@oakey.example", account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}})
	more := w.NewInvitation("more@oakey.example", account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}})
	admin := w.NewInvitation("admin@oakey.example", account.Grants{Role: account.Admin})
	for _, action := range []string{"resend", "link", "reset-link"} {
		anna.Post(of(held, action), nil).Is(200)
		anna.Post(of(more, action), nil).Refused(403, "exceeds-own-grants")
		anna.Post(of(admin, action), nil).Refused(403, "admin-target")
		member.Post(of(held, action), nil).Refused(404, "not-found")
	}
}

// An edit beside a sending spoils neither.
func TestASendingBesideAnEditSpoilsNeither(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	before := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	w.Advance(time.Hour)
	w.Faults.Before(func(operation string) error {
		if operation != "TransactWriteItems" {
			return nil
		}
		w.Faults.Before(nil)
		after := *before
		after.Name, after.Grants, after.Version = "Earl", account.Grants{Role: account.PlainMember}, before.Version+1
		if err := w.Store.UpdateInvitation(t.Context(), w.Intent(w.Admin), before, &after, account.InvitationUpdated, "name"); err != nil {
			t.Error(err)
		}
		return nil
	})
	w.Admin.Post(of(before, "resend"), nil).Is(200)
	after := w.Invitation(before.ID)
	if after.Name != "Earl" || after.Grants.Role != account.PlainMember || !after.ExpiresAt.Equal(w.Now().Add(7*24*time.Hour)) {
		t.Errorf("the invitation is %+v", after)
	}
}
