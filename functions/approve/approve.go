// Package approve lets somebody who waits for approval in, or turns it away.
package approve

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store}
	web.Add(api, web.Route[approveInput, wire.MemberAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/members/{id}/approve", ID: "approve-member", Tag: "Members",
		Summary: "Let a member in who waits for approval", Access: web.Inside,
		Reads: func(in *approveInput) []store.Key { return in.Keys() },
		May:   func(c *web.Call, in *approveInput) error { return in.MayLetIn(c, policy.ApproveMember) },
		Do:    f.approve,
	})
	web.Add(api, web.Route[rejectInput, struct{}]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/members/{id}/reject", ID: "reject-member", Tag: "Members",
		Summary: "Turn a member away who waits for approval", Access: web.Inside, Status: http.StatusNoContent,
		Reads: func(in *rejectInput) []store.Key { return in.Keys() },
		May:   func(c *web.Call, in *rejectInput) error { return in.MemberPath.May(c, policy.RejectMember) },
		Do:    f.reject,
	})
}

type function struct{ store *store.Store }

type approveInput struct {
	web.MemberPath
	web.Match
	web.Repeatable
}

// approve lets the person in with the grants that stand in the record which the approver has seen: If-Match
// is required.
func (f function) approve(ctx context.Context, c *web.Call, in *approveInput) (*wire.MemberAnswer, error) {
	before, err := waiting(c, in.MemberPath)
	if err != nil {
		return nil, err
	}
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	after := *before
	after.State = account.Active
	after.Version = account.NextVersion(before.Version, c.Now)
	answer := &wire.MemberAnswer{ETag: web.ETag(after.Version), Body: wire.MemberOf(&after)}
	return answer, f.store.UpdateMember(ctx, c.Intent(answer), before, &after, account.MemberApproved)
}

type rejectInput struct {
	web.MemberPath
	web.Match
	web.Repeatable
}

// reject ends the place before it began; the address may be invited again.
func (f function) reject(ctx context.Context, c *web.Call, in *rejectInput) (*struct{}, error) {
	m, err := waiting(c, in.MemberPath)
	if err != nil {
		return nil, err
	}
	if err := in.Check(m.Version); err != nil {
		return nil, err
	}
	answer := &struct{}{}
	return answer, f.store.RemoveMember(ctx, c.Intent(answer), m, account.MemberRejected)
}

// waiting is the member of the path, if it waits for approval.
func waiting(c *web.Call, path web.MemberPath) (*account.Member, error) {
	m := path.Member(c)
	if m == nil {
		return nil, account.Unknown()
	}
	if m.State != account.PendingApproval {
		return nil, account.Refuse(account.NotPending, "This person does not wait for approval any more.")
	}
	return m, nil
}
