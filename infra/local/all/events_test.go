package all_test

import (
	"net/http"
	"slices"
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// trace is what a writing route leaves in the log: its events, or the reason why there are none.
type trace struct {
	events []account.EventType
	none   string
	// ask is the request that succeeds; nil for that of the route's row, made by the organization admin.
	ask func(*scene) *webtest.Response
}

func leaves(events ...account.EventType) trace { return trace{events: events} }

func leavesNothing(because string) trace { return trace{none: because} }

// asInvited is the request of somebody about an invitation to the own address.
func (t trace) asInvited(path func(*account.Invitation) string, body func(*scene, *account.Invitation) any) trace {
	t.ask = func(s *scene) *webtest.Response {
		invited := s.NewUser("Invited")
		i := s.NewInvitation(invited.User.Email, account.Grants{Role: account.Guest})
		return invited.Post(path(i), body(s, i))
	}
	return t
}

func (t trace) asInvitedByToken(path string) trace {
	return t.asInvited(func(*account.Invitation) string { return path }, func(s *scene, i *account.Invitation) any { return s.TokenBody(i) })
}

func (t trace) asInvitedSignedIn(action string) trace {
	return t.asInvited(func(i *account.Invitation) string { return "/v1/me/invitations/" + string(i.ID) + "/" + action }, func(*scene, *account.Invitation) any { return nil })
}

// as is the request of the row, made by another kind of actor.
func (t trace) as(kind int, route string) trace {
	t.ask = func(s *scene) *webtest.Response { return table[route].ask(s, s.client(kind)) }
	return t
}

// withApp is the request of somebody who has two-factor authentication, with a code.
func (t trace) withApp(path string) trace {
	t.ask = func(s *scene) *webtest.Response {
		p := s.actors[member]
		app := p.TurnsOnTwoFactor()
		if err := s.Store.Follow(s.T.Context(), s.Intent(p), p.User.ID); err != nil {
			s.T.Fatal(err)
		}
		return p.Post(path, map[string]string{"code": app.Code()})
	}
	return t
}

// traces are those of every route that is no GET.
var traces = map[string]trace{
	"create-organization": leaves(account.OrganizationCreated, account.MemberAdded, account.AdAccountCreated),
	"update-organization": leaves(account.OrganizationUpdated),
	"delete-organization": leaves(account.OrganizationDeleted),
	"create-ad-account":   leaves(account.AdAccountCreated),
	"update-ad-account":   leaves(account.AdAccountUpdated),

	"invite":                leaves(account.InvitationCreated),
	"edit-invitation":       leaves(account.InvitationUpdated),
	"resend-invitation":     leaves(account.InvitationResent),
	"reset-invitation-link": leaves(account.InvitationUpdated),
	"revoke-invitation":     leaves(account.InvitationRevoked),
	"link-invitation":       leavesNothing("it hands out what there is"),
	"preview-invitation":    leavesNothing("nothing is kept"),
	"check-access":          leavesNothing("asking changes nothing").as(key, "check-access"),
	"check-access-batch":    leavesNothing("asking changes nothing").as(key, "check-access-batch"),

	"look-up-invitation":     leavesNothing("looking changes nothing"),
	"accept-invitation":      leaves(account.InvitationAccepted, account.MemberAdded).asInvitedByToken("/v1/invitations/accept"),
	"decline-invitation":     leaves(account.InvitationDeclined).asInvitedByToken("/v1/invitations/decline"),
	"accept-own-invitation":  leaves(account.InvitationAccepted, account.MemberAdded).asInvitedSignedIn("accept"),
	"decline-own-invitation": leaves(account.InvitationDeclined).asInvitedSignedIn("decline"),

	"look-up-block":     leavesNothing("looking changes nothing"),
	"block-invitations": leaves(account.InvitationDeclined),

	// Both sides of a link have each event of it.
	"invite-agency":         leaves(account.AgencyInvited, account.AgencyInvited),
	"edit-agency":           leaves(account.AgencyUpdated, account.AgencyUpdated),
	"end-agency":            leaves(account.AgencyEnded, account.AgencyEnded),
	"block-agency-person":   leaves(account.AgencyMemberUpdated, account.AgencyMemberUpdated),
	"unblock-agency-person": leaves(account.AgencyMemberUpdated, account.AgencyMemberUpdated),
	"accept-client":         leaves(account.AgencyAccepted, account.AgencyAccepted),
	"decline-client":        leaves(account.AgencyDeclined, account.AgencyDeclined),
	"end-client":            leaves(account.AgencyEnded, account.AgencyEnded),
	"assign-to-client":      leaves(account.AgencyMemberUpdated, account.AgencyMemberUpdated),
	"unassign-from-client":  leaves(account.AgencyMemberUpdated, account.AgencyMemberUpdated),

	"edit-member":        leaves(account.MemberUpdated),
	"remove-member":      leaves(account.MemberRemoved),
	"suspend-member":     leaves(account.MemberSuspended),
	"reactivate-member":  leaves(account.MemberReactivated),
	"approve-member":     leaves(account.MemberApproved),
	"reject-member":      leaves(account.MemberRejected),
	"leave-organization": leaves(account.MemberLeft).as(member, "leave-organization"),

	"create-api-key": leaves(account.APIKeyCreated),
	"revoke-api-key": leaves(account.APIKeyRevoked),
	"receive-message": {
		events: []account.EventType{account.InvitationCreated},
		ask:    func(s *scene) *webtest.Response { return s.keys[key].Sends("msg_1", aMessage) },
	},

	"scim-create-user":  leaves(account.InvitationCreated).as(key, "scim-create-user"),
	"scim-replace-user": leavesNothing("what a client writes of a name is its own").as(key, "scim-replace-user"),
	"scim-patch-user":   leaves(account.MemberSuspended).as(key, "scim-patch-user"),
	"scim-delete-user":  leaves(account.MemberRemoved).as(key, "scim-delete-user"),
	"scim-search-users": leavesNothing("it looks").as(key, "scim-search-users"),
	"scim-search":       leavesNothing("it looks").as(key, "scim-search"),

	"create-webhook":          leaves(account.WebhookCreated),
	"update-webhook":          leaves(account.WebhookUpdated),
	"delete-webhook":          leaves(account.WebhookDeleted),
	"rotate-webhook-secret":   leaves(account.WebhookUpdated),
	"test-webhook":            leavesNothing("a test event is none of the log"),
	"replay-webhook":          leavesNothing("nothing of the organization changes; the delivery says when"),
	"replay-webhook-delivery": leavesNothing("nothing of the organization changes; the delivery says when"),

	"update-me": {
		none: "a name of one's own login is no organization's matter",
		ask: func(s *scene) *webtest.Response {
			return s.Admin.Patch("/v1/me", map[string]string{"name": "New"}, webtest.IfMatch(s.Admin.User.Version))
		},
	},
	"end-my-session": {
		none: "a session belongs to a login, not to an organization",
		ask: func(s *scene) *webtest.Response {
			var sessions struct{ Items []struct{ ID string } }
			s.Admin.Get("/v1/me/sessions").Is(200).Into(&sessions)
			return s.Admin.Delete("/v1/me/sessions/" + sessions.Items[0].ID)
		},
	},
	"end-my-other-sessions": leavesNothing("a session belongs to a login, not to an organization"),
	"pass-second-step":      leavesNothing("a session belongs to a login, not to an organization").withApp("/v1/session/two-factor"),
	"begin-two-factor":      leavesNothing("nothing is on before it is confirmed"),
	"confirm-two-factor": {
		events: []account.EventType{account.UserTwoFactorEnabled},
		ask: func(s *scene) *webtest.Response {
			var begun struct{ Secret string }
			s.actors[member].Post("/v1/me/two-factor", nil).Is(201).Into(&begun)
			return s.actors[member].Post("/v1/me/two-factor/confirm", map[string]string{"code": s.NewApp(begun.Secret).Code()})
		},
	},
	"disable-two-factor":   leaves(account.UserTwoFactorDisabled).withApp("/v1/me/two-factor/disable"),
	"renew-recovery-codes": leavesNothing("codes belong to a login, not to an organization").withApp("/v1/me/two-factor/recovery-codes"),
	"sign-out":             leavesNothing("a session belongs to a login, not to an organization"),
}

// No route that writes is without its event, and each leaves those that it should and no others.
func TestEveryWritingRouteLeavesItsEvent(t *testing.T) {
	t.Parallel()
	api := web.New(config.Config{}, store.Open(config.Config{}))
	all.Register(api)
	known := map[string]bool{}
	for _, route := range api.Routes() {
		if route.Method == http.MethodGet || route.Method == "ANY" { // which is what no route has
			continue
		}
		known[route.ID] = true
		trace, ok := traces[route.ID]
		if !ok {
			t.Errorf("the route %s (%s %s) writes: say which events it leaves", route.ID, route.Method, route.Path)
			continue
		}
		t.Run(route.ID, func(t *testing.T) {
			t.Parallel()
			trace.hold(t, route.ID)
		})
	}
	for id := range traces {
		if !known[id] {
			t.Errorf("there are events for %s, and no such route", id)
		}
	}
}

// hold makes the request and compares what it left. The records that it is about were written for it, by
// webtest's own requests.
func (t trace) hold(on *testing.T, route string) {
	s := newScene(on)
	ask := t.ask
	if ask == nil {
		ask = func(s *scene) *webtest.Response { return table[route].ask(s, s.Admin.Client) }
	}
	if answer := ask(s); answer.Status < 200 || answer.Status > 299 {
		on.Fatalf("answered %d, and so writes nothing: %s", answer.Status, answer.Body)
	}
	var came []account.EventType
	for _, e := range storetest.Table(on, s.Config).Besides(webtest.RequestID).Events(on, "") {
		came = append(came, e.Type)
	}
	slices.Sort(came)
	if want := slices.Sorted(slices.Values(t.events)); !slices.Equal(came, want) {
		on.Errorf("it left %v, want %v", came, want)
	}
	if (len(t.events) == 0) != (t.none != "") {
		on.Error("a route leaves events, or there is a reason why it leaves none")
	}
}
