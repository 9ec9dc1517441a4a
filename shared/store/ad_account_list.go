package store

import (
	"context"
	"slices"
	"strings"

	"roster/shared/account"
)

// AdAccountList asks for an organization's ad accounts, archived ones too, by name.
type AdAccountList struct {
	Organization account.OrganizationID
	Reader       account.Actor // whose cursors these are
	Limit        int
	Cursor       string
}

// ListAdAccounts is a page of all ad accounts, seconds late. An Invalid error when the cursor belongs to
// another list.
func (s *Store) ListAdAccounts(ctx context.Context, l AdAccountList) (*Page[*account.AdAccount], error) {
	return page(ctx, s, listing[*account.AdAccount]{
		run: l.run(), digest: l.digest(), cursor: l.Cursor, limit: l.Limit,
		chunk: chunkFor(l.Limit, false, false),
		decode: func(i item) (*account.AdAccount, error) {
			r, err := decode[adAccountRecord](i)
			return r.adAccount(), err
		},
		keep: func(_ context.Context, _ []string, rows []*account.AdAccount) ([]bool, error) {
			return slices.Repeat([]bool{true}, len(rows)), nil
		},
	})
}

// ListSomeAdAccounts is a page of those with the ids, as they stand now, in the same order and with the same
// cursors.
func (s *Store) ListSomeAdAccounts(ctx context.Context, l AdAccountList, ids []account.AdAccountID) (*Page[*account.AdAccount], error) {
	after, err := readCursor(l.Cursor, l.digest(), l.run())
	if err != nil {
		return nil, err
	}
	keys := make([]Key, len(ids))
	for n, id := range ids {
		keys[n] = AdAccountKey(l.Organization, id)
	}
	found, err := s.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	p := &Page[*account.AdAccount]{}
	for _, id := range ids {
		if a := found.AdAccount(l.Organization, id); a != nil && sortKeyOf(a) > after {
			p.Rows = append(p.Rows, a)
		}
	}
	slices.SortFunc(p.Rows, func(a, b *account.AdAccount) int { return strings.Compare(sortKeyOf(a), sortKeyOf(b)) })
	if len(p.Rows) > l.Limit {
		p.Rows = p.Rows[:l.Limit]
		p.Next = writeCursor(l.digest(), sortKeyOf(p.Rows[l.Limit-1]))
	}
	return p, nil
}

func sortKeyOf(a *account.AdAccount) string { return named(a.Name, string(a.ID)) }

func (l AdAccountList) run() run {
	return run{index: "GSI1", partition: tabPartition(l.Organization, adAccountTab), base: func(id string) (Key, bool) {
		a := account.AdAccountID(id)
		return AdAccountKey(l.Organization, a), a.Valid()
	}}
}

func (l AdAccountList) digest() [digestLength]byte {
	return listDigest("ad_accounts", string(l.Organization), string(l.Reader.Kind), l.Reader.ID)
}
