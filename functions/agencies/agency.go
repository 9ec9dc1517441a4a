package agencies

import (
	"cmp"
	"context"
	"slices"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// What an agency does about its clients.

// ClientList is all clients that the agency is invited by or works for, by name.
type ClientList struct {
	Items      []Client `json:"items"`
	NextCursor *string  `json:"next_cursor" doc:"Always null: all of them are here"`
}

type clientsAnswer struct{ Body ClientList }

func (f function) clients(ctx context.Context, c *web.Call, _ *listInput) (*clientsAnswer, error) {
	links, err := f.store.ClientsOf(ctx, c.Organization.ID)
	if err != nil {
		return nil, err
	}
	found, err := f.readLinks(ctx, links)
	if err != nil {
		return nil, err
	}
	out := &clientsAnswer{ClientList{Items: []Client{}}}
	for _, l := range links {
		if !l.State.Over() && found.Organization(l.Client) != nil {
			out.Body.Items = append(out.Body.Items, answerClient(found, l).Body)
		}
	}
	slices.SortFunc(out.Body.Items, func(a, b Client) int {
		return cmp.Compare(account.SortName(a.Client.Name), account.SortName(b.Client.Name))
	})
	return out, nil
}

type clientInput struct {
	ClientPath
	web.Repeatable
}

func (f function) accept(ctx context.Context, c *web.Call, in *clientInput) (*clientAnswer, error) {
	return f.answer(ctx, c, in, account.LinkActive, account.AgencyAccepted)
}

func (f function) decline(ctx context.Context, c *web.Call, in *clientInput) (*clientAnswer, error) {
	return f.answer(ctx, c, in, account.LinkDeclined, account.AgencyDeclined)
}

// answer accepts or declines a client's invitation.
func (f function) answer(ctx context.Context, c *web.Call, in *clientInput, state account.LinkState, event account.EventType) (*clientAnswer, error) {
	before := in.link(c)
	if before == nil {
		return nil, account.Unknown()
	}
	if before.State != account.LinkPending {
		return nil, account.Refuse(account.NotPending, "Your agency works for this client already.")
	}
	found, err := f.named(ctx, c, before)
	if err != nil {
		return nil, err
	}
	after := *before
	after.State, after.Version = state, account.NextVersion(before.Version, c.Now)
	if state == account.LinkActive {
		after.AcceptedAt = c.Now
	}
	out := answerClient(found, &after)
	return out, f.store.UpdateAgency(ctx, c.Intent(out), before, &after, event)
}

type endClientInput struct {
	ClientPath
	web.Match
}

func (f function) endClient(ctx context.Context, c *web.Call, in *endClientInput) (*struct{}, error) {
	return f.latest(ctx, c, in.Match, in.keys(), func() (*struct{}, error) {
		l := in.link(c)
		switch {
		case l == nil:
			return nil, account.Unknown()
		case l.State == account.LinkPending:
			return nil, account.Refuse(account.Conflict, "Your agency does not work for this client yet: decline the invitation instead.")
		}
		return f.end(ctx, c, in.Match, l)
	})
}

// AssignmentInput is what a member of the agency may do for a client.
type AssignmentInput struct {
	Permissions    []string             `json:"permissions,omitempty" maxItems:"200" doc:"Inside the cap"`
	AdAccountRoles []wire.AdAccountRole `json:"ad_account_roles,omitempty" maxItems:"1000" doc:"Inside the cap"`
}

func (in AssignmentInput) grants() account.Grants {
	return wire.GrantsInput{Permissions: in.Permissions, AdAccountRoles: in.AdAccountRoles}.AsSent()
}

type assignInput struct {
	ClientPersonPath
	web.Match
	Body AssignmentInput
}

func (in *assignInput) allKeys() []store.Key {
	return append(in.keys(), few(adAccountKeys(in.client(), in.Body.grants()))...)
}

// assign says what a member may do for the client. What is outside of the cap is refused: an agency can pass on
// no more than it was given, and to nobody but its own.
func (f function) assign(ctx context.Context, c *web.Call, in *assignInput) (*personAnswer, error) {
	l, place := in.link(c), c.Found.Member(in.agency(), in.user())
	if l == nil || place == nil {
		return nil, account.Unknown()
	}
	before := c.Found.Assignment(l.Client, l.Agency, place.User)
	after := &account.Assignment{
		Client: l.Client, Agency: l.Agency, User: place.User, Grants: in.Body.grants().Sorted(),
		AssignedBy: c.Person(), Round: l.Round, JoinedAt: place.JoinedAt, Version: account.NextVersion(0, c.Now),
	}
	var seen int64 // nobody has seen a version of what is not there
	if before != nil {
		seen = before.Version
		after.LastActiveOn, after.Version = before.LastActiveOn, account.NextVersion(seen, c.Now)
	}
	if err := in.Check(seen); err != nil {
		return nil, err
	}
	if err := f.assignable(c, l, place, before, after.Grants); err != nil {
		return nil, err
	}
	if before.Counts(l, place) && before.Grants.Equal(after.Grants) {
		return answerPerson(c, l, before), nil
	}
	out := answerPerson(c, l, after)
	return out, f.store.Assign(ctx, c.Intent(out), before, after)
}

func (f function) assignable(c *web.Call, l *account.AgencyLink, place *account.Member, before *account.Assignment, wanted account.Grants) error {
	switch {
	case l.State != account.LinkActive:
		return account.Refuse(account.Conflict, "Accept the client's invitation first.")
	case place.State != account.Active:
		return account.Refuse(account.Conflict, "Only active members of the agency can work for a client.")
	case before != nil && before.Blocked:
		return account.Refuse(account.Conflict, "The client keeps this person out. Only the client can let it in again.")
	}
	var held account.Grants
	if before != nil {
		held = before.Grants
	}
	if bad := c.Catalog.CheckCap("body", held, wanted); len(bad) > 0 {
		return invalid("This cannot be given.", bad)
	}
	most := l.Cap
	most.Role = account.Guest
	if asked := wanted.Live(c.Catalog); !most.Include(c.Catalog, asked) {
		return account.Refuse(account.ExceedsOwnGrants, "The client lets your agency do less than that.")
	}
	return invalid("This cannot be given.", account.CheckAdAccounts("body", held, wanted, adAccountsOf(c, l.Client)))
}

type unassignInput struct {
	ClientPersonPath
	web.Match
}

func (f function) unassign(ctx context.Context, c *web.Call, in *unassignInput) (*struct{}, error) {
	return f.latest(ctx, c, in.Match, in.keys(), func() (*struct{}, error) {
		l := in.link(c)
		if l == nil {
			return nil, account.Unknown()
		}
		a := c.Found.Assignment(l.Client, l.Agency, in.user())
		if a == nil || a.Blocked || a.Round != l.Round { // that the client keeps somebody out is kept
			return nil, account.Unknown()
		}
		if err := in.Check(a.Version); err != nil {
			return nil, err
		}
		answer := &struct{}{}
		return answer, f.store.Unassign(ctx, c.Intent(answer), a)
	})
}
