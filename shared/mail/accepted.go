package mail

import "roster/shared/account"

// Accepted tells the inviter that the invitation was accepted and the person has access.
type Accepted struct {
	Product        Product
	Organization   Organization
	Recipient      Person // who invited
	Member         Person // who accepted
	InvitedAddress account.Address
	Grants         Grants
	PageURL        string // the member's page
}

func (a Accepted) content() content {
	member := a.Member.shown("A new member")
	return content{
		product:      a.Product,
		organization: a.Organization,
		to:           a.Recipient,
		sender:       a.Member,
		subject:      header(member) + " has joined " + header(a.Organization.Name),
		title:        say("%s has joined %s", name(member), name(a.Organization.Name)),
		preview:      "The invitation was accepted.",
		lead: []line{append(who(a.Member, member),
			say(" accepted your invitation to %s and now has access.", name(a.Organization.Name))...)},
		facts:  append(otherAddress(a.InvitedAddress, a.Member.Address), a.Grants.facts()...),
		button: button{"Show user", a.PageURL},
		notes:  []line{say("Not expecting this? Show the user, and suspend or remove the access.")},
	}
}

// otherAddress is the row that says that somebody came with another address than the invited one.
func otherAddress(invited, own account.Address) []fact {
	if invited == "" || invited == own {
		return nil
	}
	return []fact{{"Address", []line{
		say("Invited as %s", span{invited.String(), strong}),
		say("Signed in as %s", span{own.String(), strong}),
	}}}
}
