package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// Import writes people as they stand elsewhere into an organization that exists: users, their logins and addresses, their
// places, the guards of their addresses, and the counts. Nothing is an event and nobody gets a mail; dispatch
// makes the rows for search and filters as it does for any change. It is for moving in, for the demonstration
// and for benchmarks. What is imported at once is held in memory whole. It may be made again after a failure only with the same people, and then counts them
// twice: the organization should be new.
func (s *Store) Import(ctx context.Context, org account.OrganizationID, users []*account.User, members []*account.Member) error {
	var items []item
	for _, u := range users {
		items = append(items,
			encode(toUserRecord(u)),
			encode(loginRecord{keys: LoginKey(u.Login).keys(), Kind: kindLogin, User: u.ID}),
			encode(toUserAddressRecord(u)))
	}
	admins, states := 0, map[string]int{}
	for _, m := range members {
		items = append(items, encode(toMemberRecord(m)))
		if m.Reserved != "" {
			items = append(items, encode(toMemberAddressRecord(m)))
		}
		if m.CountsAsAdmin() {
			admins++
		}
		states[string(m.State)]++
		if m.Unprotected() {
			states[countOfUnprotected]++
		}
	}
	if err := s.putAll(ctx, items); err != nil {
		return err
	}
	if err := s.update(ctx, adminsKey(org), expression.Add(expression.Name("n"), expression.Value(admins)), unconditional); err != nil {
		return err
	}
	counts := expression.Set(expression.Name("kind"), expression.Value(kindCounts))
	for state, n := range states {
		counts = counts.Add(expression.Name(state), expression.Value(n))
	}
	return s.update(ctx, CountsKey(org), counts, unconditional)
}

// ImportInvitations is Import for open invitations: their records, the guards of their addresses, and the count.
// No mail goes out for them.
func (s *Store) ImportInvitations(ctx context.Context, org account.OrganizationID, invitations []*account.Invitation) error {
	var items []item
	for _, i := range invitations {
		items = append(items, encode(toInvitationRecord(i)), encode(toAddressRecord(i)))
	}
	if err := s.putAll(ctx, items); err != nil {
		return err
	}
	invited := expression.Set(expression.Name("kind"), expression.Value(kindCounts)).
		Add(expression.Name(string(account.Pending)), expression.Value(len(invitations)))
	return s.update(ctx, CountsKey(org), invited, unconditional)
}

// ImportRows writes the rows by which lists filter and search people who were just imported, as dispatch would:
// for a table whose stream nobody listens to.
func (s *Store) ImportRows(ctx context.Context, members []*account.Member, invitations []*account.Invitation) error {
	var items []item
	for _, m := range members {
		items = append(items, standingOfMember(toMemberRecord(m)).items()...)
	}
	for _, i := range invitations {
		items = append(items, standingOfInvitation(toInvitationRecord(i)).items()...)
	}
	return s.putAll(ctx, items)
}
