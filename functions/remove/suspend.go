package remove

import (
	"context"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/wire"
)

type stateInput struct {
	web.MemberPath
	web.Match
	web.Repeatable
}

// suspend closes the organization to an active member. The grants stay for the day when it comes back.
func (f function) suspend(ctx context.Context, c *web.Call, in *stateInput) (*wire.MemberAnswer, error) {
	return f.move(ctx, c, in, account.Active, account.Suspended, account.MemberSuspended)
}

// reactivate lets a suspended member in again, with the grants that it had.
func (f function) reactivate(ctx context.Context, c *web.Call, in *stateInput) (*wire.MemberAnswer, error) {
	return f.move(ctx, c, in, account.Suspended, account.Active, account.MemberReactivated)
}

func (f function) move(ctx context.Context, c *web.Call, in *stateInput, from, to account.MemberState, event account.EventType) (*wire.MemberAnswer, error) {
	before := in.Member(c)
	if before == nil {
		return nil, account.Unknown()
	}
	if before.State != from {
		return nil, account.Refuse(account.Conflict, "This person is not %s but %s.", words[from], words[before.State])
	}
	if err := in.Check(before.Version); err != nil {
		return nil, err
	}
	after := *before
	after.State = to
	after.Version = account.NextVersion(before.Version, c.Now)
	answer := &wire.MemberAnswer{ETag: web.ETag(after.Version), Body: wire.MemberOf(&after)}
	return answer, f.store.UpdateMember(ctx, c.Intent(answer), before, &after, event)
}

var words = map[account.MemberState]string{
	account.Active: "active", account.Suspended: "suspended", account.PendingApproval: "waiting for approval",
}
