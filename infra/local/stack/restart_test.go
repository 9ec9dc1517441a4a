package stack

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	sestypes "github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// TestDataSurvivesARestart: an item, a sent mail and a queued message are there after the next start.
func TestDataSurvivesARestart(t *testing.T) {
	ctx := t.Context()
	config := Config{Root: root(t), State: t.TempDir()}

	first := startStack(t, config)
	putItem(ctx, t, first.DynamoDB)
	sendMail(ctx, t, first.Mail)
	queue := first.SQS()
	made, err := queue.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("mail")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: made.QueueUrl, MessageBody: aws.String("queued")}); err != nil {
		t.Fatal(err)
	}
	// In flight when the run stops: nobody has deleted it, so it must come again.
	if _, err := queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: made.QueueUrl}); err != nil {
		t.Fatal(err)
	}
	first.Stop()

	second := startStack(t, config)
	table := dynamodb.NewFromConfig(AWS(), func(o *dynamodb.Options) { o.BaseEndpoint = &second.DynamoDB })
	found, err := table.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String("kept"), Key: itemKey})
	if err != nil || len(found.Item) == 0 {
		t.Errorf("the item is gone: %v %v", found, err)
	}
	if mails := mailStore(t, second.Mail); !strings.Contains(mails, "Hello again") {
		t.Errorf("the mail is gone: %s", mails)
	}
	queue = second.SQS()
	url, err := queue.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("mail")})
	if err != nil {
		t.Fatal(err)
	}
	got, err := queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: url.QueueUrl})
	if err != nil || len(got.Messages) != 1 || *got.Messages[0].Body != "queued" {
		t.Errorf("the queued message is gone: %v %v", got, err)
	}
}

var itemKey = map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: "kept"}}

func putItem(ctx context.Context, t *testing.T, endpoint string) {
	t.Helper()
	client := dynamodb.NewFromConfig(AWS(), func(o *dynamodb.Options) { o.BaseEndpoint = &endpoint })
	_, err := client.CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName:            aws.String("kept"),
		BillingMode:          types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("PK"), AttributeType: "S"}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("PK"), KeyType: types.KeyTypeHash}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("kept"), Item: itemKey}); err != nil {
		t.Fatal(err)
	}
}

func sendMail(ctx context.Context, t *testing.T, endpoint string) {
	t.Helper()
	client := sesv2.NewFromConfig(AWS(), func(o *sesv2.Options) { o.BaseEndpoint = &endpoint })
	_, err := client.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: aws.String("roster@roster.example"),
		Destination:      &sestypes.Destination{ToAddresses: []string{"ada@oakey.example"}},
		Content: &sestypes.EmailContent{Simple: &sestypes.Message{
			Subject: &sestypes.Content{Data: aws.String("Hello again")},
			Body:    &sestypes.Body{Text: &sestypes.Content{Data: aws.String("text")}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func mailStore(t *testing.T, endpoint string) string {
	t.Helper()
	response, err := http.Get(endpoint + "/store")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var store struct {
		Emails json.RawMessage `json:"emails"`
	}
	if err := json.NewDecoder(response.Body).Decode(&store); err != nil {
		t.Fatal(err)
	}
	return string(store.Emails)
}
