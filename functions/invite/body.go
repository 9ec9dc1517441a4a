package invite

import (
	"time"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/web/people"
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

// invites is what the body asks for.
func (b inviteBody) invites() people.Invites {
	in := people.Invites{
		Grants:  wire.GrantsInput{Role: b.Role, Permissions: b.Permissions, AdAccountRoles: b.AdAccountRoles}.AsSent(),
		Message: b.Message, Quietly: b.SendEmail != nil && !*b.SendEmail,
	}
	for _, e := range b.Invitations {
		in.Entries = append(in.Entries, people.Entry{Email: e.Email, Name: e.Name, Own: e.own()})
	}
	return in
}

// own is the grants of the entry alone; nil when it has none.
func (e inviteEntry) own() *account.Grants {
	if e.Role == "" && e.Permissions == nil && e.AdAccountRoles == nil {
		return nil
	}
	own := wire.GrantsInput{Role: e.Role, Permissions: e.Permissions, AdAccountRoles: e.AdAccountRoles}.AsSent()
	return &own
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
	Outcome    people.Outcome    `json:"outcome" enum:"invited,already_member,already_invited,invalid,domain_not_allowed,over_limit"`
	Detail     string            `json:"detail,omitempty" doc:"What is wrong, for people"`
	Invitation *inviteInvitation `json:"invitation,omitempty" doc:"The invitation that was made, or the one that is open already"`
	Member     *inviteMember     `json:"member,omitempty" doc:"The member that the address belongs to"`
}

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

// inviteAnswerOf answers with what became of the entries.
func inviteAnswerOf(results []people.Result) *inviteAnswer {
	answer := &inviteAnswer{inviteResults{make([]inviteResult, len(results))}}
	for n, r := range results {
		result := inviteResult{Email: r.Email, Outcome: r.Outcome, Detail: r.Detail}
		if i := r.Invitation; i != nil {
			result.Invitation = &inviteInvitation{string(i.ID), i.Version, i.ExpiresAt}
		}
		if m := r.Member; m != nil {
			result.Member = &inviteMember{string(m.ID()), string(m.State)}
		}
		answer.Body.Results[n] = result
	}
	return answer
}
