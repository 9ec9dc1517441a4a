package accept_test

import (
	"testing"
	"time"

	"roster/functions/accept"
	"roster/functions/invite"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

// Whoever last set the grants must still be allowed to give them when they are accepted; that goes for a key, too.
func TestAnInvitationThatAKeyHasGranted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		scopes []account.Scope
		role   string
		before func(w *webtest.World, k *webtest.Key)
		want   account.MemberState
	}{
		"by a live key":             {[]account.Scope{account.UsersWrite}, "member", nil, account.Active},
		"an admin, by admins.write": {[]account.Scope{account.UsersWrite, account.AdminsWrite}, "admin", nil, account.Active},
		"by a key that was revoked": {[]account.Scope{account.UsersWrite}, "member", func(_ *webtest.World, k *webtest.Key) { k.Revokes() }, account.PendingApproval},
		"by a key that has expired": {[]account.Scope{account.UsersWrite}, "member", func(w *webtest.World, _ *webtest.Key) {
			w.Advance(time.Hour)
		}, account.PendingApproval},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, accept.Register, invite.Register)
			k, invited := w.NewKeyUntil(w.Now().Add(time.Hour), c.scopes...), w.NewUser("Earl E. Bird")
			var answer struct {
				Results []struct {
					Outcome    string
					Invitation struct{ ID account.InvitationID }
				}
			}
			k.Post("/v1/organizations/{org}/invitations", map[string]any{
				"role": c.role, "invitations": []map[string]any{{"email": invited.User.Email}},
			}).Is(200).Into(&answer)
			if c.before != nil {
				c.before(w, k)
			}
			invited.Post("/v1/me/invitations/"+string(answer.Results[0].Invitation.ID)+"/accept", nil).Is(200)
			found, err := w.Store.Get(t.Context(), store.MemberKey(w.Org, invited.User.ID))
			if err != nil {
				t.Fatal(err)
			}
			m := found.Member(w.Org, invited.User.ID)
			if m == nil || m.State != c.want || m.InvitedBy.Name != "HR system" || m.InvitedBy.ID != string(k.Key.ID) {
				t.Errorf("the place is %+v, want it %s", m, c.want)
			}
		})
	}
}

// A key without admins.write makes no organization admin, on no path, nor touches one.
func TestAKeyWithoutAdminsWriteMakesNoAdmin(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register, invite.Register)
	k := w.NewKey(account.UsersWrite)
	for _, body := range []map[string]any{
		{"role": "admin", "invitations": []map[string]any{{"email": "a@oakey.example"}}},
		{"role": "guest", "invitations": []map[string]any{{"email": "a@oakey.example", "role": "admin"}}},
	} {
		k.Post("/v1/organizations/{org}/invitations", body).Refused(403, "exceeds-own-grants")
	}
	offer := w.NewInvitation("b@oakey.example", account.Grants{Role: account.Admin})
	k.Post("/v1/organizations/{org}/invitations/"+string(offer.ID)+"/resend", nil).Refused(403, "admin-target")
}
