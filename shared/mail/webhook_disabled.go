package mail

import "time"

// WebhookDisabled tells an organization admin that an endpoint of the organization is called no more.
type WebhookDisabled struct {
	Product      Product
	Organization Organization
	Recipient    Person
	Endpoint     string // its description, or the host of its address: the address itself may open something
	Gone         bool   // it has answered that it wants no more; else nothing has reached it for days
	At           time.Time
	PageURL      string // the organization's integrations
}

func (w WebhookDisabled) content() content {
	why := say("For five days nothing that Roster sent to the endpoint %s has arrived. It was disabled on %s.",
		name(w.Endpoint), span{moment(w.At), value})
	if w.Gone {
		why = say("The endpoint %s has answered that it is gone for good (410). It was disabled on %s.", name(w.Endpoint), span{moment(w.At), value})
	}
	return content{
		product:      w.Product,
		organization: w.Organization,
		to:           w.Recipient,
		subject:      "A webhook of " + header(w.Organization.Name) + " was disabled",
		title:        say("A webhook of %s was disabled", name(w.Organization.Name)),
		preview:      "It is told of no more events until you enable it.",
		lead:         []line{why},
		button:       button{"Show webhooks", w.PageURL},
		notes:        []line{say("When it works again, enable it there, and replay what has failed. Events that happen while it is disabled are not kept for it.")},
	}
}
