package poll

import (
	"cmp"
	"context"
	"io"
	"log"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"roster/infra/local/stack"
)

// services are those of this test run, or ones of its own where no run lent any.
var services *stack.Stack

func TestMain(m *testing.M) {
	os.Exit(func() int {
		services = &stack.Stack{DynamoDB: os.Getenv("ROSTER_TEST_DYNAMODB"), Queues: os.Getenv("ROSTER_TEST_SQS"), Mail: os.Getenv("ROSTER_TEST_SES")}
		if services.DynamoDB == "" || services.Queues == "" || services.Mail == "" {
			root, err := stack.FindRoot()
			if err != nil {
				log.Fatal(err)
			}
			if services, err = stack.Start(context.Background(), stack.Config{Root: root}); err != nil {
				log.Fatal(err)
			}
			defer services.Stop()
		}
		return m.Run()
	}())
}

// uniqueName names a table or a queue after the test.
func uniqueName(t *testing.T) string {
	return strings.NewReplacer("/", "-", "_", "-").Replace(t.Name()) + time.Now().Format("-150405.000000")
}

// table is a table of the test's own with a stream.
type table struct {
	t       *testing.T
	client  *dynamodb.Client
	streams *dynamodbstreams.Client
	name    string
	stream  string
}

func newTable(t *testing.T, endpoint string) table {
	t.Helper()
	made := openTable(t, endpoint, uniqueName(t))
	created, err := made.client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName:            &made.name,
		BillingMode:          types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("PK"), AttributeType: "S"}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("PK"), KeyType: types.KeyTypeHash}},
		StreamSpecification:  &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewAndOldImages},
	})
	if err != nil {
		t.Fatal(err)
	}
	made.stream = *created.TableDescription.LatestStreamArn
	return made
}

func openTable(t *testing.T, endpoint, name string) table {
	config := stack.AWS()
	return table{
		t: t, name: name,
		client:  dynamodb.NewFromConfig(config, func(o *dynamodb.Options) { o.BaseEndpoint = &endpoint }),
		streams: dynamodbstreams.NewFromConfig(config, func(o *dynamodbstreams.Options) { o.BaseEndpoint = &endpoint }),
	}
}

func (tb table) put(keys ...string) {
	tb.t.Helper()
	for _, key := range keys {
		tb.putItem(map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: key}})
	}
}

func (tb table) putItem(item map[string]types.AttributeValue) {
	tb.t.Helper()
	if _, err := tb.client.PutItem(tb.t.Context(), &dynamodb.PutItemInput{TableName: &tb.name, Item: item}); err != nil {
		tb.t.Fatal(err)
	}
}

func (tb table) poller(handler StreamHandler) Stream {
	return Stream{
		Client: tb.streams, ARN: tb.stream, Region: stack.Region, Handler: handler, Log: quiet(),
		Idle: 10 * time.Millisecond, Discover: 50 * time.Millisecond,
	}
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// during runs something in the background until the test has seen what it wants.
func during(t *testing.T, background func(context.Context), seen func() bool) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		background(ctx)
	}()
	deadline := time.Now().Add(20 * time.Second)
	for !seen() && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	<-ended
	if !seen() {
		t.Fatal("nothing more came within 20 s")
	}
}

// ordered fails the test unless got is want.
func ordered[T cmp.Ordered](t *testing.T, what string, got, want []T) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: got %v, want %v", what, got, want)
		}
	}
}
