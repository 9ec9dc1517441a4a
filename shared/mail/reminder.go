package mail

// Reminder is an invitation again, two days before it ends. Its link is the same.
type Reminder struct{ Invitation }

func (r Reminder) content() content {
	c := r.Invitation.content()
	c.subject = "Reminder: " + c.subject
	c.title = say("Your invitation to %s ends soon", name(r.Organization.Name))
	c.preview = "It ends on " + day(r.Expires) + "."
	c.lead = append(c.lead, say("The invitation is still open and ends on %s.", span{moment(r.Expires), strong}))
	return c
}
