package wire

import (
	"time"

	"roster/shared/account"
)

// APIKey is a key as it is listed: nothing of it opens anything.
type APIKey struct {
	ID             string          `json:"id" example:"key_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Organization   string          `json:"organization,omitempty" doc:"Missing for an operator's key, which covers all"`
	Name           string          `json:"name" example:"HR system"`
	Prefix         string          `json:"prefix" doc:"How the key begins" example:"rk_01JD3Q9Z5T7K2…"`
	Scopes         []string        `json:"scopes"`
	AdAccountRoles []AdAccountRole `json:"ad_account_roles"`
	CreatedAt      time.Time       `json:"created_at"`
	CreatedBy      *Person         `json:"created_by" doc:"null for the operator"`
	ExpiresAt      *time.Time      `json:"expires_at" doc:"null for never"`
	LastUsedAt     *time.Time      `json:"last_used_at" doc:"To the hour; null for never"`
}

// APIKeyOf is a key as it is listed.
func APIKeyOf(k *account.APIKey) APIKey {
	body := APIKey{
		ID: string(k.ID), Organization: string(k.Organization), Name: k.Name, Prefix: k.Shown(), Scopes: []string{},
		AdAccountRoles: AdAccountRoles(k.AdAccountRoles), CreatedAt: k.CreatedAt, CreatedBy: PersonOf(k.CreatedBy),
		ExpiresAt: timeOrNull(k.ExpiresAt), LastUsedAt: timeOrNull(k.LastUsedAt),
	}
	if k.IsOperators() {
		body.Organization = ""
	}
	for _, s := range k.Scopes {
		body.Scopes = append(body.Scopes, string(s))
	}
	return body
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
