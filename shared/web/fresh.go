package web

import "roster/shared/account"

// Fresh refuses what needs a sign-in or a code of the last minutes (product.md §3, Two-factor): making somebody an
// organization admin, lifting the requirement of two-factor authentication, keys and secrets. A route asks in its
// May, after the policy: who may not do it at all is told that. Whoever has no session is never fresh.
func (c *Call) Fresh() error {
	if s := c.Session; s != nil && s.Step != account.StepPending && c.Now.Before(s.FreshUntil()) {
		return nil
	}
	return account.Refuse(account.FreshSignInRequired, "Confirm that it is you: enter a code of your authenticator app, or sign in again.")
}

// FreshToPromote is Fresh where the grants that somebody gets make an organization admin of who was none. A key that the
// policy has let through carries admins.write, which was worth a code when it was made.
func (c *Call) FreshToPromote(before, after account.Grants) error {
	if c.Key != nil {
		return nil
	}
	if after.Role == account.Admin && before.Role != account.Admin {
		return c.Fresh()
	}
	return nil
}
