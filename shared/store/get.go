package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"roster/shared/account"
)

// Found is what Get read. Its methods answer nil for what is not there.
type Found map[Key]item

// atOnce is how many items one BatchGetItem takes.
const atOnce = 100

// Get reads items strongly consistent, a hundred with each BatchGetItem and these side by side, so that a
// request that knows its keys costs one round trip whatever it needs.
func (s *Store) Get(ctx context.Context, keys ...Key) (Found, error) {
	return s.get(ctx, true, keys)
}

// Glance is Get for what lists show beside their rows: it may be seconds late, as they are, and costs half.
func (s *Store) Glance(ctx context.Context, keys ...Key) (Found, error) {
	return s.get(ctx, false, keys)
}

func (s *Store) get(ctx context.Context, consistent bool, keys []Key) (Found, error) {
	keys = slices.Compact(slices.SortedFunc(slices.Values(keys), compareKeys))
	if len(keys) <= atOnce {
		return s.getBatch(ctx, consistent, keys)
	}
	all := Found{}
	var lock sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for batch := range slices.Chunk(keys, atOnce) {
		group.Go(func() error {
			found, err := s.getBatch(ctx, consistent, batch)
			lock.Lock()
			defer lock.Unlock()
			maps.Copy(all, found)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return all, nil
}

func (s *Store) getBatch(ctx context.Context, consistent bool, keys []Key) (Found, error) {
	found := make(Found, len(keys))
	if len(keys) == 0 {
		return found, nil
	}
	wanted := make([]item, 0, len(keys))
	for _, k := range keys {
		wanted = append(wanted, k.item())
	}
	request := map[string]types.KeysAndAttributes{s.table: {Keys: wanted, ConsistentRead: aws.Bool(consistent)}}
	for try := 0; len(request) > 0; try++ {
		if try == maxTries {
			return nil, unavailable("get", errors.New("DynamoDB left keys unprocessed"))
		}
		if err := pause(ctx, try); err != nil {
			return nil, unavailable("get", err)
		}
		out, err := s.db.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: request})
		if err != nil {
			return nil, unavailable("get", err)
		}
		for _, i := range out.Responses[s.table] {
			found[keyOf(i)] = i
		}
		request = out.UnprocessedKeys
	}
	return found, nil
}

func compareKeys(a, b Key) int {
	if a.pk != b.pk {
		if a.pk < b.pk {
			return -1
		}
		return 1
	}
	if a.sk < b.sk {
		return -1
	}
	if a.sk > b.sk {
		return 1
	}
	return 0
}

func keyOf(i item) Key { return Key{text(i["PK"]), text(i["SK"])} }

func text(v types.AttributeValue) string {
	if s, ok := v.(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

// read decodes the item under a key. An item that cannot be decoded is as good as absent to the caller
// only after it was reported: it panics, and the edge answers 500 with the cause in the log.
func read[R any](f Found, k Key) *R {
	i, ok := f[k]
	if !ok {
		return nil
	}
	r, err := decode[R](i)
	if err != nil {
		panic(fmt.Errorf("store: the record at %s/%s cannot be read: %w", k.pk, k.sk, err))
	}
	return &r
}

// Member is a user's place in an organization.
func (f Found) Member(org account.OrganizationID, user account.UserID) *account.Member {
	if r := read[memberRecord](f, MemberKey(org, user)); r != nil && r.Kind == kindMember {
		return r.member()
	}
	return nil
}

// Agencies are those for which the user may work in the organization, whether or not it has a place there.
func (f Found) Agencies(org account.OrganizationID, user account.UserID) []account.OrganizationID {
	if r := read[memberRecord](f, MemberKey(org, user)); r != nil {
		return r.Agencies
	}
	return nil
}

// Organization is the organization, unless it is deleted.
func (f Found) Organization(org account.OrganizationID) *account.Organization {
	if o := f.anyOrganization(org); o != nil && o.DeletedAt.IsZero() {
		return o
	}
	return nil
}

// DeletedOrganization is the organization, if it is deleted and can still be restored or purged: for the
// operator and for sweep, and for nobody else.
func (f Found) DeletedOrganization(org account.OrganizationID) *account.Organization {
	if o := f.anyOrganization(org); o != nil && !o.DeletedAt.IsZero() {
		return o
	}
	return nil
}

func (f Found) anyOrganization(org account.OrganizationID) *account.Organization {
	if r := read[organizationRecord](f, OrganizationKey(org)); r != nil {
		return r.organization()
	}
	return nil
}

// Invitation is the invitation, if it belongs to that organization: an id of another one is unknown.
func (f Found) Invitation(org account.OrganizationID, id account.InvitationID) *account.Invitation {
	if i := f.AnyInvitation(id); i != nil && i.Organization == org {
		return i
	}
	return nil
}

// AnyInvitation is the invitation of whichever organization: for a token or for the invited person, who
// come without one.
func (f Found) AnyInvitation(id account.InvitationID) *account.Invitation {
	if r := read[invitationRecord](f, InvitationKey(id)); r != nil {
		return r.invitation()
	}
	return nil
}

// AdAccount is an ad account of the organization.
func (f Found) AdAccount(org account.OrganizationID, id account.AdAccountID) *account.AdAccount {
	if r := read[adAccountRecord](f, AdAccountKey(org, id)); r != nil {
		return r.adAccount()
	}
	return nil
}

// User is a user.
func (f Found) User(id account.UserID) *account.User {
	if r := read[userRecord](f, UserKey(id)); r != nil {
		return r.user()
	}
	return nil
}

// Session is a session of a user, live or not.
func (f Found) Session(user account.UserID, id account.SessionID) *account.Session {
	if r := read[sessionRecord](f, SessionKey(user, id)); r != nil {
		return r.session()
	}
	return nil
}

// Answer is the first answer of a call, if it is not older than RepeatLife.
func (f Found) Answer(k Key, now time.Time) *Answer {
	if r := read[answerRecord](f, k); r != nil && now.Before(r.Until.time()) {
		return r.answer()
	}
	return nil
}

// Counts is an organization's tab counts; all zero before dispatch has counted anything.
func (f Found) Counts(org account.OrganizationID) Counts {
	if r := read[countsRecord](f, CountsKey(org)); r != nil {
		return r.counts()
	}
	return Counts{}
}
