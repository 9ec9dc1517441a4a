package mail

// Rejected tells somebody who accepted an invitation that their access was not approved.
type Rejected struct {
	Product      Product
	Organization Organization
	Recipient    Person
	Rejecter     Person // empty when it was not a person
}

func (r Rejected) content() content {
	return content{
		product:      r.Product,
		organization: r.Organization,
		to:           r.Recipient,
		sender:       r.Rejecter,
		subject:      "Your access to " + header(r.Organization.Name) + " was not approved",
		title:        say("Your access to %s was not approved", name(r.Organization.Name)),
		preview:      "You have no access to this organization.",
		lead: []line{append(who(r.Rejecter, "An account administrator"),
			say(" did not approve your access to %s as %s. The invitation that you accepted has ended.",
				name(r.Organization.Name), span{r.Recipient.Address.String(), strong})...)},
		notes: mistake(r.Rejecter),
	}
}

// mistake says whom to ask, and that nothing is final.
func mistake(by Person) []line {
	l := say("Your login stays yours, and other organizations are not affected. You may be invited again.")
	if by.Address != "" {
		l = append(l, say(" If you think this is a mistake, answer this e-mail: it goes to %s.", plain(by.shown("")))...)
	}
	return []line{l}
}
