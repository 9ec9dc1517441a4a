package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

type adAccountRecord struct {
	keys
	Kind    string           `dynamodbav:"kind"`
	Summary adAccountSummary `dynamodbav:"summary"`
}

type adAccountSummary struct {
	Organization account.OrganizationID `dynamodbav:"org"`
	ID           account.AdAccountID    `dynamodbav:"id"`
	Name         string                 `dynamodbav:"name"`
	ExternalID   string                 `dynamodbav:"external_id,omitempty"`
	State        account.AdAccountState `dynamodbav:"state"`
	Created      millis                 `dynamodbav:"created"`
	Version      int64                  `dynamodbav:"version"`
}

func (r *adAccountRecord) read(f fields) {
	s := f.within("summary")
	*r = adAccountRecord{keys: f.keys(), Kind: f.text("kind"), Summary: adAccountSummary{
		Organization: account.OrganizationID(s.text("org")), ID: account.AdAccountID(s.text("id")), Name: s.text("name"),
		ExternalID: s.text("external_id"), State: account.AdAccountState(s.text("state")),
		Created: millis(s.number("created")), Version: s.number("version"),
	}}
}

// adAccountTab is the list of an organization's ad accounts, archived ones too, by name.
const adAccountTab Tab = "AA"

func toAdAccountRecord(a *account.AdAccount) adAccountRecord {
	k := AdAccountKey(a.Organization, a.ID).keys()
	k.GSI1PK, k.GSI1SK = tabPartition(a.Organization, adAccountTab), named(a.Name, string(a.ID))
	return adAccountRecord{
		keys: k, Kind: kindAdAccount,
		Summary: adAccountSummary{
			Organization: a.Organization, ID: a.ID, Name: a.Name, ExternalID: a.ExternalID,
			State: a.State, Created: toMillis(a.CreatedAt), Version: a.Version,
		},
	}
}

func (r adAccountRecord) adAccount() *account.AdAccount {
	s := r.Summary
	return &account.AdAccount{
		ID: s.ID, Organization: s.Organization, Name: s.Name, ExternalID: s.ExternalID,
		State: s.State, CreatedAt: s.Created.time(), Version: s.Version,
	}
}

// externalIDRecord guards an external id.
type externalIDRecord struct {
	keys
	Kind      string              `dynamodbav:"kind"`
	AdAccount account.AdAccountID `dynamodbav:"ad_account"`
}

// AdAccountOf is the id of the ad account of the organization that has that external id; empty when none has.
func (f Found) AdAccountOf(org account.OrganizationID, external string) account.AdAccountID {
	if r := read[externalIDRecord](f, ExternalIDKey(org, external)); r != nil {
		return r.AdAccount
	}
	return ""
}

func takeExternalID(a *account.AdAccount) write {
	return put(externalIDRecord{keys: ExternalIDKey(a.Organization, a.ExternalID).keys(), Kind: kindExternalID, AdAccount: a.ID},
		expression.AttributeNotExists(expression.Name("PK")),
		refuse(account.ExternalIDTaken, "Another ad account of this organization has this external id."))
}

// CreateAdAccount writes a new ad account. ExternalIDTaken when another one of the organization has its
// external id.
func (s *Store) CreateAdAccount(ctx context.Context, in Intent, a *account.AdAccount) error {
	writes := []write{
		put(toAdAccountRecord(a), expression.AttributeNotExists(expression.Name("PK")), nil),
		in.event(account.AdAccountCreated, account.Target{Kind: account.TargetAdAccount, ID: string(a.ID)},
			account.Change{}.WithState("", string(a.State)), a.Version),
	}
	if a.ExternalID != "" {
		writes = append(writes, takeExternalID(a))
	}
	return s.commit(ctx, in, writes...)
}

// UpdateAdAccount writes the ad account's next state over the one it was made from; event says whether it
// was updated, archived or restored. Errors as for CreateAdAccount and UpdateMember.
func (s *Store) UpdateAdAccount(ctx context.Context, in Intent, before, after *account.AdAccount, event account.EventType) error {
	writes := []write{
		set(toAdAccountRecord(after), nil, versionIs(before.Version), movedOn),
		in.event(event, account.Target{Kind: account.TargetAdAccount, ID: string(after.ID)}, before.ChangeTo(after), after.Version),
	}
	if before.ExternalID != after.ExternalID {
		if before.ExternalID != "" {
			writes = append(writes, remove(ExternalIDKey(before.Organization, before.ExternalID), unconditional, nil))
		}
		if after.ExternalID != "" {
			writes = append(writes, takeExternalID(after))
		}
	}
	return s.commit(ctx, in, writes...)
}
