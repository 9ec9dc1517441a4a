package store

import (
	"context"
	"strings"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
)

// What an organization has with others, as their client and as their agency. The others' logs say that a link has
// ended with it, by which their counts follow; and nobody who worked under it is left to come through it.

func (p *purge) links(ctx context.Context) error {
	asClient := partition{key: OrganizationKey(p.org).pk, prefix: agencyPrefix}
	asAgency := partition{index: "GSI1", key: clientsPartition(p.org)}
	for _, in := range []partition{asClient, asAgency} {
		err := p.each(ctx, in, func(ctx context.Context, keys []Key) error {
			for _, key := range keys {
				if err := p.link(ctx, key); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// link deletes a link with all that was assigned under it, now or earlier, and itself last.
func (p *purge) link(ctx context.Context, key Key) error {
	client, agency := linkOf(key)
	assigned, err := p.allIn(ctx, assignmentPartition(client, agency))
	if err != nil {
		return err
	}
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(batchesAtOnce)
	for _, a := range assigned {
		group.Go(func() error {
			return p.comesNoMore(inner, &account.Assignment{Client: client, Agency: agency, User: account.UserID(a.sk)})
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := p.deleteAll(ctx, assigned); err != nil {
		return err
	}
	return p.endLink(ctx, key, client, agency)
}

// linkOf is between whom the link of a key is.
func linkOf(key Key) (client, agency account.OrganizationID) {
	return account.OrganizationID(strings.TrimPrefix(key.pk, OrganizationKey("").pk)), account.OrganizationID(strings.TrimPrefix(key.sk, agencyPrefix))
}

// comesNoMore takes the note of a way in from where the person's place would be.
func (s *Store) comesNoMore(ctx context.Context, a *account.Assignment) error {
	return beside(false, func(more bool) error { return s.commit(ctx, Intent{}, comesNoMore(a, more)) })
}

// endLink deletes the link, with an event for the other side if it was open and there is somebody to see it.
func (p *purge) endLink(ctx context.Context, key Key, client, agency account.OrganizationID) error {
	other := client
	if client == p.org {
		other = agency
	}
	found, err := p.Get(ctx, key, OrganizationKey(other))
	if err != nil {
		return err
	}
	l := found.Agency(client, agency)
	if l == nil { // the index is late
		return nil
	}
	in := Intent{Actor: account.Actor{Kind: account.BySystem}, At: p.Now.UTC()}
	writes := []write{remove(key, versionIs(l.Version), movedOn)}
	if whole := found[OrganizationKey(other)]; whole != nil && whole[purgeMark] == nil && !l.State.Over() {
		ended := *l
		ended.State, ended.Version = account.LinkEnded, account.NextVersion(l.Version, p.Now)
		for _, told := range in.aboutLink(account.AgencyEnded, &ended, account.Change{}.WithState(string(l.State), string(ended.State))) {
			if told.logs(other) {
				writes = append(writes, told)
			}
		}
	}
	return p.commit(ctx, in, writes...)
}

// logs reports whether the write is of an event in that organization's log.
func (w write) logs(org account.OrganizationID) bool {
	return w.into.Put != nil && text(w.into.Put.Item["PK"]) == EventKey(org, "").pk
}
