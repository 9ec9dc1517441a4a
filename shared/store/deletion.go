package store

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// DeleteOrganization marks the organization as deleted. Nothing else of it is touched, so that it can be
// restored as it was: whoever reads it finds none (Found.Organization), and so nothing of it.
//
// StaleVersion when the organization has moved on.
func (s *Store) DeleteOrganization(ctx context.Context, in Intent, before *account.Organization) error {
	after := *before
	after.DeletedAt, after.Version = in.At, account.NextVersion(before.Version, in.At)
	return s.moveOrganization(ctx, in, before, &after, account.OrganizationDeleted)
}

// RestoreOrganization takes the deletion back.
//
// Conflict when sweep has begun to delete it for good; StaleVersion when it has moved on.
func (s *Store) RestoreOrganization(ctx context.Context, in Intent, before *account.Organization) error {
	after := *before
	after.DeletedAt, after.Version = time.Time{}, account.NextVersion(before.Version, in.At)
	return s.moveOrganization(ctx, in, before, &after, account.OrganizationUpdated)
}

func (s *Store) moveOrganization(ctx context.Context, in Intent, before, after *account.Organization, event account.EventType) error {
	whole := versionIs(before.Version).And(expression.AttributeNotExists(expression.Name(purgeMark)))
	return s.commit(ctx, in,
		amend(toOrganizationRecord(before), toOrganizationRecord(after), whole, func(now item) error {
			if _, purged := now[purgeMark]; purged {
				return account.Refuse(account.Conflict, "The organization is being deleted for good and cannot come back.")
			}
			return movedOn(now)
		}),
		in.event(event, account.Target{Kind: account.TargetOrganization, ID: string(after.ID)},
			account.Change{Values: []account.ValueChange{{Field: "state", Before: presence(before), After: presence(after)}}}, after.Version),
	)
}

// presence is the state of an organization as its events name it.
func presence(o *account.Organization) string {
	if o.DeletedAt.IsZero() {
		return "active"
	}
	return "deleted"
}

// purgeMark stands on an organization that is being deleted for good.
const purgeMark = "purged"
