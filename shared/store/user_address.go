package store

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// userAddressRecord notes that a user has an address. It is written and moved with the user, in one transaction.
type userAddressRecord struct {
	keys
	Kind string `dynamodbav:"kind"`
}

func toUserAddressRecord(u *account.User) userAddressRecord {
	return userAddressRecord{keys: userAddressKey(u.Email, u.ID).keys(), Kind: kindUserAddress}
}

// UsersWith are the ids of the users who have that address, at most so many, strongly consistent. Nobody may be let
// in for it: an address may have been somebody else's yesterday.
func (s *Store) UsersWith(ctx context.Context, address account.Address, most int32) ([]account.UserID, error) {
	e := build(expression.NewBuilder().WithKeyCondition(expression.Key("PK").Equal(expression.Value(userAddressPartition(address)))), unconditional)
	out, err := s.query(ctx, &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ConsistentRead: aws.Bool(true), Limit: aws.Int32(most),
	})
	if err != nil {
		return nil, err
	}
	var all []account.UserID
	for _, i := range out.Items {
		all = append(all, account.UserID(text(i["SK"])))
	}
	return all, nil
}

// RepairedAddresses is what RepairAddresses found.
type RepairedAddresses struct {
	Users   int // that were looked at
	Missing int // of them, whose address was not noted
}

// RepairAddresses notes the addresses of users of whom they are not noted: of those who were written before there
// were notes. With check it only counts them. It reads the whole table, and may run beside everything else.
func (s *Store) RepairAddresses(ctx context.Context, check bool) (RepairedAddresses, error) {
	e := build(expression.NewBuilder().WithFilter(expression.Name("kind").Equal(expression.Value(kindUser))), unconditional)
	in := &dynamodb.ScanInput{
		TableName: &s.table, FilterExpression: e.Filter(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	}
	var all RepairedAddresses
	for {
		out, err := s.db.Scan(ctx, in)
		if err != nil {
			return all, unavailable("users", err)
		}
		if err := s.repairAddresses(ctx, out.Items, check, &all); err != nil {
			return all, err
		}
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return all, nil
		}
	}
}

func (s *Store) repairAddresses(ctx context.Context, users []map[string]types.AttributeValue, check bool, all *RepairedAddresses) error {
	var notes []Key
	for _, i := range users {
		notes = append(notes, userAddressKey(account.Address(text(i["email"])), account.UserID(text(i["id"]))))
	}
	found, err := s.Get(ctx, notes...)
	if err != nil {
		return err
	}
	for _, note := range notes {
		all.Users++
		if found[note] != nil {
			continue
		}
		missing := true
		if !check {
			if missing, err = s.noteAddress(ctx, note); err != nil {
				return err
			}
		}
		if missing {
			all.Missing++
		}
	}
	return nil
}

// noteAddress writes the note of a user who has the address still, and reports whether it did.
func (s *Store) noteAddress(ctx context.Context, note Key) (bool, error) {
	address := account.Address(note.pk[len(userAddressPartition("")):])
	err := s.commit(ctx, Intent{},
		put(userAddressRecord{keys: note.keys(), Kind: kindUserAddress}, unconditional, nil),
		change(UserKey(account.UserID(note.sk)), expression.Set(expression.Name("kind"), expression.Value(kindUser)),
			expression.Name("email").Equal(expression.Value(address)), func(item) error { return errConditionFailed }))
	if errors.Is(err, errConditionFailed) {
		return false, nil
	}
	return err == nil, err
}
