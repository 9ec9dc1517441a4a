package store

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

// Due is a page of what is due in one shard at that time, the earliest first and at most so many. after is
// where the page before ended, nil for the first; last is nil with the last page. The index may be seconds late:
// read the items before acting on them.
func (s *Store) Due(ctx context.Context, shard int, now time.Time, most int32, after *DuePlace) (page []Key, last *DuePlace, err error) {
	due := expression.Key("GSI4PK").Equal(expression.Value(dueShard(shard))).
		And(expression.Key("GSI4SK").LessThan(expression.Value(at(now.Add(time.Millisecond)))))
	e := build(expression.NewBuilder().WithKeyCondition(due).
		WithProjection(expression.NamesList(expression.Name("PK"), expression.Name("SK"))), unconditional)
	out, err := s.query(ctx, &dynamodb.QueryInput{
		IndexName: aws.String("GSI4"), KeyConditionExpression: e.KeyCondition(), ProjectionExpression: e.Projection(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(), Limit: &most,
		ExclusiveStartKey: after.start(),
	})
	if err != nil {
		return nil, nil, err
	}
	keys := make([]Key, len(out.Items))
	for i, found := range out.Items {
		keys[i] = keyOf(found)
	}
	if len(out.LastEvaluatedKey) > 0 {
		last = &DuePlace{out.LastEvaluatedKey}
	}
	return keys, last, nil
}

// DuePlace is where a page of what is due has ended.
type DuePlace struct{ key item }

func (p *DuePlace) start() item {
	if p == nil {
		return nil
	}
	return p.key
}

// DueInvitation is the invitation under the key, if it is pending and its reminder or its end is due.
func (f Found) DueInvitation(k Key, now time.Time) *account.Invitation {
	if text(f[k]["kind"]) != kindInvitation {
		return nil
	}
	if i := read[invitationRecord](f, k).invitation(); i.State == account.Pending && !now.Before(i.DueAt()) {
		return i
	}
	return nil
}

// DueMail is the waiting mail under the key, if its time has come.
func (f Found) DueMail(k Key, now time.Time) *WaitingMail {
	if text(f[k]["kind"]) != kindWaitingMail {
		return nil
	}
	if w := f.WaitingMail(k); !now.Before(w.Due) {
		return w
	}
	return nil
}

// Postpone puts an item that cannot be handled out of the way of the others that are due, for a while.
func (s *Store) Postpone(ctx context.Context, k Key, until time.Time) error {
	return s.update(ctx, k, expression.Set(expression.Name("GSI4SK"), expression.Value(at(until)+"#"+k.pk)),
		expression.AttributeExists(expression.Name("GSI4PK")))
}

// ExpireInvitation ends a pending invitation whose time has passed. The guard of its address is left alone: it
// guards nothing any more, goes by itself, and may be that of a newer invitation.
//
// StaleVersion when the invitation has moved on.
func (s *Store) ExpireInvitation(ctx context.Context, in Intent, before *account.Invitation) error {
	after := *before
	after.State = account.Expired
	after.Version = account.NextVersion(before.Version, in.At)
	asRead := untilThen(before)
	return s.commit(ctx, in,
		amend(toInvitationRecord(before), toInvitationRecord(s.over(&after)), asRead, movedOn),
		in.event(account.InvitationExpired, account.Target{Kind: account.TargetInvitation, ID: string(after.ID)},
			account.Change{}.WithState(string(before.State), string(after.State)), after.Version),
	)
}

// RemindOf notes that the reminder of an invitation was dealt with, so that it is due at its end, and puts the
// mail to wait that carries it, if there is one. It moves no version and writes no event. False when the
// invitation has ended or was sent again in the meantime.
func (s *Store) RemindOf(ctx context.Context, i *account.Invitation, mail *WaitingMail) (noted bool, err error) {
	after := *i
	after.RemindedOf = i.ExpiresAt
	same := func(item) error { return errConditionFailed }
	writes := []write{amend(toInvitationRecord(i), toInvitationRecord(&after), untilThen(i), same)}
	if mail != nil {
		writes = append(writes, put(mail.record(), unconditional, nil))
	}
	err = s.commit(ctx, Intent{}, writes...)
	if errors.Is(err, errConditionFailed) {
		return false, nil
	}
	return err == nil, err
}
