package store

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// Import writes people as they stand elsewhere into an organization that exists: users, their logins, their
// places, the guards of their addresses, and the counts. Nothing is an event and nobody gets a mail; dispatch
// makes the rows for search and filters as it does for any change. It is for moving in, for the demonstration
// and for benchmarks. It may be made again after a failure only with the same people, and then counts them
// twice: the organization should be new.
func (s *Store) Import(ctx context.Context, org account.OrganizationID, users []*account.User, members []*account.Member) error {
	var items []item
	for _, u := range users {
		items = append(items,
			encode(toUserRecord(u)),
			encode(loginRecord{keys: LoginKey(u.Login).keys(), Kind: kindLogin, User: u.ID}))
	}
	admins, states := 0, map[account.MemberState]int{}
	for _, m := range members {
		items = append(items, encode(toMemberRecord(m)))
		if m.Reserved != "" {
			items = append(items, encode(toMemberAddressRecord(m)))
		}
		if m.CountsAsAdmin() {
			admins++
		}
		states[m.State]++
	}
	for chunk := range slices.Chunk(items, mostInBatch) {
		if err := s.putAll(ctx, chunk); err != nil {
			return err
		}
	}
	if err := s.update(ctx, adminsKey(org), expression.Add(expression.Name("n"), expression.Value(admins)), unconditional); err != nil {
		return err
	}
	counts := expression.Set(expression.Name("kind"), expression.Value(kindCounts))
	for state, n := range states {
		counts = counts.Add(expression.Name(string(state)), expression.Value(n))
	}
	return s.update(ctx, CountsKey(org), counts, unconditional)
}

// mostInBatch is how many items DynamoDB takes in one BatchWriteItem.
const mostInBatch = 25

func (s *Store) putAll(ctx context.Context, items []item) error {
	requests := make([]types.WriteRequest, len(items))
	for i, it := range items {
		requests[i] = types.WriteRequest{PutRequest: &types.PutRequest{Item: it}}
	}
	left := map[string][]types.WriteRequest{s.table: requests}
	for try := 0; len(left) > 0; try++ {
		if try == maxTries {
			return unavailable("import", errors.New("DynamoDB left items unprocessed"))
		}
		if err := pause(ctx, try); err != nil {
			return unavailable("import", err)
		}
		out, err := s.db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: left})
		if err != nil {
			return unavailable("import", err)
		}
		left = out.UnprocessedItems
	}
	return nil
}
