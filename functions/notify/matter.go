package notify

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/queue"
	"roster/shared/store"
)

// matter is what a message is about, as it stands: read strongly consistent, each record by its key.
type matter struct {
	asked        queue.Mail
	event        account.Event         // zero for a reminder: nothing has happened
	organization *account.Organization // nil when it was deleted
	counts       store.Counts
	about        account.InvitationID   // empty when it is about none
	invitation   *account.Invitation    // that one; nil when it is gone
	user         account.UserID         // whose place the event is about; empty when it is about none
	agency       account.OrganizationID // that the event is about; empty when it is about none
	waiting      *store.WaitingMail     // nil when the letter does not wait in the table
	found        store.Found
	looked       map[store.Key]bool // whether there was something or not
	log          *slog.Logger
}

// look reads what every letter needs, in two round trips.
func (f *Function) look(ctx context.Context, asked queue.Mail) (*matter, error) {
	keys := []store.Key{store.OrganizationKey(asked.Organization), store.CountsKey(asked.Organization)}
	if asked.Kind != queue.MailReminder {
		keys = append(keys, store.EventKey(asked.Organization, asked.Event))
	}
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	m := &matter{
		asked: asked, about: asked.Invitation, organization: found.Organization(asked.Organization), counts: found.Counts(asked.Organization),
		found: found, looked: map[store.Key]bool{},
	}
	if asked.Kind != queue.MailReminder {
		event := found.Event(asked.Organization, asked.Event)
		if event == nil {
			return nil, errors.New("there is no such event")
		}
		m.event = *event
		m.about, m.user = about(m.event)
		if m.event.Target.Kind == account.TargetAgency {
			m.agency = account.OrganizationID(m.event.Target.ID)
		}
	}
	m.log = slog.Default().With("event", asked.Event, "organization", asked.Organization, "mail", asked.Kind,
		"invitation", m.about, "request_id", m.event.RequestID, "actor", m.event.Actor.ID)
	waiting := store.WaitingMailKey(m.ofInvitation(), asked.Event, string(asked.Kind))
	keys = append(personKeys(asked.Organization, string(m.user), m.event.Actor.ID), store.InvitationKey(m.about), waiting)
	if m.agency != "" {
		keys = append(keys, store.AgencyKey(asked.Organization, m.agency), store.OrganizationKey(m.agency))
		keys = append(keys, personKeys(m.agency, m.event.Actor.ID)...)
	}
	if err := f.read(ctx, m, keys...); err != nil {
		return nil, err
	}
	m.invitation, m.waiting = m.found.Invitation(asked.Organization, m.about), m.found.WaitingMail(waiting)
	return m, nil
}

// about is the invitation and the user of an event. An acceptance has two events, each naming both.
func about(e account.Event) (account.InvitationID, account.UserID) {
	if e.Target.Kind == account.TargetAgency {
		return "", ""
	}
	invitation, member := account.InvitationID(e.Target.ID), account.MemberID(e.Target.Related)
	if e.Target.Kind == account.TargetMember {
		invitation, member = account.InvitationID(e.Target.Related), account.MemberID(e.Target.ID)
	}
	if !member.Valid() {
		return invitation, ""
	}
	return invitation, member.User()
}

// ofInvitation is the invitation whose own mail this is, to who is invited; empty for every other letter.
func (m *matter) ofInvitation() account.InvitationID {
	if m.asked.Kind == queue.MailInvitation || m.asked.Kind == queue.MailReminder {
		return m.about
	}
	return ""
}

// read adds records to what was found, those that were not looked for before.
func (f *Function) read(ctx context.Context, m *matter, keys ...store.Key) error {
	keys = slices.DeleteFunc(keys, func(k store.Key) bool { return m.looked[k] })
	if len(keys) == 0 {
		return nil
	}
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return err
	}
	maps.Copy(m.found, found)
	for _, k := range keys {
		m.looked[k] = true
	}
	return nil
}

// personKeys are the keys of those of the ids that are users: of the person and of the place here.
func personKeys(org account.OrganizationID, ids ...string) []store.Key {
	var keys []store.Key
	for _, id := range ids {
		if user := account.UserID(id); user.Valid() {
			keys = append(keys, store.UserKey(user), store.MemberKey(org, user))
		}
	}
	return keys
}

// place is the place of a user in the organization; nil when there is none.
func (m *matter) place(user account.UserID) *account.Member {
	return m.found.Member(m.asked.Organization, user)
}

// isActive reports whether the user is an active member.
func (m *matter) isActive(user account.UserID) bool { return m.isActiveIn(m.asked.Organization, user) }

func (m *matter) isActiveIn(org account.OrganizationID, user account.UserID) bool {
	place := m.found.Member(org, user)
	return place != nil && place.State == account.Active
}

// person is the user as a recipient; false when the user is gone.
func (m *matter) person(user account.UserID) (mail.Person, bool) {
	u := m.found.User(user)
	if u == nil {
		return mail.Person{}, false
	}
	return mail.Person{Name: u.Name, Address: u.Email}, true
}

// colleague is who did something, as a letter names them and answers go to. Of a key or the system there is
// the name alone, if any; and whoever has left gets no answers.
func (m *matter) colleague(id, name string) mail.Person {
	return m.colleagueOf(m.asked.Organization, id, name)
}

func (m *matter) colleagueOf(org account.OrganizationID, id, name string) mail.Person {
	person, ok := m.person(account.UserID(id))
	if !ok {
		return mail.Person{Name: name}
	}
	if !m.isActiveIn(org, account.UserID(id)) {
		person.Address = ""
	}
	return person
}

// grants puts grants into words. What an archived ad account would give is left out: it gives nothing.
func (f *Function) grants(ctx context.Context, m *matter, g account.Grants) (mail.Grants, error) {
	ids := g.AdAccounts()
	keys := make([]store.Key, len(ids))
	for i, id := range ids {
		keys[i] = store.AdAccountKey(m.asked.Organization, id)
	}
	if err := f.read(ctx, m, keys...); err != nil {
		return mail.Grants{}, err
	}
	names, archived := map[account.AdAccountID]string{}, map[account.AdAccountID]bool{}
	for _, id := range ids {
		if a := m.found.AdAccount(m.asked.Organization, id); a != nil {
			names[id], archived[id] = a.Name, a.State == account.AdAccountIsArchived
		}
	}
	return mail.GrantsOf(f.catalog, g.WithoutAdAccounts(archived), names), nil
}
