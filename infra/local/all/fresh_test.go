package all_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

// What is worth a code: making somebody an organization admin, by whichever way, and lifting the requirement of
// two-factor authentication. Everything beside it goes on without.
func TestWhatIsWorthAFreshSignIn(t *testing.T) {
	t.Parallel()
	toAdmin := map[string]any{"role": "admin"}
	invites := func(grants map[string]any, shared string) func(*scene, *webtest.Client) *webtest.Response {
		return func(s *scene, c *webtest.Client) *webtest.Response {
			entry := maps.Clone(grants)
			entry["email"] = string(s.NewUser("New").User.Email)
			return c.Post(org+"/invitations", map[string]any{"role": shared, "invitations": []any{map[string]any{"email": "a@oakey.example"}, entry}})
		}
	}
	onAdmin := func(method, action string, body any, state account.MemberState) func(*scene, *webtest.Client) *webtest.Response {
		return func(s *scene, c *webtest.Client) *webtest.Response {
			p := s.NewMember("Admin to be", state, account.Grants{Role: account.Admin})
			return c.Call(method, org+"/members/"+string(p.Member)+action, body, webtest.IfMatch(p.Place().Version))
		}
	}
	onOffer := func(body func(*scene) map[string]any) func(*scene, *webtest.Client) *webtest.Response {
		return func(s *scene, c *webtest.Client) *webtest.Response {
			i := s.NewInvitation(s.NewUser("Invited").User.Email, account.Grants{Role: account.Admin})
			return c.Patch(org+"/invitations/"+string(i.ID), body(s), webtest.IfMatch(i.Version))
		}
	}
	settings := func(before bool, body map[string]any) func(*scene, *webtest.Client) *webtest.Response {
		return func(s *scene, c *webtest.Client) *webtest.Response {
			s.Settings(func(is *account.Settings) { is.RequireTwoFactor = before })
			found, err := s.Store.Get(s.T.Context(), store.OrganizationKey(s.Org))
			if err != nil {
				s.T.Fatal(err)
			}
			return c.Patch(org, map[string]any{"settings": body}, webtest.IfMatch(found.Organization(s.Org).Version))
		}
	}
	for name, c := range map[string]struct {
		ask    func(*scene, *webtest.Client) *webtest.Response
		status int
		worth  bool
	}{
		"inviting an admin":                   {invites(map[string]any{}, "admin"), 200, true},
		"inviting an admin among others":      {invites(toAdmin, "guest"), 200, true},
		"making an API key":                   {post(org+"/api-keys", aKey), 201, true},
		"registering an endpoint":             {post(hooks, aWebhook), 201, true},
		"giving it another secret":            {onWebhook(http.MethodPost, "/rotate-secret", nil), 200, true},
		"changing an endpoint":                {onWebhook(http.MethodPatch, "", map[string]any{"description": "CRM"}), 200, false},
		"revoking an API key":                 {onKey, 204, false},
		"inviting others":                     {invites(map[string]any{}, "member"), 200, false},
		"promoting a member":                  {onMember(account.Active, http.MethodPatch, "", toAdmin), 200, true},
		"promoting somebody suspended":        {onMember(account.Suspended, http.MethodPatch, "", toAdmin), 200, true},
		"another edit":                        {onMember(account.Active, http.MethodPatch, "", aMember), 200, false},
		"taking it from an admin":             {onAdmin(http.MethodPatch, "", aMember, account.Active), 200, false},
		"approving an admin":                  {onAdmin(http.MethodPost, "/approve", nil, account.PendingApproval), 200, true},
		"approving somebody else":             {onMember(account.PendingApproval, http.MethodPost, "/approve", nil), 200, false},
		"reactivating an admin":               {onAdmin(http.MethodPost, "/reactivate", nil, account.Suspended), 200, true},
		"reactivating somebody else":          {onMember(account.Suspended, http.MethodPost, "/reactivate", nil), 200, false},
		"rejecting an admin":                  {onAdmin(http.MethodPost, "/reject", nil, account.PendingApproval), 204, false},
		"an invitation that becomes an admin": {onInvitation(http.MethodPatch, "", toAdmin), 200, true},
		"an admin's invitation to another":    {onOffer(func(s *scene) map[string]any { return map[string]any{"email": s.NewUser("Other").User.Email} }), 200, true},
		"an admin's invitation, other words":  {onOffer(func(*scene) map[string]any { return map[string]any{"message": "Hello"} }), 200, false},
		"an invitation, otherwise":            {onInvitation(http.MethodPatch, "", aMember), 200, false},
		"lifting the requirement":             {settings(true, map[string]any{"require_two_factor": false}), 200, true},
		"lifting it by null":                  {settings(true, map[string]any{"require_two_factor": nil}), 200, true},
		"requiring":                           {settings(false, map[string]any{"require_two_factor": true}), 200, false},
		"another setting":                     {settings(true, map[string]any{"send_reminders": false}), 200, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			app := s.actors[admin].TurnsOnTwoFactor()
			s.Advance(account.FreshFor - time.Millisecond)
			c.ask(s, s.client(admin)).Is(c.status)
			s.Advance(time.Millisecond)
			answer := c.ask(s, s.client(admin))
			if !c.worth {
				answer.Is(c.status)
				return
			}
			answer.Refused(403, "fresh-sign-in-required")
			p := s.actors[admin]
			p.Takes(p.Post("/v1/session/two-factor", map[string]string{"code": app.Code()}).Is(200))
			c.ask(s, s.client(admin)).Is(c.status)
		})
	}
}

// Who may not do it at all is told that, and not asked for a code.
func TestACodeHelpsNobodyWhoMayNot(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Advance(account.FreshFor)
	promote := onMember(account.Active, http.MethodPatch, "", map[string]any{"role": "admin"})
	promote(s, s.client(manager)).Refused(403, "exceeds-own-grants")
	promote(s, s.client(member)).Refused(403, "forbidden")
	entry := map[string]any{"role": "guest", "invitations": []map[string]any{{"email": "new@oakey.example", "role": "admin"}}}
	s.client(manager).Post(org+"/invitations", entry).Refused(403, "exceeds-own-grants")
}

// Whoever accepts to become an admin needs no fresh session: it is whoever gives who must be sure.
func TestAcceptingNeedsNoFreshSignIn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	invited := s.NewUser("Invited")
	i := s.NewInvitation(invited.User.Email, account.Grants{Role: account.Admin})
	s.Advance(account.FreshFor)
	invited.Post("/v1/me/invitations/"+string(i.ID)+"/accept", nil).Is(200)
}
