package store

import (
	"context"
	"errors"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
)

const (
	peopleAtOnce   = 100  // records of one page; each has some eight rows
	rowsOfPage     = 500  // rows of one page
	mostSuspects   = 1000 // that are held before they are looked at again
	examinedAtOnce = 8
)

var (
	memberStates     = []account.MemberState{account.Active, account.PendingApproval, account.Suspended}
	invitationStates = []account.InvitationState{account.Pending, account.Accepted, account.Declined, account.Revoked, account.Expired}
)

// people goes through all records and suspects whose rows or index keys are not what the record says.
func (r *repair) people(ctx context.Context) error {
	for _, state := range memberStates {
		if err := r.peopleOf(ctx, MemberTab(state), memberBase(r.org)); err != nil {
			return err
		}
	}
	for _, state := range invitationStates {
		if err := r.peopleOf(ctx, InvitationTab(state), invitationBase); err != nil {
			return err
		}
	}
	return nil
}

func (r *repair) peopleOf(ctx context.Context, tab Tab, base func(string) (Key, bool)) error {
	all := run{index: "GSI1", partition: tabPartition(r.org, tab), base: base}
	return r.pages(ctx, all, peopleAtOnce, func(items []item) error {
		people := make([]Person, len(items))
		for i := range items {
			people[i] = PersonAt(keyOf(items[i]))
		}
		seen, err := r.look(ctx, people)
		if err != nil {
			return err
		}
		for _, p := range seen {
			r.found.People++
			if now := p.standing; now != nil {
				r.note(now.tab, now.terms...)
			}
			if p.faults() != (faults{}) {
				if err := r.suspect(ctx, p.person); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// note keeps that people of a tab have rows under the terms.
func (r *repair) note(tab Tab, terms ...string) {
	if r.terms[tab] == nil {
		r.terms[tab] = map[string]bool{}
	}
	for _, term := range terms {
		r.terms[tab][term] = true
	}
}

// rows goes through all rows and suspects whoever does not belong there.
func (r *repair) rows(ctx context.Context) error {
	if err := r.noteTerms(ctx); err != nil {
		return err
	}
	for _, state := range memberStates {
		if err := r.rowsOf(ctx, MemberTab(state), memberBase(r.org)); err != nil {
			return err
		}
	}
	return r.rowsOf(ctx, InvitationTab(account.Pending), invitationBase)
}

// noteTerms notes what rows may lie under though nobody is there any more. A role that left the catalog is
// among it as long as somebody holds it.
func (r *repair) noteTerms(ctx context.Context) error {
	terms := []string{roleTerm(account.Admin), roleTerm(account.PlainMember), roleTerm(account.Guest)}
	r.note(InvitationTab(account.Pending), terms...)
	terms = append(terms, twoFactorTerm(true), twoFactorTerm(false), administersTerm)
	adAccounts := run{partition: OrganizationKey(r.org).pk, prefix: adAccountPrefix}
	err := r.pages(ctx, adAccounts, rowsOfPage, func(items []item) error {
		for _, i := range items {
			if err := r.placeAdAccount(ctx, i); err != nil {
				return err
			}
			id := account.AdAccountID(text(i["SK"])[len(adAccountPrefix):])
			terms = append(terms, adAccountTerm(id, ""))
			for _, role := range account.ShippedCatalog().AdAccountRoles {
				terms = append(terms, adAccountTerm(id, role.ID))
			}
		}
		return nil
	})
	for _, state := range memberStates {
		r.note(MemberTab(state), terms...)
	}
	return err
}

// placeAdAccount looks at the one derived thing of an ad account: its place in the list of names.
func (r *repair) placeAdAccount(ctx context.Context, record item) error {
	keys := indexKeysOf(record)
	if !misplaced(record, keys) {
		return nil
	}
	r.found.Misplaced++
	if r.how.Check {
		return nil
	}
	return r.store.reindex(ctx, record, keys)
}

func (r *repair) rowsOf(ctx context.Context, tab Tab, base func(string) (Key, bool)) error {
	partitions := []string{wordPartition(r.org, tab)}
	for _, term := range slices.Sorted(maps.Keys(r.terms[tab])) {
		partitions = append(partitions, filterPartition(r.org, tab, term))
	}
	for _, partition := range partitions {
		err := r.pages(ctx, run{partition: partition, base: base}, rowsOfPage, func(rows []item) error {
			r.found.Rows += len(rows)
			return r.whoseRows(ctx, rows, base)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// whoseRows suspects the people of those rows that their records do not ask for.
func (r *repair) whoseRows(ctx context.Context, rows []item, base func(string) (Key, bool)) error {
	whose := map[Key][]Key{} // rows by record
	for _, row := range rows {
		key := keyOf(row)
		record, _ := base(idIn(key.sk)) // of what is no id there is no record
		whose[record] = append(whose[record], key)
	}
	records, err := r.store.Get(ctx, slices.Collect(maps.Keys(whose))...)
	if err != nil {
		return err
	}
	for record, keys := range whose {
		wanted := sightOf(PersonAt(record), records[record]).standing.keys()
		for _, key := range keys {
			if slices.Contains(wanted, key) {
				continue
			}
			if err := r.suspect(ctx, Person{key: record, rows: map[Key]bool{key: true}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// suspect keeps somebody for another look.
func (r *repair) suspect(ctx context.Context, p Person) error {
	if known, ok := r.suspects[p.key]; ok {
		p = p.And(known)
	}
	r.suspects[p.key] = p
	if len(r.suspects) < mostSuspects {
		return nil
	}
	return r.examine(ctx)
}

// examine looks at the suspects again after dispatch has had its time, and mends what is still wrong.
func (r *repair) examine(ctx context.Context) error {
	if len(r.suspects) == 0 {
		return nil
	}
	if err := r.wait(ctx); err != nil {
		return err
	}
	people := slices.Collect(maps.Values(r.suspects))
	clear(r.suspects)
	for some := range slices.Chunk(people, peopleAtOnce) {
		seen, err := r.look(ctx, some)
		if err != nil {
			return err
		}
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(examinedAtOnce)
		for _, p := range seen {
			wrong := p.faults()
			if wrong == (faults{}) {
				continue
			}
			r.found.add(wrong)
			if !r.how.Check {
				group.Go(func() error { return r.mend(ctx, p, wrong) })
			}
		}
		if err := group.Wait(); err != nil {
			return err
		}
	}
	return nil
}

// mend brings rows and index keys of one person to what its record says.
func (r *repair) mend(ctx context.Context, p sight, wrong faults) error {
	if wrong.misplaced {
		if err := r.store.reindex(ctx, p.record, p.indexKeys); err != nil {
			return err
		}
	}
	if wrong.missing+wrong.stale+wrong.tooMany == 0 {
		return nil
	}
	err := r.store.KeepRows(ctx, p.person)
	var fault *account.Error
	if p.unreadable && !errors.As(err, &fault) { // its rows are gone, and it is reported
		return nil
	}
	return err
}
