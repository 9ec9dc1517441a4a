package people

import (
	"context"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/web"
)

// MayRemove asks about all that the member holds. Nobody, nil, may be asked about as well.
func MayRemove(c *web.Call, m *account.Member) error {
	if m == nil {
		return c.May(policy.RemoveMember, policy.Place(nil), account.Grants{})
	}
	return c.May(policy.RemoveMember, policy.Place(m), m.Grants)
}

// Remove ends the place: access ends with the next request. answer is the route's, to be kept for a repeat.
func (p Commands) Remove(ctx context.Context, c *web.Call, m *account.Member, match web.Match, answer any) error {
	may := func(m *account.Member) error { return MayRemove(c, m) }
	return p.member(ctx, m, match.Binds(), may, func(m *account.Member) error {
		if err := match.Check(m.Version); err != nil {
			return err
		}
		return p.store.RemoveMember(ctx, c.Intent(answer), m, account.MemberRemoved)
	})
}
