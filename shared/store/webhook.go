package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

type webhookRecord struct {
	keys
	Kind    string         `dynamodbav:"kind"`
	Summary webhookSummary `dynamodbav:"summary"`
}

type webhookSummary struct {
	Organization account.OrganizationID `dynamodbav:"org"`
	ID           account.WebhookID      `dynamodbav:"id"`
	URL          string                 `dynamodbav:"url"`
	Types        []account.EventType    `dynamodbav:"types,omitempty"`
	Description  string                 `dynamodbav:"description,omitempty"`
	State        account.WebhookState   `dynamodbav:"state"`
	Disabled     account.WebhookEnd     `dynamodbav:"disabled,omitempty"`
	Secret       secretRecord           `dynamodbav:"secret"` // which one, never the secret itself
	Former       *secretRecord          `dynamodbav:"former,omitempty"`
	FormerUntil  millis                 `dynamodbav:"former_until,omitempty"`
	Created      millis                 `dynamodbav:"created"`
	CreatedBy    actorRecord            `dynamodbav:"created_by"`
	Version      int64                  `dynamodbav:"version"`
}

type secretRecord struct {
	Version    int `dynamodbav:"version"`
	KeyVersion int `dynamodbav:"key_version"`
}

func toWebhookRecord(w *account.Webhook) webhookRecord {
	r := webhookRecord{
		keys: WebhookKey(w.Organization, w.ID).keys(), Kind: kindWebhook,
		Summary: webhookSummary{
			Organization: w.Organization, ID: w.ID, URL: w.URL, Types: w.Types, Description: w.Description, State: w.State, Disabled: w.Disabled,
			Secret: secretRecord(w.Secret), FormerUntil: toMillis(w.FormerUntil),
			Created: toMillis(w.CreatedAt), CreatedBy: actorRecord(w.CreatedBy), Version: w.Version,
		},
	}
	if w.Former != (account.WebhookSecret{}) {
		former := secretRecord(w.Former)
		r.Summary.Former = &former
	}
	return r
}

func (r webhookRecord) webhook() *account.Webhook {
	s := r.Summary
	w := &account.Webhook{
		ID: s.ID, Organization: s.Organization, URL: s.URL, Types: s.Types, Description: s.Description, State: s.State, Disabled: s.Disabled,
		Secret: account.WebhookSecret(s.Secret), FormerUntil: s.FormerUntil.time(),
		CreatedAt: s.Created.time(), CreatedBy: account.Actor(s.CreatedBy), Version: s.Version,
	}
	if s.Former != nil {
		w.Former = account.WebhookSecret(*s.Former)
	}
	return w
}

// Webhook is an endpoint of the organization.
func (f Found) Webhook(org account.OrganizationID, id account.WebhookID) *account.Webhook {
	if r := read[webhookRecord](f, WebhookKey(org, id)); r != nil {
		return r.webhook()
	}
	return nil
}

// Webhooks are the endpoints of an organization, or of the operator, the oldest first, as they stand now: there are
// MostWebhooks or little more. Of one without any it reads one unit.
func (s *Store) Webhooks(ctx context.Context, org account.OrganizationID) ([]*account.Webhook, error) {
	e := build(expression.NewBuilder().WithKeyCondition(
		expression.Key("PK").Equal(expression.Value(OrganizationKey(org).pk)).
			And(expression.Key("SK").BeginsWith(webhookPrefix))), unconditional)
	out, err := s.query(ctx, &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return nil, err
	}
	all := make([]*account.Webhook, len(out.Items))
	for i, found := range out.Items {
		r, err := decode[webhookRecord](found)
		if err != nil {
			return nil, unreadableError{keyOf(found), err}
		}
		all[i] = r.webhook()
	}
	slices.SortStableFunc(all, func(a, b *account.Webhook) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// CreateWebhook writes a new endpoint.
func (s *Store) CreateWebhook(ctx context.Context, in Intent, w *account.Webhook) error {
	return s.commit(ctx, in,
		put(toWebhookRecord(w), expression.AttributeNotExists(expression.Name("PK")), nil),
		in.aboutWebhook(account.WebhookCreated, w, (&account.Webhook{}).ChangeTo(w), w.Version))
}

// UpdateWebhook writes the endpoint's next state over the one it was made from; event says whether it was updated or
// disabled. Where it is called anew, or somewhere else, nothing counts that was known of its calls.
//
// StaleVersion when it has moved on.
func (s *Store) UpdateWebhook(ctx context.Context, in Intent, before, after *account.Webhook, event account.EventType) error {
	writes := []write{
		set(toWebhookRecord(after), nil, versionIs(before.Version), movedOn),
		in.aboutWebhook(event, after, before.ChangeTo(after), after.Version),
	}
	if before.URL != after.URL || before.State != after.State && after.State == account.WebhookEnabled {
		writes = append(writes, remove(GateKey(after.ID), unconditional, nil))
	}
	return s.commit(ctx, in, writes...)
}

// DeleteWebhook deletes an endpoint. What it was told goes by itself, and nobody finds it any more.
//
// StaleVersion when it has moved on.
func (s *Store) DeleteWebhook(ctx context.Context, in Intent, w *account.Webhook) error {
	change := account.Change{}.WithState(string(w.State), "")
	return s.commit(ctx, in,
		remove(WebhookKey(w.Organization, w.ID), versionIs(w.Version), movedOn),
		remove(GateKey(w.ID), unconditional, nil),
		in.aboutWebhook(account.WebhookDeleted, w, change, account.NextVersion(w.Version, in.At)))
}

func (in Intent) aboutWebhook(kind account.EventType, w *account.Webhook, c account.Change, version int64) write {
	return in.event(kind, account.Target{Kind: account.TargetWebhook, ID: string(w.ID)}, c, version)
}
