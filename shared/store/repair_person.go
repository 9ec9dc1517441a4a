package store

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

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

// indexKeysOf is where a record should stand in the indexes by which lists sort; nothing for one that cannot be
// read. What is due in index 4 moves by other rules.
func indexKeysOf(record item) item {
	made := item{}
	switch text(record["kind"]) {
	case kindMember:
		if r, err := decode[memberRecord](record); err == nil {
			made = encode(toMemberRecord(r.member()))
		}
	case kindInvitation:
		if r, err := decode[invitationRecord](record); err == nil {
			made = encode(toInvitationRecord(r.invitation()))
		}
	case kindAdAccount:
		if r, err := decode[adAccountRecord](record); err == nil {
			made = encode(toAdAccountRecord(r.adAccount()))
		}
	}
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
