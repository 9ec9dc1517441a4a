package adaccounts

import (
	"context"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

type listInput struct {
	web.InOrganization
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// AdAccountList is a page of ad accounts.
type AdAccountList struct {
	Items      []wire.AdAccount `json:"items"`
	NextCursor *string          `json:"next_cursor" doc:"null on the last page"`
}

type listAnswer struct{ Body AdAccountList }

// list shows all ad accounts to whoever gives roles on them, and to everybody else those where it holds one.
func (f function) list(ctx context.Context, c *web.Call, in *listInput) (*listAnswer, error) {
	wanted := store.AdAccountList{Organization: c.Organization.ID, Reader: c.Actor(), Limit: in.Limit, Cursor: in.Cursor}
	page, err := f.page(ctx, c, wanted)
	if err != nil {
		return nil, err
	}
	out := &listAnswer{AdAccountList{Items: make([]wire.AdAccount, len(page.Rows))}}
	for i, a := range page.Rows {
		out.Body.Items[i] = wire.AdAccountOf(a)
	}
	if page.Next != "" {
		out.Body.NextCursor = &page.Next
	}
	return out, nil
}

func (f function) page(ctx context.Context, c *web.Call, wanted store.AdAccountList) (*store.Page[*account.AdAccount], error) {
	if c.May(policy.ListAllAdAccounts, policy.Organization(c.Organization.ID), account.Grants{}) == nil {
		return f.store.ListAdAccounts(ctx, wanted)
	}
	return f.store.ListSomeAdAccounts(ctx, wanted, c.Holds().AdAccounts())
}
