package list

import (
	"context"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

type membersInput struct {
	web.InOrganization
	State         string `query:"state" enum:"active,pending_approval,suspended" default:"active"`
	Sort          string `query:"sort" enum:"name,-name,joined,-joined,last_active,-last_active" default:"name" doc:"With - the other way round"`
	Search        string `query:"q" maxLength:"200" doc:"Beginnings of words of the name or address; in the order of the words"`
	Role          string `query:"role" enum:"admin,member,guest"`
	AdAccount     string `query:"ad_account" maxLength:"40"`
	AdAccountRole string `query:"ad_account_role" maxLength:"80" doc:"Only together with ad_account"`
	TwoFactor     string `query:"two_factor" enum:"on,off"`
	Cursor        string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before"`
	Limit         int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// MemberList is a page of members. It may be short while next_cursor is set.
type MemberList struct {
	Items      []SeenMember `json:"items"`
	NextCursor *string      `json:"next_cursor" doc:"null on the last page"`
}

type membersAnswer struct{ Body MemberList }

// mayListMembers lets members see who else is active, and account administrators everybody and everything.
func mayListMembers(c *web.Call, in *membersInput) error {
	if in.State == string(account.Active) && !in.filters() {
		return mayOf(c, policy.ListMembers)
	}
	return mayOf(c, policy.ListMemberDetails)
}

// filters reports whether the answer would tell more than names, addresses and organization roles.
func (in *membersInput) filters() bool {
	return strings.TrimPrefix(in.Sort, "-") != string(store.ByName) || in.AdAccount != "" || in.AdAccountRole != "" || in.TwoFactor != ""
}

func (f function) members(ctx context.Context, c *web.Call, in *membersInput) (*membersAnswer, error) {
	order, backwards := strings.CutPrefix(in.Sort, "-")
	if in.Search != "" && in.Sort != string(store.ByName) {
		return nil, searchHasItsOwnOrder()
	}
	if in.AdAccountRole != "" && in.AdAccount == "" {
		return nil, account.InvalidField("query.ad_account_role", "say on which ad account, with ad_account")
	}
	wanted := store.MemberList{
		Organization: c.Organization.ID, Reader: c.Actor(), State: account.MemberState(in.State),
		Sort: store.Sort(order), Backwards: backwards, Search: in.Search, Role: account.Role(in.Role),
		AdAccount: account.AdAccountID(in.AdAccount), AdAccountRole: in.AdAccountRole, Limit: in.Limit, Cursor: in.Cursor,
	}
	if in.TwoFactor != "" {
		on := in.TwoFactor == "on"
		wanted.TwoFactor = &on
	}
	page, err := f.store.ListMembers(ctx, wanted)
	if err != nil {
		return nil, err
	}
	body := MemberList{Items: seenRows(page.Rows, seesDetails(c)), NextCursor: cursorOf(page.Next)}
	return &membersAnswer{body}, nil
}
