package provider

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"roster/shared/account"
	"roster/shared/signin"
)

// Redeem turns the code that the browser brought back into who signed in.
//
// BadRequest when code or ID token are not good for this attempt, EmailNotVerified when the issuer vouches
// for no address, Unavailable when it does not answer.
func (p *Provider) Redeem(ctx context.Context, d Deployment, a signin.Attempt, code string) (Identity, error) {
	known, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	ctx = p.with(ctx)
	token, err := known.oauth(d).Exchange(ctx, code, oauth2.VerifierOption(a.Verifier()))
	if err != nil {
		return Identity{}, exchangeProblem(err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return Identity{}, notGood(errors.New("the answer has no ID token"))
	}
	verified, err := known.Verifier(&oidc.Config{ClientID: d.ClientID, Now: p.now}).Verify(ctx, raw)
	if err != nil {
		return Identity{}, notGood(err)
	}
	claims, err := claimsOf(verified)
	if err != nil {
		return Identity{}, err
	}
	if err := claims.check(verified, d.ClientID, a.Nonce()); err != nil {
		return Identity{}, notGood(err)
	}
	if _, has := claims["email"]; !has {
		if err := p.complete(ctx, known, token, verified.Subject, claims); err != nil {
			return Identity{}, err
		}
	}
	return claims.identity(account.Login{Issuer: p.issuer, Subject: verified.Subject})
}

// check holds what go-oidc leaves to its caller (OpenID Connect Core 1.0 §3.1.3.7, 4, 5 and 11).
func (c claims) check(t *oidc.IDToken, clientID, nonce string) error {
	party, named := c["azp"]
	switch {
	case t.Nonce != nonce:
		return errors.New("the ID token has another nonce")
	case t.Subject == "":
		return errors.New("the ID token names nobody")
	case named && party != clientID:
		return errors.New("the ID token was issued to another client")
	case !named && slices.ContainsFunc(t.Audience, func(to string) bool { return to != clientID }):
		return errors.New("the ID token is for others too and does not say to whom it was issued")
	}
	return nil
}

// complete asks the issuer for the profile where the ID token carries none: it need not, when a code was
// asked for (OpenID Connect Core 1.0 §5.4).
func (p *Provider) complete(ctx context.Context, known *discovered, token *oauth2.Token, subject string, into claims) error {
	if known.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := known.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return unreachable(err)
	}
	profile, err := claimsOf(info)
	if err != nil {
		return err
	}
	if info.Subject != subject {
		return notGood(errors.New("the profile is somebody else's"))
	}
	for _, name := range []string{"email", "email_verified", "name"} {
		if value, has := profile[name]; has {
			into[name] = value
		}
	}
	return nil
}

func exchangeProblem(err error) error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		cause := fmt.Errorf("the code was refused: %d %q", refused.Response.StatusCode, refused.ErrorCode)
		if refused.Response.StatusCode >= http.StatusInternalServerError {
			return unreachable(cause)
		}
		return notGood(cause)
	}
	return unreachable(err)
}

func notGood(cause error) error {
	return account.Refuse(account.BadRequest, "The sign-in service's answer could not be used. Start again.").Because(cause)
}
