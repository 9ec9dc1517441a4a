// Package streamtest reads a test table's stream, as Lambda would hand it to a function.
package streamtest

import (
	"context"
	"io"
	"log/slog"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"roster/infra/local/poll"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/stream"
)

// Reader follows the stream of one table from its beginning.
type Reader struct {
	t      testing.TB
	db     *dynamodb.Client
	config config.Config

	lock   sync.Mutex
	unread []events.DynamoDBEventRecord
	marks  int
	marked chan string
}

const markPrefix = "streamtest#"

// Open begins to read. It ends with the test.
func Open(t testing.TB, c config.Config) *Reader {
	t.Helper()
	r := &Reader{t: t, db: storetest.Client(c), config: c, marked: make(chan string, 100)}
	table, err := r.db.DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: &c.Table})
	if err != nil {
		t.Fatal(err)
	}
	if table.Table.LatestStreamArn == nil {
		t.Fatal("the table has no stream: make the world with webtest.NewStreamed")
	}
	follow := poll.Stream{
		Client: dynamodbstreams.New(dynamodbstreams.Options{
			Region: c.AWS.Region, BaseEndpoint: aws.String(c.AWS.DynamoDBEndpoint),
			Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, ""),
		}),
		ARN: aws.ToString(table.Table.LatestStreamArn), Region: c.AWS.Region, Handler: r.take,
		BatchSize: 1000, Idle: 100 * time.Millisecond, Discover: time.Second,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = follow.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	return r
}

func (r *Reader) take(_ context.Context, e events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	for _, record := range e.Records {
		if pk := record.Change.Keys["PK"].String(); len(pk) > len(markPrefix) && pk[:len(markPrefix)] == markPrefix {
			r.marked <- pk
			continue
		}
		r.unread = append(r.unread, record)
	}
	return events.DynamoDBEventResponse{}, nil
}

// Next is everything that was written to the table since the last call, in order: also what a function that
// listens to the stream has written itself.
func (r *Reader) Next() []events.DynamoDBEventRecord {
	r.t.Helper()
	r.marks++
	mark := markPrefix + strconv.Itoa(r.marks)
	s := func(text string) types.AttributeValue { return &types.AttributeValueMemberS{Value: text} }
	_, err := r.db.PutItem(r.t.Context(), &dynamodb.PutItemInput{
		TableName: &r.config.Table, Item: map[string]types.AttributeValue{"PK": s(mark), "SK": s("mark")},
	})
	if err != nil {
		r.t.Fatal(err)
	}
	for deadline := time.After(30 * time.Second); ; {
		select {
		case seen := <-r.marked:
			if seen != mark {
				continue
			}
			r.lock.Lock()
			defer r.lock.Unlock()
			records := r.unread
			r.unread = nil
			return records
		case <-deadline:
			r.t.Fatal("the stream did not come to what was just written")
		}
	}
}

// Settle does with everything new what dispatch does for lists, so that a test of lists needs neither that
// function nor a queue: it counts events and keeps rows.
func (r *Reader) Settle(s *store.Store) {
	r.t.Helper()
	ctx := r.t.Context()
	for _, record := range stream.Records(events.DynamoDBEvent{Records: r.Next()}) {
		change, err := store.ReadChange(record.Old, record.New)
		if err == nil && change.Event != nil {
			err = s.CountEvents(ctx, change.Event.Organization, []account.Event{*change.Event})
		}
		if err == nil && change.Person != nil {
			err = s.KeepRows(ctx, *change.Person)
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
}
