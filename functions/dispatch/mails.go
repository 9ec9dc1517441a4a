package dispatch

import (
	"context"
	"slices"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
)

// queueMails queues the mails that the events of one organization lead to. An event that comes again is queued
// again: whoever sends the mail knows what was sent.
func (d *Dispatch) queueMails(ctx context.Context, b *batch, all []told) {
	invitations, unread := d.invitations(ctx, all)
	var mails []queue.Mail
	var records []int
	for _, t := range all {
		if unread != nil && asksForMail(t.event) {
			b.note(t.record, unread)
			continue
		}
		if kind := mailOf(t.event, invitations); kind != "" {
			mails = append(mails, queue.Mail{Event: t.event.ID, Organization: t.event.Organization, Kind: kind})
			records = append(records, t.record)
		}
	}
	for i, err := range d.queues.SendMails(ctx, 0, mails...) {
		b.note(records[i], err)
	}
}

// mailOf is the mail that an event leads to; empty for none.
func mailOf(e account.Event, invitations map[account.InvitationID]*account.Invitation) queue.MailKind {
	if asksForMail(e) {
		i := invitations[account.InvitationID(e.Target.ID)]
		if i != nil && i.State == account.Pending && i.MailState == account.MailQueued {
			return queue.MailInvitation
		}
		return ""
	}
	switch e.Type {
	case account.InvitationAccepted:
		return queue.MailAccepted
	case account.MemberAdded:
		if e.Change.State != nil && e.Change.State.After == string(account.PendingApproval) {
			return queue.MailApprovalWanted
		}
	case account.MemberApproved:
		return queue.MailApproved
	case account.MemberRejected:
		return queue.MailRejected
	case account.MemberRemoved:
		return queue.MailRemoved
	}
	if e.Target.Kind == account.TargetAgency {
		return mailOfAgency(e)
	}
	if disabledByItself(e) {
		return queue.MailWebhookDisabled
	}
	return ""
}

// disabledByItself reports whether an endpoint was disabled that nobody has disabled. Of the operator's there is nobody
// to write to: the log has it.
func disabledByItself(e account.Event) bool {
	return e.Type == account.WebhookWasDisabled && e.Actor.Kind == account.BySystem && e.Organization != account.Deployment
}

// mailOfAgency is the mail of an event about an agency in its client's log: both sides have the event, and one of
// them is enough. An invitation that is taken back was nothing yet, and what ends with an organization is told to
// nobody.
func mailOfAgency(e account.Event) queue.MailKind {
	switch e.Type {
	case account.AgencyInvited:
		return queue.MailAgencyInvited
	case account.AgencyAccepted:
		return queue.MailAgencyAccepted
	case account.AgencyEnded:
		if e.Change.State != nil && e.Change.State.Before == string(account.LinkActive) && e.Actor.Kind != account.BySystem {
			return queue.MailAgencyEnded
		}
	}
	return ""
}

// asksForMail reports whether the event may have an invitation sent: whether it does, its mail state says.
func asksForMail(e account.Event) bool {
	switch e.Type {
	case account.InvitationCreated, account.InvitationResent:
		return true
	case account.InvitationUpdated: // to another address
		return slices.Contains(e.Change.Fields, "email")
	}
	return false
}

// invitations are those whose mails the events may ask for, as they stand now. One that was sent without mail,
// whose mail left already or that is over is not to be sent.
func (d *Dispatch) invitations(ctx context.Context, all []told) (map[account.InvitationID]*account.Invitation, error) {
	var keys []store.Key
	read := map[account.InvitationID]*account.Invitation{}
	for _, t := range all {
		if id := account.InvitationID(t.event.Target.ID); asksForMail(t.event) {
			keys, read[id] = append(keys, store.InvitationKey(id)), nil
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	found, err := d.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	for id := range read {
		read[id] = found.AnyInvitation(id)
	}
	return read, nil
}
