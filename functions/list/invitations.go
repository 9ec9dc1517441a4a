package list

import (
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// InvitationFilter is what may be asked of invitations, by the list and by the export.
type InvitationFilter struct {
	web.InOrganization
	State  string `query:"state" enum:"pending,accepted,declined,revoked,expired" default:"pending"`
	Sort   string `query:"sort" enum:"name,-name" default:"name"`
	Search string `query:"q" maxLength:"200" doc:"Beginnings of words of the name or address"`
	Role   string `query:"role" enum:"admin,member,guest"`
}

type invitationsInput struct {
	InvitationFilter
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// InvitationList is a page of invitations. It may be short while next_cursor is set.
type InvitationList struct {
	Items      []InvitationRow `json:"items"`
	NextCursor *string         `json:"next_cursor" doc:"null on the last page"`
}

// InvitationRow is an invitation in a list, with at most five ad-account roles and the number of all, and
// without its message.
type InvitationRow struct {
	ID                 string               `json:"id"`
	Email              string               `json:"email"`
	Name               string               `json:"name"`
	State              string               `json:"state" enum:"pending,accepted,declined,revoked,expired"`
	MailState          string               `json:"mail_state" enum:"none,queued,sent,delivered,bounced,complained"`
	Role               string               `json:"role" enum:"admin,member,guest"`
	Permissions        []string             `json:"permissions"`
	AdAccountRoles     []wire.AdAccountRole `json:"ad_account_roles" doc:"The first five"`
	AdAccountRoleCount int                  `json:"ad_account_role_count" doc:"How many there are in all"`
	CreatedAt          time.Time            `json:"created_at"`
	ExpiresAt          time.Time            `json:"expires_at"`
	InvitedBy          *wire.Person         `json:"invited_by"`
	Version            int64                `json:"version"`
}

type invitationsAnswer struct{ Body InvitationList }

func (f function) invitations(ctx context.Context, c *web.Call, in *invitationsInput) (*invitationsAnswer, error) {
	wanted, err := in.list(c)
	if err != nil {
		return nil, err
	}
	wanted.Limit, wanted.Cursor = in.Limit, in.Cursor
	page, err := f.store.ListInvitations(ctx, wanted)
	if err != nil {
		return nil, err
	}
	body := InvitationList{Items: make([]InvitationRow, len(page.Rows)), NextCursor: cursorOf(page.Next)}
	for i := range page.Rows {
		body.Items[i] = invitationRow(&page.Rows[i], c.Now)
	}
	return &invitationsAnswer{body}, nil
}

// list is the list that the filter asks for.
func (in InvitationFilter) list(c *web.Call) (store.InvitationList, error) {
	backwards := in.Sort == "-name"
	if in.Search != "" && backwards {
		return store.InvitationList{}, searchHasItsOwnOrder()
	}
	return store.InvitationList{
		Organization: c.Organization.ID, Reader: c.Actor(), State: account.InvitationState(in.State), Backwards: backwards,
		Search: in.Search, Role: account.Role(in.Role), Now: c.Now,
	}, nil
}

func invitationRow(row *store.InvitationRow, now time.Time) InvitationRow {
	whole := wire.InvitationOf(&row.Invitation, now)
	return InvitationRow{
		ID: whole.ID, Email: whole.Email, Name: whole.Name, State: whole.State, MailState: whole.MailState,
		Role: whole.Role, Permissions: whole.Permissions, AdAccountRoles: whole.AdAccountRoles, AdAccountRoleCount: row.RoleCount,
		CreatedAt: whole.CreatedAt, ExpiresAt: whole.ExpiresAt, InvitedBy: whole.InvitedBy, Version: whole.Version,
	}
}

type invitationInput struct{ web.InvitationPath }

func (f function) invitation(_ context.Context, c *web.Call, in *invitationInput) (*wire.InvitationAnswer, error) {
	i := in.Invitation(c)
	if i == nil {
		return nil, account.Unknown()
	}
	return &wire.InvitationAnswer{ETag: web.ETag(i.Version), Body: wire.InvitationOf(i, c.Now)}, nil
}

// cursorOf is null on the last page.
func cursorOf(next string) *string {
	if next == "" {
		return nil
	}
	return &next
}

func searchHasItsOwnOrder() error {
	return account.InvalidField("query.sort", "a search is in the order of the words that it finds: leave sort away")
}
