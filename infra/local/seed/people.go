package seed

import (
	"strings"
	"time"

	"roster/shared/account"
)

var adAccounts = []string{"EU Brand", "US Retail", "LATAM Launch", "APAC", "Nordics", "Holiday 2026"}

// given is grants by the names of ad accounts.
type given struct {
	role        account.Role
	permissions []account.Permission
	roles       [][2]string // ad account, role
}

func (d *demonstration) grants(g given) account.Grants {
	made := account.Grants{Role: g.role, Permissions: g.permissions}
	for _, r := range g.roles {
		made.AdAccountRoles = append(made.AdAccountRoles, account.AdAccountRole{AdAccount: d.adAccounts[r[0]], Role: r[1]})
	}
	return made.Sorted()
}

var (
	campaigns = []account.Permission{"agreements.negotiate", "campaigns.apply", "brands.view", "performance_reports.run"}
	creatives = []account.Permission{"creatives.manage", "creative_expenses.approve", "custom_ads.request", "ad_code.get", "creative_reports.run"}
	finance   = []account.Permission{"financials.view", "financial_settings.manage", "financial_reports.run"}
	technical = []account.Permission{"web_service.integrate", "event_callback.integrate", "tracking.integrate"}
)

// kinds of place, dealt out over the names below in turn.
var kinds = []given{
	{account.PlainMember, campaigns, [][2]string{{"EU Brand", "campaign_manager"}, {"US Retail", "viewer"}}},
	{account.PlainMember, creatives, [][2]string{{"EU Brand", "account_admin"}}},
	{account.Guest, nil, [][2]string{{"LATAM Launch", "viewer"}}},
	{account.PlainMember, campaigns[:2], [][2]string{{"US Retail", "campaign_manager"}, {"EU Brand", "viewer"}, {"APAC", "viewer"}, {"Nordics", "viewer"}, {"Holiday 2026", "viewer"}}},
	{account.PlainMember, finance, [][2]string{{"APAC", "campaign_manager"}}},
	{account.Admin, nil, nil},
	{account.Guest, nil, nil},
	{account.PlainMember, append([]account.Permission{account.ManageUsers}, campaigns...), [][2]string{{"EU Brand", "account_admin"}, {"US Retail", "account_admin"}}},
	{account.PlainMember, technical, [][2]string{{"Nordics", "account_admin"}}},
	{account.Guest, nil, [][2]string{{"Holiday 2026", "viewer"}, {"Nordics", "campaign_manager"}}},
}

// names of the members besides Carrie; the first is Earl. The last two wait for approval, the one before is
// suspended.
var names = strings.Split(strings.ReplaceAll(`Earl E. Bird|Anna-Lena Krüger|Tomás Ibáñez|Priya Raman|Jun Watanabe|Mia Olsen|Samuel Adeyemi|Zofia Nowak|Lars Eriksen|Chloé Dubois|
Mateo García|Ingrid Solberg|Kwame Mensah|Yuki Tanaka|Olivia Hart|Rafael Costa|Noor Haddad|Ben Achterberg|Aisha Khan|Pavel Dvořák|
Giulia Romano|Daniel Weiss|Fatima Zahra El Idrissi|Liam O’Connor|Sofia Papadopoulou|Viktor Lindqvist|Amara Okafor|Hana Kim|Jonas Weber|Leila Farsi|
Emil Sørensen|Grace Mbeki|Hugo Marchand|Isla MacLeod|Joaquín Paredes|Katarzyna Wiśniewska|Luca Bianchi|Maya Cohen|Nikolai Petrov|Orla Byrne|
Paulo Mendes|Quinn Harper|Rosa Delgado|Sven Bakker|Tala Nasser|Uma Krishnan|Vera Horváth|Wei Chen|Ximena Rojas|Yara Haidar|
Zeynep Aydın|Ada Lovell|Bruno Keller|Carmen Vidal|Dmitri Orlov|Elif Demir|Freya Lund|Gabriel Stone|Nora Whitfield`, "\n", ""), "|")

// people are the users and places besides Carrie's.
func (d *demonstration) people(inviter *account.User) ([]*account.User, []*account.Member) {
	var users []*account.User
	var members []*account.Member
	for i, name := range names {
		u := d.user(name)
		joined := d.founded.Add(time.Duration(i*4) * 24 * time.Hour).Add(time.Duration(i*37) * time.Minute)
		state, daysAgo := account.Active, (i*i*3+i)%61
		switch {
		case i >= len(names)-2:
			state, daysAgo, joined = account.PendingApproval, -1, d.now.Add(-time.Duration(len(names)-i)*5*time.Hour)
		case i == len(names)-3:
			state = account.Suspended
		case i%13 == 6:
			daysAgo = -1
		}
		m := d.place(u, state, d.grants(kinds[i%len(kinds)]), joined, daysAgo)
		m.InvitedBy = account.Person{ID: string(inviter.ID), Name: inviter.Name}
		m.TwoFactor = i > 0 && i%3 != 1 && state == account.Active // Earl signs in here, without a second step
		u.TwoFactor = m.TwoFactor
		users, members = append(users, u), append(members, m)
	}
	return users, members
}

// offers are the open invitations. The mail of one bounces: see the mailbox simulator in package poll.
var offers = []struct {
	address, name, message string
	grants                 given
}{
	{"mia@northwind.example", "Mia Fischer", "Welcome aboard. You will look after the European brand campaigns.", kinds[0]},
	{"jonas@northwind.example", "Jonas Weber", "", kinds[1]},
	{"bounce.billing@agencia.example", "", "For the invoices of this quarter.", given{account.PlainMember, finance, nil}},
	{"tess.vandijk@lowlands.example", "Tess van Dijk", "", kinds[9]},
	{"oskar@oakey.example", "Oskar Lindgren", "", given{role: account.Admin}},
	{"rin@apac-partners.example", "Rin Sato", "Please check the APAC numbers before Monday.", kinds[2]},
}

// ascii spells the letters of the names above without their marks.
var ascii = strings.NewReplacer(
	"ü", "ue", "á", "a", "ñ", "n", "é", "e", "ř", "r", "ø", "o", "í", "i", "ś", "s", "ı", "i", "ó", "o", "č", "c", "’", "", ".", "", " ", ".",
)

// addressOf is the demonstration address: the given name of the first two, whole names for the others.
func addressOf(name string) account.Address {
	switch name {
	case carrie:
		return "carrie@oakey.example"
	case earl:
		return "earl@oakey.example"
	case bea:
		return "bea@bright.example"
	case tom:
		return "tomasz@bright.example"
	}
	return account.Address(ascii.Replace(strings.ToLower(name)) + "@oakey.example")
}
