package list

import (
	"context"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

type invitationsExport struct {
	InvitationFilter
	web.Part
}

func (f function) exportInvitations(ctx context.Context, c *web.Call, in *invitationsExport) (*web.CSV, error) {
	wanted, err := in.list(c)
	if err != nil {
		return nil, err
	}
	shown := f.grantCells(c)
	return web.Export[store.InvitationRow]{
		File: "invitations.csv",
		Columns: []string{"id", "name", "email", "state", "mail_state", "role", "permissions", "ad_account_roles", "ad_accounts",
			"created_at", "expires_at", "invited_by"},
		Page: func(cursor string, limit int) (*store.Page[store.InvitationRow], error) {
			wanted.Cursor, wanted.Limit = cursor, limit
			return f.store.ListInvitations(ctx, wanted)
		},
		Lines: func(rows []store.InvitationRow) ([][]string, error) { return f.invitationLines(ctx, c, rows, shown) },
	}.Answer(ctx, in.Part)
}

func (f function) invitationLines(ctx context.Context, c *web.Call, rows []store.InvitationRow, shown *grantCells) ([][]string, error) {
	all, err := f.wholeInvitations(ctx, rows)
	if err != nil {
		return nil, err
	}
	if err := shown.meet(ctx, all); err != nil {
		return nil, err
	}
	lines := make([][]string, len(rows))
	for n := range rows {
		if all[n] == nil {
			continue
		}
		i := &rows[n]
		lines[n] = append([]string{string(i.ID), i.Name, string(i.Email), string(i.StateAt(c.Now)), string(i.MailState)}, shown.of(all[n])...)
		lines[n] = append(lines[n], timeCell(i.CreatedAt), timeCell(i.ExpiresAt), i.InvitedBy.Name)
	}
	return lines, nil
}

// wholeInvitations is wholeMembers for invitations.
func (f function) wholeInvitations(ctx context.Context, rows []store.InvitationRow) ([]*account.Grants, error) {
	var keys []store.Key
	for i := range rows {
		if rows[i].RoleCount > len(rows[i].Grants.AdAccountRoles) {
			keys = append(keys, store.InvitationKey(rows[i].ID))
		}
	}
	found, err := f.store.Glance(ctx, keys...)
	if err != nil {
		return nil, err
	}
	all := make([]*account.Grants, len(rows))
	for i := range rows {
		if rows[i].RoleCount == len(rows[i].Grants.AdAccountRoles) {
			all[i] = &rows[i].Grants
		} else if now := found.Invitation(rows[i].Organization, rows[i].ID); now != nil {
			all[i] = &now.Grants
		}
	}
	return all, nil
}
