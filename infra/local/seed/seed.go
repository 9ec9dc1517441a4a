// Package seed writes the demonstration: an organization of sixty people in which everything that the page
// shows is to be seen, and the people who can sign in.
package seed

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"roster/infra/local/stack"
	"roster/shared/account"
	"roster/shared/store"
)

// Organization is the demonstration organization's Account Id.
const Organization account.OrganizationID = "4829130776"

// Password is that of all demonstration logins. They exist in the local run alone.
const Password = "roster-demo"

// Logins are the people who can sign in from the first start on: an organization admin, a member, and the admin of
// an agency, who comes to the organization through it.
func Logins() []stack.Person {
	return []stack.Person{login(carrie), login(earl), login(bea)}
}

func login(name string) stack.Person {
	return stack.Person{Subject: subjectOf(name), Name: name, Address: string(addressOf(name)), Password: Password}
}

const (
	carrie = "Carrie Oakey"
	earl   = "Earl E. Bird"
)

// Write writes the demonstration, unless it is there already. issuer is the one that the logins belong to.
func Write(ctx context.Context, s *store.Store, issuer string, now time.Time) error {
	found, err := s.Get(ctx, store.OrganizationKey(Organization))
	if err != nil || found.Organization(Organization) != nil {
		return err
	}
	d := demonstration{store: s, issuer: issuer, now: now, founded: now.AddDate(0, -9, 0)}
	if err := d.found(ctx); err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	return nil
}

type demonstration struct {
	store      *store.Store
	issuer     string
	now        time.Time
	founded    time.Time
	adAccounts map[string]account.AdAccountID
}

func (d *demonstration) found(ctx context.Context) error {
	admin := d.user(carrie)
	if err := d.store.CreateUser(ctx, d.intent(admin, d.founded), admin); err != nil && !errors.Is(err, store.ErrLoginTaken) {
		return err
	}
	place := d.place(admin, account.Active, account.Grants{Role: account.Admin}, d.founded, 0)
	first := d.adAccount(adAccounts[0])
	err := d.store.CreateOrganization(ctx, d.intent(admin, d.founded), store.NewOrganization{
		Organization: &account.Organization{
			ID: Organization, Name: "OakeyInfluencer", Kind: account.Standard, Settings: account.DefaultSettings(),
			CreatedAt: d.founded, CreatedBy: actorOf(admin), Version: d.founded.UnixMilli(),
		},
		Admin: place, AdAccount: first, MostADay: 5,
	})
	if err != nil {
		return err
	}
	d.adAccounts = map[string]account.AdAccountID{first.Name: first.ID}
	for _, name := range adAccounts[1:] {
		a := d.adAccount(name)
		if err := d.store.CreateAdAccount(ctx, d.intent(admin, d.founded), a); err != nil {
			return err
		}
		d.adAccounts[name] = a.ID
	}
	users, members := d.people(admin)
	if err := d.store.Import(ctx, Organization, users, members); err != nil {
		return err
	}
	if err := d.invite(ctx, admin); err != nil {
		return err
	}
	return d.employ(ctx, admin)
}

func (d *demonstration) invite(ctx context.Context, admin *account.User) error {
	for i, o := range offers {
		at := d.now.Add(-time.Duration(i*19+1) * time.Hour)
		invitation := &account.Invitation{
			ID: store.NewInvitationID(at), Organization: Organization, Email: account.Address(o.address), Name: o.name,
			Message: o.message, State: account.Pending, MailState: account.MailQueued, Grants: d.grants(o.grants),
			CreatedAt: at, ExpiresAt: at.Add(account.DefaultSettings().InvitationLife()),
			InvitedBy: account.Person{ID: string(admin.ID), Name: admin.Name}, GrantedBy: actorOf(admin),
			TokenVersion: 1, KeyVersion: 1, Version: at.UnixMilli(),
		}
		if err := d.store.CreateInvitation(ctx, d.intent(admin, at), invitation); err != nil {
			return err
		}
	}
	return nil
}

func (d *demonstration) adAccount(name string) *account.AdAccount {
	return &account.AdAccount{
		ID: account.AdAccountID(account.AdAccountPrefix + ulidOf(d.founded, name)), Organization: Organization, Name: name,
		ExternalID: strings.ToLower(strings.ReplaceAll(name, " ", "-")), State: account.AdAccountIsActive,
		CreatedAt: d.founded, Version: d.founded.UnixMilli(),
	}
}

func (d *demonstration) user(name string) *account.User {
	return &account.User{
		ID: account.UserID(account.UserPrefix + ulidOf(d.founded, name)), Login: account.Login{Issuer: d.issuer, Subject: subjectOf(name)},
		Name: name, Email: addressOf(name), CreatedAt: d.founded, Version: d.founded.UnixMilli(),
	}
}

// place was last active so many days ago; never, when negative.
func (d *demonstration) place(u *account.User, state account.MemberState, g account.Grants, joined time.Time, daysAgo int) *account.Member {
	m := &account.Member{
		Organization: Organization, User: u.ID, Name: u.Name, Email: u.Email, State: state, Grants: g,
		JoinedAt: joined, Reserved: u.Email, Version: joined.UnixMilli(),
	}
	if daysAgo >= 0 {
		m.LastActiveOn = d.now.AddDate(0, 0, -daysAgo).Format(time.DateOnly)
	}
	return m
}

func (d *demonstration) intent(by *account.User, at time.Time) store.Intent {
	return store.Intent{Organization: Organization, Actor: actorOf(by), RequestID: "seed", At: at}
}

func actorOf(u *account.User) account.Actor {
	return account.Actor{Kind: account.ByUser, ID: string(u.ID)}
}

func subjectOf(name string) string { return "demo-" + ulidOf(time.Time{}, name) }

// ulidOf is the same id for the same name at every start.
func ulidOf(at time.Time, name string) string {
	var id ulid.ULID
	if !at.IsZero() {
		_ = id.SetTime(ulid.Timestamp(at))
	}
	sum := sha256.Sum256([]byte(name))
	_ = id.SetEntropy(sum[:10])
	return id.String()
}
