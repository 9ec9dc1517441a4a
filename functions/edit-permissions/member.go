package editpermissions

import (
	"context"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

// MemberPatch is what an edit changes of a member (JSON Merge Patch, RFC 7396): what is missing stays, lists
// replace. Roles on an ad account that the new list does not name are gone, and the ad account with the last
// of them.
type MemberPatch struct {
	wire.GrantsPatch
}

type memberInput struct {
	web.MemberPath
	web.Match
	Body MemberPatch
}

func (in *memberInput) edit() people.MemberEdit { return people.MemberEdit{Grants: in.Body.AsSent} }

// editMember changes the grants of somebody who is active, suspended or waits for approval.
func (f function) editMember(ctx context.Context, c *web.Call, in *memberInput) (*wire.MemberAnswer, error) {
	before := in.Member(c)
	if before == nil {
		return nil, account.Unknown()
	}
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	after, err := f.people.EditMember(ctx, c, before, in.Match, in.edit(), func(m *account.Member) any { return memberAnswer(m) })
	if err != nil {
		return nil, err
	}
	return memberAnswer(after), nil
}

func memberAnswer(m *account.Member) *wire.MemberAnswer {
	return &wire.MemberAnswer{ETag: web.ETag(m.Version), Body: wire.MemberOf(m)}
}
