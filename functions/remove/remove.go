// Package remove ends a person's access to an organization: for good, for a while, or by the person's own
// wish. It ends with the next request, because every request reads the place anew.
package remove

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store, people.Of(api)}
	web.Add(api, web.Route[removeInput, struct{}]{
		Method: http.MethodDelete, Path: "/v1/organizations/{org}/members/{id}", ID: "remove-member", Tag: "Members",
		Summary: "Remove a member from the organization", Access: web.Inside, Scope: account.UsersWrite, Status: http.StatusNoContent,
		Reads: func(in *removeInput) []store.Key { return in.Keys() },
		May:   func(c *web.Call, in *removeInput) error { return people.MayRemove(c, in.Member(c)) },
		Do:    f.remove,
	})
	web.Add(api, web.Route[stateInput, wire.MemberAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/members/{id}/suspend", ID: "suspend-member", Tag: "Members",
		Summary: "Suspend a member: the grants are kept and open nothing", Access: web.Inside, Scope: account.UsersWrite,
		Reads: func(in *stateInput) []store.Key { return in.Keys() },
		May: func(c *web.Call, in *stateInput) error {
			return people.MayEditMember(c, in.Member(c), people.Suspend())
		},
		Do: f.suspend,
	})
	web.Add(api, web.Route[stateInput, wire.MemberAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/members/{id}/reactivate", ID: "reactivate-member", Tag: "Members",
		Summary: "Let a suspended member in again", Access: web.Inside, Scope: account.UsersWrite,
		Reads: func(in *stateInput) []store.Key { return in.Keys() },
		May: func(c *web.Call, in *stateInput) error {
			return people.MayEditMember(c, in.Member(c), people.Reactivate())
		},
		Do: f.reactivate,
	})
	web.Add(api, web.Route[leaveInput, struct{}]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/leave", ID: "leave-organization", Tag: "Members",
		Summary: "Leave the organization; an organization admin cannot", Access: web.Inside, Status: http.StatusNoContent,
		May: func(c *web.Call, _ *leaveInput) error {
			return c.May(policy.Leave, policy.Organization(c.Organization.ID), account.Grants{})
		},
		Do: f.leave,
	})
}

type function struct {
	store  *store.Store
	people people.Commands
}

type removeInput struct {
	web.MemberPath
	web.Match
	RevokeSent bool `query:"revoke_sent_invitations" doc:"Revoke the pending invitations, too, that the person sent"`
}

// remove ends the place, and then revokes what the person had sent. When that fails half-way, a repeat goes on
// where it stopped, though the person is gone.
func (f function) remove(ctx context.Context, c *web.Call, in *removeInput) (*struct{}, error) {
	m := in.Member(c)
	if m == nil {
		return f.finish(ctx, c, in)
	}
	answer := &struct{}{}
	if err := f.people.Remove(ctx, c, m, in.Match, answer); err != nil {
		return nil, err
	}
	if in.RevokeSent {
		_, err := f.people.RevokeSent(ctx, c, m.User)
		return answer, err
	}
	return answer, nil
}

// finish revokes what somebody left behind who is gone already.
func (f function) finish(ctx context.Context, c *web.Call, in *removeInput) (*struct{}, error) {
	id := account.MemberID(in.ID)
	if !in.RevokeSent || !id.Valid() {
		return nil, account.Unknown()
	}
	revoked, err := f.people.RevokeSent(ctx, c, id.User())
	if err != nil {
		return nil, err
	}
	if revoked == 0 {
		return nil, account.Unknown()
	}
	return &struct{}{}, nil
}

type leaveInput struct {
	web.InOrganization
	web.Repeatable
}

// leave ends the caller's own place.
func (f function) leave(ctx context.Context, c *web.Call, _ *leaveInput) (*struct{}, error) {
	answer := &struct{}{}
	return answer, f.store.RemoveMember(ctx, c.Intent(answer), c.Member, account.MemberLeft)
}
