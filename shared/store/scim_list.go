package store

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// SCIMRun is a part of the list of everybody who has or had a place: one tab, by name, or those SCIM places that are
// nobody's now, by id.
type SCIMRun Tab

// The runs, in the order in which the list has them.
var (
	SCIMActive    = SCIMRun(MemberTab(account.Active))
	SCIMWaiting   = SCIMRun(MemberTab(account.PendingApproval))
	SCIMSuspended = SCIMRun(MemberTab(account.Suspended))
	SCIMInvited   = SCIMRun(InvitationTab(account.Pending))
	SCIMOver      = SCIMRun("OVER")
)

// SCIMAt is a place in the list: behind that row of that run. The zero value is its beginning.
type SCIMAt struct {
	Run   int
	After string // the sort key of the row; empty for the beginning of the run
}

// SCIMRow is one of the three.
type SCIMRow struct {
	Member     *MemberRow
	Invitation *InvitationRow
	Over       account.SCIMID
}

// ListSCIM is the rows of the runs behind a place in the list, so many at most, seconds late. more is false where the
// list ends with them.
func (s *Store) ListSCIM(ctx context.Context, org account.OrganizationID, runs []SCIMRun, from SCIMAt, most int) (rows []SCIMRow, to SCIMAt, more bool, err error) {
	for to = from; to.Run < len(runs); to = (SCIMAt{Run: to.Run + 1}) {
		r := runs[to.Run].run(org)
		for {
			items, rest, err := s.read(ctx, r, to.After, most-len(rows)+1)
			if err != nil {
				return nil, to, false, err
			}
			for _, i := range items {
				if len(rows) == most {
					return rows, to, true, nil
				}
				row, err := runs[to.Run].row(i)
				if err != nil {
					return nil, to, false, err
				}
				rows, to.After = append(rows, row), text(i["GSI1SK"])
			}
			if !rest {
				break
			}
		}
	}
	return rows, to, false, nil
}

// SkipSCIM is the place in the list behind so many rows more.
func (s *Store) SkipSCIM(ctx context.Context, org account.OrganizationID, runs []SCIMRun, rows int) (to SCIMAt, more bool, err error) {
	_, to, more, err = s.ListSCIM(ctx, org, runs, SCIMAt{}, rows)
	return to, more, err
}

func (r SCIMRun) run(org account.OrganizationID) run {
	switch r {
	case SCIMOver:
		return run{index: "GSI1", partition: scimOverPartition(org), base: func(id string) (Key, bool) {
			return SCIMKey(org, account.SCIMID(id)), account.SCIMID(id).Valid()
		}}
	case SCIMInvited:
		return run{index: "GSI1", partition: tabPartition(org, Tab(r)), base: invitationBase}
	}
	return run{index: "GSI1", partition: tabPartition(org, Tab(r)), base: memberBase(org)}
}

func (r SCIMRun) row(i item) (SCIMRow, error) {
	switch r {
	case SCIMOver:
		return SCIMRow{Over: account.SCIMID(text(i["SK"]))}, nil
	case SCIMInvited:
		row, err := invitationRowOf(i)
		return SCIMRow{Invitation: &row}, err
	}
	row, err := memberRowOf(i)
	return SCIMRow{Member: &row}, err
}

// CountSCIMOver is how many SCIM places are nobody's now, counted up to some thousands.
func (s *Store) CountSCIMOver(ctx context.Context, org account.OrganizationID) (int, error) {
	e, err := expression.NewBuilder().
		WithKeyCondition(expression.Key("GSI1PK").Equal(expression.Value(scimOverPartition(org)))).Build()
	if err != nil {
		return 0, err
	}
	out, err := s.query(ctx, &dynamodb.QueryInput{
		IndexName: aws.String("GSI1"), Select: types.SelectCount, KeyConditionExpression: e.KeyCondition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	if err != nil {
		return 0, err
	}
	return int(out.Count), nil
}

// SCIMPage is where a page of a list began, for whoever asks for the next one within minutes.
type SCIMPage struct {
	At   SCIMAt
	Over int // what CountSCIMOver answered for the first page
}

const scimPageLife = 10 * time.Minute

type scimPageRecord struct {
	keys
	Kind  string `dynamodbav:"kind"`
	Run   int    `dynamodbav:"run"`
	After string `dynamodbav:"after,omitempty"`
	Over  int    `dynamodbav:"over"`
	Until millis `dynamodbav:"until"` // it counts until then; ttl only cleans
	TTL   int64  `dynamodbav:"ttl"`
}

// KeepSCIMPage remembers under a SCIMPageKey where the next page begins.
func (s *Store) KeepSCIMPage(ctx context.Context, k Key, p SCIMPage, now time.Time) error {
	until := now.Add(scimPageLife)
	_, err := s.db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: encode(scimPageRecord{
		keys: k.keys(), Kind: kindSCIMPage, Run: p.At.Run, After: p.At.After, Over: p.Over, Until: toMillis(until), TTL: until.Unix(),
	})})
	return unavailable("SCIM page", err)
}

// SCIMPage is what KeepSCIMPage remembered, while it counts.
func (f Found) SCIMPage(k Key, now time.Time) (SCIMPage, bool) {
	r := read[scimPageRecord](f, k)
	if r == nil || !now.Before(r.Until.time()) {
		return SCIMPage{}, false
	}
	return SCIMPage{SCIMAt{r.Run, r.After}, r.Over}, true
}

// SCIM is the id under which a client has written about the row; empty for none.
func (r SCIMRow) SCIM() account.SCIMID {
	switch {
	case r.Member != nil:
		return r.Member.SCIM
	case r.Invitation != nil:
		return r.Invitation.SCIM
	}
	return r.Over
}

// Rest is the key of the record, where the row does not carry all its roles.
func (r SCIMRow) Rest() []Key {
	switch {
	case r.Member != nil && r.Member.RoleCount > shownRoles:
		return []Key{MemberKey(r.Member.Organization, r.Member.User)}
	case r.Invitation != nil && r.Invitation.RoleCount > shownRoles:
		return []Key{InvitationKey(r.Invitation.ID)}
	}
	return nil
}
