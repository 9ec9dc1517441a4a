package main

import (
	"time"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/signin"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

type object = map[string]any

// contents are the bodies and query parameters without which a request cannot be right.
var contents = map[string]func(*scene, *request){
	"update-me":           body(object{"name": "New Name"}),
	"create-organization": body(object{"name": "New"}),
	"update-organization": body(object{"settings": object{"invitation_days": 14}}),
	"delete-organization": func(_ *scene, r *request) { r.Query["name"] = "Oakey" },
	"create-ad-account":   body(object{"name": "New"}),
	"update-ad-account":   body(object{"state": "archived"}),

	"edit-member":     body(object{"role": "member"}),
	"edit-invitation": body(object{"role": "member"}),
	"invite": func(s *scene, r *request) {
		r.Body = object{"role": "guest", "invitations": []object{{"email": s.NewUser("New").User.Email}}}
	},
	"preview-invitation": body(object{"role": "guest"}),

	"look-up-invitation": withToken,
	"accept-invitation":  withToken,
	"decline-invitation": withToken,
	"look-up-block":      func(s *scene, r *request) { r.Body = object{"token": s.BlockToken(s.offer())} },
	"block-invitations":  func(s *scene, r *request) { r.Body = object{"token": s.BlockToken(s.offer()), "blocked": true} },

	"invite-agency": func(s *scene, r *request) {
		agency, _ := s.NewAgency("Bright")
		r.Body = object{"account_id": agency.Dashed(), "permissions": limit.Permissions}
	},
	"edit-agency":      body(object{"permissions": []string{}}),
	"assign-to-client": body(object{"permissions": limit.Permissions}),

	"create-webhook": body(object{"url": "https://hooks.oakey.example/in", "types": []string{"member.removed"}}),
	"update-webhook": body(object{"description": "CRM"}),
	"replay-webhook": func(s *scene, r *request) { r.Body = object{"since": s.Now().Add(-time.Hour)} },
	"check-access":   func(s *scene, r *request) { r.Body = s.question() },
	"check-access-batch": func(s *scene, r *request) {
		r.Body = object{"questions": []object{s.question()}}
	},
	"receive-message": func(s *scene, r *request) {
		r.Body = object{"type": "user.invite", "timestamp": s.Now(), "data": object{"email": s.NewUser("New").User.Email, "role": "guest"}}
	},
	"scim-create-user": func(s *scene, r *request) { r.Body = object{"userName": s.NewUser("New").User.Email} },
	"scim-replace-user": func(s *scene, r *request) {
		r.Body = object{"userName": s.NewUser("New").User.Email, "active": true}
	},
	"scim-patch-user":   body(object{"Operations": []object{{"op": "replace", "path": "active", "value": false}}}),
	"scim-search":       body(object{"count": 1}),
	"scim-search-users": body(object{"count": 1}),

	"create-api-key": body(object{"name": "HR system", "scopes": []account.Scope{account.UsersRead}}),

	"pass-second-step": func(s *scene, r *request) {
		if s.caller != nil {
			r.Body = object{"code": s.caller.TurnsOnTwoFactor().Code()}
			s.caller = s.caller.HalfSignedIn()
		}
	},
	"confirm-two-factor": func(s *scene, r *request) {
		if s.caller != nil {
			var begun struct{ Secret string }
			s.caller.Post("/v1/me/two-factor", nil).Is(201).Into(&begun)
			r.Body = object{"code": s.NewApp(begun.Secret).Code()}
		}
	},
	"disable-two-factor":   withCode,
	"renew-recovery-codes": withCode,
}

func body(of any) func(*scene, *request) {
	return func(_ *scene, r *request) { r.Body = of }
}

func withCode(s *scene, r *request) {
	if s.caller != nil {
		r.Body = object{"code": s.caller.TurnsOnTwoFactor().Code()}
	}
}

// withToken sends the token of an invitation to the caller.
func withToken(s *scene, r *request) {
	i, from := s.offer(), s
	if s.caller != nil {
		i, from = s.invited()
	}
	r.Body = object{"token": from.Token(i)}
}

// limit is what agencies may do.
var limit = account.Grants{Permissions: []account.Permission{"brands.view"}}

func (s *scene) roles(role string) []account.AdAccountRole {
	return []account.AdAccountRole{{AdAccount: s.First, Role: role}}
}

// target is a new person of the organization.
func (s *scene) target(state account.MemberState) *webtest.Person {
	if state == "" {
		state = account.Active
	}
	return s.NewMember("Target", state, account.Grants{Role: account.PlainMember, Permissions: limit.Permissions, AdAccountRoles: s.roles("viewer")})
}

// offer is a new invitation to somebody else.
func (s *scene) offer() *account.Invitation {
	return s.NewInvitation(s.NewUser("Invited").User.Email, account.Grants{Role: account.Guest, AdAccountRoles: s.roles("viewer")})
}

// invited is a new invitation of another organization to the caller.
func (s *scene) invited() (*account.Invitation, *scene) {
	w := *s.World
	other := &scene{World: &w}
	w.Org, w.Admin, w.First = other.NewOrganization("Elsewhere")
	return other.NewInvitation(s.caller.User.Email, account.Grants{Role: account.Guest}), other
}

// otherSession is another browser of the caller.
func (s *scene) otherSession() account.SessionID {
	other := *s.caller
	other.SignsIn()
	return signin.SessionIDOf(other.Secret)
}

// question is what somebody may do here.
func (s *scene) question() object {
	return object{"organization": s.Org, "user": object{"id": s.target("").User.ID}}
}

// endpoint is a new webhook endpoint, and a delivery to it that has failed.
func (s *scene) endpoint() (account.WebhookID, string) {
	w := &account.Webhook{
		ID: store.NewWebhookID(s.Now()), Organization: s.Org, URL: "https://hooks.oakey.example/in", State: account.WebhookEnabled,
		Secret: account.WebhookSecret{Version: 1, KeyVersion: secret.KeyVersion}, CreatedAt: s.Now(), Version: 1,
	}
	d := &account.Delivery{
		ID: store.NewTestID(s.Now()), Webhook: w.ID, Owner: s.Org, Organization: s.Org, Type: account.WebhookTest,
		State: account.DeliveryFailed, CreatedAt: s.Now(),
	}
	if err := s.Store.CreateWebhook(s.T.Context(), s.Intent(s.Admin), w); err != nil {
		s.T.Fatal(err)
	}
	if err := s.Store.AddDelivery(s.T.Context(), d); err != nil {
		s.T.Fatal(err)
	}
	return w.ID, string(d.ID)
}

// agencyHere is an agency that works for the organization, and somebody of it who does.
func (s *scene) agencyHere() (account.OrganizationID, account.UserID) {
	agency, boss := s.NewAgency("Bright")
	l := s.Works(agency, boss, limit)
	return agency, s.Assigns(l, boss, boss, limit).User
}

// clientHere is an organization that this one works for, or is asked to, and somebody who works for it.
func (s *scene) clientHere(operation string) (account.OrganizationID, account.MemberID) {
	client, admin, _ := s.NewOrganization("Client")
	l := s.InvitesFrom(client, admin, s.Org, limit)
	who := s.target("")
	if operation != "accept-client" && operation != "decline-client" {
		l = s.LinkBecomes(l, account.LinkActive, s.Org, s.Admin)
		s.Assigns(l, s.Admin, who, limit)
	}
	return client, who.Member
}
