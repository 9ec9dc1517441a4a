package store

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"sync"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
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
	decoded, err := decode[adAccountRecord](record)
	if err != nil {
		r.found.Unreadable++
		return nil
	}
	keys := indexKeysIn(encode(toAdAccountRecord(decoded.adAccount())))
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
	var lock sync.Mutex
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
			lock.Lock()
			r.found.add(wrong)
			lock.Unlock()
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

// sight is one person as its record and its rows are.
type sight struct {
	person     Person // with the rows that it is suspected for, and the newest version that was seen of it
	record     item   // nil when it is gone
	unreadable bool
	standing   *standing // nil when it has no rows
	indexKeys  item      // where the record should stand in the indexes
	wanted     []item
	rows       Found // those that are there, of the wanted and the suspected
}

// look reads people, and then their rows.
func (r *repair) look(ctx context.Context, people []Person) ([]sight, error) {
	var keys []Key
	for _, p := range people {
		keys = append(keys, p.key)
	}
	records, err := r.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	var rowKeys []Key
	seen := make([]sight, len(people))
	for i, p := range people {
		seen[i] = sightOf(p, records[p.key])
		seen[i].wanted = seen[i].standing.items()
		rowKeys = slices.AppendSeq(append(rowKeys, seen[i].standing.keys()...), maps.Keys(p.rows))
	}
	rows, err := r.store.Get(ctx, rowKeys...)
	if err != nil {
		return nil, err
	}
	for i := range seen {
		seen[i].rows = rows
		seen[i].person.newest = seen[i].newest()
	}
	return seen, nil
}

func sightOf(p Person, record item) sight {
	s := sight{person: p, record: record}
	if record == nil {
		return s
	}
	var err error
	s.standing, err = standingOf(record)
	if s.unreadable = err != nil; !s.unreadable {
		s.indexKeys = indexKeysOf(record)
	}
	return s
}

// newest is the newest version that the record or a row of it shows.
func (s sight) newest() int64 {
	newest := versionOf(s.record)
	for _, key := range s.standing.keys() {
		newest = max(newest, versionOf(s.rows[key]))
	}
	for key := range s.person.rows {
		newest = max(newest, versionOf(s.rows[key]))
	}
	return newest
}

// faults are what is wrong with one person.
type faults struct {
	missing, stale, tooMany int
	misplaced, unreadable   bool
}

func (s sight) faults() faults {
	f := faults{unreadable: s.unreadable}
	wanted := map[Key]bool{}
	for _, row := range s.wanted {
		key := keyOf(row)
		wanted[key] = true
		switch is, ok := s.rows[key]; {
		case !ok:
			f.missing++
		case !reflect.DeepEqual(is, row):
			f.stale++
		}
	}
	for key := range s.person.rows {
		if _, is := s.rows[key]; is && !wanted[key] {
			f.tooMany++
		}
	}
	f.misplaced = misplaced(s.record, s.indexKeys)
	return f
}

// misplaced reports whether a record stands elsewhere in the indexes than it should.
func misplaced(record, indexKeys item) bool {
	for name, value := range indexKeys {
		if !reflect.DeepEqual(record[name], value) {
			return true
		}
	}
	return false
}

func (r *Repaired) add(f faults) {
	r.Missing += f.missing
	r.Stale += f.stale
	r.TooMany += f.tooMany
	if f.misplaced {
		r.Misplaced++
	}
	if f.unreadable {
		r.Unreadable++
	}
}

// indexKeysOf is where a person's record should stand in the indexes by which lists sort.
func indexKeysOf(record item) item {
	if text(record["kind"]) == kindMember {
		r, _ := decode[memberRecord](record) // standingOf has decoded it
		return indexKeysIn(encode(toMemberRecord(r.member())))
	}
	r, _ := decode[invitationRecord](record)
	return indexKeysIn(encode(toInvitationRecord(r.invitation())))
}

// indexKeysIn are the keys of the indexes in a record. What is due in index 4 moves by other rules.
func indexKeysIn(made item) item {
	keys := item{}
	for _, name := range []string{"GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK", "GSI3PK", "GSI3SK"} {
		if value, ok := made[name]; ok {
			keys[name] = value
		}
	}
	return keys
}

// reindex moves a record to its place in the indexes, unless it has changed meanwhile.
func (s *Store) reindex(ctx context.Context, record, indexKeys item) error {
	var update expression.UpdateBuilder
	for name, value := range indexKeys {
		update = update.Set(expression.Name(name), expression.Value(value))
	}
	same := expression.Name("summary").Equal(expression.Value(record["summary"]))
	if day, ok := record["last_active"]; ok {
		same = same.And(expression.Name("last_active").Equal(expression.Value(day)))
	} else {
		same = same.And(expression.AttributeNotExists(expression.Name("last_active")))
	}
	return s.update(ctx, keyOf(record), update, same)
}

// versionOf is the version that a record or a row shows; 0 where it shows none.
func versionOf(i item) int64 {
	summary, _ := i["summary"].(*types.AttributeValueMemberM)
	if summary == nil {
		return 0
	}
	number, _ := summary.Value["version"].(*types.AttributeValueMemberN)
	if number == nil {
		return 0
	}
	version, _ := strconv.ParseInt(number.Value, 10, 64)
	return version
}
