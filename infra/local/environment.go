package main

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"roster/infra/local/stack"
	"roster/shared/config"
)

const masterKeyFile = "master.key"

// configuration is what template.yaml puts into the environment of the functions.
func (p parts) configuration(mailQueueURL, laterQueueURL, webhookQueueURL string) (config.Config, error) {
	key, err := masterKey(filepath.Join(p.state, masterKeyFile))
	return config.Config{
		ProductName: "Roster",
		BaseURL:     p.home,
		Table:       tableName,
		AWS: config.AWS{
			Region: stack.Region, AccessKeyID: stack.Key, SecretAccessKey: stack.Key,
			DynamoDBEndpoint: p.services.DynamoDB, SESEndpoint: p.services.Mail, SQSEndpoint: p.services.Queues,
		},
		SignIn:        config.SignIn{Issuer: p.services.Issuer, ClientID: clientID, IdleLife: 14 * 24 * time.Hour, AbsoluteLife: 30 * 24 * time.Hour},
		Mail:          config.Mail{From: "no-reply@roster.example", ConfigurationSet: "roster", QueueURL: mailQueueURL},
		MasterKey:     config.MasterKey{Development: key},
		Limits:        config.DefaultLimits(),
		Keep:          config.DefaultKeep(),
		LaterQueueURL: laterQueueURL,
		Webhooks:      config.Webhooks{QueueURL: webhookQueueURL, Local: true},
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
