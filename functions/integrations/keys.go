package integrations

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/signin"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

func (f function) registerKeys(api *web.API) {
	web.Add(api, web.Route[keysInput, keysAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/api-keys", ID: "list-api-keys", Tag: "Integrations",
		Summary: "List the API keys that were not revoked", Access: web.Inside,
		May: func(c *web.Call, _ *keysInput) error { return maySee(c) },
		Do:  f.keys,
	})
	web.Add(api, web.Route[newKeyInput, newKeyAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/api-keys", ID: "create-api-key", Tag: "Integrations",
		Summary: "Make an API key, whose secret is shown in this answer and never again", Access: web.Inside, Status: http.StatusCreated,
		Reads:  func(in *newKeyInput) []store.Key { return in.adAccounts() },
		May:    func(c *web.Call, _ *newKeyInput) error { return mayMakeSecret(c) },
		Do:     f.createKey,
		Forget: func(out *newKeyAnswer) { out.Body.Key, out.Body.ProvisioningSecret = "", "" },
	})
	web.Add(api, web.Route[keyInput, struct{}]{
		Method: http.MethodDelete, Path: "/v1/organizations/{org}/api-keys/{id}", ID: "revoke-api-key", Tag: "Integrations",
		Summary: "Revoke an API key: it opens nothing from the next request on", Access: web.Inside, Status: http.StatusNoContent,
		Reads: func(in *keyInput) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *keyInput) error { return mayManage(c) },
		Do:    f.revokeKey,
	})
	web.Add(api, web.Route[struct{}, ownKeyAnswer]{
		Method: http.MethodGet, Path: "/v1/key", ID: "get-own-key", Tag: "Integrations",
		Summary: "The API key that calls: whose it is, and what it carries", Access: web.ByKey,
		Do: func(_ context.Context, c *web.Call, _ *struct{}) (*ownKeyAnswer, error) {
			return &ownKeyAnswer{wire.APIKeyOf(c.Key)}, nil
		},
	})
}

type ownKeyAnswer struct{ Body wire.APIKey }

type keysInput struct{ web.InOrganization }

// APIKeyList is all keys of an organization, the newest first.
type APIKeyList struct {
	Items      []wire.APIKey `json:"items"`
	NextCursor *string       `json:"next_cursor" doc:"Always null: an organization has at most some fifty"`
}

type keysAnswer struct{ Body APIKeyList }

func (f function) keys(ctx context.Context, c *web.Call, _ *keysInput) (*keysAnswer, error) {
	all, err := f.store.APIKeys(ctx, c.Organization.ID)
	if err != nil {
		return nil, err
	}
	out := &keysAnswer{APIKeyList{Items: make([]wire.APIKey, len(all))}}
	for i, k := range all {
		out.Body.Items[i] = wire.APIKeyOf(k)
	}
	return out, nil
}

// NewAPIKey is what a key is made from.
type NewAPIKey struct {
	Name           string               `json:"name" example:"HR system" doc:"Up to 80 characters"`
	Scopes         []string             `json:"scopes" minItems:"1" maxItems:"20" enum:"access.read,users.read,users.write,admins.write,ad_accounts.write,provision,scim"`
	AdAccountRoles []wire.AdAccountRole `json:"ad_account_roles,omitempty" maxItems:"1000" doc:"For your own services to ask about by GET /v1/key"`
	ExpiresAt      time.Time            `json:"expires_at,omitzero" doc:"Missing: never"`
}

type newKeyInput struct {
	web.InOrganization
	web.Repeatable
	Body NewAPIKey
}

func (in *newKeyInput) grants() account.Grants {
	return wire.GrantsInput{AdAccountRoles: in.Body.AdAccountRoles}.Grants()
}

func (in *newKeyInput) adAccounts() []store.Key {
	var keys []store.Key
	for _, id := range in.grants().AdAccounts() {
		if id.Valid() && len(keys) < account.MaxAdAccounts {
			keys = append(keys, store.AdAccountKey(account.OrganizationID(in.Org), id))
		}
	}
	return keys
}

