package mail

import (
	"fmt"
	"strings"
	"testing"

	"roster/shared/account"
)

// Both parts of an invitation say who invites, to what, as which address, with what, until when, and
// what to do.
func TestInvitationSaysWhatMatters(t *testing.T) {
	m, err := Render(invitation())
	if err != nil {
		t.Fatal(err)
	}
	for _, fact := range []string{
		"Carrie Oakey", "carrie@oakey.example", "OakeyInfluencer", "482-913-0776", "Roster", "earl@oakey.example", "Member",
		"EU Brand", "Campaign manager", "US Retail", "Viewer", "Finance", "View financials", "28 November 2026, 14:05 UTC",
		"https://roster.example/accept#Zq8N3vLw1TtYc5RkXb7EoPfUm2JdGhSa9iVnQxKzB0M", "Not expecting this?",
		"https://roster.example/block#0pTn4YwLr6KqXc1EmBzSgHvDj8UoIaFt",
	} {
		if !strings.Contains(m.HTML, fact) {
			t.Errorf("the HTML lacks %q", fact)
		}
		if !strings.Contains(m.Text, fact) {
			t.Errorf("the text lacks %q", fact)
		}
	}
}

// The deployment's mistakes are told before a letter goes out with a dead or dangerous link.
func TestRenderRefuses(t *testing.T) {
	tests := []struct {
		title string
		spoil func(*Invitation)
		want  string
	}{
		{"no recipient", func(i *Invitation) { i.Recipient.Address = "" }, "no recipient"},
		{"two recipients", func(i *Invitation) { i.Recipient.Address = "a@b.example, c@d.example" }, "not valid"},
		{"a recipient with a header", func(i *Invitation) { i.Recipient.Address = "a@b.example\r\nBcc: c@d.example" }, "not valid"},
		{"a reply-to with a header", func(i *Invitation) { i.Inviter.Address = "a@b.example\nX: y" }, "not valid"},
		{"no sender", func(i *Invitation) { i.Product.NoReply = "" }, "no product"},
		{"no link", func(i *Invitation) { i.AcceptURL = "" }, "no link"},
		{"a relative link", func(i *Invitation) { i.AcceptURL = "/accept#x" }, "not an absolute"},
		{"a script for a link", func(i *Invitation) { i.AcceptURL = "javascript:alert(1)" }, "not an absolute"},
		{"a login in the link", func(i *Invitation) { i.AcceptURL = "https://roster.example@evil.example/" }, "not an absolute"},
		{"a line break in the link", func(i *Invitation) { i.BlockURL = "https://roster.example/block#x\r\nBcc: y" }, "not an absolute"},
		{"a bracket in the link", func(i *Invitation) { i.BlockURL = "https://roster.example/block#x>,<mailto:y" }, "not an absolute"},
	}
	for _, tt := range tests {
		letter := invitation()
		tt.spoil(&letter)
		if _, err := Render(letter); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.title, err, tt.want)
		}
	}
}

// A letter has somewhere to answer to: the person who acted, else the deployment's support.
func TestReplyTo(t *testing.T) {
	key := Person{Name: "HR system"}
	tests := []struct {
		title   string
		inviter Person
		support account.Address
		want    string
	}{
		{"a person", carrie, "help@roster.example", `"Carrie Oakey" <carrie@oakey.example>`},
		{"a person without a name", Person{Address: "carrie@oakey.example"}, "", `<carrie@oakey.example>`},
		{"a key, with support", key, "help@roster.example", `"Roster" <help@roster.example>`},
	}
	for _, tt := range tests {
		letter := invitation()
		letter.Inviter, letter.Product.Support = tt.inviter, tt.support
		m, err := Render(letter)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.ReplyTo.String(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.title, got, tt.want)
		}
	}
	letter := invitation()
	letter.Inviter = key
	if m, err := Render(letter); err != nil || m.ReplyTo.Address != "" {
		t.Errorf("a key, without support: %v %v", m.ReplyTo, err)
	}
}

// The largest grants stay readable, and below the 102 KB at which Gmail cuts a letter.
func TestLargestLetter(t *testing.T) {
	catalog, grants, names := account.ShippedCatalog(), account.Grants{Role: account.PlainMember}, map[account.AdAccountID]string{}
	for i := range account.MaxAdAccounts {
		id := account.AdAccountID(fmt.Sprintf("ada_%03d", i))
		names[id] = fmt.Sprintf("%03d %s", i, strings.Repeat("é", 76))
		for _, role := range catalog.AdAccountRoles {
			grants.AdAccountRoles = append(grants.AdAccountRoles, account.AdAccountRole{AdAccount: id, Role: role.ID})
		}
	}
	for _, group := range catalog.PermissionGroups {
		for _, p := range group.Permissions {
			grants.Permissions = append(grants.Permissions, p.ID)
		}
	}
	letter := invitation()
	letter.Grants = GrantsOf(catalog, grants, names)
	letter.Message = strings.Repeat("a.b\n", 500)
	m, err := Render(letter)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.HTML) > 102_000 {
		t.Errorf("%d bytes of HTML", len(m.HTML))
	}
	if !strings.Contains(m.Text, "  019 ") || strings.Contains(m.Text, "  020 ") || !strings.Contains(m.Text, "and 80 more, listed after you sign in") {
		t.Errorf("ad accounts beyond the first 20:\n%s", m.Text)
	}
}

// Grants are told in the words of the catalog; what left it is not promised.
func TestGrantsOf(t *testing.T) {
	got := GrantsOf(account.ShippedCatalog(), account.Grants{
		Role:        account.Guest,
		Permissions: []account.Permission{"financials.view", "gone.permission", "brands.view"},
		AdAccountRoles: []account.AdAccountRole{
			{AdAccount: "ada_z", Role: "viewer"}, {AdAccount: "ada_z", Role: "account_admin"},
			{AdAccount: "ada_a", Role: "gone_role"}, {AdAccount: "ada_b", Role: "viewer"},
		},
	}, map[account.AdAccountID]string{"ada_z": "alpha", "ada_a": "Beta"})
	want := "Guest | ada_b: Viewer | alpha: Account admin, Viewer | Advertiser management: View brand information | Finance: View financials"
	parts := []string{got.RoleName}
	for _, l := range append(adAccountLines(got.AdAccounts), permissionLines(got.Permissions)...) {
		parts = append(parts, l.String())
	}
	if s := strings.Join(parts, " | "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}
