package authorizer_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// issuer signs whatever a test wants it to say.
type issuer struct {
	*httptest.Server
	t       *testing.T
	down    atomic.Bool // it answers nothing
	keyless atomic.Bool // it does not answer with its keys
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
	i := &issuer{t: t}
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var answer any
		switch {
		case i.down.Load(), r.URL.Path == "/keys" && i.keyless.Load():
			w.WriteHeader(http.StatusBadGateway)
			return
		case r.URL.Path == "/.well-known/openid-configuration":
			answer = map[string]any{
				"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize", "token_endpoint": i.URL + "/token",
				"jwks_uri": i.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"},
			}
		case r.URL.Path == "/keys":
			answer = jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: signingKey.Public(), KeyID: "1", Algorithm: "RS256", Use: "sig"}}}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(i.Close)
	return i
}

// claims are what a token says; a nil value takes one out.
type claims map[string]any

func (i *issuer) says(changed claims) []byte {
	all := claims{"iss": i.URL, "aud": "shop", "sub": "sub-anna", "iat": time.Now().Unix(), "exp": time.Now().Add(time.Hour).Unix()}
	maps.Copy(all, changed)
	maps.DeleteFunc(all, func(_ string, v any) bool { return v == nil })
	payload, err := json.Marshal(all)
	if err != nil {
		i.t.Fatal(err)
	}
	return payload
}

// token is one as the issuer itself signs it.
func (i *issuer) token(changed claims) string { return i.signedBy(signingKey, changed) }

func (i *issuer) signedBy(key *rsa.PrivateKey, changed claims) string {
	return i.sign(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: "1"}}, changed)
}

// signedBySecret is signed with the public key as if that were a secret.
func (i *issuer) signedBySecret(changed claims) string {
	public := signingKey.N.Bytes()
	return i.sign(jose.SigningKey{Algorithm: jose.HS256, Key: jose.JSONWebKey{Key: public, KeyID: "1"}}, changed)
}

func (i *issuer) sign(by jose.SigningKey, changed claims) string {
	i.t.Helper()
	signer, err := jose.NewSigner(by, nil)
	if err != nil {
		i.t.Fatal(err)
	}
	signed, err := signer.Sign(i.says(changed))
	if err != nil {
		i.t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		i.t.Fatal(err)
	}
	return token
}

func (i *issuer) unsigned(changed claims) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + part(i.says(changed)) + "."
}
