package authorizer

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	roster "roster/client"
)

// Tokens verifies the access tokens or ID tokens of one issuer, made for one of some audiences. What the issuer says of
// itself is fetched with the first token, and its keys when one is signed by a key that is not known. It is safe for use
// by many goroutines.
type Tokens struct {
	issuer    string
	audiences []string
	now       func() time.Time
	client    *http.Client

	mu       sync.Mutex
	verifier *oidc.IDTokenVerifier // nil until the issuer has answered
}

// patience is how long one answer of the issuer may take. API Gateway gives an authorizer ten seconds.
const patience = 3 * time.Second

// NewTokens is for tokens of that issuer. It sends nothing.
func NewTokens(issuer string, audiences []string, now func() time.Time) *Tokens {
	return &Tokens{issuer: issuer, audiences: audiences, now: now, client: &http.Client{Timeout: patience}}
}

// errTokenRefused is a token that opens nothing, whoever brings it.
var errTokenRefused = errors.New("the token is refused")

// User is the user whom a request's Authorization names. errTokenRefused for one that is missing, expired, of another
// issuer, for another audience or not signed by the issuer; another error when the issuer cannot be asked for its keys.
func (t *Tokens) User(ctx context.Context, authorization string) (roster.User, error) {
	scheme, raw, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "Bearer") || raw == "" {
		return roster.User{}, fmt.Errorf("%w: Authorization is not Bearer and a token", errTokenRefused)
	}
	verifier, err := t.discover(ctx)
	if err != nil {
		return roster.User{}, fmt.Errorf("the issuer does not answer: %w", err)
	}
	token, err := verifier.Verify(ctx, raw)
	switch {
	case err != nil && strings.Contains(err.Error(), "fetching keys"): // go-oidc says it in no other way
		return roster.User{}, fmt.Errorf("the issuer does not give its keys: %w", err)
	case err != nil:
		return roster.User{}, fmt.Errorf("%w: %w", errTokenRefused, err)
	case token.Subject == "":
		return roster.User{}, fmt.Errorf("%w: it names nobody", errTokenRefused)
	case !t.meant(token):
		return roster.User{}, fmt.Errorf("%w: it is for the audience %q", errTokenRefused, token.Audience)
	}
	return roster.ByLogin(token.Issuer, token.Subject), nil
}

// meant reports whether the token was made for one of the audiences. The access tokens of Cognito have no audience and
// name their client instead.
func (t *Tokens) meant(token *oidc.IDToken) bool {
	audiences := token.Audience
	if len(audiences) == 0 {
		var claims struct {
			Client string `json:"client_id"`
		}
		if token.Claims(&claims) != nil {
			return false
		}
		audiences = []string{claims.Client}
	}
	return slices.ContainsFunc(audiences, func(a string) bool { return a != "" && slices.Contains(t.audiences, a) })
}

// discover fetches what the issuer says of itself (OpenID Connect Discovery 1.0 §4) once. A failure is not kept.
func (t *Tokens) discover(ctx context.Context) (*oidc.IDTokenVerifier, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.verifier == nil {
		found, err := oidc.NewProvider(oidc.ClientContext(ctx, t.client), t.issuer)
		if err != nil {
			return nil, err
		}
		t.verifier = found.VerifierContext(oidc.ClientContext(ctx, t.client), &oidc.Config{SkipClientIDCheck: true, Now: t.now}) // meant checks it
	}
	return t.verifier, nil
}
