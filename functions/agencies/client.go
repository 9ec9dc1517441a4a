package agencies

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// What a client does about its agencies.

// AgencyList is all agencies that are invited or work here, by name.
type AgencyList struct {
	Items      []Agency `json:"items"`
	NextCursor *string  `json:"next_cursor" doc:"Always null: all of them are here"`
}

type agenciesAnswer struct{ Body AgencyList }

func (f function) agencies(ctx context.Context, c *web.Call, _ *listInput) (*agenciesAnswer, error) {
	links, err := f.store.AgenciesOf(ctx, c.Organization.ID)
	if err != nil {
		return nil, err
	}
	found, err := f.readLinks(ctx, links)
	if err != nil {
		return nil, err
	}
	out := &agenciesAnswer{AgencyList{Items: []Agency{}}}
	for _, l := range links {
		if !l.State.Over() && found.Organization(l.Agency) != nil {
			out.Body.Items = append(out.Body.Items, answerAgency(found, l).Body)
		}
	}
	slices.SortFunc(out.Body.Items, func(a, b Agency) int {
		return cmp.Compare(account.SortName(a.Agency.Name), account.SortName(b.Agency.Name))
	})
	return out, nil
}

// readLinks reads both sides of links and the ad accounts of their caps.
func (f function) readLinks(ctx context.Context, links []*account.AgencyLink) (store.Found, error) {
	var keys []store.Key
	for _, l := range links {
		if !l.State.Over() {
			keys = append(keys, store.OrganizationKey(l.Agency), store.OrganizationKey(l.Client))
			keys = append(keys, adAccountKeys(l.Client, l.Cap)...)
		}
	}
	return f.store.Get(ctx, keys...)
}

// named adds to what was found the ad accounts of a cap.
func (f function) named(ctx context.Context, c *web.Call, l *account.AgencyLink) (store.Found, error) {
	found, err := f.store.Get(ctx, adAccountKeys(l.Client, l.Cap)...)
	if err != nil {
		return nil, err
	}
	maps.Copy(found, c.Found)
	return found, nil
}

// AgencyInvitation names an agency and the cap that it is offered.
type AgencyInvitation struct {
	AccountID      string               `json:"account_id" maxLength:"20" example:"730-194-5528" doc:"The agency's Account Id, with or without dashes"`
	Permissions    []string             `json:"permissions,omitempty" maxItems:"200" doc:"Never one of Account administration"`
	AdAccountRoles []wire.AdAccountRole `json:"ad_account_roles,omitempty" maxItems:"1000" doc:"Roles on up to 100 ad accounts"`
}

type inviteInput struct {
	web.InOrganization
	web.Repeatable
	Body AgencyInvitation
}

func (in *inviteInput) agency() account.OrganizationID {
	return account.OrganizationID(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, in.Body.AccountID))
}

func (in *inviteInput) asked() account.Grants {
	return wire.GrantsInput{Permissions: in.Body.Permissions, AdAccountRoles: in.Body.AdAccountRoles}.AsSent()
}

func (in *inviteInput) keys() []store.Key {
	client := account.OrganizationID(in.Org)
	return append(linkKeys(client, in.agency(), in.agency()), few(adAccountKeys(client, in.asked()))...)
}

// few is the keys, unless they are more than a cap can have: then nothing is read to refuse it.
func few(keys []store.Key) []store.Key {
	if len(keys) > account.MaxAdAccounts {
		return nil
	}
	return keys
}

type invitedAnswer struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     Agency
}

// invite offers a link. What is no agency, this organization itself and what is not there have one answer: nobody
// finds out who is a customer.
func (f function) invite(ctx context.Context, c *web.Call, in *inviteInput) (*invitedAnswer, error) {
	client, agency := c.Organization.ID, c.Found.Organization(in.agency())
	if agency == nil || agency.Kind != account.Agency || agency.ID == client {
		return nil, account.InvalidField("body.account_id", "is not the Account Id of an agency that can be invited")
	}
	asked := in.asked()
	if err := f.checkCap(c, account.Grants{}, asked); err != nil {
		return nil, err
	}
	version := account.NextVersion(0, c.Now)
	if before := c.Found.Agency(client, agency.ID); before != nil {
		version = account.NextVersion(before.Version, c.Now)
	}
	l := &account.AgencyLink{
		Client: client, Agency: agency.ID, State: account.LinkPending, Cap: asked.Sorted(), InvitedBy: c.Person(),
		CreatedAt: c.Now, Round: version, Version: version,
	}
	offered := answerAgency(c.Found, l)
	out := &invitedAnswer{"/v1/organizations/" + string(client) + "/agencies/" + string(agency.ID), offered.ETag, offered.Body}
	return out, f.store.InviteAgency(ctx, c.Intent(out), l)
}

