package store

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// assignmentRecord is what one person of an agency may do for a client.
type assignmentRecord struct {
	keys
	Kind       string            `dynamodbav:"kind"`
	Summary    assignmentSummary `dynamodbav:"summary"`
	Roles      grantRecord       `dynamodbav:"ad_account_roles,omitempty"`
	LastActive string            `dynamodbav:"last_active,omitempty"`
}

type assignmentSummary struct {
	Client      account.OrganizationID `dynamodbav:"client"`
	Agency      account.OrganizationID `dynamodbav:"agency"`
	User        account.UserID         `dynamodbav:"user"`
	Permissions []account.Permission   `dynamodbav:"permissions,omitempty"`
	Blocked     bool                   `dynamodbav:"blocked,omitempty"`
	AssignedBy  personRecord           `dynamodbav:"assigned_by"`
	Round       int64                  `dynamodbav:"round"`
	Joined      millis                 `dynamodbav:"joined"`
	Version     int64                  `dynamodbav:"version"`
}

func toAssignmentRecord(a *account.Assignment) assignmentRecord {
	return assignmentRecord{
		keys: AssignmentKey(a.Client, a.Agency, a.User).keys(), Kind: kindAssignment, Roles: toGrantRecord(a.Grants.AdAccountRoles),
		Summary: assignmentSummary{
			Client: a.Client, Agency: a.Agency, User: a.User, Permissions: a.Grants.Permissions, Blocked: a.Blocked,
			AssignedBy: personRecord(a.AssignedBy), Round: a.Round, Joined: toMillis(a.JoinedAt), Version: a.Version,
		},
	}
}

func (r assignmentRecord) assignment() *account.Assignment {
	s := r.Summary
	return &account.Assignment{
		Client: s.Client, Agency: s.Agency, User: s.User,
		Grants:  account.Grants{Permissions: s.Permissions, AdAccountRoles: r.Roles.roles()},
		Blocked: s.Blocked, AssignedBy: account.Person(s.AssignedBy), LastActiveOn: r.LastActive,
		Round: s.Round, JoinedAt: s.Joined.time(), Version: s.Version,
	}
}

// Assignment is what a person of the agency may do for the client; nil for nothing.
func (f Found) Assignment(client, agency account.OrganizationID, user account.UserID) *account.Assignment {
	if r := read[assignmentRecord](f, AssignmentKey(client, agency, user)); r != nil {
		return r.assignment()
	}
	return nil
}

// AgencyKeys are what decides whether a user comes into the client's organization through those agencies, and
// with what.
func AgencyKeys(client account.OrganizationID, user account.UserID, agencies ...account.OrganizationID) []Key {
	var keys []Key
	for _, agency := range agencies {
		keys = append(keys, AgencyKey(client, agency), OrganizationKey(agency), MemberKey(agency, user), AssignmentKey(client, agency, user))
	}
	return keys
}

// AgencyStandings is what AgencyKeys read, agency by agency.
func (f Found) AgencyStandings(client account.OrganizationID, user account.UserID, agencies ...account.OrganizationID) []account.AgencyStanding {
	var all []account.AgencyStanding
	for _, agency := range agencies {
		all = append(all, account.AgencyStanding{
			Link: f.Agency(client, agency), Agency: f.Organization(agency),
			Place: f.Member(agency, user), Assignment: f.Assignment(client, agency, user),
		})
	}
	return all
}

// Assign writes what a person of the agency may do for the client, or that the client keeps it out, over before,
// which is nil for the first time. Both organizations have an event of it. What was assigned under an earlier link or
// place was nothing any more.
//
// StaleVersion when the assignment has moved on.
func (s *Store) Assign(ctx context.Context, in Intent, before, after *account.Assignment) error {
	asRead := expression.AttributeNotExists(expression.Name("PK"))
	if before != nil {
		asRead = versionIs(before.Version)
		if before.Round != after.Round || !before.JoinedAt.Equal(after.JoinedAt) {
			before = nil
		}
	}
	var was account.Grants
	if before != nil {
		was = before.Grants
	}
	change := account.Between(was, after.Grants)
	if before.State() != after.State() {
		change = change.WithState(before.State(), after.State())
	}
	return s.commit(ctx, in, append(in.aboutAssignment(after, change, after.Version),
		set(toAssignmentRecord(after), []string{"ad_account_roles"}, asRead, movedOn),
		comesThrough(after))...)
}

