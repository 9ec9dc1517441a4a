package agencies

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// AgencyPeople is the people of one agency at one client, by name.
type AgencyPeople struct {
	Items      []AgencyPerson `json:"items"`
	NextCursor *string        `json:"next_cursor" doc:"Always null: all of them are here"`
}

type peopleAnswer struct{ Body AgencyPeople }

func (f function) agencyPeople(ctx context.Context, c *web.Call, in *AgencyPath) (*peopleAnswer, error) {
	return f.people(ctx, c, in.link(c))
}

func (f function) clientPeople(ctx context.Context, c *web.Call, in *ClientPath) (*peopleAnswer, error) {
	return f.people(ctx, c, in.link(c))
}

// people shows both sides the same: whom the agency has assigned under this link, as they stand now. Who has left
// the agency is not among them; who is kept out is, so that the client can let it in again.
func (f function) people(ctx context.Context, c *web.Call, l *account.AgencyLink) (*peopleAnswer, error) {
	if l == nil {
		return nil, account.Unknown()
	}
	assigned, err := f.store.Assignments(ctx, l.Client, l.Agency)
	if err != nil {
		return nil, err
	}
	keys := adAccountKeys(l.Client, l.Cap)
	for _, a := range assigned {
		keys = append(keys, store.MemberKey(l.Agency, a.User))
	}
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	maps.Copy(found, c.Found)
	out := &peopleAnswer{AgencyPeople{Items: []AgencyPerson{}}}
	for _, a := range assigned {
		if place := found.Member(l.Agency, a.User); place != nil && (a.Blocked || a.Counts(l, place)) {
			out.Body.Items = append(out.Body.Items, personBody(c, found, l, a))
		}
	}
	slices.SortFunc(out.Body.Items, func(a, b AgencyPerson) int {
		return cmp.Or(cmp.Compare(account.SortName(a.User.Name), account.SortName(b.User.Name)), cmp.Compare(a.Member, b.Member))
	})
	return out, nil
}

// block keeps one person of the agency out, whatever the agency does about it.
func (f function) block(ctx context.Context, c *web.Call, in *AgencyPersonPath) (*struct{}, error) {
	return f.latest(ctx, c, web.Match{}, in.keys(), func() (*struct{}, error) { return f.setBlocked(ctx, c, in, true) })
}

func (f function) unblock(ctx context.Context, c *web.Call, in *AgencyPersonPath) (*struct{}, error) {
	return f.latest(ctx, c, web.Match{}, in.keys(), func() (*struct{}, error) { return f.setBlocked(ctx, c, in, false) })
}

func (f function) setBlocked(ctx context.Context, c *web.Call, in *AgencyPersonPath, blocked bool) (*struct{}, error) {
	l := in.link(c)
	if l == nil {
		return nil, account.Unknown()
	}
	before, place := c.Found.Assignment(l.Client, l.Agency, in.user()), c.Found.Member(l.Agency, in.user())
	answer := &struct{}{}
	switch {
	case before == nil && (!blocked || place == nil):
		return nil, account.Unknown()
	case before == nil:
		return answer, f.store.Assign(ctx, c.Intent(answer), nil, keptOut(c, l, place))
	case before.Blocked == blocked:
		return answer, nil
	case !before.Assigned():
		return answer, f.store.Unassign(ctx, c.Intent(answer), before)
	}
	after := *before
	after.Blocked, after.Version = blocked, account.NextVersion(before.Version, c.Now)
	return answer, f.store.Assign(ctx, c.Intent(answer), before, &after)
}

// keptOut is somebody whom the agency has not assigned, or not any more, so that it cannot do so.
func keptOut(c *web.Call, l *account.AgencyLink, place *account.Member) *account.Assignment {
	return &account.Assignment{
		Client: l.Client, Agency: l.Agency, User: place.User, Blocked: true,
		Round: l.Round, JoinedAt: place.JoinedAt, Version: account.NextVersion(0, c.Now),
	}
}
