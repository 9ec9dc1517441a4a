package all_test

import (
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// The kinds of actor, in the order of the columns of the table.
const (
	nobody = iota
	stranger
	guest
	member
	manager // an account administrator who is no organization admin
	admin
	suspended
	pending
	removed
	elsewhere // the admin of another organization
	through   // somebody who comes through an agency
	key       // an API key of the organization with every scope
	otherKey  // an API key of another organization with every scope
	actorKinds
)

var actorNames = [actorKinds]string{
	"nobody", "a stranger", "a guest", "a member", "an account administrator", "an organization admin",
	"somebody suspended", "somebody pending", "somebody removed", "an admin of another organization",
	"somebody who comes through an agency", "an API key with every scope", "an API key of another organization",
}

// scene is an organization with one actor of each kind and fresh records for each of them to try things on.
type scene struct {
	*webtest.World
	actors [actorKinds]*webtest.Person // nobody and the keys are nil
	keys   map[int]*webtest.Key
}

func newScene(t *testing.T) *scene {
	w := webtest.New(t, all.Register)
	s := &scene{World: w}
	onFirst := []account.AdAccountRole{{AdAccount: w.First, Role: "account_admin"}}
	s.actors[stranger] = w.NewUser("Stranger")
	s.actors[guest] = w.NewMember("Guest", account.Active, account.Grants{Role: account.Guest})
	s.actors[member] = w.NewMember("Member", account.Active, account.Grants{Role: account.PlainMember})
	s.actors[manager] = w.NewMember("Manager", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}, AdAccountRoles: onFirst,
	})
	s.actors[admin] = w.NewMember("Admin", account.Active, account.Grants{Role: account.Admin})
	s.actors[suspended] = w.NewMember("Suspended", account.Suspended, account.Grants{Role: account.PlainMember})
	s.actors[pending] = w.NewMember("Pending", account.PendingApproval, account.Grants{Role: account.PlainMember})
	s.actors[removed] = w.NewMember("Removed", account.Active, account.Grants{Role: account.Admin})
	s.actors[removed].IsRemoved()
	other, boss, _ := w.NewOrganization("Elsewhere")
	s.actors[elsewhere] = boss
	s.keys = map[int]*webtest.Key{key: w.NewKey(account.Scopes...), otherKey: w.NewKeyOf(other, account.Scopes...)}
	agency, boss := w.NewAgency("Bright")
	s.actors[through] = w.NewUser("Through").JoinsOrganization(agency, boss, account.Active, account.Grants{Role: account.PlainMember})
	w.Assigns(w.Works(agency, boss, aCap), boss, s.actors[through], aCap)
	return s
}

var aCap = account.Grants{Permissions: []account.Permission{"brands.view"}}

// client is the browser of an actor.
func (s *scene) client(kind int) *webtest.Client {
	if kind == nobody {
		return s.Nobody()
	}
	if k := s.keys[kind]; k != nil {
		return k.Client
	}
	return s.actors[kind].Client
}

// target is somebody in that state who holds a role on the first ad account, and no more than the account
// administrator does.
func (s *scene) target(state account.MemberState) *webtest.Person {
	return s.NewMember("Target", state, account.Grants{
		Role: account.Guest, AdAccountRoles: []account.AdAccountRole{{AdAccount: s.First, Role: "viewer"}},
	})
}

// offer is an open invitation to somebody who is none of the actors.
func (s *scene) offer() *account.Invitation {
	return s.NewInvitation(s.NewUser("Invited").User.Email, account.Grants{Role: account.Guest})
}