// Unassign ends what a person of the agency may do for the client. Errors as for Assign.
func (s *Store) Unassign(ctx context.Context, in Intent, before *account.Assignment) error {
	change := account.Between(before.Grants, account.Grants{}).WithState(before.State(), "")
	writes := append(in.aboutAssignment(before, change, account.NextVersion(before.Version, in.At)),
		remove(AssignmentKey(before.Client, before.Agency, before.User), versionIs(before.Version), movedOn))
	return beside(false, func(more bool) error {
		return s.commit(ctx, in, append(writes, comesNoMore(before, more))...)
	})
}

// comesThrough notes beside the person's own place in the client's organization, or where it would be, that it may
// come through the agency: whoever reads the place knows then what else to read.
func comesThrough(a *account.Assignment) write {
	update := expression.Add(expression.Name("agencies"), agencySet(a.Agency))
	return change(MemberKey(a.Client, a.User), update, unconditional, nil)
}

// comesNoMore takes the note away, and the item with it where nothing more stands in it: no own place and no other
// agency.
func comesNoMore(a *account.Assignment, more bool) write {
	key, pointer, agency := MemberKey(a.Client, a.User), expression.Name("agencies"), agencySet(a.Agency)
	other := func(item) error { return errOtherBeside }
	lone := expression.AttributeNotExists(expression.Name("kind")).And(expression.AttributeNotExists(pointer).Or(pointer.Equal(agency)))
	if more {
		return change(key, expression.Delete(pointer, agency), expression.Not(lone), other)
	}
	return remove(key, lone, other)
}

func agencySet(agency account.OrganizationID) expression.ValueBuilder {
	return expression.Value(&types.AttributeValueMemberSS{Value: []string{string(agency)}})
}

// errOtherBeside says that something stands in the item of a place besides what is to go, or nothing does, other than
// was thought. It never leaves the package.
var errOtherBeside = errors.New("something else stands beside it")

// beside runs do by what is thought to stand beside in the item, and otherwise when that is not so. Own place and
// agencies share the item, and neither may take the other with it, whoever writes at the same time.
func beside(thought bool, do func(more bool) error) error {
	for try := 1; ; try++ {
		err := do(thought)
		if !errors.Is(err, errOtherBeside) {
			return err
		}
		if try == maxTries {
			return unavailable("write", err)
		}
		thought = !thought
	}
}

func (in Intent) aboutAssignment(a *account.Assignment, c account.Change, version int64) []write {
	client, agency := in.seenBy(a.Client, a.Agency), in.seenBy(a.Agency, a.Agency)
	return []write{
		client.event(account.AgencyMemberUpdated, account.Target{Kind: account.TargetAgencyMember, ID: string(a.User.Member()), Related: string(a.Agency)}, c, version),
		agency.event(account.AgencyMemberUpdated, account.Target{Kind: account.TargetAgencyMember, ID: string(a.User.Member()), Related: string(a.Client)}, c, version),
	}
}

// Assignments are everybody whom the agency has assigned to the client, under this link or an earlier one, by
// user id. Strongly consistent.
func (s *Store) Assignments(ctx context.Context, client, agency account.OrganizationID) ([]*account.Assignment, error) {
	e := build(expression.NewBuilder().WithKeyCondition(expression.Key("PK").Equal(expression.Value(assignmentPartition(client, agency)))), unconditional)
	in := &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ConsistentRead: aws.Bool(true),
	}
	var all []*account.Assignment
	for {
		out, err := s.query(ctx, in)
		if err != nil {
			return nil, err
		}
		for _, i := range out.Items {
			r, err := decode[assignmentRecord](i)
			if err != nil {
				return nil, unreadableError{keyOf(i), err}
			}
			all = append(all, r.assignment())
		}
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return all, nil
		}
	}
}

// MarkActiveFor notes the day on which a person of an agency last did something at the client.
func (s *Store) MarkActiveFor(ctx context.Context, a *account.Assignment, day string) error {
	return s.update(ctx, AssignmentKey(a.Client, a.Agency, a.User), expression.Set(expression.Name("last_active"), expression.Value(day)),
		expression.AttributeExists(expression.Name("PK")))
}
