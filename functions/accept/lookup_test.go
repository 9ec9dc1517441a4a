package accept_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/functions/accept"
	"roster/functions/invite"
	"roster/functions/revoke"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// What a link shows depends on the login that opens it.
func TestWhatALinkShows(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl, bob := w.NewUser("Earl E. Bird"), w.NewUser("Bob")
	i := w.NewInvitation(earl.User.Email, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "viewer"}},
	})
	little := []string{"accept_with_another_address", "email", "invited_by", "matches", "organization", "role", "signed_in_as", "state"}
	all := slices.Sorted(slices.Values(append([]string{"name", "message", "permissions", "ad_account_roles", "expires_at"}, little...)))
	for name, c := range map[string]struct {
		who          *webtest.Client
		fields       []string
		organization map[string]any
		email        string
		matches      any
		signedInAs   any
	}{
		"nobody":         {w.Nobody(), little, map[string]any{"name": "OakeyInfluencer"}, "e•••@oakey.example", nil, nil},
		"another login":  {bob.Client, little, map[string]any{"name": "OakeyInfluencer"}, "e•••@oakey.example", false, bob.User.Email.String()},
		"an admin there": {w.Admin.Client, little, map[string]any{"name": "OakeyInfluencer"}, "e•••@oakey.example", false, w.Admin.User.Email.String()},
		"the invited":    {earl.Client, all, map[string]any{"id": string(w.Org), "name": "OakeyInfluencer"}, earl.User.Email.String(), true, earl.User.Email.String()},
	} {
		t.Run(name, func(t *testing.T) {
			answer := c.who.Post(lookup, w.TokenBody(i))
			answer.T = t
			var got map[string]any
			answer.Is(200).Into(&got)
			var fields []string
			for field := range got {
				fields = append(fields, field)
			}
			slices.Sort(fields)
			if difference := cmp.Diff(c.fields, fields); difference != "" {
				t.Errorf("the fields (-want +got):\n%s", difference)
			}
			want := []any{"pending", c.organization, map[string]any{"name": "Carrie Oakey"}, "member", c.email, c.matches, c.signedInAs, false}
			shown := []any{got["state"], got["organization"], got["invited_by"], got["role"], got["email"], got["matches"], got["signed_in_as"], got["accept_with_another_address"]}
			if difference := cmp.Diff(want, shown); difference != "" {
				t.Errorf("it shows (-want +got):\n%s", difference)
			}
		})
	}
	var got accept.FoundInvitation
	earl.Post(lookup, w.TokenBody(i)).Is(200).Into(&got)
	if difference := cmp.Diff([]accept.OfferedRole{{AdAccount: string(w.First), Name: "OakeyInfluencer", Role: "viewer"}}, got.AdAccountRoles); difference != "" {
		t.Errorf("the roles (-want +got):\n%s", difference)
	}
	admin := w.NewInvitation("admin@oakey.example", account.Grants{Role: account.Admin})
	var raw map[string]json.RawMessage
	w.NewUserWith("admin@oakey.example").Post(lookup, w.TokenBody(admin)).Is(200).Into(&raw)
	if string(raw["permissions"]) != "[]" || string(raw["ad_account_roles"]) != "[]" || string(raw["message"]) != `""` {
		t.Errorf("an admin is shown %s, %s and %s", raw["permissions"], raw["ad_account_roles"], raw["message"])
	}
}

// Loading the link, however often and by whatever scanner, changes nothing.
func TestFiftyLookupsChangeNothing(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl := w.NewUser("Earl E. Bird")
	i := w.NewInvitation(earl.User.Email, guest)
	before := storetest.Table(t, w.Config)
	for n := range 50 {
		who := w.Nobody()
		if n%2 == 0 {
			who = earl.Client
		}
		who.Post(lookup, w.TokenBody(i)).Is(200)
	}
	if difference := cmp.Diff(len(before), len(storetest.Table(t, w.Config))); difference != "" {
		t.Error("something was written")
	}
	if difference := cmp.Diff(i, w.Invitation(i.ID)); difference != "" {
		t.Errorf("the invitation changed:\n%s", difference)
	}
}

