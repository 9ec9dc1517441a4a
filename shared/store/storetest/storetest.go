// Package storetest gives each test a table of its own on DynamoDB Local.
package storetest

import (
	"context"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/oklog/ulid/v2"

	"roster/infra/table"
	"roster/shared/config"
	"roster/shared/store"
)

// Config is a configuration with a new, empty table, without a stream. The test fails when DynamoDB Local does not run:
// `make test` starts it.
func Config(t testing.TB) config.Config {
	t.Helper()
	return configWith(t, table.CreateWithoutStream)
}

// StreamedConfig is Config with a stream, for a test that reads it.
func StreamedConfig(t testing.TB) config.Config {
	t.Helper()
	return configWith(t, table.Create)
}

func configWith(t testing.TB, create func(context.Context, *dynamodb.Client, string) error) config.Config {
	t.Helper()
	c := config.Config{
		ProductName: "Roster",
		BaseURL:     "https://roster.example",
		Table:       "test-" + strings.ToLower(ulid.Make().String()),
		AWS:         config.AWS{Region: "eu-central-1", AccessKeyID: "test", SecretAccessKey: "test", DynamoDBEndpoint: endpoint(t)},
		SignIn:      config.SignIn{IdleLife: 14 * 24 * time.Hour, AbsoluteLife: 30 * 24 * time.Hour},
		Mail:        config.Mail{From: "no-reply@roster.example"},
		MasterKey:   config.MasterKey{Development: []byte("01234567890123456789012345678901")},
		Limits:      config.DefaultLimits(),
		Keep:        config.DefaultKeep(),
	}
	db := Client(c)
	if err := create(context.Background(), db, c.Table); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: &c.Table}); err != nil {
			t.Errorf("the test's table stays behind: %v", err)
		}
	})
	return c
}

// endpoint is that of one of the DynamoDBs, any: each test has a table of its own.
func endpoint(t testing.TB) string {
	all := strings.Fields(os.Getenv("ROSTER_TEST_DYNAMODB") + " " + os.Getenv("ROSTER_TEST_DYNAMODB_MORE"))
	if len(all) == 0 {
		t.Fatal("ROSTER_TEST_DYNAMODB is not set: run the tests with `make test`, or behind `go run ./infra/local/testdb --`")
	}
	return all[rand.IntN(len(all))] // #nosec G404 -- which one is no secret
}

// New is a store on a new, empty table.
func New(t testing.TB, options ...func(*dynamodb.Options)) (*store.Store, config.Config) {
	t.Helper()
	c := Config(t)
	return store.Open(c, options...), c
}

// Client is a bare client of the same DynamoDB, for tests that look into the table itself.
func Client(c config.Config) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region: c.AWS.Region, BaseEndpoint: aws.String(c.AWS.DynamoDBEndpoint),
		Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, ""),
		HTTPClient:  &http.Client{},
	})
}
