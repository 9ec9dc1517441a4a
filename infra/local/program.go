package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/infra/local/deployment"
	"roster/infra/local/stack"
	"roster/infra/table"
	"roster/shared/config"
)

const (
	tableName = "roster"
	clientID  = "roster" // the issuer's only client

	masterKeyFile = "master.key"
)

// parts are what the program is made of, once the services run.
type parts struct {
	root, state, home string
	template          deployment.Template
	services          *stack.Stack
}

// program is everything that is ready to start.
type program struct {
	parts
	handlers
	config    config.Config
	streamARN string
	mail      mailQueue
}

type mailQueue struct {
	stack.QueueAddress
	mapping deployment.Mapping
}

// prepare makes the table and the queue, connects Roster to them and seeds the demonstration.
func prepare(ctx context.Context, p parts) (*program, error) {
	db := dynamodb.NewFromConfig(stack.AWS(), func(o *dynamodb.Options) { o.BaseEndpoint = &p.services.DynamoDB })
	if err := table.Create(ctx, db, tableName); err != nil {
		return nil, err
	}
	name := tableName
	described, err := db.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &name})
	if err != nil {
		return nil, err
	}
	made := &program{parts: p, streamARN: *described.Table.LatestStreamArn}
	if made.mail, err = p.createMailQueue(ctx); err != nil {
		return nil, err
	}
	if made.config, err = p.configuration(made.mail.URL); err != nil {
		return nil, err
	}
	made.handlers = open(made.config)
	return made, demonstrate(ctx, made.config)
}

// createMailQueue makes the queue that the template gives to the function notify.
func (p parts) createMailQueue(ctx context.Context) (mailQueue, error) {
	mapping, err := p.template.QueueMapping("NotifyFunction")
	if err != nil {
		return mailQueue{}, err
	}
	settings, err := p.template.Queue(mapping.Queue)
	if err != nil {
		return mailQueue{}, err
	}
	address, err := p.services.CreateQueue(ctx, stack.Queue{
		Name: mapping.Queue, Visibility: settings.Visibility, MaxReceives: settings.MaxReceives, DeadLetters: settings.DeadLetters,
	})
	return mailQueue{address, mapping}, err
}

// configuration is what template.yaml puts into the environment of the functions.
func (p parts) configuration(mailQueueURL string) (config.Config, error) {
	key, err := masterKey(filepath.Join(p.state, masterKeyFile))
	return config.Config{
		ProductName: "Roster",
		BaseURL:     p.home,
		Table:       tableName,
		AWS: config.AWS{
			Region: stack.Region, AccessKeyID: stack.Key, SecretAccessKey: stack.Key,
			DynamoDBEndpoint: p.services.DynamoDB, SESEndpoint: p.services.Mail, SQSEndpoint: p.services.Queues,
		},
		SignIn:    config.SignIn{Issuer: p.services.Issuer, ClientID: clientID, IdleLife: 14 * 24 * time.Hour, AbsoluteLife: 30 * 24 * time.Hour},
		Mail:      config.Mail{From: "no-reply@roster.example", ConfigurationSet: "roster", QueueURL: mailQueueURL},
		MasterKey: config.MasterKey{Development: key},
		Limits:    config.DefaultLimits(),
	}, err
}

// masterKey is made at the first start; links that were mailed work for as long as it stays. The file holds
// 32 bytes as base64.
func masterKey(path string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Clean(path))
	if err == nil {
		return base64.StdEncoding.DecodeString(string(text))
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := os.WriteFile(path, []byte(base64.StdEncoding.EncodeToString(key)), 0o600); err != nil {
		return nil, fmt.Errorf("the master key cannot be kept: %w", err)
	}
	return key, nil
}
