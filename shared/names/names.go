// Package names puts names to the ids that events hold: who did it and what it was done to, as they are called now. Who or
// what is gone has no name.
package names

import (
	"cmp"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/wire"
)

// Keys are the records that hold the names of everybody and everything in an event.
func Keys(e account.Event) []store.Key {
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
	case account.TargetOrganization:
		keys = append(keys, store.OrganizationKey(e.Organization))
	case account.TargetMember, account.TargetAgencyMember:
		keys = append(keys, store.UserKey(account.MemberID(e.Target.ID).User()))
	case account.TargetInvitation:
		keys = append(keys, store.InvitationKey(account.InvitationID(e.Target.ID)))
	case account.TargetAdAccount:
		keys = append(keys, store.AdAccountKey(e.Organization, account.AdAccountID(e.Target.ID)))
	case account.TargetAgency, account.TargetClient:
		keys = append(keys, store.OrganizationKey(account.OrganizationID(e.Target.ID)))
	case account.TargetAPIKey:
		keys = append(keys, store.APIKeyKey(account.KeyID(e.Target.ID)))
	case account.TargetWebhook:
		keys = append(keys, store.WebhookKey(e.Organization, account.WebhookID(e.Target.ID)))
	}
	for _, a := range e.Change.AdAccounts {
		for _, owner := range ownersOf(e) {
			keys = append(keys, store.AdAccountKey(owner, a.AdAccount))
		}
	}
	return keys
}

// ownersOf is whose ad accounts an event is about: the log's own organization, and what an agency's log says of a
// client is about the client's.
func ownersOf(e account.Event) []account.OrganizationID {
	switch e.Target.Kind {
	case account.TargetClient:
		return []account.OrganizationID{account.OrganizationID(e.Target.ID)}
	case account.TargetAgencyMember:
		return []account.OrganizationID{e.Organization, account.OrganizationID(e.Target.Related)}
	}
	return []account.OrganizationID{e.Organization}
}

// Event is the event as it is shown and sent, with the names that were found.
func Event(found store.Found, e account.Event) wire.Event {
	body := wire.EventOf(e)
	if u := found.User(account.UserID(e.Actor.ID)); u != nil {
		body.Actor.Name = u.Name
	}
	if k := found.APIKey(account.KeyID(e.Actor.ID)); k != nil {
		body.Actor.Name = k.Name
	}
	if via := body.Actor.Via; via != nil {
		via.Name = organization(found, e.Actor.Via)
	}
	body.Target.Name, body.Target.Email = target(found, e)
	for i := range body.Change.AdAccounts {
		for _, owner := range ownersOf(e) {
			body.Change.AdAccounts[i].Name += adAccount(found, owner, body.Change.AdAccounts[i].AdAccount) // it is one's alone
		}
	}
	return body
}

func target(found store.Found, e account.Event) (name, email string) {
	switch id := e.Target.ID; e.Target.Kind {
	case account.TargetOrganization:
		return organization(found, e.Organization), ""
	case account.TargetAdAccount:
		return adAccount(found, e.Organization, id), ""
	case account.TargetAgency, account.TargetClient:
		return organization(found, account.OrganizationID(id)), ""
	case account.TargetMember, account.TargetAgencyMember:
		if u := found.User(account.MemberID(id).User()); u != nil {
			return u.Name, string(u.Email)
		}
	case account.TargetInvitation:
		if i := found.Invitation(e.Organization, account.InvitationID(id)); i != nil {
			return i.Name, string(i.Email)
		}
	case account.TargetAPIKey:
		if k := found.APIKey(account.KeyID(id)); k != nil {
			return k.Name, ""
		}
	case account.TargetWebhook:
		if w := found.Webhook(e.Organization, account.WebhookID(id)); w != nil {
			return w.Description, "" // an address may open something
		}
	}
	return "", ""
}

// organization is the name of one, of a deleted one, too: that it was deleted is an event of its own.
func organization(found store.Found, id account.OrganizationID) string {
	if o := cmp.Or(found.Organization(id), found.DeletedOrganization(id)); o != nil {
		return o.Name
	}
	return ""
}

func adAccount(found store.Found, owner account.OrganizationID, id string) string {
	if a := found.AdAccount(owner, account.AdAccountID(id)); a != nil {
		return a.Name
	}
	return ""
}
