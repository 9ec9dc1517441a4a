package store

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// SignIn is a sign-in that went to the provider and has not come back. The secret that it is kept under is
// the pre-login cookie's; state, nonce and verifier are derived from that and stand nowhere.
type SignIn struct {
	ReturnTo  string // a path on this site
	ExpiresAt time.Time
}

type signInRecord struct {
	keys
	Kind     string `dynamodbav:"kind"`
	ReturnTo string `dynamodbav:"return_to"`
	Expires  millis `dynamodbav:"expires"`
	TTL      int64  `dynamodbav:"ttl"`
}

// BeginSignIn writes a sign-in.
func (s *Store) BeginSignIn(ctx context.Context, secret string, in SignIn) error {
	_, err := s.db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: encode(signInRecord{
		keys: SignInKey(secret).keys(), Kind: kindSignIn, ReturnTo: in.ReturnTo,
		Expires: toMillis(in.ExpiresAt), TTL: in.ExpiresAt.Unix(),
	})})
	return unavailable("begin sign-in", err)
}

// TakeSignIn takes the sign-in out of the table, so that it can be taken once. It is nil when there is none
// under that secret, or none any more.
func (s *Store) TakeSignIn(ctx context.Context, secret string, now time.Time) (*SignIn, error) {
	e := build(expression.NewBuilder(), expression.AttributeExists(expression.Name("PK")).
		And(expression.Name("expires").GreaterThan(expression.Value(now.UnixMilli()))))
	out, err := s.db.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.table, Key: SignInKey(secret).item(), ReturnValues: types.ReturnValueAllOld,
		ConditionExpression: e.Condition(), ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	if err := conditional(err); errors.Is(err, errConditionFailed) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	r, err := decode[signInRecord](out.Attributes)
	if err != nil {
		return nil, unavailable("take sign-in", err)
	}
	return &SignIn{ReturnTo: r.ReturnTo, ExpiresAt: r.Expires.time()}, nil
}
