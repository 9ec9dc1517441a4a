package store

import (
	"context"

	"roster/shared/account"
)

// AdminCount is the counter that keeps an organization from losing its last admin.
func AdminCount(ctx context.Context, s *Store, org account.OrganizationID) (int, error) {
	found, err := s.Get(ctx, adminsKey(org))
	if err != nil {
		return 0, err
	}
	counter := read[struct {
		N int `dynamodbav:"n"`
	}](found, adminsKey(org))
	if counter == nil {
		return 0, nil
	}
	return counter.N, nil
}
