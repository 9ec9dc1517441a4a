package store

import (
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// eventRecord is an event: audit entry and outbox at once. The stream shows it to dispatch. It is indexed
// by what it is about and by who did it.
type eventRecord struct {
	keys
	Kind    string       `dynamodbav:"kind"`
	Summary eventSummary `dynamodbav:"summary"`
}

type eventSummary struct {
	Organization account.OrganizationID `dynamodbav:"org"`
	Type         account.EventType      `dynamodbav:"type"`
	Actor        actorRecord            `dynamodbav:"actor"`
	Target       targetRecord           `dynamodbav:"target"`
	At           millis                 `dynamodbav:"at"`
	RequestID    string                 `dynamodbav:"request_id,omitempty"`
	Change       changeRecord           `dynamodbav:"change"`
	Version      int64                  `dynamodbav:"version"`
}

type targetRecord struct {
	Kind    account.TargetKind `dynamodbav:"kind"`
	ID      string             `dynamodbav:"id"`
	Related string             `dynamodbav:"related,omitempty"`
}

type changeRecord struct {
	Role       *[2]account.Role        `dynamodbav:"role,omitempty"` // before, after
	Added      []account.Permission    `dynamodbav:"added,omitempty"`
	Removed    []account.Permission    `dynamodbav:"removed,omitempty"`
	AdAccounts []adAccountChangeRecord `dynamodbav:"ad_accounts,omitempty"`
	State      *[2]string              `dynamodbav:"state,omitempty"` // before, after
	Values     []valueChangeRecord     `dynamodbav:"values,omitempty"`
	Fields     []string                `dynamodbav:"fields,omitempty"`
	// Unprotected is by how much the number of active members without two-factor authentication grew.
	Unprotected int `dynamodbav:"unprotected,omitempty"`
}

type adAccountChangeRecord struct {
	AdAccount account.AdAccountID `dynamodbav:"ad_account"`
	Before    []string            `dynamodbav:"before,omitempty"`
	After     []string            `dynamodbav:"after,omitempty"`
}

type valueChangeRecord struct {
	Field  string `dynamodbav:"field"`
	Before string `dynamodbav:"before,omitempty"`
	After  string `dynamodbav:"after,omitempty"`
}

// event is the write of the event that a command leaves behind.
func (in Intent) event(kind account.EventType, target account.Target, c account.Change, version int64) write {
	id := newEventID(in.At)
	record := eventRecord{
		keys: EventKey(in.Organization, id).keys(), Kind: kindEvent,
		Summary: eventSummary{
			Organization: in.Organization, Type: kind, Actor: actorRecord(in.Actor), Target: targetRecord(target),
			At: toMillis(in.At), RequestID: in.RequestID, Change: toChangeRecord(c), Version: version,
		},
	}
	record.GSI2PK, record.GSI2SK = targetPartition(in.Organization, target.ID), string(id)
	record.GSI3PK, record.GSI3SK = actorPartition(in.Organization, in.Actor.ID), string(id)
	return put(record, unconditional, nil)
}

// keepEvent gives an event its end, where a deployment keeps events for a while only.
func (s *Store) keepEvent(i item, happened time.Time) {
	if s.keep.Events > 0 && text(i["kind"]) == kindEvent {
		i["ttl"] = &types.AttributeValueMemberN{Value: strconv.FormatInt(happened.Add(s.keep.Events).Unix(), 10)}
	}
}

func (r eventRecord) event() account.Event {
	s := r.Summary
	return account.Event{
		ID: account.EventID(r.SK), Organization: s.Organization, Type: s.Type, Actor: account.Actor(s.Actor),
		Target: account.Target(s.Target), At: s.At.time(), RequestID: s.RequestID, Change: s.Change.change(), Version: s.Version,
	}
}

func toChangeRecord(c account.Change) changeRecord {
	r := changeRecord{Fields: c.Fields, Unprotected: c.Unprotected}
	if c.Role != nil {
		r.Role = &[2]account.Role{c.Role.Before, c.Role.After}
	}
	if c.Permissions != nil {
		r.Added, r.Removed = c.Permissions.Added, c.Permissions.Removed
	}
	for _, a := range c.AdAccounts {
		r.AdAccounts = append(r.AdAccounts, adAccountChangeRecord(a))
	}
	if c.State != nil {
		r.State = &[2]string{c.State.Before, c.State.After}
	}
	for _, v := range c.Values {
		r.Values = append(r.Values, valueChangeRecord(v))
	}
	return r
}

func (r changeRecord) change() account.Change {
	c := account.Change{Fields: slices.Clone(r.Fields), Unprotected: r.Unprotected}
	if r.Role != nil {
		c.Role = &account.RoleChange{Before: r.Role[0], After: r.Role[1]}
	}
	if len(r.Added)+len(r.Removed) > 0 {
		c.Permissions = &account.PermissionChange{Added: r.Added, Removed: r.Removed}
	}
	for _, a := range r.AdAccounts {
		c.AdAccounts = append(c.AdAccounts, account.AdAccountChange(a))
	}
	if r.State != nil {
		c.State = &account.StateChange{Before: r.State[0], After: r.State[1]}
	}
	for _, v := range r.Values {
		c.Values = append(c.Values, account.ValueChange(v))
	}
	return c
}
