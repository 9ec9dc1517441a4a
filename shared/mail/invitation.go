package mail

import (
	"slices"
	"time"
)

// Invitation asks somebody to join an organization.
type Invitation struct {
	Product      Product
	Organization Organization
	Inviter      Person // a key's name has no address
	Recipient    Person // the invited address
	Grants       Grants
	Message      string // plain text, up to account.MaxMessage characters; may be empty
	AcceptURL    string // carries the token in its fragment
	BlockURL     string // where the recipient blocks further invitations; may be empty
	Expires      time.Time
}

func (i Invitation) content() content {
	organization := name(i.Organization.Name)
	invites := append(who(i.Inviter, i.Organization.Name), say(" invites %s to join %s via %s.",
		span{i.Recipient.Address.String(), strong}, organization, plain(i.Product.Name))...)
	return content{
		product:      i.Product,
		organization: i.Organization,
		to:           i.Recipient,
		sender:       i.Inviter,
		subject:      header(i.Inviter.shown(i.Organization.Name)) + " invites you to " + header(i.Organization.Name) + " via " + header(i.Product.Name),
		title:        say("Join %s", organization),
		preview:      i.Grants.RoleName + ". The invitation ends on " + day(i.Expires) + ".",
		lead:         []line{invites},
		quote:        quoted(i.Inviter, i.Organization.Name, i.Message),
		facts: slices.Concat(i.Grants.facts(), []fact{
			{"Invited", []line{inRow(i.Recipient)}},
			{"Ends", []line{{{moment(i.Expires), value}}}},
		}),
		button: button{"Accept invitation", i.AcceptURL},
		notes: []line{
			say("The link is meant for you alone. Sign in or create a login with %s, then accept or decline. Opening the link changes nothing.",
				address(i.Recipient.Address)),
			i.unexpected(),
		},
		block: block{
			say("Blocking invitations from %s to this address declines this one, too.", plain(i.Organization.Name)),
			i.BlockURL,
		},
	}
}

// unexpected tells a stranger what to do.
func (i Invitation) unexpected() line {
	l := say("Not expecting this? Ignore this e-mail: without your acceptance nothing happens, and the invitation ends by itself.")
	if i.Inviter.Address != "" {
		l = append(l, say(" An answer to this e-mail goes to %s.", plain(i.Inviter.shown("")))...)
	}
	return l
}

func quoted(by Person, fallback, message string) quote {
	q := quote{By: say("Message from %s", plain(by.shown(fallback)))}
	for _, text := range paragraphs(message) {
		q.Lines = append(q.Lines, line{{unlink(text), words}})
	}
	return q
}