// Unknown, used, revoked, declined, expired, superseded and malformed tokens have one and the same answer for
// everybody, signed in or not, except for the person who used it.
func TestDeadTokensAreAllAlike(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register, invite.Register, revoke.Register)
	earl, bob := w.NewUser("Earl E. Bird"), w.NewUser("Bob")
	one := "/v1/organizations/{org}/invitations/"
	token := func(address account.Address, after func(*account.Invitation)) string {
		i := w.NewInvitation(address, guest)
		text := w.Token(i)
		after(i)
		return text
	}
	used := token(earl.User.Email, func(i *account.Invitation) { earl.Post(take, w.TokenBody(i)).Is(200) })
	open := token("open@oakey.example", func(*account.Invitation) {})
	id, derived, _ := strings.Cut(open, ".")
	dead := map[string]string{
		"used":       used,
		"revoked":    token("revoked@oakey.example", func(i *account.Invitation) { w.Admin.Delete(one + string(i.ID)).Is(204) }),
		"superseded": token("reset@oakey.example", func(i *account.Invitation) { w.Admin.Post(one+string(i.ID)+"/reset-link", nil).Is(200) }),
		"declined":   token(bob.User.Email, func(i *account.Invitation) { bob.Post(decline, w.TokenBody(i)).Is(200) }),
		"unknown":    "01JD3Q9Z5T7K2M8V4X6W0RBCDE." + derived,
		"forged":     id + "." + strings.Repeat("A", 43),
		"cut":        open[:len(open)-1],
		"longer":     open + "A",
		"another's":  id + "." + strings.SplitN(used, ".", 2)[1],
		"no secret":  id + ".",
		"no dot":     id,
		"empty":      "",
		"a path":     "../../" + open,
		"a link":     "https://roster.example/accept#" + open,
		"huge":       strings.Repeat("x", 1<<19),
	}
	old := w.NewInvitation("expired@oakey.example", guest)
	w.Advance(7*24*time.Hour - time.Minute)
	w.Nobody().Post(lookup, w.TokenBody(old)).Is(200)
	w.Advance(time.Minute)
	dead["expired"] = w.Token(old)
	var first webProblem
	w.Nobody().Post(lookup, map[string]string{"token": ""}).Refused(410, "invitation-gone").Into(&first)
	for name, text := range dead {
		for _, c := range []struct {
			who  *webtest.Client
			path string
		}{{w.Nobody(), lookup}, {w.Admin.Client, lookup}, {w.Admin.Client, take}, {w.Admin.Client, decline}, {bob.Client, take}, {earl.Client, decline}} {
			var p webProblem
			answer := c.who.Post(c.path, map[string]string{"token": text})
			answer.Refused(410, "invitation-gone").Into(&p)
			if p != first {
				t.Errorf("%s: %s answers %s", name, c.path, answer.Body)
			}
		}
	}
	var seen accept.FoundInvitation
	earl.Post(lookup, map[string]string{"token": used}).Is(200).Into(&seen)
	if seen.State != "accepted" {
		t.Errorf("who used it is shown %+v", seen)
	}
	earl.Post(take, map[string]string{"token": used}).Is(200)
	w.Nobody().Post(take, map[string]string{"token": open}).Refused(401, "unauthenticated")
}

type webProblem struct{ Type, Title, Detail string }

// The login's verified address must be the invited one: anybody else is told so, and it stays pending.
func TestATokenIsForOneAddress(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	w.Settings(func(s *account.Settings) { s.AcceptWithAnotherAddress = false })
	alice := w.NewUserWith("alice@northwind.example")
	i := w.NewInvitation(alice.User.Email, account.Grants{Role: account.Admin})
	for _, address := range []account.Address{"bob@northwind.example", "alice@northwind.example.evil.example", "alic@northwind.example", "alice+x@northwind.example", "a.lice@northwind.example"} {
		bob := w.NewUserWith(address)
		for _, path := range []string{take, decline} {
			answer := bob.Post(path, w.TokenBody(i)).Refused(403, "address-mismatch")
			if strings.Contains(string(answer.Body), "alice@northwind.example ") || strings.Contains(string(answer.Body), "for alice@") {
				t.Errorf("the refusal names the whole address: %s", answer.Body)
			}
		}
		bob.Post("/v1/me/invitations/"+string(i.ID)+"/accept", nil).Refused(404, "not-found")
		bob.Post("/v1/me/invitations/"+string(i.ID)+"/decline", nil).Refused(404, "not-found")
		if w.Invitation(i.ID).State != account.Pending || bob.Place() != nil {
			t.Fatal("somebody else's attempt changed something")
		}
	}
	alice.Post(take, w.TokenBody(i)).Is(200)
}

// Nothing in the table opens an invitation: neither the token nor the secret in it, whatever was done with it.
func TestNoTokenIsStored(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register, invite.Register)
	earl := w.NewUser("Earl E. Bird")
	i := w.NewInvitation(earl.User.Email, guest)
	first, blocking := w.Token(i), w.BlockToken(i)
	w.Nobody().Post(blockLookup, choice{"token": blocking}).Is(200)
	one := "/v1/organizations/{org}/invitations/" + string(i.ID)
	w.Admin.Post(one+"/link", nil, webtest.Repeat("link")).Is(200)
	w.Admin.Post(one+"/reset-link", nil, webtest.Repeat("reset")).Is(200)
	second := w.Token(w.Invitation(i.ID))
	w.Admin.Post(one+"/resend", nil, webtest.Repeat("resend")).Is(200)
	earl.Post(take, map[string]string{"token": second}, webtest.Repeat("accept")).Is(200)
	stranger := w.NewInvitation("stranger@elsewhere.example", guest)
	third := w.BlockToken(stranger)
	blocks(t, w, third, true)
	table := storetest.Table(t, w.Config)
	for _, text := range []string{first, second, blocking, third} {
		_, derived, _ := strings.Cut(text, ".")
		if table.Contains(t, text) || table.Contains(t, derived) {
			t.Error("the table holds a token")
		}
	}
	if !table.Contains(t, string(i.ID)) {
		t.Error("the test looks in the wrong place")
	}
}
