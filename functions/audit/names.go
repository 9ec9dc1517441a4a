package audit

import (
	"context"
	"maps"
	"slices"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// names are those that users, invitations, ad accounts and agencies have now. Who or what is gone has none.
type names struct {
	store        *store.Store
	organization *account.Organization
	found        store.Found
}

func (f function) names(c *web.Call) *names { return &names{f.store, c.Organization, store.Found{}} }

// shown is events as people read them. It reads the names that are not known yet.
func (n *names) shown(ctx context.Context, events []account.Event) ([]wire.Event, error) {
	var keys []store.Key
	for i := range events {
		keys = append(keys, namedBy(n.organization.ID, &events[i])...)
	}
	found, err := n.store.Glance(ctx, slices.DeleteFunc(keys, n.know)...)
	if err != nil {
		return nil, err
	}
	maps.Copy(n.found, found)
	bodies := make([]wire.Event, len(events))
	for i, e := range events {
		bodies[i] = wire.EventOf(e)
		n.addTo(&bodies[i])
	}
	return bodies, nil
}

func (n *names) know(key store.Key) bool { return n.found[key] != nil }

// namedBy is the records that hold the names of everybody and everything in an event.
func namedBy(org account.OrganizationID, e *account.Event) []store.Key {
	var keys []store.Key
	if id := account.UserID(e.Actor.ID); id.Valid() {
		keys = append(keys, store.UserKey(id))
	}
	if id := account.KeyID(e.Actor.ID); id.Valid() {
		keys = append(keys, store.APIKeyKey(id))
	}
	if e.Actor.Via != "" {
		keys = append(keys, store.OrganizationKey(e.Actor.Via))
	}
	switch e.Target.Kind {
	case account.TargetMember:
		keys = append(keys, store.UserKey(account.MemberID(e.Target.ID).User()))
	case account.TargetInvitation:
		keys = append(keys, store.InvitationKey(account.InvitationID(e.Target.ID)))
	case account.TargetAdAccount:
		keys = append(keys, store.AdAccountKey(org, account.AdAccountID(e.Target.ID)))
	case account.TargetAPIKey:
		keys = append(keys, store.APIKeyKey(account.KeyID(e.Target.ID)))
	case account.TargetAgency, account.TargetClient:
		keys = append(keys, store.OrganizationKey(account.OrganizationID(e.Target.ID)))
	case account.TargetAgencyMember:
		keys = append(keys, store.UserKey(account.MemberID(e.Target.ID).User()))
	}
	for _, a := range e.Change.AdAccounts {
		for _, owner := range ownersOf(org, e.Target.Kind, e.Target.ID, e.Target.Related) {
			keys = append(keys, store.AdAccountKey(owner, a.AdAccount))
		}
	}
	return keys
}

// ownersOf is whose ad accounts an event is about: the log's own organization, and what an agency's log says of a
// client is about the client's.
func ownersOf(log account.OrganizationID, kind account.TargetKind, target, related string) []account.OrganizationID {
	switch kind {
	case account.TargetClient:
		return []account.OrganizationID{account.OrganizationID(target)}
	case account.TargetAgencyMember:
		return []account.OrganizationID{log, account.OrganizationID(related)}
	}
	return []account.OrganizationID{log}
}

func (n *names) addTo(e *wire.Event) {
	if u := n.found.User(account.UserID(e.Actor.ID)); u != nil {
		e.Actor.Name = u.Name
	}
	if k := n.found.APIKey(account.KeyID(e.Actor.ID)); k != nil {
		e.Actor.Name = k.Name
	}
	if via := e.Actor.Via; via != nil {
		if o := n.found.Organization(account.OrganizationID(via.ID)); o != nil {
			via.Name = o.Name
		}
	}
	n.addToTarget(&e.Target)
	for i := range e.Change.AdAccounts {
		for _, owner := range ownersOf(n.organization.ID, account.TargetKind(e.Target.Kind), e.Target.ID, e.Target.Related) {
			e.Change.AdAccounts[i].Name += n.adAccount(owner, e.Change.AdAccounts[i].AdAccount) // it is one's alone
		}
	}
}

func (n *names) addToTarget(t *wire.EventTarget) {
	switch account.TargetKind(t.Kind) {
	case account.TargetOrganization:
		t.Name = n.organization.Name
	case account.TargetAdAccount:
		t.Name = n.adAccount(n.organization.ID, t.ID)
	case account.TargetAPIKey:
		if k := n.found.APIKey(account.KeyID(t.ID)); k != nil {
			t.Name = k.Name
		}
	case account.TargetAgency, account.TargetClient:
		if o := n.found.Organization(account.OrganizationID(t.ID)); o != nil {
			t.Name = o.Name
		}
	case account.TargetMember, account.TargetAgencyMember:
		if u := n.found.User(account.MemberID(t.ID).User()); u != nil {
			t.Name, t.Email = u.Name, string(u.Email)
		}
	case account.TargetInvitation:
		if i := n.found.Invitation(n.organization.ID, account.InvitationID(t.ID)); i != nil {
			t.Name, t.Email = i.Name, string(i.Email)
		}
	}
}

func (n *names) adAccount(owner account.OrganizationID, id string) string {
	if a := n.found.AdAccount(owner, account.AdAccountID(id)); a != nil {
		return a.Name
	}
	return ""
}
