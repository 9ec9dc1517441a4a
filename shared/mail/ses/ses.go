// Package ses hands letters to Amazon SES (API v2). It is the only importer of the SES client, so that
// only the functions that send mail pay for it at their start.
package ses

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"roster/shared/mail"
	"roster/shared/mail/feedback"
)

// Config is how SES is reached. Nothing is read from the environment or from files: loading the shared
// configuration would double what the client costs at start.
type Config struct {
	Region           string
	Credentials      aws.CredentialsProvider
	Endpoint         string // base address of a local SES; empty for AWS
	ConfigurationSet string // publishes bounces and complaints; it must not track opens or clicks. Empty for none
}

// Sender sends letters. It is safe for concurrent use.
type Sender struct {
	client           *sesv2.Client
	configurationSet *string
}

// New makes a sender. It opens no connection.
func New(c Config) *Sender {
	options := sesv2.Options{Region: c.Region, Credentials: c.Credentials}
	if c.Endpoint != "" {
		options.BaseEndpoint = aws.String(c.Endpoint)
	}
	return &Sender{client: sesv2.New(options), configurationSet: optional(c.ConfigurationSet)}
}

func tags(about feedback.Reference) []types.MessageTag {
	var tags []types.MessageTag
	for _, t := range about.Tags() {
		tags = append(tags, types.MessageTag{Name: aws.String(t.Name), Value: aws.String(t.Value)})
	}
	return tags
}

// Send hands one letter to SES and returns SES's id of it. An error is an *Error and says whether trying
// again can help. A letter whose sending ended without an answer may have gone out all the same.
func (s *Sender) Send(ctx context.Context, m mail.Message, about feedback.Reference) (messageID string, err error) {
	out, err := s.client.SendEmail(ctx, s.input(m, about))
	if err != nil {
		return "", classify(err)
	}
	return aws.ToString(out.MessageId), nil
}

// input asks SES to build the MIME message from its parts ("simple" content): SES then writes, folds and
// encodes every header itself, and no text of ours can end one early.
func (s *Sender) input(m mail.Message, about feedback.Reference) *sesv2.SendEmailInput {
	in := &sesv2.SendEmailInput{
		FromEmailAddress:     aws.String(m.From.String()),
		Destination:          &types.Destination{ToAddresses: []string{m.To.String()}},
		ConfigurationSetName: s.configurationSet,
		EmailTags:            tags(about),
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: utf8(m.Subject),
			Body:    &types.Body{Html: utf8(m.HTML), Text: utf8(m.Text)},
		}},
	}
	if m.ReplyTo.Address != "" {
		in.ReplyToAddresses = []string{m.ReplyTo.String()}
	}
	if m.Unsubscribe != "" {
		in.Content.Simple.Headers = []types.MessageHeader{
			{Name: aws.String("List-Unsubscribe"), Value: aws.String("<" + m.Unsubscribe + ">")},
		}
	}
	return in
}

func utf8(text string) *types.Content {
	return &types.Content{Data: aws.String(text), Charset: aws.String("UTF-8")}
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
