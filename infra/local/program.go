package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/infra/local/deployment"
	"roster/infra/local/stack"
	"roster/infra/table"
	"roster/shared/config"
)

const (
	tableName = "roster"
	clientID  = "roster" // the issuer's only client
)

// parts are what the program is made of, once the services run.
type parts struct {
	root, state, log, home string
	template               deployment.Template
	services               *stack.Stack
}

// program is everything that is ready to start.
type program struct {
	parts
	handlers
	config    config.Config
	streamARN string
	mail      sourceQueue // notify works on it
	putOff    sourceQueue // dispatch works on it
	webhooks  sourceQueue // deliver works on it
}

// sourceQueue is a queue and how Lambda calls a function with its messages.
type sourceQueue struct {
	stack.QueueAddress
	mapping deployment.Mapping
}

// prepare makes the table and the queues, connects Roster to them and seeds the demonstration.
func prepare(ctx context.Context, p parts) (*program, error) {
	made := &program{parts: p}
	var err error
	if made.streamARN, err = p.createTable(ctx); err != nil {
		return nil, err
	}
	if made.mail, err = p.createQueueFor(ctx, "NotifyFunction"); err != nil {
		return nil, err
	}
	if made.putOff, err = p.createQueueFor(ctx, "DispatchFunction"); err != nil {
		return nil, err
	}
	if made.webhooks, err = p.createQueueFor(ctx, "DeliverFunction"); err != nil {
		return nil, err
	}
	if made.config, err = p.configuration(made.mail.URL, made.putOff.URL, made.webhooks.URL); err != nil {
		return nil, err
	}
	made.handlers = open(made.config)
	return made, demonstrate(ctx, made.config)
}

// createTable makes the table unless it is there, and returns its stream.
func (p parts) createTable(ctx context.Context) (streamARN string, _ error) {
	db := dynamodb.NewFromConfig(stack.AWS(), func(o *dynamodb.Options) { o.BaseEndpoint = &p.services.DynamoDB })
	name := tableName
	if err := table.Create(ctx, db, name); err != nil {
		return "", err
	}
	described, err := db.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &name})
	if err != nil {
		return "", err
	}
	return *described.Table.LatestStreamArn, nil
}

// createQueueFor makes the queue that the template gives to the function, with its dead letters.
func (p parts) createQueueFor(ctx context.Context, function string) (sourceQueue, error) {
	mapping, err := p.template.QueueMapping(function)
	if err != nil {
		return sourceQueue{}, err
	}
	settings, err := p.template.Queue(mapping.Queue)
	if err != nil {
		return sourceQueue{}, err
	}
	address, err := p.services.CreateQueue(ctx, stack.Queue{
		Name: mapping.Queue, Visibility: settings.Visibility, MaxReceives: settings.MaxReceives, DeadLetters: settings.DeadLetters,
	})
	return sourceQueue{address, mapping}, err
}
