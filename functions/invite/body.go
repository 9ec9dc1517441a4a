package invite

import (
	"slices"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

type inviteInput struct {
	web.InOrganization
	web.Repeatable
	Body inviteBody
}

// inviteBody is whom to invite, and to what: the grants that stand here are those of every entry that has none
// of its own.
type inviteBody struct {
	Invitations    []inviteEntry        `json:"invitations" minItems:"1" maxItems:"100"`
	Message        string               `json:"message,omitempty" maxLength:"2000" doc:"Shown as text, never as links"`
	Role           string               `json:"role,omitempty" enum:"admin,member,guest"`
	Permissions    []string             `json:"permissions,omitempty" maxItems:"200" doc:"Organization-wide permissions of the catalog; empty for an admin"`
	AdAccountRoles []wire.AdAccountRole `json:"ad_account_roles,omitempty" maxItems:"1000" doc:"Roles on up to 100 ad accounts; empty for an admin"`
	SendEmail      *bool                `json:"send_email,omitempty" doc:"false sends no mail: the link is handed on otherwise. true when missing"`
}

// inviteEntry is one person to invite. What is wrong with it becomes its outcome and spoils no other entry:
// the schema asks for little.
type inviteEntry struct {
	Email          string               `json:"email" example:"earl.e.bird@example.com"`
	Name           string               `json:"name,omitempty" doc:"Up to 80 characters"`
	Role           string               `json:"role,omitempty" doc:"admin, member or guest. An entry that has a role, permissions or ad-account roles has grants of its own, whole"`
	Permissions    []string             `json:"permissions,omitempty"`
	AdAccountRoles []wire.AdAccountRole `json:"ad_account_roles,omitempty"`
}

func (b inviteBody) shared() account.Grants {
	return wire.GrantsInput{Role: b.Role, Permissions: b.Permissions, AdAccountRoles: b.AdAccountRoles}.AsSent()
}

// highest is admin where anybody is invited as that.
func (b inviteBody) highest() account.Grants {
	highest := account.Grants{Role: account.Role(b.Role)}
	for _, e := range b.Invitations {
		if e.Role == string(account.Admin) {
			highest.Role = account.Admin
		}
	}
	return highest
}

// own is the grants of the entry alone, and whether it has any.
func (e inviteEntry) own() (account.Grants, bool) {
	has := e.Role != "" || e.Permissions != nil || e.AdAccountRoles != nil
	return wire.GrantsInput{Role: e.Role, Permissions: e.Permissions, AdAccountRoles: e.AdAccountRoles}.AsSent(), has
}

// shares reports whether the entry takes the grants of the whole call.
func (e inviteEntry) shares() bool {
	_, own := e.own()
	return !own
}

// adAccounts is which ad accounts the body names, each once.
func (b inviteBody) adAccounts() []account.AdAccountID {
	all := b.shared()
	for _, e := range b.Invitations {
		own, _ := e.own()
		all.AdAccountRoles = append(all.AdAccountRoles, own.AdAccountRoles...)
	}
	return wellFormed(all)
}

func wellFormed(g account.Grants) []account.AdAccountID {
	return slices.DeleteFunc(g.AdAccounts(), func(id account.AdAccountID) bool { return !id.Valid() })
}

// readAtOnce is how many ad accounts are read with the caller's session, organization and place, the counts and
// the first answer of a repeat: together one BatchGetItem. Only who may invite makes Roster read more.
const readAtOnce = 95

func (in *inviteInput) reads() []store.Key {
	org := account.OrganizationID(in.Org)
	return append(firstKeys(org, in.Body.adAccounts()), store.CountsKey(org))
}

func firstKeys(org account.OrganizationID, ids []account.AdAccountID) []store.Key {
	return keysOf(org, ids[:min(readAtOnce, len(ids))])
}

func keysOf(org account.OrganizationID, ids []account.AdAccountID) []store.Key {
	keys := make([]store.Key, len(ids))
	for n, id := range ids {
		keys[n] = store.AdAccountKey(org, id)
	}
	return keys
}

// inviteAnswer answers with the outcomes, in the order of the entries.
type inviteAnswer struct {
	Body inviteResults
}

// inviteResults is the outcome of each entry.
type inviteResults struct {
	Results []inviteResult `json:"results"`
}

// inviteResult is what became of one entry.
type inviteResult struct {
	Email      string            `json:"email"`
	Outcome    Outcome           `json:"outcome" enum:"invited,already_member,already_invited,invalid,domain_not_allowed,over_limit"`
	Detail     string            `json:"detail,omitempty" doc:"What is wrong, for people"`
	Invitation *inviteInvitation `json:"invitation,omitempty" doc:"The invitation that was made, or the one that is open already"`
	Member     *inviteMember     `json:"member,omitempty" doc:"The member that the address belongs to"`
}

// Outcome says what became of an entry.
type Outcome string

// The outcomes.
const (
	invited          Outcome = "invited"
	alreadyMember    Outcome = "already_member"
	alreadyInvited   Outcome = "already_invited"
	invalid          Outcome = "invalid"
	domainNotAllowed Outcome = "domain_not_allowed"
	overLimit        Outcome = "over_limit"
)

// inviteInvitation is an invitation in the outcome of an entry.
type inviteInvitation struct {
	ID        string    `json:"id"`
	Version   int64     `json:"version"`
	ExpiresAt time.Time `json:"expires_at"`
}

// inviteMember is a member in the outcome of an entry.
type inviteMember struct {
	ID    string `json:"id"`
	State string `json:"state" enum:"active,pending_approval,suspended"`
}
