package session_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// issuer signs whatever a test wants it to say. It holds Roster to PKCE, to being a public client and to
// redeeming a code once, as a real one does.
type issuer struct {
	*httptest.Server
	t    *testing.T
	asks atomic.Int32 // for configuration and keys
	down atomic.Bool

	mu      sync.Mutex
	tokens  map[string]grant          // by code
	profile map[string]map[string]any // by access token
}

// grant is what a code is good for.
type grant struct {
	challenge, redirect, idToken, accessToken string
}

var signingKey, otherKey = newKey(), newKey()

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{t: t, tokens: map[string]grant{}, profile: map[string]map[string]any{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		i.asks.Add(1)
		answerJSON(w, 200, map[string]any{
			"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize", "token_endpoint": i.URL + "/token",
			"userinfo_endpoint": i.URL + "/profile", "jwks_uri": i.URL + "/keys", "end_session_endpoint": i.URL + "/end?from=here",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		i.asks.Add(1)
		answerJSON(w, 200, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: signingKey.Public(), KeyID: "1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("POST /token", i.redeem)
	mux.HandleFunc("GET /profile", func(w http.ResponseWriter, r *http.Request) {
		i.mu.Lock()
		defer i.mu.Unlock()
		answerJSON(w, 200, i.profile[r.Header.Get("Authorization")])
	})
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if i.down.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) redeem(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	code := r.PostFormValue("code")
	g, known := i.tokens[code]
	delete(i.tokens, code)
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	_, _, secret := r.BasicAuth()
	switch {
	case !known, r.PostFormValue("grant_type") != "authorization_code", r.PostFormValue("redirect_uri") != g.redirect,
		r.PostFormValue("client_id") != "roster", secret, r.PostFormValue("client_secret") != "",
		base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge:
		answerJSON(w, 400, map[string]any{"error": "invalid_grant"})
		return
	}
	answer := map[string]any{"access_token": g.accessToken, "token_type": "Bearer", "expires_in": 3600}
	if g.idToken != "" {
		answer["id_token"] = g.idToken
	}
	answerJSON(w, 200, answer)
}

func answerJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// claims are what an ID token says; a nil value takes one out.
type claims map[string]any

// says are the claims of a good answer to that request, changed as the test wants.
func (i *issuer) says(request *url.URL, now time.Time, changed claims) claims {
	all := claims{
		"iss": i.URL, "aud": request.Query().Get("client_id"), "nonce": request.Query().Get("nonce"),
		"iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		"sub": "sub-anna", "name": "Anna-Lena Krüger", "email": "anna@oakey.example", "email_verified": true,
	}
	maps.Copy(all, changed)
	maps.DeleteFunc(all, func(_ string, v any) bool { return v == nil })
	return all
}

// grant makes a code for a token, and returns the query that the browser brings back.
func (i *issuer) grant(request *url.URL, idToken string, profile map[string]any) string {
	q := request.Query()
	code, access := rand.Text(), rand.Text()
	i.mu.Lock()
	defer i.mu.Unlock()
	i.tokens[code] = grant{q.Get("code_challenge"), q.Get("redirect_uri"), idToken, access}
	i.profile["Bearer "+access] = profile
	return url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {i.URL}}.Encode()
}

func (i *issuer) sign(algorithm jose.SignatureAlgorithm, key any, c claims) string {
	i.t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: "1"}}, nil)
	if err != nil {
		i.t.Fatal(err)
	}
	payload, err := json.Marshal(c)
	if err != nil {
		i.t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		i.t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		i.t.Fatal(err)
	}
	return token
}

// signed is a token as the issuer itself signs it.
func (i *issuer) signed(c claims) string { return i.sign(jose.RS256, crypto.PrivateKey(signingKey), c) }
