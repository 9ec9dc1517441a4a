package all_test

import (
	"os"
	"strings"
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

// otherCatalog is the shipped one as a deployer may have changed it: Campaign manager and View brand information
// are gone, Analyst and Share reports came.
func otherCatalog(t *testing.T) *account.Catalog {
	t.Helper()
	file, err := os.ReadFile("../../../shared/account/catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	for old, now := range map[string]string{
		`{"id": "campaign_manager", "name": "Campaign manager", "description": "Creates and runs campaigns", "includes": ["viewer"], "for": "people"}`://
		`{"id": "analyst", "name": "Analyst", "description": "Compares campaigns", "includes": ["viewer"], "for": "people"}`,
		`"includes": ["campaign_manager"]`:                        `"includes": ["analyst"]`,
		`{"id": "brands.view", "name": "View brand information"}`: `{"id": "reports.share", "name": "Share reports"}`,
	} {
		if !strings.Contains(text, old) {
			t.Fatalf("the shipped catalog has no %s", old)
		}
		text = strings.Replace(text, old, now, 1)
	}
	c, err := account.ParseCatalog([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What leaves the catalog is kept and shown and opens nothing; sent again unchanged it is no error; nobody is given
// it any more, and who accepts does without. What comes can be given at once. No code changes for that.
func TestADeployerChangesTheCatalog(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, all.Register)
	held := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}},
	}
	manager := w.NewMember("Anna-Lena Krüger", account.Active, held)
	earl := w.NewUser("Earl E. Bird")
	offer := w.NewInvitation(earl.User.Email, held)
	on := func(role string) []map[string]string {
		return []map[string]string{{"ad_account": string(w.First), "role": role}}
	}
	invite := func(by *webtest.Person, role string) *webtest.Response {
		return by.Post(org+"/invitations", map[string]any{
			"role": "member", "ad_account_roles": on(role), "invitations": []map[string]string{{"email": string(w.NewUser("New").User.Email)}},
		})
	}
	invite(manager, "viewer").Is(200) // Campaign manager contains Viewer
	w.API.Catalog = otherCatalog(t)

	// Inert: the role contains nothing any more, so that its holder can give nothing of it.
	invite(manager, "viewer").Refused(403, "exceeds-own-grants")

	// Still shown, and sent again unchanged beside what has come.
	path := org + "/members/" + string(manager.Member)
	var shown wire.Member
	w.Admin.Get(path).Is(200).Into(&shown)
	if len(shown.Permissions) != 2 || len(shown.AdAccountRoles) != 1 || shown.AdAccountRoles[0].Role != "campaign_manager" {
		t.Errorf("it shows %v and %v", shown.Permissions, shown.AdAccountRoles)
	}
	roles := append(on("campaign_manager"), on("analyst")...)
	w.Admin.Patch(path, map[string]any{"permissions": []string{"users.manage", "brands.view", "reports.share"}, "ad_account_roles": roles},
		webtest.IfMatch(manager.Place().Version)).Is(200).Into(&shown)
	if len(shown.Permissions) != 3 || len(shown.AdAccountRoles) != 2 {
		t.Errorf("after the edit it shows %v and %v", shown.Permissions, shown.AdAccountRoles)
	}
	invite(manager, "viewer").Is(200) // Analyst contains Viewer

	// Given to nobody anew.
	member := w.NewMember("Mel Low", account.Active, account.Grants{Role: account.PlainMember})
	other := org + "/members/" + string(member.Member)
	w.Admin.Patch(other, map[string]any{"ad_account_roles": on("campaign_manager")}, webtest.IfMatch(member.Place().Version)).Refused(422, "invalid")
	w.Admin.Patch(other, map[string]any{"permissions": []string{"brands.view"}}, webtest.IfMatch(member.Place().Version)).Refused(422, "invalid")
	invite(w.Admin, "campaign_manager").Refused(422, "invalid")

	// Dropped at acceptance.
	earl.Post("/v1/invitations/accept", w.TokenBody(offer)).Is(200)
	want := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}}
	if got := earl.Place().Grants; !got.Equal(want) {
		t.Errorf("who accepts gets %+v, want %+v", got, want)
	}

	// And offered to whoever asks what can be given.
	var offered account.Catalog
	w.Nobody().Get("/v1/catalog").Is(200).Into(&offered)
	if answer := w.Admin.Get(org + "/me").Is(200); !strings.Contains(string(answer.Body), "reports.share") || strings.Contains(string(answer.Body), "brands.view") {
		t.Errorf("what the admin may give is %s", answer.Body)
	}
	for _, r := range offered.AdAccountRoles {
		if r.ID == "campaign_manager" {
			t.Error("what left the catalog is still in it")
		}
	}
}
