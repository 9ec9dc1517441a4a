package remove

import (
	"context"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

type stateInput struct {
	web.MemberPath
	web.Match
	web.Repeatable
}

// suspend closes the organization to an active member. The grants stay for the day when it comes back.
func (f function) suspend(ctx context.Context, c *web.Call, in *stateInput) (*wire.MemberAnswer, error) {
	return f.move(ctx, c, in, people.Suspend())
}

// reactivate lets a suspended member in again, with the grants that it had.
func (f function) reactivate(ctx context.Context, c *web.Call, in *stateInput) (*wire.MemberAnswer, error) {
	return f.move(ctx, c, in, people.Reactivate())
}

func (f function) move(ctx context.Context, c *web.Call, in *stateInput, e people.MemberEdit) (*wire.MemberAnswer, error) {
	after, err := f.people.EditMember(ctx, c, in.Member(c), in.Match, e, func(m *account.Member) any { return memberAnswer(m) })
	if err != nil {
		return nil, err
	}
	return memberAnswer(after), nil
}

func memberAnswer(m *account.Member) *wire.MemberAnswer {
	return &wire.MemberAnswer{ETag: web.ETag(m.Version), Body: wire.MemberOf(m)}
}
