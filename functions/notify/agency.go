package notify

import (
	"context"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/queue"
)

// ofAgency are the letters about an agency, while what they say is so: each has its event in the client's log.
func (f *Function) ofAgency(ctx context.Context, m *matter) ([]letter, error) {
	link, agency := m.found.Agency(m.asked.Organization, m.agency), m.found.Organization(m.agency)
	if link == nil || agency == nil {
		return nil, nil
	}
	switch m.asked.Kind {
	case queue.MailAgencyInvited:
		if link.State == account.LinkPending && link.Round == m.event.Version {
			return f.agencyInvited(ctx, m, link, agency)
		}
	case queue.MailAgencyAccepted:
		if link.State == account.LinkActive && link.AcceptedAt.Equal(m.event.At) {
			return f.agencyAccepted(ctx, m, link, agency)
		}
	case queue.MailAgencyEnded:
		if link.State == account.LinkEnded && link.Version == m.event.Version {
			return f.agencyEnded(ctx, m, agency)
		}
	}
	return nil, nil
}

// agencyInvited goes to the agency's organization admins.
func (f *Function) agencyInvited(ctx context.Context, m *matter, link *account.AgencyLink, agency *account.Organization) ([]letter, error) {
	admins, err := f.organizationAdmins(ctx, m, agency.ID)
	if err != nil {
		return nil, err
	}
	grants, err := f.grants(ctx, m, link.Cap)
	if err != nil {
		return nil, err
	}
	invited := mail.AgencyInvited{
		Product: f.product(), Organization: m.account(), Agency: named(agency), Inviter: m.colleague(link.InvitedBy.ID, link.InvitedBy.Name),
		Grants: grants, PageURL: f.usersOf(agency.ID) + "?tab=clients",
	}
	var letters []letter
	for _, id := range admins {
		invited.Recipient, _ = m.person(id)
		letters = append(letters, m.toUser(id, invited.Recipient.Address, invited))
	}
	return letters, nil
}

// agencyAccepted goes to whoever invited the agency, if that is still an active member.
func (f *Function) agencyAccepted(ctx context.Context, m *matter, link *account.AgencyLink, agency *account.Organization) ([]letter, error) {
	if err := f.read(ctx, m, personKeys(link.Client, link.InvitedBy.ID)...); err != nil {
		return nil, err
	}
	inviter := m.colleague(link.InvitedBy.ID, link.InvitedBy.Name)
	if inviter.Address == "" {
		return nil, nil
	}
	grants, err := f.grants(ctx, m, link.Cap)
	if err != nil {
		return nil, err
	}
	return []letter{m.toUser(account.UserID(link.InvitedBy.ID), inviter.Address, mail.AgencyAccepted{
		Product: f.product(), Organization: m.account(), Agency: named(agency), Recipient: inviter,
		Accepter: m.colleagueOf(agency.ID, m.event.Actor.ID, ""), Grants: grants, PageURL: f.usersOf(link.Client) + "?tab=agencies",
	})}, nil
}

// agencyEnded goes to the organization admins of the side that did not end it.
func (f *Function) agencyEnded(ctx context.Context, m *matter, agency *account.Organization) ([]letter, error) {
	told, by := m.organization, agency
	byAgency := m.event.Actor.Kind == account.ByAgency
	if !byAgency {
		told, by = by, told
	}
	admins, err := f.organizationAdmins(ctx, m, told.ID)
	if err != nil {
		return nil, err
	}
	ended := mail.AgencyEnded{
		Product: f.product(), Organization: named(told), Other: named(by), OfAgency: !byAgency,
		Ender: m.colleagueOf(by.ID, m.event.Actor.ID, ""), At: m.event.At,
	}
	var letters []letter
	for _, id := range admins {
		ended.Recipient, _ = m.person(id)
		letters = append(letters, m.toUser(id, ended.Recipient.Address, ended))
	}
	return letters, nil
}

// organizationAdmins are the active organization admins by their own records, as administrators.
func (f *Function) organizationAdmins(ctx context.Context, m *matter, org account.OrganizationID) ([]account.UserID, error) {
	rows, err := f.store.OrganizationAdmins(ctx, org, mostAdministrators)
	if err != nil {
		return nil, err
	}
	return f.present(ctx, m, org, rows, func(g account.Grants) bool { return g.Role == account.Admin })
}

// usersOf is the page of an organization's people and links.
func (f *Function) usersOf(org account.OrganizationID) string {
	return f.base + "/orgs/" + string(org) + "/users"
}
