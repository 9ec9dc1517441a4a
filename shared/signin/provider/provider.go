// Package provider talks OpenID Connect to the issuer that the deployment names: authorization code with
// PKCE, as a public client. It knows no sessions and no store.
package provider

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"roster/shared/account"
	"roster/shared/signin"
)

// Provider is the issuer. Its configuration is fetched when it is needed first, and its keys when the first
// token comes; both are kept. It is safe for use by many goroutines.
type Provider struct {
	issuer string
	now    func() time.Time
	client *http.Client

	mu    sync.Mutex
	known *discovered // nil until it was fetched
}

// discovered is what the issuer says about itself (OpenID Connect Discovery 1.0 §3).
type discovered struct {
	*oidc.Provider
	EndSession string   `json:"end_session_endpoint"`
	Prompts    []string `json:"prompt_values_supported"`
}

// patience is how long one answer of the issuer may take: a sign-in needs up to three in a request, under the
// gateway's thirty seconds.
const patience = 8 * time.Second

// New is the provider of that issuer. It sends nothing.
func New(issuer string, now func() time.Time) *Provider {
	return &Provider{issuer: issuer, now: now, client: &http.Client{Timeout: patience}}
}

// Deployment is how the issuer knows this deployment.
type Deployment struct {
	ClientID string
	BaseURL  string // the configured one, never from a request's Host
}

// callbackPath is where the issuer sends people back to.
const callbackPath = "/auth/callback"

// Wish is what a sign-in asks of the issuer's pages. Issuers ignore what they do not know.
type Wish struct {
	LoginHint     account.Address // fills the address in; may be empty
	SignUp        bool            // begins with a new account
	ChooseAccount bool            // asks which login to go on with, although one is signed in
	Fresh         bool            // asks for the password or whatever it is, although somebody is signed in
}

// SignIn is the address to send a browser to. Unavailable when the issuer does not answer.
func (p *Provider) SignIn(ctx context.Context, d Deployment, a signin.Attempt, wish Wish) (string, error) {
	known, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(a.Nonce()), oauth2.S256ChallengeOption(a.Verifier())}
	add := func(name, value string) { options = append(options, oauth2.SetAuthURLParam(name, value)) }
	if wish.LoginHint != "" {
		add("login_hint", string(wish.LoginHint))
	}
	if wish.SignUp {
		add("screen_hint", "signup")
	}
	switch {
	case wish.SignUp && slices.Contains(known.Prompts, "create"): // Initiating User Registration via OpenID Connect 1.0
		add("prompt", "create")
	case wish.Fresh: // OpenID Connect Core 1.0 §3.1.2.1; max_age asks for auth_time, too
		add("prompt", "login")
		add("max_age", "0")
	case wish.ChooseAccount:
		add("prompt", "select_account")
	}
	return known.oauth(d).AuthCodeURL(a.State(), options...), nil
}

// SignOut is the address that ends the issuer's own session and sends the browser back to the page; empty
// when the issuer has none. Cognito wants its own name for where to go, the others ignore that.
func (p *Provider) SignOut(ctx context.Context, d Deployment) (string, error) {
	known, err := p.discover(ctx)
	if err != nil || known.EndSession == "" {
		return "", err
	}
	end, err := url.Parse(known.EndSession)
	if err != nil {
		return "", unreachable(err)
	}
	q := end.Query()
	q.Set("client_id", d.ClientID)
	q.Set("post_logout_redirect_uri", d.BaseURL+"/")
	q.Set("logout_uri", d.BaseURL+"/")
	end.RawQuery = q.Encode()
	return end.String(), nil
}

// Issued reports whether an answer that names its issuer comes from this one (RFC 9207 §2.4).
func (p *Provider) Issued(iss string) bool { return iss == "" || iss == p.issuer }

// discover fetches the issuer's configuration once. A failure is not kept.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known != nil {
		return p.known, nil
	}
	found, err := oidc.NewProvider(p.with(ctx), p.issuer)
	if err != nil {
		return nil, unreachable(err)
	}
	known := &discovered{Provider: found}
	if err := found.Claims(known); err != nil {
		return nil, unreachable(err)
	}
	p.known = known
	return known, nil
}

// with makes go-oidc and oauth2 use this provider's client.
func (p *Provider) with(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.client)
}

func (k *discovered) oauth(d Deployment) *oauth2.Config {
	endpoint := k.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInParams // a public client: its id and no secret
	return &oauth2.Config{
		ClientID: d.ClientID, Endpoint: endpoint, RedirectURL: d.BaseURL + callbackPath,
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
	}
}

func unreachable(cause error) error {
	e := account.Refuse(account.Unavailable, "The sign-in service does not answer just now. Try again in a moment.")
	e.RetryAfter = 2 * time.Second
	return e.Because(cause)
}
