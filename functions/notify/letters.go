package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/queue"
	"roster/shared/store"
)

// letter is one letter to one person.
type letter struct {
	named   store.Letter
	to      account.UserID // empty for an invitation
	address account.Address
	mail.Letter
}

// toUser is the letter by which the matter's event is told to a user.
func (m *matter) toUser(user account.UserID, address account.Address, l mail.Letter) letter {
	return letter{store.EventLetter(m.asked.Event, string(m.asked.Kind), user), user, address, l}
}

// letterLife is how long a letter about what has happened is worth sending. An invitation has its own end.
const letterLife = 14 * 24 * time.Hour

// letters are those that the matter asks for, if what they say is still true; else none.
func (f *Function) letters(ctx context.Context, m *matter) ([]letter, error) {
	if m.organization == nil {
		return nil, nil
	}
	switch m.asked.Kind {
	case queue.MailInvitation:
		return f.invitation(ctx, m)
	case queue.MailReminder:
		return f.reminder(ctx, m)
	}
	if f.Now().Sub(m.event.At) > letterLife {
		m.log.Error("the letter was given up, as it could not be sent for two weeks")
		return nil, nil
	}
	switch m.asked.Kind {
	case queue.MailAccepted:
		return f.accepted(ctx, m)
	case queue.MailApprovalWanted:
		return f.approvalWanted(ctx, m)
	case queue.MailApproved:
		return f.approved(ctx, m)
	case queue.MailRejected:
		return f.rejected(m), nil
	case queue.MailRemoved:
		return f.removed(m), nil
	case queue.MailAgencyInvited, queue.MailAgencyAccepted, queue.MailAgencyEnded:
		return f.ofAgency(ctx, m)
	case queue.MailWebhookDisabled:
		return f.webhookDisabled(ctx, m)
	}
	return nil, fmt.Errorf("there is no letter %q", m.asked.Kind)
}

func (f *Function) product() mail.Product {
	return mail.Product{Name: f.config.ProductName, NoReply: account.Address(f.config.Mail.From)}
}

func (m *matter) account() mail.Organization { return named(m.organization) }

func named(o *account.Organization) mail.Organization {
	return mail.Organization{ID: o.ID, Name: o.Name}
}

// pageOf is the page of a person, where account administrators approve, too.
func (f *Function) pageOf(m *matter) string {
	return f.usersOf(m.asked.Organization) + "/" + string(m.user.Member())
}

// invitation goes to the invited address, while the invitation is open and a mail of it is wanted. Whichever
// event asked for it, the letter is of now: the present link, to the present address.
func (f *Function) invitation(ctx context.Context, m *matter) ([]letter, error) {
	i := m.invitation
	if i == nil || i.MailState != account.MailQueued || !i.Open(f.Now()) {
		return nil, nil
	}
	l, err := f.offer(ctx, m)
	return []letter{{store.InvitationLetter(i), "", i.Email, l}}, err
}

// reminder goes there, too, unless the invitation was sent again since.
func (f *Function) reminder(ctx context.Context, m *matter) ([]letter, error) {
	i := m.invitation
	if i == nil || !i.Remindable(f.Now()) {
		return nil, nil
	}
	l, err := f.offer(ctx, m)
	return []letter{{store.ReminderLetter(i), "", i.Email, mail.Reminder{Invitation: l}}}, err
}

// offer is the letter of the invitation as it stands.
func (f *Function) offer(ctx context.Context, m *matter) (mail.Invitation, error) {
	i := m.invitation
	inviter, err := f.inviter(ctx, m)
	if err != nil {
		return mail.Invitation{}, err
	}
	grants, err := f.grants(ctx, m, i.Grants)
	if err != nil {
		return mail.Invitation{}, err
	}
	link, err := f.secret.InvitationLink(ctx, f.base, i)
	if err != nil {
		return mail.Invitation{}, err
	}
	block, err := f.secret.BlockLink(ctx, f.base, i)
	return mail.Invitation{
		Product: f.product(), Organization: m.account(), Inviter: inviter, Recipient: mail.Person{Name: i.Name, Address: i.Email},
		Grants: grants, Message: i.Message, AcceptURL: link, BlockURL: block, Expires: i.ExpiresAt,
	}, err
}

// inviter is who invited, as the invitation names them; nobody without an invitation.
func (f *Function) inviter(ctx context.Context, m *matter) (mail.Person, error) {
	if m.invitation == nil {
		return mail.Person{}, nil
	}
	by := m.invitation.InvitedBy
	if err := f.read(ctx, m, personKeys(m.asked.Organization, by.ID)...); err != nil {
		return mail.Person{}, err
	}
	return m.colleague(by.ID, by.Name), nil
}

