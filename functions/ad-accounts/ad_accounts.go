// Package adaccounts makes, shows and changes the ad accounts of an organization: what roles are given on.
package adaccounts

import (
	"context"
	"net/http"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store}
	web.Add(api, web.Route[listInput, listAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/ad-accounts", ID: "list-ad-accounts", Tag: "Ad accounts",
		Summary: "The ad accounts by name: all for account administrators, one's own for everybody else", Access: web.Inside, Scope: account.UsersRead,
		May: func(c *web.Call, _ *listInput) error {
			return c.May(policy.ListAdAccounts, policy.Organization(c.Organization.ID), account.Grants{})
		},
		Do: f.list,
	})
	web.Add(api, web.Route[createInput, createAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/ad-accounts", ID: "create-ad-account", Tag: "Ad accounts",
		Summary: "Make an ad account", Access: web.Inside, Scope: account.AdAccountsWrite, Status: http.StatusCreated,
		May: func(c *web.Call, _ *createInput) error {
			return c.May(policy.CreateAdAccount, policy.Organization(c.Organization.ID), account.Grants{})
		},
		Do: f.create,
	})
	web.Add(api, web.Route[AdAccountPath, wire.AdAccountAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/ad-accounts/{id}", ID: "get-ad-account", Tag: "Ad accounts",
		Summary: "One ad account", Access: web.Inside, Scope: account.UsersRead,
		Reads: func(in *AdAccountPath) []store.Key { return in.keys() },
		May:   func(c *web.Call, in *AdAccountPath) error { return in.may(c, policy.SeeAdAccount) },
		Do: func(_ context.Context, c *web.Call, in *AdAccountPath) (*wire.AdAccountAnswer, error) {
			if a := in.adAccount(c); a != nil {
				return answer(a), nil
			}
			return nil, account.Unknown()
		},
	})
	web.Add(api, web.Route[updateInput, wire.AdAccountAnswer]{
		Method: http.MethodPatch, Path: "/v1/organizations/{org}/ad-accounts/{id}", ID: "update-ad-account", Tag: "Ad accounts",
		Summary: "Change, archive or restore an ad account", Access: web.Inside, Scope: account.AdAccountsWrite,
		Reads: func(in *updateInput) []store.Key { return in.keys() },
		May:   func(c *web.Call, in *updateInput) error { return in.may(c, policy.EditAdAccount) },
		Do:    f.update,
	})
}

type function struct{ store *store.Store }

// AdAccountPath names one ad account.
type AdAccountPath struct {
	web.InOrganization
	ID string `path:"id" doc:"The ad account's id" example:"ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

func (p AdAccountPath) keys() []store.Key {
	if id := account.AdAccountID(p.ID); id.Valid() {
		return []store.Key{store.AdAccountKey(account.OrganizationID(p.Org), id)}
	}
	return nil
}

func (p AdAccountPath) adAccount(c *web.Call) *account.AdAccount {
	return c.Found.AdAccount(c.Organization.ID, account.AdAccountID(p.ID))
}

func (p AdAccountPath) may(c *web.Call, action policy.Action) error {
	return c.May(action, policy.AdAccount(account.AdAccountID(p.ID)), account.Grants{})
}

func answer(a *account.AdAccount) *wire.AdAccountAnswer {
	return &wire.AdAccountAnswer{ETag: web.ETag(a.Version), Body: wire.AdAccountOf(a)}
}

// checkName is the name as it is kept, or what is wrong with it.
func checkName(text string) (string, error) {
	name := strings.TrimSpace(text)
	if wrong := account.CheckName(name); wrong != "" {
		return "", account.InvalidField("body.name", "%s", wrong)
	}
	return name, nil
}
