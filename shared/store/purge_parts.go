package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
)

// What belongs to an organization, part by part, in an order that leaves nothing without what leads to it.

// rowTabs are the tabs whose people have rows.
var rowTabs = []Tab{
	MemberTab(account.Active), MemberTab(account.PendingApproval), MemberTab(account.Suspended), InvitationTab(account.Pending),
}

// personTabs are all tabs.
var personTabs = append(slices.Clone(rowTabs),
	InvitationTab(account.Accepted), InvitationTab(account.Declined), InvitationTab(account.Revoked), InvitationTab(account.Expired))

func (p *purge) people(ctx context.Context) error {
	for _, tab := range personTabs {
		if err := p.each(ctx, partition{index: "GSI1", key: tabPartition(p.org, tab)}, p.deletePeople); err != nil {
			return err
		}
	}
	return nil
}

func (p *purge) deletePeople(ctx context.Context, keys []Key) error {
	found, err := p.Get(ctx, keys...)
	if err != nil {
		return err
	}
	return p.deleteWith(ctx, keys, func(ctx context.Context, key Key) ([]Key, error) { return p.aroundPerson(ctx, found[key]) })
}

// aroundPerson is the rows of a person, the guard of its address and the mail of an invitation. Of a record that
// cannot be read nothing is known but that it goes.
func (p *purge) aroundPerson(ctx context.Context, record item) ([]Key, error) {
	switch text(record["kind"]) {
	case kindMember:
		if r, err := decode[memberRecord](record); err == nil {
			return append(standingOfMember(r).keys(), p.guards(r.Reserved)...), nil
		}
	case kindInvitation:
		if r, err := decode[invitationRecord](record); err == nil {
			mail, err := p.allIn(ctx, invitationMailKey(r.Summary.ID, "").pk)
			around := append(standingOfInvitation(r).keys(), p.guards(r.Summary.Email)...)
			return append(around, slices.DeleteFunc(mail, func(k Key) bool { return k == keyOf(record) })...), err
		}
	}
	return nil, nil
}

func (p *purge) guards(address account.Address) []Key {
	if address == "" {
		return nil
	}
	return []Key{AddressKey(p.org, address)}
}

// webhooks deletes endpoints with what they were told: an endpoint only when nothing of it is left, since it leads there.
// What is left of one that was deleted before has gone by itself.
func (p *purge) webhooks(ctx context.Context) error {
	return p.each(ctx, partition{key: OrganizationKey(p.org).pk, prefix: webhookPrefix}, func(ctx context.Context, keys []Key) error {
		var bare []Key
		for _, key := range keys {
			told := partition{key: GateKey(account.WebhookID(strings.TrimPrefix(key.sk, webhookPrefix))).pk}
			switch empty, err := p.emptied(ctx, told); {
			case err != nil:
				return err
			case empty:
				bare = append(bare, key)
			}
		}
		return p.deleteAll(ctx, bare)
	})
}

// emptied is empty for what leads nowhere itself: a page at least, whatever the time, and whether nothing is left.
func (p *purge) emptied(ctx context.Context, in partition) (bool, error) {
	for {
		keys, _, err := p.keysIn(ctx, in, nil)
		if err != nil || len(keys) == 0 {
			return err == nil, err
		}
		p.met.Add(int64(len(keys)))
		if err := p.deleteAll(ctx, keys); err != nil || !time.Now().Before(p.Ends) {
			return false, err
		}
	}
}

// adAccounts deletes ad accounts with the guards of their external ids and what is left of rows under them.
func (p *purge) adAccounts(ctx context.Context) error {
	return p.each(ctx, partition{key: OrganizationKey(p.org).pk, prefix: adAccountPrefix}, func(ctx context.Context, keys []Key) error {
		found, err := p.Get(ctx, keys...)
		if err != nil {
			return err
		}
		return p.deleteWith(ctx, keys, func(ctx context.Context, key Key) ([]Key, error) {
			for _, role := range append([]string{""}, p.Roles...) {
				if err := p.rowsUnder(ctx, adAccountTerm(account.AdAccountID(strings.TrimPrefix(key.sk, adAccountPrefix)), role)); err != nil {
					return nil, err
				}
			}
			if r, err := decode[adAccountRecord](found[key]); err == nil && r.Summary.ExternalID != "" {
				return []Key{ExternalIDKey(p.org, r.Summary.ExternalID)}, nil
			}
			return nil, nil
		})
	})
}

