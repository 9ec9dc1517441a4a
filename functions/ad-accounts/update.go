package adaccounts

import (
	"context"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/wire"
)

// AdAccountPatch is what a change says (JSON Merge Patch, RFC 7396): what is missing stays.
type AdAccountPatch struct {
	Name       wire.Patched[string] `json:"name,omitzero" doc:"Up to 80 characters"`
	ExternalID wire.Patched[string] `json:"external_id,omitzero" nullable:"true" maxLength:"128" doc:"null takes it away"`
	State      wire.Patched[string] `json:"state,omitzero" enum:"active,archived" doc:"archived makes all roles on it inert, active revives them"`
}

type updateInput struct {
	AdAccountPath
	web.Match
	Body AdAccountPatch
}

// update changes an ad account. A change of nothing moves no version and leaves no event.
func (f function) update(ctx context.Context, c *web.Call, in *updateInput) (*wire.AdAccountAnswer, error) {
	before := in.adAccount(c)
	if before == nil {
		return nil, account.Unknown()
	}
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	after, err := in.Body.apply(*before)
	if err != nil {
		return nil, err
	}
	if after == *before {
		return answer(before), nil
	}
	after.Version = account.NextVersion(before.Version, c.Now)
	out := answer(&after)
	return out, f.store.UpdateAdAccount(ctx, c.Intent(out), before, &after, whatHappened(before, &after))
}

func (p AdAccountPatch) apply(a account.AdAccount) (account.AdAccount, error) {
	var err error
	if p.Name.Sent {
		if a.Name, err = checkName(p.Name.Value); err != nil {
			return a, err
		}
	}
	if p.ExternalID.Sent {
		if a.ExternalID, err = checkExternalID(p.ExternalID); err != nil {
			return a, err
		}
	}
	if p.State.Null {
		return a, account.InvalidField("body.state", "must be active or archived")
	}
	if p.State.Sent {
		a.State = account.AdAccountState(p.State.Value)
	}
	return a, nil
}

func whatHappened(before, after *account.AdAccount) account.EventType {
	switch {
	case before.State == after.State:
		return account.AdAccountUpdated
	case after.State == account.AdAccountIsArchived:
		return account.AdAccountArchived
	}
	return account.AdAccountRestored
}
