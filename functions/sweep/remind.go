package sweep

import (
	"context"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
)

// remind is the message of a reminder, or nothing where none is wanted: the organization sends none, no mail has
// reached the person, or somebody has changed the invitation just now. Either way the invitation is next due at
// its end. The mail waits in the table until it has gone, so that it is not lost with the queue.
func (r run) remind(ctx context.Context, i *account.Invitation) (*queue.Mail, error) {
	found, err := r.store.Get(ctx, store.OrganizationKey(i.Organization))
	if err != nil {
		return nil, err
	}
	var mail *store.WaitingMail
	if o := found.Organization(i.Organization); o != nil && o.Settings.SendReminders && i.Remindable(r.now) {
		mail = &store.WaitingMail{
			Organization: i.Organization, Invitation: i.ID, Kind: string(queue.MailReminder), Due: r.now.Add(onItsWay),
		}
	}
	noted, err := r.store.RemindOf(ctx, i, mail)
	if err != nil || !noted || mail == nil {
		return nil, err
	}
	return message(mail), nil
}
