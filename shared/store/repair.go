package store

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

// Repair compares what is derived with the records that it is derived from, in one organization, and mends it.
// Derived are the filter rows and word rows, the tab counts, the counter of organization admins and the sort keys
// of the indexes.
//
// It may run beside everything else. Rows are kept by KeepRows, as dispatch does; nothing is counted unless the
// organization stood still meanwhile. On what is right it writes nothing. It reads every record and every row of
// the organization, strongly consistent, in pages.
//
// NotFound when there is no such organization, or it is deleted.
func (s *Store) Repair(ctx context.Context, org account.OrganizationID, how Repairing) (*Repaired, error) {
	found, err := s.Get(ctx, OrganizationKey(org))
	if err != nil {
		return nil, err
	}
	if found.Organization(org) == nil {
		return nil, account.Unknown()
	}
	r := &repair{store: s, org: org, how: how, terms: map[Tab]map[string]bool{}, suspects: map[Key]Person{}}
	for _, step := range []func(context.Context) error{r.people, r.rows, r.examine, r.tally} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return &r.found, nil
}

// Repairing says how to repair.
type Repairing struct {
	Check bool // only say what is wrong
	// Settle is how long dispatch gets for what it has not done yet. What is wrong then still is called wrong.
	Settle   time.Duration
	Progress func(Repaired) // told after each page; may be nil
}

// Repaired is what was wrong in an organization.
type Repaired struct {
	People int // members and invitations that were looked at
	Rows   int // rows that were looked at

	Missing    int    // rows that were not there
	Stale      int    // rows that showed something else than the record
	TooMany    int    // rows of somebody who is gone, or who does not belong there
	Misplaced  int    // records that stood at the wrong place of an index
	Unreadable int    // records that this program does not understand; they stay as they are, and have no rows
	Uncounted  int    // events that dispatch had not counted
	Counts     Counts // how much more each count said than there is; negative for less
	Admins     int    // the same of the counter of active organization admins
	// Unsettled says that the organization changed all the while, so that its counts could not be compared.
	Unsettled bool
}

// Healthy reports whether nothing was wrong.
func (r Repaired) Healthy() bool {
	return r == Repaired{People: r.People, Rows: r.Rows}
}

// repair is one run of Repair.
type repair struct {
	store    *Store
	org      account.OrganizationID
	how      Repairing
	found    Repaired
	terms    map[Tab]map[string]bool // that people of a tab have rows under, or once had
	suspects map[Key]Person          // who looked wrong, and are looked at again
}

// wait gives dispatch its time.
func (r *repair) wait(ctx context.Context) error {
	timer := time.NewTimer(r.how.Settle)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return unavailable("repair", ctx.Err())
	case <-timer.C:
		return nil
	}
}

// pages reads a run to its end.
func (r *repair) pages(ctx context.Context, of run, most int, each func([]item) error) error {
	_, sort := of.names()
	for after := ""; ; {
		items, more, err := r.store.read(ctx, of, after, most)
		if err != nil {
			return err
		}
		if err := each(items); err != nil {
			return err
		}
		if r.how.Progress != nil {
			r.how.Progress(r.found)
		}
		if !more || len(items) == 0 {
			return nil
		}
		after = text(items[len(items)-1][sort])
	}
}

// Organizations calls each for every organization that is not deleted. It reads the whole table.
func (s *Store) Organizations(ctx context.Context, each func(account.OrganizationID) error) error {
	e := build(expression.NewBuilder().WithFilter(expression.Name("kind").Equal(expression.Value(kindOrganization))), unconditional)
	in := &dynamodb.ScanInput{
		TableName: &s.table, FilterExpression: e.Filter(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	}
	for {
		out, err := s.db.Scan(ctx, in)
		if err != nil {
			return unavailable("organizations", err)
		}
		for _, i := range out.Items {
			r, err := decode[organizationRecord](i)
			if err != nil {
				return unreadableError{keyOf(i), err}
			}
			if o := r.organization(); o.DeletedAt.IsZero() {
				if err := each(o.ID); err != nil {
					return err
				}
			}
		}
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return nil
		}
	}
}