// MadeAPIKey is a new key, with what is shown this once.
type MadeAPIKey struct {
	wire.APIKey
	Key                string `json:"key,omitempty" doc:"The whole key. Missing in the answer to a repeat" example:"rk_…"`
	ProvisioningSecret string `json:"provisioning_secret,omitempty" doc:"Signs messages to /v1/provisioning; with the scope provision. Missing in the answer to a repeat" example:"whsec_…"`
}

type newKeyAnswer struct {
	Location string `header:"Location"`
	Body     MadeAPIKey
}

// createKey makes a key. Nothing that opens anything is kept: of the key its hash, and the secret of signed messages is
// derived anew with each.
func (f function) createKey(ctx context.Context, c *web.Call, in *newKeyInput) (*newKeyAnswer, error) {
	k := &account.APIKey{
		ID: store.NewKeyID(c.Now), Organization: c.Organization.ID, Name: strings.TrimSpace(in.Body.Name),
		Scopes: scopes(in.Body.Scopes), AdAccountRoles: in.grants().AdAccountRoles, CreatedAt: c.Now, CreatedBy: c.Person(),
		ExpiresAt: in.Body.ExpiresAt.UTC().Truncate(time.Millisecond), KeyVersion: secret.KeyVersion, Version: account.NextVersion(0, c.Now),
	}
	if in.Body.ExpiresAt.IsZero() {
		k.ExpiresAt = time.Time{}
	}
	find := func(id account.AdAccountID) *account.AdAccount { return c.Found.AdAccount(k.Organization, id) }
	if bad := c.Catalog.CheckKey("body", k, find); len(bad) > 0 {
		refusal := account.Refuse(account.Invalid, "Such a key cannot be made.")
		refusal.Fields = bad
		return nil, refusal
	}
	if err := f.hasRoom(ctx, k.Organization); err != nil {
		return nil, err
	}
	out := &newKeyAnswer{Location: "/v1/organizations/" + string(k.Organization) + "/api-keys/" + string(k.ID)}
	out.Body.Key, k.Hash = signin.NewKey(k.ID)
	out.Body.APIKey = wire.APIKeyOf(k)
	if k.Has(account.Provision) {
		whole, err := f.secrets.ProvisioningSecret(ctx, k.KeyVersion, string(k.ID), 1)
		if err != nil {
			return nil, err
		}
		out.Body.ProvisioningSecret = whole
	}
	return out, f.store.CreateAPIKey(ctx, c.Intent(out), k)
}

func (f function) hasRoom(ctx context.Context, org account.OrganizationID) error {
	all, err := f.store.APIKeys(ctx, org)
	if err == nil && len(all) >= account.MostKeys {
		return account.Refuse(account.Conflict, "The organization has %d API keys. Revoke one that nobody uses.", len(all))
	}
	return err
}

// scopes are each once, in the order of the product.
func scopes(texts []string) []account.Scope {
	all := make([]account.Scope, len(texts))
	for i, t := range texts {
		all[i] = account.Scope(t)
	}
	slices.SortFunc(all, func(a, b account.Scope) int {
		return cmp.Compare(slices.Index(account.AllScopes, a), slices.Index(account.AllScopes, b))
	})
	return slices.Compact(all)
}

type keyInput struct {
	web.InOrganization
	ID string `path:"id" doc:"The key's id" example:"key_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

func (in *keyInput) keys() []store.Key {
	if id := account.KeyID(in.ID); id.Valid() {
		return []store.Key{store.APIKeyKey(id)}
	}
	return nil
}

func (f function) revokeKey(ctx context.Context, c *web.Call, in *keyInput) (*struct{}, error) {
	k := c.Found.APIKey(account.KeyID(in.ID))
	if k == nil || k.Organization != c.Organization.ID {
		return nil, account.Unknown()
	}
	return &struct{}{}, f.store.RevokeAPIKey(ctx, c.Intent(nil), k)
}
