package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

type apiKeyRecord struct {
	keys
	Kind         string                 `dynamodbav:"kind"`
	Organization account.OrganizationID `dynamodbav:"org"`
	ID           account.KeyID          `dynamodbav:"id"`
	Name         string                 `dynamodbav:"name"`
	Hash         string                 `dynamodbav:"hash,omitempty"` // gone with the key
	Scopes       []account.Scope        `dynamodbav:"scopes"`
	Roles        grantRecord            `dynamodbav:"ad_account_roles,omitempty"`
	Created      millis                 `dynamodbav:"created"`
	CreatedBy    personRecord           `dynamodbav:"created_by"`
	Expires      millis                 `dynamodbav:"expires,omitempty"`
	Revoked      millis                 `dynamodbav:"revoked,omitempty"`
	LastUsed     millis                 `dynamodbav:"last_used,omitempty"`
	KeyVersion   int                    `dynamodbav:"key_version"`
	Version      int64                  `dynamodbav:"version"`
}

func (r *apiKeyRecord) read(f fields) {
	by := f.within("created_by")
	*r = apiKeyRecord{
		keys: f.keys(), Kind: f.text("kind"), Organization: account.OrganizationID(f.text("org")), ID: account.KeyID(f.text("id")),
		Name: f.text("name"), Hash: f.text("hash"), Scopes: textsOf[account.Scope](f, "scopes"), Roles: textsOf[string](f, "ad_account_roles"),
		Created: millis(f.number("created")), CreatedBy: personRecord{ID: by.text("id"), Name: by.text("name")},
		Expires: millis(f.number("expires")), Revoked: millis(f.number("revoked")), LastUsed: millis(f.number("last_used")),
		KeyVersion: int(f.number("key_version")), Version: f.number("version"),
	}
}

func toAPIKeyRecord(k *account.APIKey) apiKeyRecord {
	in := APIKeyKey(k.ID).keys()
	in.GSI1PK, in.GSI1SK = apiKeysPartition(k.Organization), string(k.ID)
	if !k.RevokedAt.IsZero() {
		in.GSI1PK = revokedKeysPartition(k.Organization)
	}
	return apiKeyRecord{
		keys: in, Kind: kindKey, Organization: k.Organization, ID: k.ID, Name: k.Name, Hash: k.Hash, Scopes: k.Scopes,
		Roles: toGrantRecord(k.AdAccountRoles), Created: toMillis(k.CreatedAt), CreatedBy: personRecord(k.CreatedBy),
		Expires: toMillis(k.ExpiresAt), Revoked: toMillis(k.RevokedAt), LastUsed: toMillis(k.LastUsedAt),
		KeyVersion: k.KeyVersion, Version: k.Version,
	}
}

func (r apiKeyRecord) key() *account.APIKey {
	return &account.APIKey{
		ID: r.ID, Organization: r.Organization, Name: r.Name, Hash: r.Hash, Scopes: r.Scopes, AdAccountRoles: r.Roles.roles(),
		CreatedAt: r.Created.time(), CreatedBy: account.Person(r.CreatedBy), ExpiresAt: r.Expires.time(), RevokedAt: r.Revoked.time(),
		LastUsedAt: r.LastUsed.time(), KeyVersion: r.KeyVersion, Version: r.Version,
	}
}

// APIKey is the key of that id, live or not, of whatever organization.
func (f Found) APIKey(id account.KeyID) *account.APIKey {
	if r := read[apiKeyRecord](f, APIKeyKey(id)); r != nil && r.Kind == kindKey {
		return r.key()
	}
	return nil
}

// CreateAPIKey writes a new key.
func (s *Store) CreateAPIKey(ctx context.Context, in Intent, k *account.APIKey) error {
	change := account.Between(account.Grants{}, account.Grants{AdAccountRoles: k.AdAccountRoles})
	change.Values = []account.ValueChange{{Field: "name", After: k.Name}, {Field: "scopes", After: account.ScopesWords(k.Scopes)}}
	return s.commit(ctx, in,
		put(toAPIKeyRecord(k), expression.AttributeNotExists(expression.Name("PK")), nil),
		in.event(account.APIKeyCreated, account.Target{Kind: account.TargetAPIKey, ID: string(k.ID)}, change, k.Version),
	)
}

// RevokeAPIKey ends a key: it opens nothing from the next request on. Its record stays for its name. NotFound when it
// was revoked already.
func (s *Store) RevokeAPIKey(ctx context.Context, in Intent, k *account.APIKey) error {
	after := *k
	after.RevokedAt, after.Hash, after.Version = in.At, "", account.NextVersion(k.Version, in.At)
	live := expression.AttributeExists(expression.Name("hash"))
	return s.commit(ctx, in,
		set(toAPIKeyRecord(&after), []string{"hash"}, live, func(item) error { return account.Unknown() }),
		in.event(account.APIKeyRevoked, account.Target{Kind: account.TargetAPIKey, ID: string(k.ID)}, account.Change{}, after.Version),
	)
}

// MarkKeyUsed notes when a key was last used. It revives nothing.
func (s *Store) MarkKeyUsed(ctx context.Context, id account.KeyID, now time.Time) error {
	return s.update(ctx, APIKeyKey(id), expression.Set(expression.Name("last_used"), expression.Value(now.UnixMilli())),
		expression.AttributeExists(expression.Name("hash")))
}

// APIKeys are the keys of an organization, or of account.Deployment, that were not revoked, the newest first. Which there
// are may be seconds late; what each may do is read strongly consistent.
func (s *Store) APIKeys(ctx context.Context, org account.OrganizationID) ([]*account.APIKey, error) {
	e := build(expression.NewBuilder().
		WithKeyCondition(expression.Key("GSI1PK").Equal(expression.Value(apiKeysPartition(org)))).
		WithProjection(expression.NamesList(expression.Name("PK"), expression.Name("SK"))), unconditional)
	in := &dynamodb.QueryInput{
		IndexName: aws.String("GSI1"), KeyConditionExpression: e.KeyCondition(), ProjectionExpression: e.Projection(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	}
	var named []Key
	for {
		out, err := s.query(ctx, in)
		if err != nil {
			return nil, err
		}
		for _, i := range out.Items {
			named = append(named, keyOf(i))
		}
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			break
		}
	}
	found, err := s.Get(ctx, named...)
	if err != nil {
		return nil, err
	}
	var all []*account.APIKey
	for _, key := range named {
		if r := read[apiKeyRecord](found, key); r != nil && r.Revoked == 0 {
			all = append(all, r.key())
		}
	}
	slices.SortFunc(all, func(a, b *account.APIKey) int { return cmp.Compare(b.ID, a.ID) })
	return all, nil
}
