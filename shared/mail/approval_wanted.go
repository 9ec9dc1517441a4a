package mail

import "roster/shared/account"

// ApprovalWanted asks an account administrator to approve or reject somebody who accepted an invitation.
type ApprovalWanted struct {
	Product        Product
	Organization   Organization
	Recipient      Person // one account administrator
	Applicant      Person // who accepted
	InvitedAddress account.Address
	Inviter        Person
	Grants         Grants // that the applicant gets when approved
	PageURL        string // where to approve or reject
}

func (a ApprovalWanted) content() content {
	applicant := a.Applicant.shown("A new member")
	facts := otherAddress(a.InvitedAddress, a.Applicant.Address)
	if a.Inviter.shown("") != "" {
		facts = append(facts, fact{"Invited by", []line{inRow(a.Inviter)}})
	}
	return content{
		product:      a.Product,
		organization: a.Organization,
		to:           a.Recipient,
		sender:       a.Applicant,
		subject:      header(applicant) + " is waiting for approval to join " + header(a.Organization.Name),
		title:        say("%s is waiting for approval", name(applicant)),
		preview:      "Access begins when an account administrator approves it.",
		lead: []line{append(who(a.Applicant, applicant),
			say(" accepted an invitation to %s. Access begins when you or another account administrator approves it.", name(a.Organization.Name))...)},
		facts:  append(facts, a.Grants.facts()...),
		button: button{"Review request", a.PageURL},
		notes:  []line{say("Not expecting this? Reject the request. Until somebody approves it, the person has no access.")},
	}
}
