package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"golang.org/x/sync/errgroup"

	"roster/shared/account"
)

// rowRecord is a filter row or a word row: what a list shows of a person, under a term or a word.
type rowRecord struct {
	keys
	Kind       string            `dynamodbav:"kind"`
	Summary    any               `dynamodbav:"summary"` // the person's own
	LastActive string            `dynamodbav:"last_active,omitempty"`
	MailState  account.MailState `dynamodbav:"mail_state,omitempty"`
}

// standing is a person as its rows show it, and where they lie.
type standing struct {
	org     account.OrganizationID
	tab     Tab
	id      string // of the member or invitation
	shown   string // the name that lists show and sort by
	terms   []string
	words   []string
	version int64
	row     rowRecord // without keys
}

// Terms are what a filter may ask for.

func roleTerm(role account.Role) string { return "role=" + string(role) }

func twoFactorTerm(on bool) string {
	if on {
		return "two_factor=on"
	}
	return "two_factor=off"
}

// adAccountTerm asks for any role on the ad account when the role is empty.
func adAccountTerm(id account.AdAccountID, role string) string {
	if role == "" {
		return "ad_account=" + string(id)
	}
	return "ad_account=" + string(id) + "/" + role
}

// administersTerm holds for account administrators.
const administersTerm = "administers"

func standingOfMember(r memberRecord) *standing {
	m := r.member()
	terms := []string{roleTerm(m.Grants.Role), twoFactorTerm(m.TwoFactor)}
	if m.State == account.Active && m.Grants.Administers() {
		terms = append(terms, administersTerm)
	}
	for _, id := range m.Grants.AdAccounts() {
		terms = append(terms, adAccountTerm(id, ""))
	}
	for _, held := range m.Grants.Sorted().AdAccountRoles {
		terms = append(terms, adAccountTerm(held.AdAccount, held.Role))
	}
	return &standing{
		org: m.Organization, tab: MemberTab(m.State), id: string(m.ID()), shown: m.Name,
		terms: terms, words: wordsOf(m.Name, m.Email), version: m.Version,
		row: rowRecord{Kind: kindRow, Summary: r.Summary, LastActive: r.LastActive},
	}
}

// standingOfInvitation is nil for one that is over: the lists of those are read whole.
func standingOfInvitation(r invitationRecord) *standing {
	i := r.invitation()
	if i.State != account.Pending {
		return nil
	}
	return &standing{
		org: i.Organization, tab: InvitationTab(i.State), id: string(i.ID), shown: i.DisplayName(),
		terms: []string{roleTerm(i.Grants.Role)}, words: wordsOf(i.Name, i.Email), version: i.Version,
		row: rowRecord{Kind: kindRow, Summary: r.Summary, MailState: r.MailState},
	}
}

// keys are where the rows of a standing lie.
func (s *standing) keys() []Key {
	if s == nil {
		return nil
	}
	var all []Key
	for _, term := range s.terms {
		all = append(all, Key{filterPartition(s.org, s.tab, term), named(s.shown, s.id)})
	}
	for _, word := range s.words {
		all = append(all, Key{wordPartition(s.org, s.tab), worded(word, s.shown, s.id)})
	}
	return all
}

// items are the rows of a standing.
func (s *standing) items() []item {
	if s == nil {
		return nil
	}
	keys, shown := s.keys(), encode(s.row)
	all := make([]item, len(keys))
	for i, key := range keys {
		all[i] = maps.Clone(shown)
		maps.Copy(all[i], key.item())
	}
	return all
}

