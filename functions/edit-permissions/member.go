package editpermissions

import (
	"context"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/web"
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

// mayEditMember asks about what the edit adds and drops. What it leaves alone may exceed what the editor
// holds.
func mayEditMember(c *web.Call, in *memberInput) error {
	m := in.Member(c)
	if m == nil {
		return c.May(policy.EditMember, policy.Place(nil), account.Grants{})
	}
	after := in.Body.Apply(m.Grants)
	if err := c.May(policy.EditMember, policy.Place(m), account.Touched(m.Grants, after)); err != nil {
		return err
	}
	return c.FreshToPromote(m.Grants, after)
}

// editMember changes the grants of somebody who is active, suspended or waits for approval. An edit that
// changes nothing moves no version and leaves no event.
func (f function) editMember(ctx context.Context, c *web.Call, in *memberInput) (*wire.MemberAnswer, error) {
	before := in.Member(c)
	if before == nil {
		return nil, account.Unknown()
	}
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	wanted, err := grants(c, before.Grants, in.Body.GrantsPatch)
	if err != nil {
		return nil, err
	}
	if wanted.Equal(before.Grants) {
		return memberAnswer(before), nil
	}
	after := *before
	after.Grants = wanted
	after.Version = account.NextVersion(before.Version, c.Now)
	answer := memberAnswer(&after)
	return answer, f.store.UpdateMember(ctx, c.Intent(answer), before, &after, account.MemberUpdated)
}

func memberAnswer(m *account.Member) *wire.MemberAnswer {
	return &wire.MemberAnswer{ETag: web.ETag(m.Version), Body: wire.MemberOf(m)}
}
