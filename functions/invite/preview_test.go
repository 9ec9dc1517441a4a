package invite_test

import (
	"strings"
	"testing"

	"roster/functions/invite"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// A preview shows the mail, with a link that opens nothing, and neither writes nor sends.
func TestAPreviewShowsTheMailAndSendsNothing(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	before := storetest.Table(t, w.Config)
	var got invite.MailPreview
	requests := w.Requests.During(func() {
		w.Admin.Post(path+"/preview", body{
			"email": "Earl@oakey.example", "name": "Earl E. Bird", "message": "<b>Welcome</b>", "role": "member",
			"permissions": []string{"brands.view"}, "ad_account_roles": []body{{"ad_account": w.First, "role": "campaign_manager"}},
		}).Is(200).Into(&got)
	})
	if strings.Join(requests, " ") != "BatchGetItem" {
		t.Errorf("the requests are %v, want one read", requests)
	}
	for part, want := range map[string]string{
		got.Subject: "Carrie Oakey invites you to OakeyInfluencer via Roster",
		got.From:    "Carrie Oakey via Roster <no-reply@roster.example>",
		got.ReplyTo: "Carrie Oakey <" + w.Admin.User.Email.String() + ">",
	} {
		if part != want {
			t.Errorf("%q, want %q", part, want)
		}
	}
	for _, text := range []string{"https://roster.example/accept#preview", "earl@oakey.example", "OakeyInfluencer", "Campaign manager", "View brand information"} {
		if !strings.Contains(got.HTML, text) || !strings.Contains(got.Text, text) {
			t.Errorf("the mail does not say %q", text)
		}
	}
	if strings.Contains(got.HTML, "<b>Welcome") {
		t.Error("the message is markup in the mail")
	}
	if len(storetest.Table(t, w.Config)) != len(before) {
		t.Error("something was written")
	}
	w.Admin.Post(path+"/preview", body{"role": "admin"}).Is(200).Into(&got)
	if !strings.Contains(got.Text, "name@example.com") {
		t.Error("without an address the mail names no placeholder")
	}
}

func TestAPreviewIsRefusedWhereTheInvitationWouldBe(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	archived := w.NewAdAccount("Old", account.AdAccountIsArchived)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	guest := w.NewMember("Guest", account.Active, account.Grants{Role: account.Guest})
	anna.Post(path+"/preview", body{"role": "guest"}).Is(200)
	anna.Post(path+"/preview", body{"role": "admin"}).Refused(403, "exceeds-own-grants")
	guest.Post(path+"/preview", body{"role": "guest"}).Refused(403, "forbidden")
	w.Admin.Post(path+"/preview", body{"role": "guest", "email": "a@b"}).Refused(422, "invalid")
	w.Admin.Post(path+"/preview", body{"role": "guest", "name": "www.evil.example"}).Refused(422, "invalid")
	w.Admin.Post(path+"/preview", body{"role": "guest", "ad_account_roles": []body{{"ad_account": archived, "role": "viewer"}}}).Refused(422, "invalid")
	w.Admin.Post(path+"/preview", body{"role": "owner"}).Refused(422, "invalid")
}
