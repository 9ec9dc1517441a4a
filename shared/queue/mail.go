// Package queue puts messages into Roster's queues. It is the only importer of the SQS client.
package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"roster/shared/account"
	"roster/shared/config"
)

// MailKind says which letter an event asks for.
type MailKind string

// The letters that events ask for.
const (
	Invitation     MailKind = "invitation"      // to the invited address
	Accepted       MailKind = "accepted"        // to the inviter
	ApprovalWanted MailKind = "approval_wanted" // to the account administrators
	Approved       MailKind = "approved"        // to the person, as the two below
	Rejected       MailKind = "rejected"
	Removed        MailKind = "removed"
)

// Mail is a message of the mail queue: ids only. Whoever sends the letter looks up the rest, so that a person
// can be forgotten and nothing that opens an invitation lies in a queue.
type Mail struct {
	Event        account.EventID        `json:"event"`
	Organization account.OrganizationID `json:"organization"`
	Kind         MailKind               `json:"kind"`
}

// ParseMail reads a message of the mail queue.
func ParseMail(body string) (Mail, error) {
	var m Mail
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		return Mail{}, fmt.Errorf("mail message: %w", err)
	}
	if m.Event == "" || !m.Organization.Valid() || m.Kind == "" {
		return Mail{}, errors.New("mail message: an id is missing")
	}
	return m, nil
}

// Mails is the mail queue. It is safe for concurrent use.
type Mails struct {
	client *sqs.Client
	url    string
}

// OpenMails connects to the mail queue that the configuration names. It sends nothing.
func OpenMails(c config.Config) *Mails {
	options := sqs.Options{
		Region:      c.AWS.Region,
		Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, c.AWS.SessionToken),
		HTTPClient:  &http.Client{Timeout: 10 * time.Second},
	}
	if c.AWS.SQSEndpoint != "" {
		options.BaseEndpoint = aws.String(c.AWS.SQSEndpoint)
	}
	return &Mails{client: sqs.New(options), url: c.Mail.QueueURL}
}

// maxBatch is how many messages SQS takes in one call.
const maxBatch = 10

// Send puts messages into the queue, ten in a call. After an error some of them may be in it: whoever sends
// them again sends some twice, which the reader of the queue bears.
func (q *Mails) Send(ctx context.Context, mails ...Mail) error {
	for some := range slices.Chunk(mails, maxBatch) {
		in := &sqs.SendMessageBatchInput{QueueUrl: &q.url}
		for i, m := range some {
			body, err := json.Marshal(m)
			if err != nil {
				return fmt.Errorf("mail queue: %w", err)
			}
			in.Entries = append(in.Entries, types.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), MessageBody: aws.String(string(body))})
		}
		out, err := q.client.SendMessageBatch(ctx, in)
		if err != nil {
			return fmt.Errorf("mail queue: %w", err)
		}
		if len(out.Failed) > 0 {
			return fmt.Errorf("mail queue: %d of %d messages were not taken: %s", len(out.Failed), len(some), aws.ToString(out.Failed[0].Code))
		}
	}
	return nil
}
