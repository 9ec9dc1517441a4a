package invite

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// invite makes the invitations. One entry is one transaction, which keeps the answer for a repeat as well.
// Several are a transaction each, some at once.
func (f function) invite(ctx context.Context, c *web.Call, in *inviteInput) (*inviteAnswer, error) {
	p, err := f.plan(ctx, c, in)
	if err != nil {
		return nil, err
	}
	if len(p.entries) == 1 {
		return f.inviteOne(ctx, p)
	}
	return f.inviteMany(ctx, p)
}

func (f function) inviteOne(ctx context.Context, p *plan) (*inviteAnswer, error) {
	e := p.entries[0]
	if i := e.invitation; i != nil {
		e.result = invitedAs(i)
		answer := p.answer()
		written, err := f.write(ctx, p.call.Intent(answer), e)
		if written || err != nil {
			return answer, err
		}
	}
	answer := p.answer()
	return answer, f.store.Keep(ctx, p.call.Intent(answer))
}

// atOnce is how many transactions of one call run beside each other.
const atOnce = 16

// inviteMany writes the invitations of a call that may die in between. Their ids follow from the call's key and
// the place of the entry, so that a repeat finds those that are there already and says invited of them.
func (f function) inviteMany(ctx context.Context, p *plan) (*inviteAnswer, error) {
	flight, _ := p.call.Flight()
	if flight != nil {
		var err error
		if flight, err = f.store.BeginFlight(ctx, flight, p.call.Now); err != nil {
			return nil, err
		}
	}
	if err := f.writeAll(ctx, p); err != nil {
		f.abandon(ctx, flight)
		return nil, err
	}
	answer := p.answer()
	if flight != nil {
		if err := f.store.EndFlight(ctx, flight, p.call.Intent(answer).Answer.Body); err != nil {
			web.Log(ctx).Warn("the answer of a call was not kept: a repeat runs it again", "cause", err.Error())
		}
	}
	return answer, nil
}

func (f function) writeAll(ctx context.Context, p *plan) error {
	intent := p.call.Intent(&inviteAnswer{})
	intent.Answer = nil // no single transaction has it
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, e := range p.entries {
		if e.invitation == nil {
			continue
		}
		group.Go(func() error {
			e.result = invitedAs(e.invitation)
			_, err := f.write(ctx, intent, e)
			return err
		})
	}
	return group.Wait()
}

// abandon lets a repeat begin at once. The call may have ended because its client went: that must not keep this
// from being noted.
func (f function) abandon(ctx context.Context, flight *store.Answer) {
	if flight == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := f.store.AbandonFlight(ctx, flight); err != nil {
		web.Log(ctx).Warn("a call that failed is taken to run on for a while", "cause", err.Error())
	}
}

// mostTries is how often an address is tried whose holder goes just then.
const mostTries = 4

// write writes the invitation of the entry. When its address is taken, nothing is written, and the entry gets
// the outcome that says by whom.
func (f function) write(ctx context.Context, in store.Intent, e *entry) (written bool, err error) {
	for range mostTries {
		err := f.store.CreateInvitation(ctx, in, e.invitation)
		var taken store.AddressTaken
		if !errors.As(err, &taken) {
			return err == nil, err
		}
		result, err := f.takenBy(ctx, in, e.invitation, taken)
		if result != nil || err != nil {
			if result != nil {
				e.result = *result
			}
			return false, err
		}
	}
	return false, account.Refuse(account.Conflict, "Somebody else invites or removes the same person just now. Try again.")
}

// takenBy is the outcome of an entry whose address is taken; nil when whoever had it is gone meanwhile.
func (f function) takenBy(ctx context.Context, in store.Intent, i *account.Invitation, taken store.AddressTaken) (*inviteResult, error) {
	if taken.Blocked {
		return &inviteResult{Email: i.Email.String(), Outcome: invalid, Detail: wantsNone}, nil
	}
	org, other, member := i.Organization, taken.Invitation, taken.Member.User()
	found, err := f.store.Get(ctx, store.InvitationKey(i.ID), store.InvitationKey(other), store.MemberKey(org, member))
	if err != nil {
		return nil, err
	}
	if before := found.Invitation(org, i.ID); before != nil { // this call has made it already
		result := invitedAs(before)
		return &result, nil
	}
	if open := found.Invitation(org, other); open != nil && open.Open(in.At) {
		result := invitedAs(open)
		result.Outcome, result.Detail = alreadyInvited, "This address has an open invitation."
		return &result, nil
	}
	if m := found.Member(org, member); m != nil {
		return &inviteResult{
			Email: i.Email.String(), Outcome: alreadyMember, Detail: "The person with this address is here already.",
			Member: &inviteMember{string(m.ID()), string(m.State)},
		}, nil
	}
	return nil, nil
}

const wantsNone = "The person with this address wants no invitations from this organization."

func invitedAs(i *account.Invitation) inviteResult {
	return inviteResult{
		Email: i.Email.String(), Outcome: invited,
		Invitation: &inviteInvitation{string(i.ID), i.Version, i.ExpiresAt},
	}
}
