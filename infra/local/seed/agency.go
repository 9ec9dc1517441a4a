package seed

import (
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/store"
)

// Agency is the Account Id of the agency that works for the demonstration organization.
const Agency account.OrganizationID = "7301945528"

const (
	bea = "Bea Bright" // its organization admin, who can sign in
	tom = "Tomasz Reyes"
)

// employ makes the agency with two people, who both work in Oakey.
func (d *demonstration) employ(ctx context.Context, admin *account.User) error {
	began := d.now.AddDate(0, 0, -3)
	boss, other := d.user(bea), d.user(tom)
	if err := d.store.CreateUser(ctx, d.of(Agency, boss, d.founded), boss); err != nil {
		return err
	}
	first := d.adAccount("Bright Media")
	first.Organization = Agency
	err := d.store.CreateOrganization(ctx, d.of(Agency, boss, d.founded), store.NewOrganization{
		Organization: &account.Organization{
			ID: Agency, Name: "Bright Media", Kind: account.Agency, Settings: account.DefaultSettings(),
			CreatedAt: d.founded, CreatedBy: actorOf(boss), Version: d.founded.UnixMilli(),
		},
		Admin: d.employee(boss, account.Admin), AdAccount: first, MostADay: 5,
	})
	if err != nil {
		return err
	}
	if err := d.store.Import(ctx, Agency, []*account.User{other}, []*account.Member{d.employee(other, account.PlainMember)}); err != nil {
		return err
	}
	offer := &account.AgencyLink{
		Client: Organization, Agency: Agency, State: account.LinkPending,
		Cap:       d.grants(given{permissions: campaigns, roles: [][2]string{{"EU Brand", "campaign_manager"}, {"Nordics", "viewer"}}}),
		InvitedBy: account.Person{ID: string(admin.ID), Name: admin.Name}, CreatedAt: began, Round: began.UnixMilli(), Version: began.UnixMilli(),
	}
	if err := d.store.InviteAgency(ctx, d.intent(admin, began), offer); err != nil {
		return err
	}
	works := *offer
	works.State, works.AcceptedAt = account.LinkActive, began.Add(2*time.Hour)
	works.Version = works.AcceptedAt.UnixMilli()
	if err := d.store.UpdateAgency(ctx, d.of(Agency, boss, works.AcceptedAt), offer, &works, account.AgencyAccepted); err != nil {
		return err
	}
	return d.assign(ctx, &works, boss, other)
}

// assign lets the agency's admin see what there is, and the other work.
func (d *demonstration) assign(ctx context.Context, l *account.AgencyLink, boss, other *account.User) error {
	for u, g := range map[*account.User]given{
		boss:  {permissions: campaigns[2:], roles: [][2]string{{"EU Brand", "viewer"}, {"Nordics", "viewer"}}},
		other: {permissions: campaigns, roles: [][2]string{{"EU Brand", "campaign_manager"}}},
	} {
		at := l.AcceptedAt.Add(time.Hour)
		err := d.store.Assign(ctx, d.of(Agency, boss, at), nil, &account.Assignment{
			Client: Organization, Agency: Agency, User: u.ID, Grants: d.grants(g), Round: l.Round,
			AssignedBy: account.Person{ID: string(boss.ID), Name: boss.Name}, JoinedAt: d.employee(u, "").JoinedAt, Version: at.UnixMilli(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// employee is a person's place in the agency.
func (d *demonstration) employee(u *account.User, role account.Role) *account.Member {
	m := d.place(u, account.Active, account.Grants{Role: role}, d.founded, 1)
	m.Organization = Agency
	return m
}

func (d *demonstration) of(org account.OrganizationID, by *account.User, at time.Time) store.Intent {
	in := d.intent(by, at)
	in.Organization = org
	return in
}
