package twofactor_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/functions/session"
	twofactor "roster/functions/two-factor"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

func newWorld(t *testing.T) *webtest.World {
	t.Helper()
	return webtest.New(t, session.Register, twofactor.Register, func(a *web.API) { a.Config.ProductName = "Roster" })
}

type code struct {
	Code string `json:"code"`
}

// enrols turns two-factor authentication on by the routes, as the page does.
func enrols(w *webtest.World, p *webtest.Person) *webtest.App {
	w.T.Helper()
	var begun twofactor.TwoFactorSecret
	p.Post("/v1/me/two-factor", nil).Is(201).Into(&begun)
	uri, err := url.Parse(begun.URI)
	if err != nil || uri.Scheme != "otpauth" || uri.Host != "totp" || uri.Query().Get("secret") != begun.Secret ||
		!strings.HasSuffix(uri.Path, string(p.User.Email)) || strings.Contains(uri.RawQuery, "+") {
		w.T.Fatalf("the app is told %s: %v", begun.URI, err)
	}
	app := w.NewApp(begun.Secret)
	answer := p.Post("/v1/me/two-factor/confirm", code{app.Code()}).Is(200)
	var codes twofactor.RecoveryCodes
	answer.Into(&codes)
	app.Recovery = codes.RecoveryCodes
	p.Takes(answer)
	return app
}

func sessionOf(p *webtest.Person) wire.Session {
	var s wire.Session
	p.Get("/v1/session").Is(200).Into(&s)
	return s
}

// stored is what the table has of the user.
func stored(w *webtest.World, p *webtest.Person) (*account.User, *account.TwoFactor) {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), append(store.TwoFactorKeys(p.User.ID), store.UserKey(p.User.ID))...)
	if err != nil {
		w.T.Fatal(err)
	}
	return found.User(p.User.ID), found.TwoFactor(p.User.ID)
}

// reseeds changes the sealed seed of the user behind everybody's back.
func reseeds(w *webtest.World, p *webtest.Person, sealed []byte) {
	w.T.Helper()
	_, err := storetest.Client(w.Config).UpdateItem(w.T.Context(), &dynamodb.UpdateItemInput{
		TableName: &w.Config.Table, UpdateExpression: aws.String("SET seed = :sealed"),
		Key: map[string]types.AttributeValue{
			"PK": &types.AttributeValueMemberS{Value: "U#" + string(p.User.ID)}, "SK": &types.AttributeValueMemberS{Value: "TOTP"},
		},
		ExpressionAttributeValues: map[string]types.AttributeValue{":sealed": &types.AttributeValueMemberB{Value: sealed}},
	})
	if err != nil {
		w.T.Fatal(err)
	}
}

// untouched fails the test unless the live session goes on.
func untouched(t *testing.T, p *webtest.Person) {
	t.Helper()
	if s := sessionOf(p); s.TwoFactor.Step != "passed" {
		t.Errorf("the live session is %+v", s.TwoFactor)
	}
}
