package mail

import "time"

// AgencyInvited tells an organization admin of an agency that an organization wants it to work there.
type AgencyInvited struct {
	Product      Product
	Organization Organization // the client, which invites
	Agency       Organization
	Recipient    Person // an organization admin of the agency
	Inviter      Person
	Grants       Grants // the cap
	PageURL      string // the agency's clients, where to accept or decline
}

func (a AgencyInvited) content() content {
	return content{
		product:      a.Product,
		organization: a.Organization,
		to:           a.Recipient,
		sender:       a.Inviter,
		subject:      header(a.Organization.Name) + " invites " + header(a.Agency.Name) + " to work for it",
		title:        say("%s invites %s", name(a.Organization.Name), name(a.Agency.Name)),
		preview:      "An organization admin of the agency accepts or declines.",
		lead: []line{append(who(a.Inviter, "An organization admin"),
			say(" invites %s to work in %s. When you accept, you say which of your members work there. None of them can do more than this:",
				name(a.Agency.Name), name(a.Organization.Name))...)},
		facts:  a.Grants.capFacts(),
		button: button{"Review invitation", a.PageURL},
		notes:  []line{say("Not expecting this? Decline the invitation, or leave it: until somebody of the agency accepts, nothing happens.")},
	}
}

// AgencyAccepted tells whoever invited an agency that it accepted.
type AgencyAccepted struct {
	Product      Product
	Organization Organization // the client
	Agency       Organization
	Recipient    Person // who invited
	Accepter     Person
	Grants       Grants // the cap
	PageURL      string // the client's agencies
}

func (a AgencyAccepted) content() content {
	return content{
		product:      a.Product,
		organization: a.Organization,
		to:           a.Recipient,
		sender:       a.Accepter,
		subject:      header(a.Agency.Name) + " now works for " + header(a.Organization.Name),
		title:        say("%s now works for %s", name(a.Agency.Name), name(a.Organization.Name)),
		preview:      "The agency accepted your invitation.",
		lead: []line{append(who(a.Accepter, "An organization admin"),
			say(" of %s accepted your invitation. The agency says which of its members work in %s. None of them can do more than this:",
				name(a.Agency.Name), name(a.Organization.Name))...)},
		facts:  a.Grants.capFacts(),
		button: button{"Show agencies", a.PageURL},
		notes:  []line{say("You see there who comes, and can keep out single people, change what the agency may do, or end its access at once.")},
	}
}

// AgencyEnded tells an organization admin of one side that the other has ended an agency's access.
type AgencyEnded struct {
	Product      Product
	Organization Organization // the recipient's
	Other        Organization // the one that has ended it
	OfAgency     bool         // whether the recipient's is the agency
	Recipient    Person
	Ender        Person
	At           time.Time
}

func (a AgencyEnded) content() content {
	client, agency := a.Organization, a.Other
	if a.OfAgency {
		client, agency = agency, client
	}
	return content{
		product:      a.Product,
		organization: a.Organization,
		to:           a.Recipient,
		sender:       a.Ender,
		subject:      header(agency.Name) + " no longer works for " + header(client.Name),
		title:        say("%s no longer works for %s", name(agency.Name), name(client.Name)),
		preview:      "The agency's access has ended.",
		lead: []line{append(who(a.Ender, "An organization admin"),
			say(" of %s ended it. What the members of %s could do in %s ended on %s.",
				name(a.Other.Name), name(agency.Name), name(client.Name), span{moment(a.At), value})...)},
		notes: []line{say("Who also has a place of its own in %s keeps it. The agency may be invited again.", plain(client.Name))},
	}
}