func (f function) checkCap(c *web.Call, before, wanted account.Grants) error {
	bad := c.Catalog.CheckCap("body", before, wanted)
	if len(bad) == 0 {
		bad = account.CheckAdAccounts("body", before, wanted, adAccountsOf(c, c.Organization.ID))
	}
	return invalid("An agency cannot be given this.", bad)
}

// adAccountsOf finds the client's ad accounts that were read with the call.
func adAccountsOf(c *web.Call, client account.OrganizationID) func(account.AdAccountID) *account.AdAccount {
	return func(id account.AdAccountID) *account.AdAccount { return c.Found.AdAccount(client, id) }
}

// invalid refuses grants for what is wrong with them; nil for nothing.
func invalid(sentence string, bad []account.FieldError) error {
	if len(bad) == 0 {
		return nil
	}
	e := account.Refuse(account.Invalid, "%s", sentence)
	e.Fields = bad
	return e
}

func (f function) agency(ctx context.Context, c *web.Call, in *AgencyPath) (*agencyAnswer, error) {
	l := in.link(c)
	if l == nil {
		return nil, account.Unknown()
	}
	found, err := f.named(ctx, c, l)
	if err != nil {
		return nil, err
	}
	return answerAgency(found, l), nil
}

// CapPatch is what an edit changes of a cap (JSON Merge Patch, RFC 7396): what is missing stays, lists replace.
type CapPatch struct {
	Permissions    wire.Patched[[]string]             `json:"permissions,omitzero" nullable:"true" maxItems:"200" doc:"The whole list"`
	AdAccountRoles wire.Patched[[]wire.AdAccountRole] `json:"ad_account_roles,omitzero" nullable:"true" maxItems:"1000" doc:"The whole list"`
}

func (p CapPatch) grants() wire.GrantsPatch {
	return wire.GrantsPatch{Permissions: p.Permissions, AdAccountRoles: p.AdAccountRoles}
}

type capInput struct {
	AgencyPath
	web.Match
	Body CapPatch
}

func (in *capInput) allKeys() []store.Key {
	return append(in.keys(), few(adAccountKeys(in.client(), in.Body.grants().AsSent(account.Grants{})))...)
}

// editCap changes the cap. What is assigned stays as it is and counts as far as the cap reaches.
func (f function) editCap(ctx context.Context, c *web.Call, in *capInput) (*agencyAnswer, error) {
	before := in.link(c)
	if before == nil {
		return nil, account.Unknown()
	}
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	wanted := in.Body.grants().AsSent(before.Cap)
	if err := f.checkCap(c, before.Cap, wanted); err != nil {
		return nil, err
	}
	after := *before
	after.Cap = wanted.Sorted()
	found, err := f.named(ctx, c, &after)
	if err != nil || after.Cap.Equal(before.Cap) {
		return answerAgency(found, before), err
	}
	after.Version = account.NextVersion(before.Version, c.Now)
	out := answerAgency(found, &after)
	return out, f.store.UpdateAgency(ctx, c.Intent(out), before, &after, account.AgencyUpdated)
}

type endInput struct {
	AgencyPath
	web.Match
}

func (f function) endAgency(ctx context.Context, c *web.Call, in *endInput) (*struct{}, error) {
	return f.latest(ctx, c, in.Match, in.keys(), func() (*struct{}, error) {
		l := in.link(c)
		if l == nil {
			return nil, account.Unknown()
		}
		return f.end(ctx, c, in.Match, l)
	})
}

// end ends the link, from either side, with the next request of everybody who came by it.
func (f function) end(ctx context.Context, c *web.Call, seen web.Match, before *account.AgencyLink) (*struct{}, error) {
	if err := seen.Check(before.Version); err != nil {
		return nil, err
	}
	after := *before
	after.State, after.Version = account.LinkEnded, account.NextVersion(before.Version, c.Now)
	if before.State == account.LinkPending {
		after.State = account.LinkRevoked
	}
	answer := &struct{}{}
	return answer, f.store.UpdateAgency(ctx, c.Intent(answer), before, &after, account.AgencyEnded)
}
