// Package authorizer protects another HTTP API with Roster: API Gateway asks it before each request, it verifies who brings
// the request by the token of the sign-in provider, and asks Roster whether that user may. It is no part of Roster's stack:
// stack.yaml beside it deploys it next to the API that it protects.
//
// It keeps no answer, and API Gateway must keep none (AuthorizerResultTtlInSeconds: 0): who was removed is kept out of the
// very next request. Whatever goes wrong, the request does not get through.
package authorizer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-lambda-go/events"

	roster "roster/client"
)

// Authorizer answers API Gateway: payload format 2.0, simple responses. It is safe for use by many goroutines.
type Authorizer struct {
	Address string // of Roster
	Key     func(context.Context) (string, error)
	Tokens  *Tokens
	Rules   Rules
	Now     func() time.Time

	mu     sync.Mutex
	client *roster.Client // nil until the key was read
	read   time.Time      // when
}

type (
	request  = events.APIGatewayV2CustomAuthorizerV2Request
	response = events.APIGatewayV2CustomAuthorizerSimpleResponse
)

// Handle lets a request through or not. An error, which API Gateway answers with 500, says that nobody could tell; a request
// that is refused is answered 403.
func (a *Authorizer) Handle(ctx context.Context, r request) (response, error) {
	log := slog.Default().With("route", r.RouteKey, "request_id", r.RequestContext.RequestID)
	rule, known := a.Rules[r.RouteKey]
	if !known {
		return refuse(log, "there is no rule for the route")
	}
	user, err := a.Tokens.User(ctx, header(&r, "authorization"))
	switch {
	case errors.Is(err, errTokenRefused):
		return refuse(log, err.Error())
	case err != nil:
		return fail(log, err)
	}
	log = log.With("subject", user.Subject)
	question, missing := rule.question(&r, user)
	if missing != "" {
		return refuse(log, missing)
	}
	answer, err := a.ask(ctx, question)
	switch code := roster.CodeOf(err); {
	case code == roster.NotFound, code == roster.Invalid: // of the request or of a rule: Roster's words say which
		return refuse(log, err.Error())
	case err != nil:
		return fail(log, err)
	case !answer.Allowed:
		return refuse(log.With("user", answer.User, "organization", question.Organization), string(answer.Reason))
	}
	return response{IsAuthorized: true, Context: contextOf(question, answer)}, nil
}

// question is what the rule asks about the user. missing says what the request lacks.
func (rule Rule) question(r *request, user roster.User) (q roster.Question, missing string) {
	organization := strings.ReplaceAll(rule.Organization.in(r), "-", "")
	if organization == "" {
		return q, "the request names no organization"
	}
	q = roster.Ask(organization, user)
	if rule.AdAccount != "" {
		on := rule.AdAccount.in(r)
		if on == "" {
			return q, "the request names no ad account"
		}
		q = q.On(on)
	}
	if rule.Permission != "" {
		q = q.To(rule.Permission)
	}
	return q, ""
}

// contextOf is what the API behind gets to know, as $context.authorizer.user or requestContext.authorizer.lambda.user. It
// goes by these, and not by what the request says. Lists are separated by spaces.
func contextOf(q roster.Question, a roster.Answer) map[string]any {
	roles := make([]string, len(a.AdAccountRoles))
	for n, r := range a.AdAccountRoles {
		roles[n] = r.Role
	}
	if a.AdAccount == "" { // roles on many would be mistaken for roles on one
		roles = nil
	}
	return map[string]any{
		"user": a.User, "organization": q.Organization, "role": string(a.Role), "permissions": strings.Join(a.Permissions, " "),
		"ad_account": a.AdAccount, "ad_account_roles": strings.Join(roles, " "),
	}
}

// keyAgain is how often at most the key is read anew while Roster does not take the one that is known.
const keyAgain = time.Minute

// ask asks Roster, with a newer key where it does not take the one that was read: keys are changed under way.
func (a *Authorizer) ask(ctx context.Context, q roster.Question) (roster.Answer, error) {
	client, err := a.roster(ctx, nil)
	if err != nil {
		return roster.Answer{}, err
	}
	answer, err := client.Access(ctx, q)
	if roster.CodeOf(err) != roster.Unauthenticated {
		return answer, err
	}
	newer, failed := a.roster(ctx, client)
	if failed != nil || newer.Key == client.Key {
		return answer, errors.Join(err, failed)
	}
	return newer.Access(ctx, q)
}

// roster is Roster, by a newer key than that of refused.
func (a *Authorizer) roster(ctx context.Context, refused *roster.Client) (*roster.Client, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.client == nil || a.client == refused && a.Now().Sub(a.read) >= keyAgain {
		key, err := a.Key(ctx)
		if err != nil {
			return nil, fmt.Errorf("the API key cannot be read: %w", err)
		}
		a.client, a.read = roster.New(a.Address, strings.TrimSpace(key)), a.Now()
	}
	return a.client, nil
}

func refuse(log *slog.Logger, why string) (response, error) {
	log.Info("refused", "cause", why)
	return response{}, nil
}

func fail(log *slog.Logger, err error) (response, error) {
	log.Error("nobody could tell, so it is refused", "cause", err.Error())
	return response{}, errors.New("access could not be checked")
}
