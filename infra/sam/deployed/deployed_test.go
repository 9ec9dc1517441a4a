package deployed

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
)

const root = "../../.."

// Every function of the template is there as a folder, and no folder is left out of the deployment.
func TestTemplateDeploysEveryFunction(t *testing.T) {
	functions, err := Functions(root)
	if err != nil {
		t.Fatal(err)
	}
	var deployed []string
	for _, f := range functions {
		if _, err := os.Stat(filepath.Join(root, f.Code, "main.go")); err != nil {
			t.Errorf("%s: there is no %s", f.ID, f.Code)
		}
		deployed = append(deployed, f.Code)
	}
	mains, err := filepath.Glob(filepath.Join(root, "functions/*/lambda/main.go"))
	if err != nil || len(mains) == 0 {
		t.Fatalf("no function found: %v", err)
	}
	for _, main := range mains {
		code, _ := filepath.Rel(root, filepath.Dir(main))
		if !slices.Contains(deployed, code) {
			t.Errorf("%s is not in template.yaml", code)
		}
	}
}

// unknownToSCIM is the one route that catches what no other does: RFC 7644 §3.12 has SCIM clients answered in SCIM's own
// form, and the gateway's 404 is not.
const unknownToSCIM = "ANY /scim/v2/{proxy+}"

// A route belongs to one function, and none but that one catches what others have not.
func TestRoutesAreExplicitAndHaveOneFunction(t *testing.T) {
	functions, err := Functions(root)
	if err != nil {
		t.Fatal(err)
	}
	owner := map[string]string{}
	for _, f := range functions {
		for _, route := range f.Routes {
			if other, taken := owner[route]; taken {
				t.Errorf("%s belongs to %s and to %s", route, other, f.ID)
			}
			owner[route] = f.ID
			catchesAll := strings.Contains(route, "ANY ") || strings.Contains(route, "$default") || strings.Contains(route, "+}")
			if catchesAll && route != unknownToSCIM {
				t.Errorf("%s of %s catches all", route, f.ID)
			}
		}
	}
	if owner["POST /v1/organizations/{org}/invitations"] != "InviteFunction" {
		t.Errorf("the routes were not read: %v", owner)
	}
}

const small = `
Resources:
  Table: { Type: AWS::DynamoDB::Table }
  ListFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/list/lambda
      Policies:
        - Statement:
            - { Effect: Allow, Action: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], Resource: !GetAtt Table.Arn }
            - { Effect: Allow, Action: ['dynamodb:Query'], Resource: [!Sub '${Table.Arn}/index/GSI1'] }
            - { Effect: Allow, Action: ['ssm:GetParameter'], Resource: 'arn:something' }
      Events:
        Members: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: '/v1/members' } }
`

func TestGuardAllowsWhatTheTemplateNamesAndNothingElse(t *testing.T) {
	functions, err := parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	reached := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached++
		_, _ = w.Write([]byte(`{}`))
	}))
	defer server.Close()
	grants := Of(functions, []string{"GET /v1/members"})
	db := dynamodb.New(dynamodb.Options{
		Region: "eu-central-1", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: 1, DisableValidateResponseChecksum: true,
		Credentials: credentials.NewStaticCredentialsProvider("k", "s", ""),
		HTTPClient:  &http.Client{Transport: Guard(http.DefaultTransport, func() Grants { return grants })},
	})
	ctx, table := context.Background(), aws.String("t")
	key := map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: "p"}}
	put := types.TransactWriteItem{Put: &types.Put{TableName: table, Item: key}}
	remove := types.TransactWriteItem{Delete: &types.Delete{TableName: table, Key: key}}

	for _, c := range []struct {
		name string
		call func() error
		want string // what is lacking; empty when allowed
	}{
		{"a batch read", func() error {
			_, err := db.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{"t": {Keys: []map[string]types.AttributeValue{key}}}})
			return err
		}, ""},
		{"a query of the named index", func() error {
			_, err := db.Query(ctx, &dynamodb.QueryInput{TableName: table, IndexName: aws.String("GSI1")})
			return err
		}, ""},
		{"a query of another index", func() error {
			_, err := db.Query(ctx, &dynamodb.QueryInput{TableName: table, IndexName: aws.String("GSI2")})
			return err
		}, "Query on GSI2"},
		{"a query of the table", func() error {
			_, err := db.Query(ctx, &dynamodb.QueryInput{TableName: table})
			return err
		}, "Query"},
		{"a transaction of allowed parts", func() error {
			_, err := db.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{put}})
			return err
		}, ""},
		{"a transaction with one part that is not", func() error {
			_, err := db.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{put, remove}})
			return err
		}, "DeleteItem"},
		{"a scan", func() error {
			_, err := db.Scan(ctx, &dynamodb.ScanInput{TableName: table})
			return err
		}, "Scan"},
	} {
		before := reached
		err := c.call()
		var refused smithy.APIError
		switch {
		case c.want == "" && (err != nil || reached == before):
			t.Errorf("%s: %v, want it to reach DynamoDB", c.name, err)
		case c.want != "" && (!errors.As(err, &refused) || refused.ErrorCode() != "AccessDeniedException" || !strings.HasSuffix(refused.ErrorMessage(), ": "+c.want) || reached != before):
			t.Errorf("%s: %v, want it refused for %s", c.name, err, c.want)
		}
	}
	if other := Of(functions, []string{"GET /v1/other"}); len(other) != 0 {
		t.Errorf("another route has %v", other)
	}
}

func TestPolicyThatCannotBeReadIsAnError(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"dynamodb:Query", "dynamodb:*"},
		{"${Table.Arn}/index/GSI1", "${Table.Arn}/index/*"},
		{"Effect: Allow, Action: ['dynamodb:Query']", "Effect: Deny, Action: ['dynamodb:Query']"},
	} {
		if _, err := parse([]byte(strings.Replace(small, c.from, c.to, 1))); err == nil {
			t.Errorf("%s is taken", c.to)
		}
	}
}
