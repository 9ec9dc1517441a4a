package people

import (
	"context"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// MayRevoke asks about all that the invitation offers. Nobody, nil, may be asked about as well.
func MayRevoke(c *web.Call, i *account.Invitation) error {
	if i == nil {
		return c.May(policy.RevokeInvitation, policy.Offer(nil), account.Grants{})
	}
	return c.May(policy.RevokeInvitation, policy.Offer(i), i.Grants)
}

// Revoke ends an open invitation: its links open nothing from now on, and its address may be invited again. An
// acceptance that runs at the same time wins whole or loses whole. Another sending moves no version, and an If-Match none
// of it. answer is the route's, to be kept for a repeat.
func (p Commands) Revoke(ctx context.Context, c *web.Call, i *account.Invitation, match web.Match, answer any) error {
	may := func(i *account.Invitation) error { return MayRevoke(c, i) }
	return p.invitation(ctx, i, false, may, func(before *account.Invitation) error {
		if !before.Open(c.Now) {
			return account.Refuse(account.NotPending, "This invitation is %s already: there is nothing to revoke.", before.StateAt(c.Now))
		}
		if err := match.Check(before.Version); err != nil {
			return err
		}
		return p.close(ctx, c.Intent(answer), before)
	})
}

func (p Commands) close(ctx context.Context, in store.Intent, before *account.Invitation) error {
	after := *before
	after.State = account.Revoked
	after.Version = account.NextVersion(before.Version, in.At)
	return p.store.CloseInvitation(ctx, in, before, &after, account.InvitationRevoked)
}

// RevokeSent revokes the open invitations that somebody sent, page by page, and says how many. One that the caller
// could not revoke by itself stays: when it is accepted it waits for approval, because whoever gave its grants may not
// any more.
func (p Commands) RevokeSent(ctx context.Context, c *web.Call, inviter account.UserID) (revoked int, err error) {
	var after account.InvitationID
	for {
		page, last, err := p.store.PendingSentBy(ctx, c.Organization.ID, inviter, after)
		if err != nil {
			return revoked, err
		}
		n, err := p.revokeAll(ctx, c, page)
		revoked += n
		if err != nil || last == "" {
			return revoked, err
		}
		after = last
	}
}

func (p Commands) revokeAll(ctx context.Context, c *web.Call, page []*account.Invitation) (revoked int, err error) {
	var done atomic.Int64
	r := revoker{p, c.Caller(), c.Intent(nil)}
	r.intent.Answer = nil // no single transaction has it
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, i := range page {
		group.Go(func() error {
			ended, err := r.revoke(ctx, i)
			if ended {
				done.Add(1)
			}
			return err
		})
	}
	err = group.Wait()
	return int(done.Load()), err
}

// revoker revokes many invitations beside each other: Call.May is for one goroutine.
type revoker struct {
	Commands
	caller *policy.Caller
	intent store.Intent
}

// revoke ends one invitation, if it is open and the caller may. Somebody may edit or accept it at the same
// time: an edited one is revoked as it stands then, an accepted one is left.
func (r revoker) revoke(ctx context.Context, i *account.Invitation) (ended bool, err error) {
	may := func(i *account.Invitation) bool {
		return i != nil && i.Open(r.intent.At) && r.caller.May(policy.RevokeInvitation, policy.Offer(i), i.Grants) == nil
	}
	for range mostTries {
		if !may(i) {
			return false, nil
		}
		err := r.close(ctx, r.intent, i)
		if account.CodeOf(err) != account.StaleVersion {
			return err == nil, err
		}
		found, err := r.store.Get(ctx, store.InvitationKey(i.ID))
		if err != nil {
			return false, err
		}
		i = found.Invitation(i.Organization, i.ID)
	}
	return false, nil
}