// accepted goes to the inviter, if that is a person who is still here, and as long as the new member is.
func (f *Function) accepted(ctx context.Context, m *matter) ([]letter, error) {
	inviter, err := f.inviter(ctx, m)
	if err != nil || inviter.Address == "" || !m.isActive(m.user) {
		return nil, err
	}
	member, ok := m.person(m.user)
	if !ok {
		return nil, nil
	}
	grants, err := f.grants(ctx, m, m.place(m.user).Grants)
	if err != nil {
		return nil, err
	}
	return []letter{m.toUser(account.UserID(m.invitation.InvitedBy.ID), inviter.Address, mail.Accepted{
		Product: f.product(), Organization: m.account(), Recipient: inviter, Member: member,
		InvitedAddress: m.invitation.Email, Grants: grants, PageURL: f.pageOf(m),
	})}, nil
}

// mostAdministrators is how many are told that somebody waits for approval.
const mostAdministrators = 50

// approvalWanted goes to the account administrators, as long as the person waits.
func (f *Function) approvalWanted(ctx context.Context, m *matter) ([]letter, error) {
	place := m.place(m.user)
	applicant, ok := m.person(m.user)
	if !ok || place == nil || place.State != account.PendingApproval {
		return nil, nil
	}
	administrators, err := f.administrators(ctx, m)
	if err != nil {
		return nil, err
	}
	inviter, err := f.inviter(ctx, m)
	if err != nil {
		return nil, err
	}
	grants, err := f.grants(ctx, m, place.Grants)
	if err != nil {
		return nil, err
	}
	wanted := mail.ApprovalWanted{
		Product: f.product(), Organization: m.account(), Applicant: applicant, Inviter: inviter, Grants: grants, PageURL: f.pageOf(m),
	}
	if m.invitation != nil {
		wanted.InvitedAddress = m.invitation.Email
	}
	var letters []letter
	for _, id := range administrators {
		wanted.Recipient, _ = m.person(id)
		letters = append(letters, m.toUser(id, wanted.Recipient.Address, wanted))
	}
	return letters, nil
}

// errNoneNamed says that the rows are late: an organization always has an active admin.
var errNoneNamed = errors.New("no row names an account administrator yet")

// administrators are those who are account administrators by their own records, which may be newer than the
// rows that name them. There is always one, so that the letter waits until the rows name somebody.
func (f *Function) administrators(ctx context.Context, m *matter) ([]account.UserID, error) {
	rows, err := f.store.Administrators(ctx, m.asked.Organization, mostAdministrators)
	if err != nil {
		return nil, err
	}
	return f.present(ctx, m, m.asked.Organization, rows, account.Grants.Administers)
}

// present are those of the people whom rows name who are active members of the organization and hold what they
// are asked for.
func (f *Function) present(ctx context.Context, m *matter, org account.OrganizationID, rows []account.UserID, hold func(account.Grants) bool) ([]account.UserID, error) {
	var keys []store.Key
	for _, id := range rows {
		keys = append(keys, personKeys(org, string(id))...)
	}
	if err := f.read(ctx, m, keys...); err != nil {
		return nil, err
	}
	var present []account.UserID
	for _, id := range rows {
		if _, ok := m.person(id); ok && m.isActiveIn(org, id) && hold(m.found.Member(org, id).Grants) {
			present = append(present, id)
		}
	}
	if len(present) == 0 {
		return nil, errNoneNamed
	}
	return present, nil
}

// approved goes to the person, as long as the access is there.
func (f *Function) approved(ctx context.Context, m *matter) ([]letter, error) {
	person, ok := m.person(m.user)
	if !ok || !m.isActive(m.user) {
		return nil, nil
	}
	grants, err := f.grants(ctx, m, m.place(m.user).Grants)
	if err != nil {
		return nil, err
	}
	return []letter{m.toUser(m.user, person.Address, mail.Approved{
		Product: f.product(), Organization: m.account(), Recipient: person, Approver: m.colleague(m.event.Actor.ID, ""),
		Grants: grants, PageURL: f.usersOf(m.asked.Organization),
	})}, nil
}

// rejected and removed go to the person, unless there is a new place since.

func (f *Function) rejected(m *matter) []letter {
	person, ok := m.person(m.user)
	if !ok || m.place(m.user) != nil {
		return nil
	}
	return []letter{m.toUser(m.user, person.Address, mail.Rejected{
		Product: f.product(), Organization: m.account(), Recipient: person, Rejecter: m.colleague(m.event.Actor.ID, ""),
	})}
}

func (f *Function) removed(m *matter) []letter {
	person, ok := m.person(m.user)
	if !ok || m.place(m.user) != nil {
		return nil
	}
	return []letter{m.toUser(m.user, person.Address, mail.Removed{
		Product: f.product(), Organization: m.account(), Recipient: person, Remover: m.colleague(m.event.Actor.ID, ""), At: m.event.At,
	})}
}
