package mail

import "time"

// Removed tells somebody that their access has ended.
type Removed struct {
	Product      Product
	Organization Organization
	Recipient    Person
	Remover      Person // empty when it was not a person
	At           time.Time
}

func (r Removed) content() content {
	return content{
		product:      r.Product,
		organization: r.Organization,
		to:           r.Recipient,
		sender:       r.Remover,
		subject:      "Your access to " + header(r.Organization.Name) + " has ended",
		title:        say("Your access to %s has ended", name(r.Organization.Name)),
		preview:      "You were removed from this organization.",
		lead: []line{append(who(r.Remover, "An account administrator"),
			say(" removed %s from %s. Access to the organization and to all its ad accounts ended on %s.",
				span{r.Recipient.Address.String(), strong}, name(r.Organization.Name), span{moment(r.At), value})...)},
		notes: mistake(r.Remover),
	}
}
