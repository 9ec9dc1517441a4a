package list

import (
	"context"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// MemberFilter is what may be asked of members, by the list and by the export.
type MemberFilter struct {
	web.InOrganization
	State         string `query:"state" enum:"active,pending_approval,suspended" default:"active"`
	Sort          string `query:"sort" enum:"name,-name,joined,-joined,last_active,-last_active" default:"name" doc:"With - the other way round"`
	Search        string `query:"q" maxLength:"200" doc:"Beginnings of words of the name or address; in the order of the words"`
	Role          string `query:"role" enum:"admin,member,guest"`
	AdAccount     string `query:"ad_account" maxLength:"40"`
	AdAccountRole string `query:"ad_account_role" maxLength:"80" doc:"Only together with ad_account"`
	TwoFactor     string `query:"two_factor" enum:"on,off"`
}

type membersInput struct {
	MemberFilter
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
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
func (in MemberFilter) filters() bool {
	return strings.TrimPrefix(in.Sort, "-") != string(store.ByName) || in.AdAccount != "" || in.AdAccountRole != "" || in.TwoFactor != ""
}

func (f function) members(ctx context.Context, c *web.Call, in *membersInput) (*membersAnswer, error) {
	wanted, err := in.list(c)
	if err != nil {
		return nil, err
	}
	wanted.Limit, wanted.Cursor = in.Limit, in.Cursor
	page, err := f.store.ListMembers(ctx, wanted)
	if err != nil {
		return nil, err
	}
	body := MemberList{Items: seenRows(page.Rows, seesDetails(c)), NextCursor: cursorOf(page.Next)}
	return &membersAnswer{body}, nil
}

// list is the list that the filter asks for.
func (in MemberFilter) list(c *web.Call) (store.MemberList, error) {
	order, backwards := strings.CutPrefix(in.Sort, "-")
	if in.Search != "" && in.Sort != string(store.ByName) {
		return store.MemberList{}, searchHasItsOwnOrder()
	}
	if in.AdAccountRole != "" && in.AdAccount == "" {
		return store.MemberList{}, account.InvalidField("query.ad_account_role", "say on which ad account, with ad_account")
	}
	wanted := store.MemberList{
		Organization: c.Organization.ID, Reader: c.Actor(), State: account.MemberState(in.State),
		Sort: store.Sort(order), Backwards: backwards, Search: in.Search, Role: account.Role(in.Role),
		AdAccount: account.AdAccountID(in.AdAccount), AdAccountRole: in.AdAccountRole,
	}
	if in.TwoFactor != "" {
		on := in.TwoFactor == "on"
		wanted.TwoFactor = &on
	}
	return wanted, nil
}
