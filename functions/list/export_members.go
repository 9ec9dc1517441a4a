package list

import (
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

type membersExport struct {
	MemberFilter
	web.Part
}

func (f function) exportMembers(ctx context.Context, c *web.Call, in *membersExport) (*web.CSV, error) {
	wanted, err := in.list(c)
	if err != nil {
		return nil, err
	}
	shown := f.grantCells(c)
	return web.Export[store.MemberRow]{
		File: "members.csv",
		Columns: []string{"id", "name", "email", "state", "role", "permissions", "ad_account_roles", "ad_accounts",
			"two_factor", "last_active_on", "joined_at", "invited_by"},
		Page: func(cursor string, limit int) (*store.Page[store.MemberRow], error) {
			wanted.Cursor, wanted.Limit = cursor, limit
			return f.store.ListMembers(ctx, wanted)
		},
		Lines: func(rows []store.MemberRow) ([][]string, error) { return f.memberLines(ctx, rows, shown) },
	}.Answer(ctx, in.Part)
}

func (f function) memberLines(ctx context.Context, rows []store.MemberRow, shown *grantCells) ([][]string, error) {
	all, err := f.wholeMembers(ctx, rows)
	if err != nil {
		return nil, err
	}
	if err := shown.meet(ctx, all); err != nil {
		return nil, err
	}
	lines := make([][]string, len(rows))
	for i, m := range rows {
		if all[i] == nil {
			continue
		}
		lines[i] = append([]string{string(m.ID()), m.Name, string(m.Email), string(m.State)}, shown.of(all[i])...)
		lines[i] = append(lines[i], onOff(m.TwoFactor), m.LastActiveOn, timeCell(m.JoinedAt), m.InvitedBy.Name)
	}
	return lines, nil
}

// wholeMembers are all the grants of each row: those of the record, where there are more than the row carries.
// Who has left in the meantime has none, nil.
func (f function) wholeMembers(ctx context.Context, rows []store.MemberRow) ([]*account.Grants, error) {
	var keys []store.Key
	for i := range rows {
		if rows[i].RoleCount > len(rows[i].Grants.AdAccountRoles) {
			keys = append(keys, store.MemberKey(rows[i].Organization, rows[i].User))
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
		} else if m := found.Member(rows[i].Organization, rows[i].User); m != nil {
			all[i] = &m.Grants
		}
	}
	return all, nil
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func timeCell(t time.Time) string { return t.Format(time.RFC3339Nano) }
