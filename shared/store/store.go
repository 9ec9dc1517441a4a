// Package store keeps Roster's records in one DynamoDB table. It is the only package that knows DynamoDB.
//
// It reads rights, single records and a user's own organizations strongly consistent, lists and counts
// eventually. It writes each command as one transaction: the records, their guards, the answer for a
// repeat and the event, which is the outbox at once. docs/data-model.md has the keys and what each access
// costs.
package store

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
	"roster/shared/config"
)

// Store is the table. It is safe for use by many goroutines.
type Store struct {
	db    *dynamodb.Client
	table string
	keep  config.Keep
}

// Open connects to the table that the configuration names. It sends nothing. Options are for tests, which
// count requests.
func Open(c config.Config, options ...func(*dynamodb.Options)) *Store {
	o := dynamodb.Options{
		Region:      c.AWS.Region,
		Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, c.AWS.SessionToken),
		HTTPClient:  &http.Client{Transport: transport()},
	}
	if c.AWS.DynamoDBEndpoint != "" {
		o.BaseEndpoint = aws.String(c.AWS.DynamoDBEndpoint)
	}
	o.EndpointResolverV2 = endpointOf(o.Region, o.BaseEndpoint)
	return &Store{db: dynamodb.New(o, options...), table: c.Table, keep: c.Keep}
}

// transport keeps enough idle connections for a hundred parallel transactions, and gives up on a dead one
// long before the gateway's 30 seconds.
func transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 64, 64
	t.ResponseHeaderTimeout = 8 * time.Second
	return t
}

// unavailable turns what DynamoDB says into the one error type: every fault of it is for the client a
// matter of trying again.
func unavailable(doing string, err error) error {
	if err == nil {
		return nil
	}
	var e *account.Error
	if errors.As(err, &e) {
		return err
	}
	refusal := account.Refuse(account.Unavailable, "Roster cannot reach its data just now. Try again in a moment.")
	refusal.RetryAfter = 2 * time.Second
	return refusal.Because(wrapped{doing, err})
}

type wrapped struct {
	doing string
	err   error
}

func (w wrapped) Error() string { return w.doing + ": " + w.err.Error() }
func (w wrapped) Unwrap() error { return w.err }

// query reads one page of an index or of a partition.
func (s *Store) query(ctx context.Context, in *dynamodb.QueryInput) (*dynamodb.QueryOutput, error) {
	in.TableName = &s.table
	out, err := s.db.Query(ctx, in)
	return out, unavailable("query", err)
}

type item = map[string]types.AttributeValue
