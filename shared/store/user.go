package store

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

type userRecord struct {
	keys
	Kind      string          `dynamodbav:"kind"`
	ID        account.UserID  `dynamodbav:"id"`
	Issuer    string          `dynamodbav:"issuer"`
	Subject   string          `dynamodbav:"subject"`
	Name      string          `dynamodbav:"name"`
	Provided  string          `dynamodbav:"provider_name,omitempty"`
	Email     account.Address `dynamodbav:"email"`
	TwoFactor bool            `dynamodbav:"two_factor,omitempty"`
	Since     millis          `dynamodbav:"two_factor_since,omitempty"`
	Created   millis          `dynamodbav:"created"`
	Version   int64           `dynamodbav:"version"`
}

func toUserRecord(u *account.User) userRecord {
	return userRecord{
		keys: UserKey(u.ID).keys(), Kind: kindUser, ID: u.ID, Issuer: u.Login.Issuer, Subject: u.Login.Subject,
		Name: u.Name, Provided: u.ProviderName, Email: u.Email, TwoFactor: u.TwoFactor,
		Since: toMillis(u.TwoFactorSince), Created: toMillis(u.CreatedAt), Version: u.Version,
	}
}

func (r userRecord) user() *account.User {
	return &account.User{
		ID: r.ID, Login: account.Login{Issuer: r.Issuer, Subject: r.Subject}, Name: r.Name, ProviderName: r.Provided,
		Email: r.Email, TwoFactor: r.TwoFactor, TwoFactorSince: r.Since.time(), CreatedAt: r.Created.time(), Version: r.Version,
	}
}

// loginRecord leads from a provider's login to the user.
type loginRecord struct {
	keys
	Kind string         `dynamodbav:"kind"`
	User account.UserID `dynamodbav:"user"`
}

// ErrLoginTaken says that a login got its user in the meantime: read it again.
var ErrLoginTaken = errors.New("the login has a user already")

// CreateUser writes a user, its login and the note of its address. ErrLoginTaken when two first sign-ins of one
// person meet.
func (s *Store) CreateUser(ctx context.Context, in Intent, u *account.User) error {
	absent := expression.AttributeNotExists(expression.Name("PK"))
	return s.commit(ctx, in,
		put(loginRecord{keys: LoginKey(u.Login).keys(), Kind: kindLogin, User: u.ID}, absent, func(item) error { return ErrLoginTaken }),
		put(toUserRecord(u), absent, nil),
		put(toUserAddressRecord(u), unconditional, nil),
	)
}

// UserOf is the id of the user whom a provider knows by that login; empty when nobody is.
func (f Found) UserOf(login account.Login) account.UserID {
	if r := read[loginRecord](f, LoginKey(login)); r != nil {
		return r.User
	}
	return ""
}

// UpdateUser writes the user's next name and address over the record that they were made from, and moves the note of
// the address with it. StaleVersion when the user has moved on. Places keep the older ones until FollowUser.
func (s *Store) UpdateUser(ctx context.Context, before, after *account.User) error {
	update := expression.Set(expression.Name("name"), expression.Value(after.Name)).
		Set(expression.Name("provider_name"), expression.Value(after.ProviderName)).
		Set(expression.Name("email"), expression.Value(after.Email)).
		Set(expression.Name("version"), expression.Value(after.Version))
	same := expression.Name("version").Equal(expression.Value(before.Version))
	writes := []write{change(UserKey(after.ID), update, same, movedOn)}
	if before.Email != after.Email {
		writes = append(writes, put(toUserAddressRecord(after), unconditional, nil),
			remove(userAddressKey(before.Email, before.ID), unconditional, nil))
	}
	return s.commit(ctx, Intent{}, writes...)
}

// Places are all places of the user, in whatever organization and state, strongly consistent.
func (s *Store) Places(ctx context.Context, user account.UserID) ([]*account.Member, error) {
	all, _, err := s.Ways(ctx, user)
	return all, err
}

// Way is an organization that a user may come into through an agency.
type Way struct{ Client, Agency account.OrganizationID }

// Ways are all places of the user, and where it may come through agencies besides: read links and assignments to
// know. Strongly consistent.
func (s *Store) Ways(ctx context.Context, user account.UserID) (places []*account.Member, through []Way, err error) {
	err = s.ofUser(ctx, user, placePrefix, func(i item) error {
		r, err := decode[memberRecord](i)
		for _, agency := range r.Agencies {
			through = append(through, Way{account.OrganizationID(strings.TrimPrefix(r.SK, placePrefix)), agency})
		}
		if r.Kind == kindMember {
			places = append(places, r.member())
		}
		return err
	})
	return places, through, err
}
