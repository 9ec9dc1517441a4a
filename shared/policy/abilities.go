package policy

import "roster/shared/account"

// Abilities are the actions that the caller may do in an organization in general: for the page, which hides what is never
// possible. An action about a person is asked about some other active guest and about an invitation of one,
// who hold nothing; whether it is possible for a certain person is for Authorize to say.
func (c *Caller) Abilities(org account.OrganizationID) []Action {
	somebody := &account.Member{User: "usr_somebody_else", State: account.Active, Grants: account.Grants{Role: account.Guest}}
	on := map[resourceKind]Resource{
		ofOrganization: Organization(org),
		ofPlace:        Place(somebody),
		ofOffer:        Offer(&account.Invitation{Grants: account.Grants{Role: account.Guest}}),
		ofAdAccount:    AdAccount(""),
	}
	var can []Action
	for _, action := range Actions {
		if c.May(action, on[subjectOf(action)], account.Grants{}) == nil {
			can = append(can, action)
		}
	}
	return can
}

// subjectOf is what an action is about; a test holds it against the schema.
func subjectOf(a Action) resourceKind {
	switch a {
	case SeeMember, SeeMemberDetails, EditMember, ApproveMember, RejectMember, SuspendMember, ReactivateMember, RemoveMember:
		return ofPlace
	case SeeInvitation, EditInvitation, ResendInvitation, LinkInvitation, RevokeInvitation:
		return ofOffer
	case SeeAdAccount, EditAdAccount:
		return ofAdAccount
	}
	return ofOrganization
}
