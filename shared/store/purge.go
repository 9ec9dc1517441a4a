package store

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

// DueOrganization is the deleted organization under the key, if its time is over.
func (f Found) DueOrganization(k Key, now time.Time) *account.Organization {
	if text(f[k]["kind"]) != kindOrganization {
		return nil
	}
	o := read[organizationRecord](f, k).organization()
	if o.DeletedAt.IsZero() || now.Before(o.PurgedFrom()) {
		return nil
	}
	return o
}

// Purging says how far a purge goes.
type Purging struct {
	Now  time.Time
	Ends time.Time // by the real clock: no page is begun after it, but the first
	// Roles are the ad-account roles of the catalog, under which rows may lie.
	Roles []string
}

// Purge deletes a part of all that belongs to an organization whose time is over, and done says that nothing of
// it is left. Users and their logins stay, their places go. It may be called again however it ended, and must be
// until it is done: the organization itself goes last, and only when a whole pass has found nothing more, so that
// what an index showed too late is found by the next. No events of it are written: there is nobody left to be told.
// Only whom it was linked with learns that the link has ended.
//
// Answers of calls, rate counters and marks of what was sent have an end of their own that has come by then, or
// comes soon. An organization that was restored meanwhile is left alone.
func (s *Store) Purge(ctx context.Context, o *account.Organization, how Purging) (done bool, err error) {
	begin := expression.Set(expression.Name(purgeMark), expression.Value(true))
	err = s.updateIf(ctx, OrganizationKey(o.ID), begin, versionIs(o.Version))
	if errors.Is(err, errConditionFailed) {
		return false, nil
	}
	p := &purge{Store: s, org: o.ID, Purging: how}
	for _, part := range []func(context.Context) error{p.people, p.links, p.adAccounts, p.scimPlaces, p.rows, p.blocks, p.apiKeys, p.webhooks, p.messages, p.events} {
		if err == nil {
			err = part(ctx)
		}
	}
	if err != nil || p.met.Load() > 0 {
		return false, err
	}
	if err := s.deleteAll(ctx, []Key{CountsKey(o.ID), adminsKey(o.ID)}); err != nil {
		return false, err
	}
	return true, s.drop(ctx, OrganizationKey(o.ID), expression.AttributeExists(expression.Name(purgeMark)))
}

// Purged says which of the organizations are being deleted for good, or are gone.
func (s *Store) Purged(ctx context.Context, orgs ...account.OrganizationID) (map[account.OrganizationID]bool, error) {
	keys := make([]Key, len(orgs))
	for i, org := range orgs {
		keys[i] = OrganizationKey(org)
	}
	found, err := s.Get(ctx, keys...)
	purged := map[account.OrganizationID]bool{}
	for i, org := range orgs {
		record, there := found[keys[i]]
		purged[org] = err == nil && (!there || record[purgeMark] != nil)
	}
	return purged, err
}

// purge is one call of Purge.
type purge struct {
	*Store
	Purging
	org account.OrganizationID
	met atomic.Int64 // items that were there
}

// each hands out the keys of a partition, a page at a time, until the time is over.
func (p *purge) each(ctx context.Context, in partition, do func(context.Context, []Key) error) error {
	for after := (item)(nil); ; {
		if p.met.Load() > 0 && !time.Now().Before(p.Ends) {
			return nil
		}
		keys, last, err := p.keysIn(ctx, in, after)
		if err != nil {
			return err
		}
		p.met.Add(int64(len(keys)))
		if len(keys) > 0 {
			if err := do(ctx, keys); err != nil {
				return err
			}
		}
		if after = last; len(last) == 0 {
			return nil
		}
	}
}

// empty deletes all that lies in a partition.
func (p *purge) empty(ctx context.Context, in partition) error { return p.each(ctx, in, p.deleteAll) }

// partition is where items lie together.
type partition struct {
	index  string // empty for the table itself
	key    string
	prefix string // of the sort keys; empty for all
}

const keysAtOnce = 100

// keysIn is a page of the keys in a partition, and where it ended; nil with the last.
func (s *Store) keysIn(ctx context.Context, in partition, after item) (keys []Key, last item, err error) {
	condition := expression.Key(in.index + "PK").Equal(expression.Value(in.key))
	if in.prefix != "" {
		condition = condition.And(expression.Key(in.index + "SK").BeginsWith(in.prefix))
	}
	e := build(expression.NewBuilder().WithKeyCondition(condition).
		WithProjection(expression.NamesList(expression.Name("PK"), expression.Name("SK"))), unconditional)
	query := &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ProjectionExpression: e.Projection(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		Limit: aws.Int32(keysAtOnce), ExclusiveStartKey: after,
	}
	if in.index == "" {
		query.ConsistentRead = aws.Bool(true)
	} else {
		query.IndexName = &in.index
	}
	out, err := s.query(ctx, query)
	if err != nil {
		return nil, nil, err
	}
	for _, found := range out.Items {
		keys = append(keys, keyOf(found))
	}
	return keys, out.LastEvaluatedKey, nil
}
