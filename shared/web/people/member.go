package people

import (
	"context"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// MemberEdit is what an edit changes of a member. Both together are one transaction.
type MemberEdit struct {
	Grants Regrant             // nil: they stay
	State  account.MemberState // active or suspended, from the other of the two; empty: it stays

	moves bool // whoever is in that state already is refused
}

// Suspend closes the organization to an active member. The grants stay for the day when it comes back.
func Suspend() MemberEdit { return MemberEdit{State: account.Suspended, moves: true} }

// Reactivate lets a suspended member in again, with the grants that it had.
func Reactivate() MemberEdit { return MemberEdit{State: account.Active, moves: true} }

// MayEditMember asks about what the edit adds and drops, which what it leaves alone may exceed. Suspending and
// reactivating touch all the grants. Nobody, nil, may be asked about as well.
func MayEditMember(c *web.Call, m *account.Member, e MemberEdit) error {
	if e.State != "" {
		if err := mayMove(c, m, e.State); err != nil {
			return err
		}
	}
	switch {
	case e.Grants == nil:
		return nil
	case m == nil:
		return c.May(policy.EditMember, policy.Place(nil), account.Grants{})
	}
	after := e.Grants.after(m.Grants)
	if err := c.May(policy.EditMember, policy.Place(m), account.Touched(m.Grants, after)); err != nil {
		return err
	}
	return c.FreshToPromote(m.Grants, after)
}

func mayMove(c *web.Call, m *account.Member, to account.MemberState) error {
	action, held := policy.SuspendMember, account.Grants{}
	if m != nil {
		held = m.Grants
	}
	if to == account.Active {
		action = policy.ReactivateMember
	}
	if err := c.May(action, policy.Place(m), held); err != nil || to != account.Active {
		return err
	}
	return c.FreshToPromote(account.Grants{}, held)
}

// EditMember changes the grants of somebody who is active, suspended or waits for approval, and lets somebody in
// again or closes the organization to it. An edit that changes nothing writes nothing: no version moves, and there is
// no event. keep makes the route's answer of what the member has become, to be kept for a repeat.
func (p Commands) EditMember(ctx context.Context, c *web.Call, m *account.Member, match web.Match, e MemberEdit, keep func(*account.Member) any) (*account.Member, error) {
	var answered *account.Member
	may := func(m *account.Member) error { return MayEditMember(c, m, e) }
	err := p.member(ctx, m, match.Binds(), may, func(before *account.Member) error {
		steps, err := e.steps(c, before)
		if err != nil {
			return err
		}
		if err := match.Check(before.Version); err != nil {
			return err
		}
		if len(steps) == 0 {
			answered = before
			return p.store.Keep(ctx, c.Intent(keep(before)))
		}
		answered = steps[len(steps)-1].After
		return p.store.MoveMember(ctx, c.Intent(keep(answered)), before, steps...)
	})
	return answered, err
}

// steps is how the member gets from what it is to what the edit makes of it: another state, other grants.
func (e MemberEdit) steps(c *web.Call, before *account.Member) ([]store.MemberStep, error) {
	var steps []store.MemberStep
	next := *before
	add := func(event account.EventType) {
		next.Version = account.NextVersion(next.Version, c.Now)
		after := next
		steps = append(steps, store.MemberStep{After: &after, Event: event})
	}
	wanted, err := e.Grants.grants(c, before.Grants)
	if err != nil {
		return nil, err
	}
	if !wanted.Equal(before.Grants) {
		next.Grants = wanted
		add(account.MemberUpdated)
	}
	if e.State != "" && (e.moves || e.State != before.State) {
		from, event := account.Active, account.MemberSuspended
		if e.State == account.Active {
			from, event = account.Suspended, account.MemberReactivated
		}
		if err := is(before, from); err != nil {
			return nil, err
		}
		next.State = e.State
		add(event)
	}
	return steps, nil
}

// is refuses what can only be done to somebody in that state.
func is(m *account.Member, state account.MemberState) error {
	if m.State == state {
		return nil
	}
	return account.Refuse(account.Conflict, "This person is not %s but %s.", words[state], words[m.State])
}

var words = map[account.MemberState]string{
	account.Active: "active", account.Suspended: "suspended", account.PendingApproval: "waiting for approval",
}