// KeepRows brings the filter rows and word rows of one person to what its record says now, whichever changes
// it is called for, however late and however often.
//
// The changes only say where rows may lie that are not wanted any more; what is wanted is read, strongly
// consistent. It is read again after writing: a record that moved on meanwhile is followed, so that nobody who
// writes an older state leaves it behind. Rows of a newer version are never written over.
func (s *Store) KeepRows(ctx context.Context, p Person) error {
	now, err := s.standing(ctx, p.key)
	for try := 0; err == nil; try++ {
		if try == maxTries {
			return unavailable("keep rows", errors.New("the record changes faster than its rows"))
		}
		if err := s.writeRows(ctx, p, now); err != nil {
			return err
		}
		var after *standing
		if after, err = s.standing(ctx, p.key); err == nil && reflect.DeepEqual(now, after) {
			return nil
		}
		p, now = p.and(now), after
	}
	var unreadable unreadableError
	if errors.As(err, &unreadable) { // it lies under nothing until it can be read
		return errors.Join(err, s.writeRows(ctx, p, nil))
	}
	return err
}

// standing reads a person; nil when it is gone or has no rows.
func (s *Store) standing(ctx context.Context, key Key) (*standing, error) {
	found, err := s.Get(ctx, key)
	if err != nil || found[key] == nil {
		return nil, err
	}
	return standingOf(found[key])
}

// rowsAtOnce is how many rows of one person are written at once.
const rowsAtOnce = 8

// writeRows takes the rows away that the person is known to have had and writes those that it has now.
func (s *Store) writeRows(ctx context.Context, p Person, now *standing) error {
	newest := p.newest
	wanted := map[Key]bool{}
	if now != nil {
		newest = max(newest, now.version)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(rowsAtOnce)
	for _, key := range now.keys() {
		if !wanted[key] {
			wanted[key] = true
			group.Go(func() error { return s.putRow(ctx, key, now.row, newest) })
		}
	}
	for key := range p.rows {
		if !wanted[key] {
			group.Go(func() error { return s.deleteRow(ctx, key, newest) })
		}
	}
	return group.Wait()
}

func (s *Store) putRow(ctx context.Context, key Key, row rowRecord, newest int64) error {
	row.keys = key.keys()
	e := build(expression.NewBuilder(), notNewer(newest))
	_, err := s.db.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encode(row), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	return unlessFailed(conditional(err))
}

func (s *Store) deleteRow(ctx context.Context, key Key, newest int64) error {
	e := build(expression.NewBuilder(), notNewer(newest))
	_, err := s.db.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.table, Key: key.item(), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	return unlessFailed(conditional(err))
}

// notNewer holds where no row is, or one that shows no newer version.
func notNewer(version int64) expression.ConditionBuilder {
	shown := expression.Name("summary.version")
	return shown.LessThanEqual(expression.Value(version)).Or(expression.AttributeNotExists(shown))
}

// unlessFailed forgives a condition that does not hold: somebody wrote a newer row, or took it away.
func unlessFailed(err error) error {
	if errors.Is(err, errConditionFailed) {
		return nil
	}
	return err
}

// standingOf decodes a member or an invitation.
func standingOf(i item) (*standing, error) {
	switch text(i["kind"]) {
	case kindMember:
		r, err := decode[memberRecord](i)
		if err != nil || r.Summary.Organization == "" || MemberKey(r.Summary.Organization, r.Summary.User) != keyOf(i) {
			return nil, unreadableError{keyOf(i), err}
		}
		return standingOfMember(r), nil
	case kindInvitation:
		r, err := decode[invitationRecord](i)
		if err != nil || r.Summary.Organization == "" || InvitationKey(r.Summary.ID) != keyOf(i) {
			return nil, unreadableError{keyOf(i), err}
		}
		return standingOfInvitation(r), nil
	}
	if i["kind"] == nil { // a place that ended, and through whom its user still comes
		return nil, nil
	}
	return nil, unreadableError{keyOf(i), nil}
}

// unreadableError is a record that this program does not understand. It names the id at the end of the sort
// key and not what stands before: in a row that is a name or an address, and errors are logged.
type unreadableError struct {
	key   Key
	cause error
}

func (e unreadableError) Error() string {
	return fmt.Sprintf("the record at %s of %s cannot be read: %v", e.key.pk, idIn(e.key.sk), e.cause)
}

func (e unreadableError) Unwrap() error { return e.cause }
