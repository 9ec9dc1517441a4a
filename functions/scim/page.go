package scim

import (
	"context"
	"slices"
	"strings"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// mostSkipped is how far a client may jump into the list: pages in order need not.
const mostSkipped = 2000

// page is a page of the list, seconds late. Where it ended is kept for whoever reads on, so that every page costs the
// same.
func (f function) page(ctx context.Context, c *web.Call, q query, runs []store.SCIMRun) (*reply, error) {
	org := c.Organization.ID
	key := func(start int) store.Key {
		return store.SCIMPageKey(org, c.Actor(), strings.Join(textOf(runs), " "), start)
	}
	from, err := f.pageAt(ctx, c, q.start, runs, key(q.start))
	if err != nil {
		return nil, err
	}
	total := totalOf(c.Found.Counts(org), runs) + from.Over
	if q.count == 0 || len(runs) == 0 {
		return q.reply(c, nil, total), nil
	}
	rows, to, more, err := f.store.ListSCIM(ctx, org, runs, from.At, q.count)
	if err != nil {
		return nil, err
	}
	places, err := f.placesOf(ctx, c, rows)
	if err != nil {
		return nil, err
	}
	places = slices.DeleteFunc(places, func(p *place) bool { return !q.filter.holds(p.attributes()) })
	if more {
		if err := f.store.KeepSCIMPage(ctx, key(q.start+len(rows)), store.SCIMPage{At: to, Over: from.Over}, c.Now); err != nil {
			return nil, err
		}
	}
	return q.reply(c, places, max(total, q.start-1+len(places))), nil
}

func (f function) pageAt(ctx context.Context, c *web.Call, start int, runs []store.SCIMRun, key store.Key) (from store.SCIMPage, err error) {
	org := c.Organization.ID
	if start > 1 {
		kept, err := f.store.Get(ctx, key)
		if err != nil {
			return from, err
		}
		if page, ok := kept.SCIMPage(key, c.Now); ok {
			return page, nil
		}
		if start-1 > mostSkipped {
			return from, refuse(kindTooMany, "The list is read from its beginning, page by page: from startIndex 1 on.")
		}
		if from.At, _, err = f.store.SkipSCIM(ctx, org, runs, start-1); err != nil {
			return from, err
		}
	}
	if slices.Contains(runs, store.SCIMOver) {
		from.Over, err = f.store.CountSCIMOver(ctx, org)
	}
	return from, err
}

func totalOf(n store.Counts, runs []store.SCIMRun) (total int) {
	for _, r := range runs {
		total += map[store.SCIMRun]int{
			store.SCIMActive: n.Active, store.SCIMWaiting: n.PendingApproval, store.SCIMSuspended: n.Suspended, store.SCIMInvited: n.Invited,
		}[r]
	}
	return total
}

func textOf(runs []store.SCIMRun) (all []string) {
	for _, r := range runs {
		all = append(all, string(r))
	}
	return all
}

// placesOf is the rows as places. What a row does not carry is read for all of them at once: what clients have written,
// and the roles of those who have more than a row shows.
func (f function) placesOf(ctx context.Context, c *web.Call, rows []store.SCIMRow) ([]*place, error) {
	org := c.Organization.ID
	var keys []store.Key
	for _, row := range rows {
		if id := row.SCIM(); id != "" {
			keys = append(keys, store.SCIMKey(org, id))
		}
		keys = append(keys, row.Rest()...)
	}
	found, err := f.store.Glance(ctx, keys...)
	if err != nil {
		return nil, err
	}
	var all []*place
	for _, row := range rows {
		if p := placeOf(c, row, found); p != nil {
			all = append(all, p)
		}
	}
	return all, nil
}

// placeOf is nil for what is not there any more.
func placeOf(c *web.Call, row store.SCIMRow, found store.Found) *place {
	org := c.Organization.ID
	p := &place{id: row.SCIM()}
	if p.id != "" {
		if p.record = found.SCIMPlace(org, p.id); p.record == nil {
			return nil
		}
	}
	switch {
	case row.Member != nil:
		p.member = &row.Member.Member
		if whole := found.Member(org, p.member.User); whole != nil {
			p.member = whole
		}
		p.id = orElse(p.id, string(p.member.ID()))
	case row.Invitation != nil:
		p.invitation = &row.Invitation.Invitation
		if whole := found.Invitation(org, p.invitation.ID); whole != nil {
			p.invitation = whole
		}
		p.id = orElse(p.id, string(p.invitation.ID))
		if !p.invitation.Open(c.Now) {
			if p.invitation = nil; p.record == nil {
				return nil
			}
		}
	case p.record.Open:
		return nil
	}
	return p
}

func orElse(id account.SCIMID, other string) account.SCIMID {
	if id == "" {
		return account.SCIMID(other)
	}
	return id
}