// scimPlaces deletes what SCIM clients have written, with the guards of its names.
func (p *purge) scimPlaces(ctx context.Context) error {
	return p.each(ctx, partition{key: scimPartition(p.org)}, func(ctx context.Context, keys []Key) error {
		found, err := p.Get(ctx, keys...)
		if err != nil {
			return err
		}
		return p.deleteWith(ctx, keys, func(_ context.Context, key Key) ([]Key, error) {
			if r, err := decode[scimRecord](found[key]); err == nil {
				return r.names(), nil
			}
			return nil, nil
		})
	})
}

// rows deletes what is left of rows: those that dispatch wrote while their person went, and those of somebody who
// was lost.
func (p *purge) rows(ctx context.Context) error {
	for _, tab := range rowTabs {
		if err := p.empty(ctx, partition{key: wordPartition(p.org, tab)}); err != nil {
			return err
		}
	}
	for _, term := range []string{
		roleTerm(account.Admin), roleTerm(account.PlainMember), roleTerm(account.Guest),
		twoFactorTerm(true), twoFactorTerm(false), administersTerm,
	} {
		if err := p.rowsUnder(ctx, term); err != nil {
			return err
		}
	}
	return nil
}

func (p *purge) rowsUnder(ctx context.Context, term string) error {
	for _, tab := range rowTabs {
		if err := p.empty(ctx, partition{key: filterPartition(p.org, tab, term)}); err != nil {
			return err
		}
	}
	return nil
}

// blocks deletes the guards of the addresses that wanted no invitations.
func (p *purge) blocks(ctx context.Context) error {
	return p.empty(ctx, partition{index: "GSI2", key: blockedPartition(p.org)})
}

// apiKeys deletes the keys, those that were revoked too.
func (p *purge) apiKeys(ctx context.Context) error {
	return errors.Join(
		p.empty(ctx, partition{index: "GSI1", key: apiKeysPartition(p.org)}),
		p.empty(ctx, partition{index: "GSI1", key: revokedKeysPartition(p.org)}))
}

// messages deletes what is known of signed messages that came in.
func (p *purge) messages(ctx context.Context) error {
	if err := p.empty(ctx, partition{index: "GSI2", key: messagesPartition(p.org)}); err != nil {
		return err
	}
	return p.empty(ctx, partition{key: messageOrderPartition(p.org)})
}

// events deletes the log, and of events that are young enough for them the marks of what was done.
func (p *purge) events(ctx context.Context) error {
	oldest := eventsFrom(p.Now.Add(-handledLife).UnixMilli())
	return p.each(ctx, partition{key: EventKey(p.org, "").pk}, func(ctx context.Context, keys []Key) error {
		return p.deleteWith(ctx, keys, func(ctx context.Context, key Key) ([]Key, error) {
			if key.sk < oldest {
				return nil, nil
			}
			return p.allIn(ctx, handledKey("", account.EventID(key.sk), "").pk)
		})
	})
}

// deleteWith deletes items with what stands around them, and themselves last, because they lead there.
func (p *purge) deleteWith(ctx context.Context, keys []Key, around func(context.Context, Key) ([]Key, error)) error {
	var all []Key
	var lock sync.Mutex
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(batchesAtOnce)
	for _, key := range keys {
		group.Go(func() error {
			some, err := around(inner, key)
			lock.Lock()
			defer lock.Unlock()
			all = append(all, some...)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := p.deleteAll(ctx, all); err != nil {
		return err
	}
	return p.deleteAll(ctx, keys)
}

// allIn is the keys of a small partition.
func (p *purge) allIn(ctx context.Context, key string) (all []Key, err error) {
	for after := (item)(nil); ; {
		keys, last, err := p.keysIn(ctx, partition{key: key}, after)
		if all = append(all, keys...); err != nil || len(last) == 0 {
			return all, err
		}
		after = last
	}
}
