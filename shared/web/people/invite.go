package people

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// Invite makes the invitations and says what became of each entry, in their order. One entry is one transaction,
// which keeps the answer for a repeat as well. Several are a transaction each, some at once. keep makes the route's
// answer of the results, to be kept for a repeat.
func (p Commands) Invite(ctx context.Context, c *web.Call, in Invites, keep func([]Result) any) ([]Result, error) {
	plan, err := p.plan(ctx, c, in)
	if err != nil {
		return nil, err
	}
	if len(plan.entries) == 1 {
		return p.inviteOne(ctx, plan, keep)
	}
	return p.inviteMany(ctx, plan, keep)
}

func (p Commands) inviteOne(ctx context.Context, plan *plan, keep func([]Result) any) ([]Result, error) {
	e := plan.entries[0]
	if i := e.invitation; i != nil {
		e.result = invited(i)
		results := plan.results()
		written, err := p.write(ctx, plan.call.Intent(keep(results)), e)
		if written || err != nil {
			return results, err
		}
	}
	results := plan.results()
	return results, p.store.Keep(ctx, plan.call.Intent(keep(results)))
}

// atOnce is how many transactions of one call run beside each other.
const atOnce = 16

// inviteMany writes the invitations of a call that may die in between. Their ids follow from the call's key and
// the place of the entry, so that a repeat finds those that are there already and says invited of them.
func (p Commands) inviteMany(ctx context.Context, plan *plan, keep func([]Result) any) ([]Result, error) {
	flight, _ := plan.call.Flight()
	if flight != nil {
		var err error
		if flight, err = p.store.BeginFlight(ctx, flight, plan.call.Now); err != nil {
			return nil, err
		}
	}
	if err := p.writeAll(ctx, plan); err != nil {
		p.abandon(ctx, flight)
		return nil, err
	}
	results := plan.results()
	if flight != nil {
		if err := p.store.EndFlight(ctx, flight, plan.call.Intent(keep(results)).Answer.Body); err != nil {
			web.Log(ctx).Warn("the answer of a call was not kept: a repeat runs it again", "cause", err.Error())
		}
	}
	return results, nil
}

func (p Commands) writeAll(ctx context.Context, plan *plan) error {
	intent := plan.call.Intent(nil)
	intent.Answer = nil // no single transaction has it
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, e := range plan.entries {
		if e.invitation == nil {
			continue
		}
		group.Go(func() error {
			e.result = invited(e.invitation)
			_, err := p.write(ctx, intent, e)
			return err
		})
	}
	return group.Wait()
}

// abandon lets a repeat begin at once. The call may have ended because its client went: that must not keep this
// from being noted.
func (p Commands) abandon(ctx context.Context, flight *store.Answer) {
	if flight == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := p.store.AbandonFlight(ctx, flight); err != nil {
		web.Log(ctx).Warn("a call that failed is taken to run on for a while", "cause", err.Error())
	}
}

// mostTries is how often an address is tried whose holder goes just then, and an invitation that others change.
const mostTries = 4

// write writes the invitation of the entry. When its address is taken, nothing is written, and the entry gets
// the outcome that says by whom.
func (p Commands) write(ctx context.Context, in store.Intent, e *entry) (written bool, err error) {
	for range mostTries {
		err := p.store.CreateInvitation(ctx, in, e.invitation)
		var taken store.AddressTaken
		if !errors.As(err, &taken) {
			return err == nil, err
		}
		result, err := p.takenBy(ctx, in, e.invitation, taken)
		if result != nil || err != nil {
			if result != nil {
				e.result = *result
			}
			return false, err
		}
	}
	busy := account.Refuse(account.Conflict, "Somebody else invites or removes the same person just now. Try again.")
	busy.RetryAfter = time.Second
	return false, busy
}

// takenBy is the outcome of an entry whose address is taken; nil when whoever had it is gone meanwhile.
func (p Commands) takenBy(ctx context.Context, in store.Intent, i *account.Invitation, taken store.AddressTaken) (*Result, error) {
	if taken.Blocked {
		return &Result{Email: i.Email.String(), Outcome: Invalid, Detail: WantsNone}, nil
	}
	org, other, member := i.Organization, taken.Invitation, taken.Member.User()
	found, err := p.store.Get(ctx, store.InvitationKey(i.ID), store.InvitationKey(other), store.MemberKey(org, member))
	if err != nil {
		return nil, err
	}
	if before := found.Invitation(org, i.ID); before != nil { // this call has made it already
		result := invited(before)
		return &result, nil
	}
	if open := found.Invitation(org, other); open != nil && open.Open(in.At) {
		return &Result{Email: open.Email.String(), Outcome: AlreadyInvited, Detail: "This address has an open invitation.", Invitation: open}, nil
	}
	if m := found.Member(org, member); m != nil {
		return &Result{Email: i.Email.String(), Outcome: AlreadyMember, Detail: "The person with this address is here already.", Member: m}, nil
	}
	return nil, nil
}

func invited(i *account.Invitation) Result {
	return Result{Email: i.Email.String(), Outcome: Invited, Invitation: i}
}
