package main

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/aws/aws-sdk-go-v2/aws"

	"roster/infra/local/stack"
	"roster/infra/table"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/signin"
	"roster/shared/store"
)

// developmentKey opens nothing but what was made with it here.
var developmentKey = base64.StdEncoding.EncodeToString([]byte("sam local has no secrets to keep"))

// seeded is somebody with a session, and the organization that they are the admin of.
type seeded struct {
	org       account.OrganizationID
	adAccount account.AdAccountID
	cookie    *http.Cookie
}

// seed makes the table and writes them into it as sign-in and the API would.
func seed(ctx context.Context, o options) (*seeded, error) {
	db := dynamodb.NewFromConfig(stack.AWS(), func(d *dynamodb.Options) { d.BaseEndpoint = aws.String(o.dynamodb) })
	if err := table.Create(ctx, db, o.table); err != nil {
		return nil, err
	}
	records := store.Open(config.Config{
		Table: o.table,
		AWS:   config.AWS{Region: stack.Region, AccessKeyID: stack.Key, SecretAccessKey: stack.Key, DynamoDBEndpoint: o.dynamodb},
	})
	now := time.Now().UTC()
	user := &account.User{
		ID: store.NewUserID(now), Login: account.Login{Issuer: "https://issuer.example", Subject: "smoke"}, Name: "Carrie Oakey",
		Email: "carrie@oakey.example", CreatedAt: now, Version: now.UnixMilli(),
	}
	actor := account.Actor{Kind: account.ByUser, ID: string(user.ID)}
	intent := store.Intent{Actor: actor, RequestID: store.NewRequestID(now), At: now}
	if err := records.CreateUser(ctx, intent, user); err != nil {
		return nil, err
	}
	secret := signin.NewSecret()
	session := &account.Session{
		ID: signin.SessionIDOf(secret), User: user.ID, CreatedAt: now, LastSeenAt: now, ExpiresAt: now.Add(time.Hour),
		Step: account.StepNone, UserAgent: "sam local",
	}
	if err := records.CreateSession(ctx, session); err != nil {
		return nil, err
	}
	organization := &account.Organization{
		ID: store.NewOrganizationID(), Name: "OakeyInfluencer", Kind: account.Standard, Settings: account.DefaultSettings(),
		CreatedAt: now, CreatedBy: actor, Version: now.UnixMilli(),
	}
	adAccount := &account.AdAccount{
		ID: store.NewAdAccountID(now), Organization: organization.ID, Name: organization.Name,
		State: account.AdAccountIsActive, CreatedAt: now, Version: now.UnixMilli(),
	}
	admin := &account.Member{
		Organization: organization.ID, User: user.ID, Name: user.Name, Email: user.Email, State: account.Active,
		Grants: account.Grants{Role: account.Admin}, JoinedAt: now, Reserved: user.Email, Version: now.UnixMilli(),
	}
	intent.Organization = organization.ID
	whole := store.NewOrganization{Organization: organization, Admin: admin, AdAccount: adAccount, MostADay: 1}
	if err := records.CreateOrganization(ctx, intent, whole); err != nil {
		return nil, err
	}
	return &seeded{organization.ID, adAccount.ID, signin.Cookie(user.ID, secret, session.ExpiresAt)}, nil
}
