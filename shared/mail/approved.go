package mail

// Approved tells somebody that their access was approved.
type Approved struct {
	Product      Product
	Organization Organization
	Recipient    Person
	Approver     Person // empty when it was not a person
	Grants       Grants
	PageURL      string // where to sign in
}

func (a Approved) content() content {
	return content{
		product:      a.Product,
		organization: a.Organization,
		to:           a.Recipient,
		sender:       a.Approver,
		subject:      "You now have access to " + header(a.Organization.Name),
		title:        say("You now have access to %s", name(a.Organization.Name)),
		preview:      "Your access was approved.",
		lead: []line{append(who(a.Approver, "An account administrator"),
			say(" approved your access to %s. You can sign in with %s.",
				name(a.Organization.Name), span{a.Recipient.Address.String(), strong})...)},
		facts:  a.Grants.facts(),
		button: button{"Open organization", a.PageURL},
		notes:  []line{say("Not expecting this? You can leave the organization after you sign in.")},
	}
}
