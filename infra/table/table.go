// Package table reads the table out of template.yaml, so that the local run and the tests have the very
// table that is deployed and no second description of it.
package table

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"gopkg.in/yaml.v3"
)

type properties struct {
	AttributeDefinitions   []struct{ AttributeName, AttributeType string }
	KeySchema              []keyPart
	GlobalSecondaryIndexes []struct {
		IndexName  string
		KeySchema  []keyPart
		Projection struct {
			ProjectionType   string
			NonKeyAttributes []string
		}
	}
	StreamSpecification     struct{ StreamViewType string }
	TimeToLiveSpecification struct{ AttributeName string }
}

type keyPart struct{ AttributeName, KeyType string }

// Described is the table of template.yaml under another name, and its TTL attribute.
func Described(name string) (*dynamodb.CreateTableInput, string, error) {
	p, err := described()
	if err != nil {
		return nil, "", err
	}
	return p.input(name), p.TimeToLiveSpecification.AttributeName, nil
}

// described reads the template once: reading it took a tenth of the time of the tests, which make a table each.
var described = sync.OnceValues(func() (*properties, error) {
	path, err := templatePath()
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path) // #nosec G304 -- the project's own template
	if err != nil {
		return nil, err
	}
	resources, err := resources(data)
	if err != nil {
		return nil, fmt.Errorf("template.yaml: %w", err)
	}
	for _, r := range resources {
		if r.Type != "AWS::DynamoDB::Table" {
			continue
		}
		p := &properties{}
		if err := json.Unmarshal(r.Properties, p); err != nil {
			return nil, fmt.Errorf("template.yaml: %w", err)
		}
		return p, nil
	}
	return nil, errors.New("template.yaml: there is no table")
})

type resource struct {
	Type       string
	Properties json.RawMessage
}

// resources goes through JSON, whose field names are those of the template as they are. Intrinsic functions
// come out as their bare arguments; nothing that makes a table needs one.
func resources(data []byte) (map[string]resource, error) {
	var whole map[string]any
	if err := yaml.Unmarshal(data, &whole); err != nil {
		return nil, err
	}
	asJSON, err := json.Marshal(whole["Resources"])
	if err != nil {
		return nil, err
	}
	var all map[string]resource
	return all, json.Unmarshal(asJSON, &all)
}

func (p *properties) input(name string) *dynamodb.CreateTableInput {
	in := &dynamodb.CreateTableInput{
		TableName: &name, KeySchema: keySchema(p.KeySchema), BillingMode: types.BillingModePayPerRequest,
		StreamSpecification: &types.StreamSpecification{
			StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewType(p.StreamSpecification.StreamViewType),
		},
	}
	for _, a := range p.AttributeDefinitions {
		in.AttributeDefinitions = append(in.AttributeDefinitions, types.AttributeDefinition{
			AttributeName: aws.String(a.AttributeName), AttributeType: types.ScalarAttributeType(a.AttributeType),
		})
	}
	for _, i := range p.GlobalSecondaryIndexes {
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: aws.String(i.IndexName), KeySchema: keySchema(i.KeySchema),
			Projection: &types.Projection{
				ProjectionType: types.ProjectionType(i.Projection.ProjectionType), NonKeyAttributes: i.Projection.NonKeyAttributes,
			},
		})
	}
	return in
}

func keySchema(parts []keyPart) []types.KeySchemaElement {
	var schema []types.KeySchemaElement
	for _, k := range parts {
		schema = append(schema, types.KeySchemaElement{AttributeName: aws.String(k.AttributeName), KeyType: types.KeyType(k.KeyType)})
	}
	return schema
}

// Create makes the table, waits until it can be used and turns its TTL on. A table that is there already is
// left as it is.
func Create(ctx context.Context, db *dynamodb.Client, name string) error {
	in, ttl, err := Described(name)
	if err != nil {
		return err
	}
	return create(ctx, db, in, ttl)
}

// CreateWithoutStream is Create for a test that reads no stream: with many streams DynamoDB Local gets slow.
func CreateWithoutStream(ctx context.Context, db *dynamodb.Client, name string) error {
	in, ttl, err := Described(name)
	if err != nil {
		return err
	}
	in.StreamSpecification = nil
	return create(ctx, db, in, ttl)
}

func create(ctx context.Context, db *dynamodb.Client, in *dynamodb.CreateTableInput, ttl string) error {
	_, err := db.CreateTable(ctx, in)
	var exists *types.ResourceInUseException
	if errors.As(err, &exists) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create table: %w", err)
	}
	waiter := dynamodb.NewTableExistsWaiter(db, func(o *dynamodb.TableExistsWaiterOptions) { o.MinDelay = 50 * time.Millisecond })
	if err := waiter.Wait(ctx, &dynamodb.DescribeTableInput{TableName: in.TableName}, 30*time.Second); err != nil {
		return fmt.Errorf("create table: %w", err)
	}
	_, err = db.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{TableName: in.TableName, TimeToLiveSpecification: &types.TimeToLiveSpecification{
		AttributeName: aws.String(ttl), Enabled: aws.Bool(true),
	}})
	return err
}

// templatePath looks for template.yaml beside go.mod, from the working directory upwards: tests run in their
// package's folder.
func templatePath() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(dir, "template.yaml")
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		return "", errors.New("template.yaml: not found from the working directory upwards")
	}
}
