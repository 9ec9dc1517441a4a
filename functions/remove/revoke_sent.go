package remove

import (
	"context"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

const (
	atOnce    = 16 // revocations that run side by side
	mostTries = 3  // at an invitation that others change in the meantime
)

// revokeSent revokes the open invitations that the person sent, page by page, and says how many. One that the
// caller could not revoke by itself stays: when it is accepted it waits for approval, because whoever gave its
// grants may not any more.
func (f function) revokeSent(ctx context.Context, c *web.Call, inviter account.UserID) (revoked int, err error) {
	var after account.InvitationID
	for {
		page, last, err := f.store.PendingSentBy(ctx, c.Organization.ID, inviter, after)
		if err != nil {
			return revoked, err
		}
		n, err := f.revokeAll(ctx, c, page)
		revoked += n
		if err != nil || last == "" {
			return revoked, err
		}
		after = last
	}
}

func (f function) revokeAll(ctx context.Context, c *web.Call, page []*account.Invitation) (revoked int, err error) {
	var done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, i := range page {
		group.Go(func() error {
			ended, err := f.revoke(ctx, c, i)
			if ended {
				done.Add(1)
			}
			return err
		})
	}
	err = group.Wait()
	return int(done.Load()), err
}

// revoke ends one invitation, if it is open and the caller may. Somebody may edit or accept it at the same
// time: an edited one is revoked as it stands then, an accepted one is left.
func (f function) revoke(ctx context.Context, c *web.Call, i *account.Invitation) (ended bool, err error) {
	for range mostTries {
		if i == nil || !i.Open(c.Now) || !mayRevoke(c, i) {
			return false, nil
		}
		after := *i
		after.State = account.Revoked
		after.Version = account.NextVersion(i.Version, c.Now)
		err := f.store.CloseInvitation(ctx, c.Intent(nil), i, &after, account.InvitationRevoked)
		if account.CodeOf(err) != account.StaleVersion {
			return err == nil, err
		}
		found, err := f.store.Get(ctx, store.InvitationKey(i.ID))
		if err != nil {
			return false, err
		}
		i = found.Invitation(i.Organization, i.ID)
	}
	return false, nil
}

// mayRevoke asks beside Call.May, which is for one goroutine.
func mayRevoke(c *web.Call, i *account.Invitation) bool {
	err := policy.Authorize(policy.Question{
		Who: c.Member, Action: policy.RevokeInvitation, On: policy.Offer(i), Touches: i.Grants, Catalog: c.Catalog,
	})
	return err == nil
}
