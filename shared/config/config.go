// Package config reads the environment into one struct, once, when a program starts. Nothing else in
// Roster reads the environment.
package config

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"time"
)

// Config is everything that a deployment decides. A function uses the parts it needs.
type Config struct {
	ProductName string // "Roster"
	BaseURL     string // "https://users.example.com": only for functions without a route; routed ones get it with each request
	AWS         AWS
	Table       string
	SignIn      SignIn
	Mail        Mail
	MasterKey   MasterKey
	Limits      Limits
	Keep        Keep
	// LaterQueueURL is the queue for changes of the table that could not be worked off. Empty: they hold the
	// stream until its event source mapping gives them up.
	LaterQueueURL string
	Webhooks      Webhooks
}

// Webhooks says how events leave for the endpoints of organizations.
type Webhooks struct {
	QueueURL string
	// Local lets endpoints be on this machine, and be called without TLS: for the local run and tests alone.
	Local bool
}

// AWS says where and as whom the AWS APIs are called. On Lambda all of it is in the environment, so that
// the SDK's slow credential chain is never linked. The endpoints are set in the local run only.
type AWS struct {
	Region           string
	AccessKeyID      string
	SecretAccessKey  string
	SessionToken     string
	DynamoDBEndpoint string
	SESEndpoint      string
	SQSEndpoint      string
}

// SignIn names the OpenID Connect provider.
type SignIn struct {
	Issuer       string
	ClientID     string
	IdleLife     time.Duration // a session unused for so long ends
	AbsoluteLife time.Duration // a session ends after so long, used or not
}

// Mail says how mail leaves.
type Mail struct {
	From             string // the bare address, "no-reply@example.com"
	ConfigurationSet string
	QueueURL         string
}

// MasterKey says where the key is that tokens and webhook secrets are derived from.
type MasterKey struct {
	Parameter   string // name of an SSM SecureString, in a deployment
	Development []byte // 32 bytes, in the local run and in tests
}

// Limits are the ceilings of product.md §3; a deployment may set each.
type Limits struct {
	PendingInvitations      int // an organization, soft
	MailsAnHour             int // an organization
	MailsADayWhileYoung     int // an organization younger than 7 days with fewer than 3 acceptances
	MailsADayToAddress      int // from one organization
	MailsADayToAddressTotal int // from the deployment
	OrganizationsADay       int // a user
}

// Keep is for how long what is over stays in the table. Zero: for ever.
type Keep struct {
	Invitations time.Duration // after they were accepted, declined, revoked or have expired
	Events      time.Duration
}

// DefaultKeep is what a deployment keeps that says nothing else.
func DefaultKeep() Keep { return Keep{Invitations: 90 * 24 * time.Hour} }

// DefaultLimits are those of product.md §3.
func DefaultLimits() Limits {
	return Limits{
		PendingInvitations: 10_000, MailsAnHour: 3_000, MailsADayWhileYoung: 50,
		MailsADayToAddress: 3, MailsADayToAddressTotal: 10, OrganizationsADay: 5,
	}
}

// Load reads the environment. A value that is there and cannot be read is an error; one that a function
// does not need may be missing.
func Load() (Config, error) {
	e := environment{}
	c := Config{
		ProductName: e.text("ROSTER_PRODUCT_NAME", "Roster"),
		BaseURL:     e.text("ROSTER_BASE_URL", ""),
		Table:       e.text("ROSTER_TABLE", ""),
		AWS: AWS{
			Region:           e.text("AWS_REGION", "eu-central-1"),
			AccessKeyID:      e.text("AWS_ACCESS_KEY_ID", ""),
			SecretAccessKey:  e.text("AWS_SECRET_ACCESS_KEY", ""),
			SessionToken:     e.text("AWS_SESSION_TOKEN", ""),
			DynamoDBEndpoint: e.text("ROSTER_DYNAMODB_ENDPOINT", ""),
			SESEndpoint:      e.text("ROSTER_SES_ENDPOINT", ""),
			SQSEndpoint:      e.text("ROSTER_SQS_ENDPOINT", ""),
		},
		SignIn: SignIn{
			Issuer:       e.text("ROSTER_ISSUER", ""),
			ClientID:     e.text("ROSTER_CLIENT_ID", ""),
			IdleLife:     e.duration("ROSTER_SESSION_IDLE_LIFE", 14*24*time.Hour),
			AbsoluteLife: e.duration("ROSTER_SESSION_LIFE", 30*24*time.Hour),
		},
		Mail: Mail{
			From:             e.text("ROSTER_MAIL_FROM", ""),
			ConfigurationSet: e.text("ROSTER_SES_CONFIGURATION_SET", ""),
			QueueURL:         e.text("ROSTER_MAIL_QUEUE_URL", ""),
		},
		MasterKey: MasterKey{
			Parameter:   e.text("ROSTER_MASTER_KEY_PARAMETER", ""),
			Development: e.base64("ROSTER_MASTER_KEY"),
		},
		LaterQueueURL: e.text("ROSTER_LATER_QUEUE_URL", ""),
		Webhooks: Webhooks{
			QueueURL: e.text("ROSTER_WEBHOOK_QUEUE_URL", ""),
			Local:    e.truth("ROSTER_WEBHOOKS_LOCAL"),
		},
	}
	d := DefaultLimits()
	c.Limits = Limits{
		PendingInvitations:      e.number("ROSTER_LIMIT_PENDING_INVITATIONS", d.PendingInvitations),
		MailsAnHour:             e.number("ROSTER_LIMIT_MAILS_AN_HOUR", d.MailsAnHour),
		MailsADayWhileYoung:     e.number("ROSTER_LIMIT_MAILS_A_DAY_WHILE_YOUNG", d.MailsADayWhileYoung),
		MailsADayToAddress:      e.number("ROSTER_LIMIT_MAILS_A_DAY_TO_ADDRESS", d.MailsADayToAddress),
		MailsADayToAddressTotal: e.number("ROSTER_LIMIT_MAILS_A_DAY_TO_ADDRESS_TOTAL", d.MailsADayToAddressTotal),
		OrganizationsADay:       e.number("ROSTER_LIMIT_ORGANIZATIONS_A_DAY", d.OrganizationsADay),
	}
	c.Keep = Keep{
		Invitations: e.days("ROSTER_KEEP_INVITATIONS_DAYS", DefaultKeep().Invitations),
		Events:      e.days("ROSTER_KEEP_EVENTS_DAYS", DefaultKeep().Events),
	}
	return c, e.err
}

// environment reads variables and keeps the first error.
type environment struct{ err error }

func (e *environment) text(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

func (e *environment) number(name string, otherwise int) int {
	return read(e, name, otherwise, strconv.Atoi)
}

func (e *environment) duration(name string, otherwise time.Duration) time.Duration {
	return read(e, name, otherwise, time.ParseDuration)
}

func (e *environment) truth(name string) bool { return read(e, name, false, strconv.ParseBool) }

func (e *environment) days(name string, otherwise time.Duration) time.Duration {
	return read(e, name, otherwise, func(text string) (time.Duration, error) {
		days, err := strconv.ParseUint(text, 10, 16)
		return time.Duration(days) * 24 * time.Hour, err // #nosec G115 -- at most 65,535 days
	})
}

func (e *environment) base64(name string) []byte {
	return read(e, name, nil, base64.StdEncoding.DecodeString)
}

func read[T any](e *environment, name string, otherwise T, parse func(string) (T, error)) T {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	v, err := parse(text)
	if err != nil {
		if e.err == nil {
			e.err = fmt.Errorf("%s: cannot be read", name)
		}
		return otherwise
	}
	return v
}
