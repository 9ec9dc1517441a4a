package invite

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
)

// mayInvite asks about the grants of the call and about those of each entry that has its own. One that exceeds
// what the caller holds refuses the whole call, as it would alone. Grants that nobody can hold are not asked
// about: they are given to nobody.
func mayInvite(c *web.Call, in *inviteInput) error {
	on := policy.Organization(c.Organization.ID)
	if err := c.May(policy.Invite, on, in.Body.shared()); err != nil {
		return err
	}
	asked := map[string]bool{}
	for _, e := range in.Body.Invitations {
		own, has := e.own()
		same := fmt.Sprint(own.Sorted())
		if !has || asked[same] || len(c.Catalog.CheckGrants("", account.Grants{}, own)) > 0 {
			continue
		}
		asked[same] = true
		if err := c.May(policy.Invite, on, own); err != nil {
			return err
		}
	}
	return c.FreshToPromote(account.Grants{}, in.Body.highest())
}

// entry is one entry on its way to an outcome.
type entry struct {
	result     inviteResult        // empty outcome while it is not known
	invitation *account.Invitation // to be written; nil when the outcome is known
	sameAs     *entry              // an earlier entry with the same address, whose outcome decides this one's
}

// plan checks every entry and makes the invitations that are to be written. room is how many may be.
type plan struct {
	call    *web.Call
	body    inviteBody
	find    func(account.AdAccountID) *account.AdAccount
	id      func(entry int) account.InvitationID
	room    int
	first   map[account.Address]*entry
	entries []*entry
}

// plan refuses the whole call only for what stands in no entry: the grants that entries share.
func (f function) plan(ctx context.Context, c *web.Call, in *inviteInput) (*plan, error) {
	if err := f.readRest(ctx, c, in.Body.adAccounts()); err != nil {
		return nil, err
	}
	p := &plan{
		call: c, body: in.Body, first: map[account.Address]*entry{},
		find: func(id account.AdAccountID) *account.AdAccount { return c.Found.AdAccount(c.Organization.ID, id) },
		id:   func(int) account.InvitationID { return store.NewInvitationID(c.Now) },
		room: f.config.Limits.PendingInvitations - c.Found.Counts(c.Organization.ID).Invited,
	}
	if flight, resumed := c.Flight(); flight != nil {
		p.id = func(n int) account.InvitationID { return store.EntryInvitationID(flight.Key, flight.Began, n) }
		if resumed { // what the call has written already was counted, and is not refused now
			p.room = len(in.Body.Invitations)
		}
	}
	if err := p.checkShared(); err != nil {
		return nil, err
	}
	for n, e := range in.Body.Invitations {
		p.entries = append(p.entries, p.entry(n, e))
	}
	return p, nil
}

// readRest reads the ad accounts that did not fit the first read.
func (f function) readRest(ctx context.Context, c *web.Call, ids []account.AdAccountID) error {
	if len(ids) <= readAtOnce {
		return nil
	}
	rest, err := f.store.Get(ctx, keysOf(c.Organization.ID, ids[readAtOnce:])...)
	maps.Copy(c.Found, rest)
	return err
}

// checkShared refuses shared grants that nobody can be given, when an entry takes them.
func (p *plan) checkShared() error {
	for _, e := range p.body.Invitations {
		if e.shares() {
			return refused(p.check("body", p.body.shared()))
		}
	}
	return nil
}

// check says what is wrong with grants for somebody new.
func (p *plan) check(location string, g account.Grants) []account.FieldError {
	return checkGrants(p.call, p.find, location, g)
}

func checkGrants(c *web.Call, find func(account.AdAccountID) *account.AdAccount, location string, g account.Grants) []account.FieldError {
	if bad := c.Catalog.CheckGrants(location, account.Grants{}, g); len(bad) > 0 {
		return bad
	}
	return account.CheckAdAccounts(location, account.Grants{}, g, find)
}

func refused(bad []account.FieldError) error {
	if len(bad) == 0 {
		return nil
	}
	e := account.Refuse(account.Invalid, "These grants cannot be given.")
	e.Fields = bad
	return e
}

// entry decides one entry as far as that can be done without writing.
func (p *plan) entry(n int, e inviteEntry) *entry {
	known := func(o Outcome, detail string) *entry {
		return &entry{result: inviteResult{Email: shown(e.Email), Outcome: o, Detail: detail}}
	}
	address, ok := account.ParseAddress(e.Email)
	if !ok {
		return known(invalid, "The e-mail address is not one that mail can be sent to.")
	}
	name := strings.TrimSpace(e.Name)
	if name != "" {
		if wrong := account.CheckName(name); wrong != "" {
			return known(invalid, "The name "+wrong+".")
		}
	}
	grants, own := e.own()
	if !own {
		grants = p.body.shared()
	} else if bad := p.check("", grants); len(bad) > 0 {
		return known(invalid, sentence(bad[0]))
	}
	settings := p.call.Organization.Settings
	if !settings.AllowsDomain(address.Domain()) {
		return known(domainNotAllowed, "This organization does not invite people at this domain.")
	}
	if earlier := p.first[address]; earlier != nil {
		return &entry{sameAs: earlier}
	}
	if p.room <= 0 {
		return known(overLimit, "The organization has as many open invitations as it may have.")
	}
	p.room--
	p.first[address] = &entry{invitation: p.invitation(n, address, name, grants)}
	return p.first[address]
}

func (p *plan) invitation(n int, address account.Address, name string, grants account.Grants) *account.Invitation {
	c, mail := p.call, account.MailQueued
	if p.body.SendEmail != nil && !*p.body.SendEmail {
		mail = account.MailNone
	}
	i := &account.Invitation{
		ID: p.id(n), Organization: c.Organization.ID, Email: address, Name: name, Message: strings.TrimSpace(p.body.Message),
		State: account.Pending, MailState: mail, Grants: grants.Sorted(),
		CreatedAt: c.Now,
		InvitedBy: c.Person(), GrantedBy: c.Actor(),
		TokenVersion: 1, KeyVersion: secret.KeyVersion, Version: account.NextVersion(0, c.Now),
	}
	i.OpenFor(c.Organization.Settings.InvitationLife(), c.Now)
	return i
}

// answer is the answer as it is once every entry has its outcome.
func (p *plan) answer() *inviteAnswer {
	results := make([]inviteResult, len(p.entries))
	for n, e := range p.entries {
		results[n] = e.result
		if e.sameAs != nil {
			results[n] = e.sameAs.result
			if results[n].Outcome == invited {
				results[n].Outcome = alreadyInvited
			}
		}
	}
	return &inviteAnswer{Body: inviteResults{results}}
}

// sentence is a bad field of an entry in words.
func sentence(bad account.FieldError) string {
	return strings.TrimPrefix(bad.Location, ".") + " " + bad.Message + "."
}

// mostShown is how much of an address that is none is sent back, so that whoever sent it finds it again.
const mostShown = 100

func shown(text string) string {
	if runes := []rune(text); len(runes) > mostShown {
		return string(runes[:mostShown])
	}
	return text
}
