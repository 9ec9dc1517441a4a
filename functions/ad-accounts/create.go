package adaccounts

import (
	"context"
	"strings"
	"unicode"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// NewAdAccount is what an ad account is made from.
type NewAdAccount struct {
	Name       string               `json:"name" doc:"Up to 80 characters"`
	ExternalID wire.Patched[string] `json:"external_id,omitzero" nullable:"true" maxLength:"128" doc:"The host product's own id, unique in the organization"`
}

type createInput struct {
	web.InOrganization
	web.Repeatable
	Body NewAdAccount
}

type createAnswer struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     wire.AdAccount
}

func (f function) create(ctx context.Context, c *web.Call, in *createInput) (*createAnswer, error) {
	name, err := checkName(in.Body.Name)
	if err != nil {
		return nil, err
	}
	external, err := checkExternalID(in.Body.ExternalID)
	if err != nil {
		return nil, err
	}
	a := &account.AdAccount{
		ID: store.NewAdAccountID(c.Now), Organization: c.Organization.ID, Name: name, ExternalID: external,
		State: account.AdAccountIsActive, CreatedAt: c.Now, Version: account.NextVersion(0, c.Now),
	}
	made := answer(a)
	out := &createAnswer{
		Location: "/v1/organizations/" + string(a.Organization) + "/ad-accounts/" + string(a.ID), ETag: made.ETag, Body: made.Body,
	}
	return out, f.store.CreateAdAccount(ctx, c.Intent(out), a)
}

// checkExternalID is the external id that was sent, empty for null. It is compared as it is: a space more is
// another one, and more likely a slip.
func checkExternalID(sent wire.Patched[string]) (string, error) {
	id := sent.Value
	switch {
	case !sent.Sent || sent.Null:
		return "", nil
	case id == "":
		return "", account.InvalidField("body.external_id", "must not be empty: send null for none")
	case id != strings.TrimSpace(id) || strings.ContainsFunc(id, unprintable):
		return "", account.InvalidField("body.external_id", "must not begin or end with a space or contain control characters")
	}
	return id, nil
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }
