package store

import (
	"context"
	"errors"

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
	Created   millis          `dynamodbav:"created"`
	Version   int64           `dynamodbav:"version"`
}

func toUserRecord(u *account.User) userRecord {
	return userRecord{
		keys: UserKey(u.ID).keys(), Kind: kindUser, ID: u.ID, Issuer: u.Login.Issuer, Subject: u.Login.Subject,
		Name: u.Name, Provided: u.ProviderName, Email: u.Email, TwoFactor: u.TwoFactor, Created: toMillis(u.CreatedAt), Version: u.Version,
	}
}

func (r userRecord) user() *account.User {
	return &account.User{
		ID: r.ID, Login: account.Login{Issuer: r.Issuer, Subject: r.Subject}, Name: r.Name, ProviderName: r.Provided,
		Email: r.Email, TwoFactor: r.TwoFactor, CreatedAt: r.Created.time(), Version: r.Version,
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

// CreateUser writes a user and its login. ErrLoginTaken when two first sign-ins of one person meet.
func (s *Store) CreateUser(ctx context.Context, in Intent, u *account.User) error {
	absent := expression.AttributeNotExists(expression.Name("PK"))
	return s.commit(ctx, in,
		put(loginRecord{keys: LoginKey(u.Login).keys(), Kind: kindLogin, User: u.ID}, absent, func(item) error { return ErrLoginTaken }),
		put(toUserRecord(u), absent, nil),
	)
}

// UserOf is the id of the user whom a provider knows by that login; empty when nobody is.
func (f Found) UserOf(login account.Login) account.UserID {
	if r := read[loginRecord](f, LoginKey(login)); r != nil {
		return r.User
	}
	return ""
}
