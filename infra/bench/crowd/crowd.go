// Package crowd fills an organization with as many people as a measurement wants, in a minute where commands
// would take hours: records in batches, and the rows that dispatch would write with them.
package crowd

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"roster/shared/account"
	"roster/shared/store"
)

// Crowd is people who come into one organization, the same at every run but for their ids.
type Crowd struct {
	Store        *store.Store
	Organization account.OrganizationID
	AdAccounts   []account.AdAccountID // roles are given on all of them in turn; at least one
	Inviter      account.Person
	Now          time.Time
}

// together is how many people are made and written at once: they are held in memory.
const together = 1000

// Fill writes so many members and open invitations, with their rows. The organization should be new, and nobody
// should listen to the table's stream.
func (c Crowd) Fill(ctx context.Context, members, invitations int) error {
	for from := 0; from < members; from += together {
		var users []*account.User
		var places []*account.Member
		for n := from; n < min(from+together, members); n++ {
			m := c.member(n)
			places = append(places, m)
			users = append(users, &account.User{
				ID: m.User, Login: account.Login{Issuer: "https://issuer.example", Subject: string(m.User)},
				Name: m.Name, Email: m.Email, TwoFactor: m.TwoFactor, CreatedAt: m.JoinedAt, Version: m.Version,
			})
		}
		if err := c.Store.Import(ctx, c.Organization, users, places); err != nil {
			return err
		}
		if err := c.Store.ImportRows(ctx, places, nil); err != nil {
			return err
		}
	}
	for from := 0; from < invitations; from += together {
		var offers []*account.Invitation
		for n := from; n < min(from+together, invitations); n++ {
			offers = append(offers, c.invitation(n))
		}
		if err := c.Store.ImportInvitations(ctx, c.Organization, offers); err != nil {
			return err
		}
		if err := c.Store.ImportRows(ctx, nil, offers); err != nil {
			return err
		}
	}
	return nil
}

// member is the n-th member: nearly all are active, and all that lists sort and filter by is dealt out evenly.
func (c Crowd) member(n int) *account.Member {
	name := nameOf(n)
	joined := c.Now.Add(-time.Duration(1+n%400_000) * time.Minute)
	m := &account.Member{
		Organization: c.Organization, User: account.UserID(account.UserPrefix + idAt(joined)), Name: name,
		Email: addressOf(name, n, "northwind.example"), State: account.Active, Grants: c.grants(n),
		TwoFactor: n%3 == 0, JoinedAt: joined, InvitedBy: c.Inviter, Version: joined.UnixMilli(),
	}
	m.Reserved = m.Email
	if n%9 != 4 {
		m.LastActiveOn = c.Now.AddDate(0, 0, -n%90).Format(time.DateOnly)
	}
	switch n % 50 {
	case 17:
		m.State = account.PendingApproval
	case 33:
		m.State = account.Suspended
	}
	return m
}

func (c Crowd) invitation(n int) *account.Invitation {
	name := nameOf(n)
	at := c.Now.Add(-time.Duration(1+n%4000) * time.Minute)
	return &account.Invitation{
		ID: account.InvitationID(account.InvitationPrefix + idAt(at)), Organization: c.Organization,
		Email: addressOf(name, n, "lowlands.example"), Name: name, State: account.Pending, MailState: account.MailSent,
		Grants: c.grants(n), CreatedAt: at, ExpiresAt: at.Add(account.DefaultSettings().InvitationLife()),
		InvitedBy: c.Inviter, GrantedBy: account.Actor{Kind: account.ByUser, ID: c.Inviter.ID},
		TokenVersion: 1, KeyVersion: 1, Version: at.UnixMilli(),
	}
}

// grants are those of the n-th: one of twelve is an organization admin, one a guest, and one of fifty works on
// more ad accounts than a row carries.
func (c Crowd) grants(n int) account.Grants {
	g := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view", "campaigns.apply", "financials.view"}}
	switch n % 12 {
	case 5:
		return account.Grants{Role: account.Admin}
	case 10:
		g = account.Grants{Role: account.Guest}
	}
	on := 1 + n%2
	if n%50 == 26 {
		on = len(c.AdAccounts)
	}
	for i := range on {
		role := []string{"viewer", "campaign_manager"}[(n+i)%2]
		g.AdAccountRoles = append(g.AdAccountRoles, account.AdAccountRole{AdAccount: c.AdAccounts[(n+i)%len(c.AdAccounts)], Role: role})
	}
	return g.Sorted()
}

// Rare is the name of one member, whom a search for any of its words finds alone.
const Rare = "Zuleika Quistgaard"

var (
	given = strings.Fields(`Anna Marcus Priya Jun Mia Samuel Zofia Lars Chloé Mateo Ingrid Kwame Yuki Olivia Rafael Noor Ben Aisha
		Pavel Giulia Daniel Fatima Liam Sofia Viktor Amara Hana Jonas Leila Emil Grace Hugo Isla Joaquín Katarzyna Luca Maya`)
	family = strings.Fields(`Krüger Bell Raman Watanabe Olsen Adeyemi Nowak Eriksen Dubois García Solberg Mensah Tanaka Hart Costa
		Haddad Achterberg Khan Dvořák Romano Weiss Lindqvist Okafor Kim Weber Farsi Sørensen Mbeki Marchand MacLeod Paredes Bianchi
		Cohen Petrov Byrne Mendes Harper Delgado Bakker Nasser Krishnan Horváth Chen`)
)

func nameOf(n int) string {
	if n == 7 {
		return Rare
	}
	return given[n%len(given)] + " " + family[n%len(family)]
}

// addressOf tells people of one name apart by their number.
func addressOf(name string, n int, domain string) account.Address {
	first, last, _ := strings.Cut(strings.ToLower(name), " ")
	local := strings.Map(func(r rune) rune {
		if r > '~' {
			return 'e'
		}
		return r
	}, first+"."+last)
	return account.Address(fmt.Sprintf("%s.%d@%s", local, n, domain))
}

func idAt(t time.Time) string { return ulid.MustNew(ulid.Timestamp(t), ulid.DefaultEntropy()).String() }
