package wire

import (
	"time"

	"roster/shared/account"
)

// AdAccount is an ad account as whoever may see it is shown it.
type AdAccount struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	ExternalID *string   `json:"external_id" doc:"The host product's own id, unique in the organization"`
	State      string    `json:"state" enum:"active,archived" doc:"Roles on an archived ad account are kept and open nothing"`
	CreatedAt  time.Time `json:"created_at"`
	Version    int64     `json:"version"`
}

// AdAccountOf is an ad account as it is answered.
func AdAccountOf(a *account.AdAccount) AdAccount {
	body := AdAccount{ID: string(a.ID), Name: a.Name, State: string(a.State), CreatedAt: a.CreatedAt, Version: a.Version}
	if a.ExternalID != "" {
		body.ExternalID = &a.ExternalID
	}
	return body
}

// AdAccountAnswer answers with an ad account and its entity tag.
type AdAccountAnswer struct {
	ETag string `header:"ETag"`
	Body AdAccount
}
