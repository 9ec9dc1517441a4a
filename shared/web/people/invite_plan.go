package people

import (
	"context"
	"strings"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
)

// entry is one entry on its way to an outcome.
type entry struct {
	result     Result              // empty outcome while it is not known
	invitation *account.Invitation // to be written; nil when the outcome is known
	sameAs     *entry              // an earlier entry with the same address, whose outcome decides this one's
}

// plan checks every entry and makes the invitations that are to be written. room is how many may be.
type plan struct {
	call    *web.Call
	invites Invites
	id      func(entry int) account.InvitationID
	room    int
	first   map[account.Address]*entry
	entries []*entry
}

// plan refuses the whole call only for what stands in no entry: the grants that entries share.
func (p Commands) plan(ctx context.Context, c *web.Call, in Invites) (*plan, error) {
	if err := p.ReadRest(ctx, c, in.adAccounts()); err != nil {
		return nil, err
	}
	plan := &plan{
		call: c, invites: in, first: map[account.Address]*entry{},
		id:   func(int) account.InvitationID { return store.NewInvitationID(c.Now) },
		room: p.most - c.Found.Counts(c.Organization.ID).Invited,
	}
	if flight, resumed := c.Flight(); flight != nil {
		plan.id = func(n int) account.InvitationID { return store.EntryInvitationID(flight.Key, flight.Began, n) }
		if resumed { // what the call has written already was counted, and is not refused now
			plan.room = len(in.Entries)
		}
	}
	if err := plan.checkShared(); err != nil {
		return nil, err
	}
	for n, e := range in.Entries {
		plan.entries = append(plan.entries, plan.entry(n, e))
	}
	return plan, nil
}

// checkShared refuses shared grants that nobody can be given, when an entry takes them.
func (p *plan) checkShared() error {
	for _, e := range p.invites.Entries {
		if e.Own == nil {
			return Refused(Check(p.call, "body", account.Grants{}, p.invites.Grants))
		}
	}
	return nil
}

// entry decides one entry as far as that can be done without writing.
func (p *plan) entry(n int, e Entry) *entry {
	known := func(o Outcome, detail string) *entry {
		return &entry{result: Result{Email: shown(e.Email), Outcome: o, Detail: detail}}
	}
	address, ok := account.ParseAddress(e.Email)
	if !ok {
		return known(Invalid, "The e-mail address is not one that mail can be sent to.")
	}
	name := strings.TrimSpace(e.Name)
	if name != "" {
		if wrong := account.CheckName(name); wrong != "" {
			return known(Invalid, "The name "+wrong+".")
		}
	}
	grants := p.invites.Grants
	if e.Own != nil {
		grants = *e.Own
		if bad := Check(p.call, "", account.Grants{}, grants); len(bad) > 0 {
			return known(Invalid, sentence(bad[0]))
		}
	}
	settings := p.call.Organization.Settings
	if !settings.AllowsDomain(address.Domain()) {
		return known(DomainNotAllowed, "This organization does not invite people at this domain.")
	}
	if earlier := p.first[address]; earlier != nil {
		return &entry{sameAs: earlier}
	}
	if p.room <= 0 {
		return known(OverLimit, "The organization has as many open invitations as it may have.")
	}
	p.room--
	p.first[address] = &entry{invitation: p.invitation(n, address, name, grants)}
	return p.first[address]
}

func (p *plan) invitation(n int, address account.Address, name string, grants account.Grants) *account.Invitation {
	c, mail := p.call, account.MailQueued
	if p.invites.Quietly {
		mail = account.MailNone
	}
	i := &account.Invitation{
		ID: p.id(n), Organization: c.Organization.ID, Email: address, Name: name, Message: strings.TrimSpace(p.invites.Message),
		State: account.Pending, MailState: mail, Grants: grants.Sorted(),
		CreatedAt: c.Now,
		InvitedBy: c.Person(), GrantedBy: c.Actor(),
		TokenVersion: 1, KeyVersion: secret.KeyVersion, Version: account.NextVersion(0, c.Now),
	}
	i.OpenFor(c.Organization.Settings.InvitationLife(), c.Now)
	return i
}

// results is what became of the entries once each has its outcome.
func (p *plan) results() []Result {
	results := make([]Result, len(p.entries))
	for n, e := range p.entries {
		results[n] = e.result
		if e.sameAs != nil {
			results[n] = e.sameAs.result
			if results[n].Outcome == Invited {
				results[n].Outcome = AlreadyInvited
			}
		}
	}
	return results
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
