package all_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// afterDeletion are the routes outside of the organization that lead into it, and what they answer once it is
// deleted. The request comes from the person whom the organization has invited.
var afterDeletion = map[string]struct {
	ask  func(s *scene, invited *webtest.Client, i *account.Invitation) *webtest.Response
	want int
}{
	"look-up-invitation":     {opening("/v1/invitations/lookup"), 410},
	"accept-invitation":      {opening("/v1/invitations/accept"), 410},
	"decline-invitation":     {opening("/v1/invitations/decline"), 410},
	"accept-own-invitation":  {answering("accept"), 410},
	"decline-own-invitation": {answering("decline"), 410},
	"look-up-block":          {blocking("/v1/invitations/block/lookup", nil), 410},
	"block-invitations":      {blocking("/v1/invitations/block", map[string]any{"blocked": true}), 410},
	"receive-message": {func(s *scene, _ *webtest.Client, _ *account.Invitation) *webtest.Response {
		return s.keys[key].Sends("msg_1", aMessage)
	}, 401},
}

func opening(path string) func(*scene, *webtest.Client, *account.Invitation) *webtest.Response {
	return func(s *scene, c *webtest.Client, i *account.Invitation) *webtest.Response {
		return c.Post(path, s.TokenBody(i))
	}
}

func blocking(path string, body map[string]any) func(*scene, *webtest.Client, *account.Invitation) *webtest.Response {
	return func(s *scene, c *webtest.Client, i *account.Invitation) *webtest.Response {
		whole := map[string]any{"token": s.BlockToken(i)}
		maps.Copy(whole, body)
		return c.Post(path, whole)
	}
}

func answering(action string) func(*scene, *webtest.Client, *account.Invitation) *webtest.Response {
	return func(_ *scene, c *webtest.Client, i *account.Invitation) *webtest.Response {
		return c.Post("/v1/me/invitations/"+string(i.ID)+"/"+action, nil)
	}
}

// A deleted organization is as unknown to its own people as one that never was: every route of it answers 404
// and every link into it 410, and nothing of it is listed. The rows are those of the code.
func TestADeletedOrganizationIsUnknownToEverybody(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	invited := s.NewUser("Invited")
	offer := s.NewInvitation(invited.User.Email, account.Grants{Role: account.Guest})
	removed := s.target(account.Active)
	agency, assigned := s.agencyHere()
	named := strings.NewReplacer("{id}", string(removed.Member), "{agency}", string(agency.Agency), "{user}", string(assigned.User),
		"{client}", string(s.clientHere(account.LinkActive).Client), "{member}", string(removed.Member),
		"{delivery}", "dlv_01JD3Q9Z5T7K2M8V4X6W0RBCDE")
	s.actors[admin].Delete(org + "?name=OakeyInfluencer").Is(204)

	api := web.New(config.Config{}, store.Open(config.Config{}))
	all.Register(api)
	for _, route := range api.Routes() {
		into, leads := afterDeletion[route.ID]
		switch {
		case leads:
			if answer := into.ask(s, invited.Client, offer); answer.Status != into.want {
				t.Errorf("%s answers %d, want %d: %s", route.ID, answer.Status, into.want, answer.Body)
			}
		case strings.HasPrefix(route.Path, org):
			for _, kind := range []int{guest, member, manager, admin, suspended, pending, through, key} {
				answer := s.client(kind).Call(route.Method, named.Replace(route.Path), rightBody[route.ID], webtest.IfMatch(1))
				if answer.Status != http.StatusNotFound {
					t.Errorf("%s tells %s %d, want 404: %s", route.ID, actorNames[kind], answer.Status, answer.Body)
				}
			}
		case route.ID == "scim-unknown":
		case strings.HasPrefix(route.Path, scim):
			if answer := s.client(key).Call(route.Method, named.Replace(route.Path), nil); answer.Status != http.StatusNotFound {
				t.Errorf("%s tells a key %d, want 404: %s", route.ID, answer.Status, answer.Body)
			}
		case !slices.Contains(elsewhereIDs, route.ID):
			t.Errorf("say whether %s (%s %s) leads into an organization that may be deleted", route.ID, route.Method, route.Path)
		}
	}

	for _, c := range []*webtest.Client{invited.Client, s.client(admin), s.client(suspended), s.client(through)} {
		for _, path := range []string{"/v1/session", "/v1/me/invitations"} {
			if answer := c.Get(path).Is(200); strings.Contains(string(answer.Body), string(s.Org)) {
				t.Errorf("%s still names it: %s", path, answer.Body)
			}
		}
	}
}

// rightBody is a body for each route of an organization that does not do without.
var rightBody = map[string]any{
	"invite":              map[string]any{"role": "guest", "invitations": []map[string]string{{"email": "new@oakey.example"}}},
	"preview-invitation":  aGuest,
	"create-ad-account":   map[string]string{"name": "New"},
	"update-ad-account":   map[string]string{"name": "New"},
	"update-organization": map[string]string{"name": "New"},
	"edit-member":         aMember,
	"edit-invitation":     aMember,
	"invite-agency":       map[string]any{"account_id": "4000000009"},
	"edit-agency":         aCapBody,
	"assign-to-client":    aCapBody,
	"create-api-key":      aKey,
	"create-webhook":      aWebhook,
	"update-webhook":      map[string]any{"description": "CRM"},
	"replay-webhook":      aSince,
}

// elsewhereIDs are the routes that have to do with no organization, with a new one, or with the login alone.
var elsewhereIDs = []string{
	"get-own-key",                        // a key outlives a deleted organization, which it opens no more
	"check-access", "check-access-batch", // functions/access asks about deleted ones

	"begin-sign-in", "finish-sign-in", "sign-out", "get-catalog", "get-openapi", "get-health", "get-session", "get-me", "update-me",
	"list-my-sessions", "end-my-session", "list-own-invitations", "create-organization",
	"end-my-other-sessions", "pass-second-step", "begin-two-factor", "confirm-two-factor", "disable-two-factor", "renew-recovery-codes",
}
