// Package organizations makes and deletes organizations, and shows and changes what one is called and how it
// behaves.
package organizations

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store, api.Config.Limits.OrganizationsADay, store.NewOrganizationID}
	web.Add(api, web.Route[createInput, createAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations", ID: "create-organization", Tag: "Organizations",
		Summary: "Make an organization and become its organization admin", Access: web.SignedIn, Scope: account.OrganizationsWrite, Status: http.StatusCreated,
		User:  true,
		Reads: func(in *createInput) []store.Key { return in.Body.Admin.keys() },
		Do:    f.create,
	})
	web.Add(api, web.Route[web.InOrganization, wire.OrganizationAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}", ID: "get-organization", Tag: "Organizations",
		Summary: "The organization and its settings, for its admins", Access: web.Inside, Scope: account.OrganizationsWrite,
		May: func(c *web.Call, _ *web.InOrganization) error {
			return c.May(policy.SeeSettings, policy.Organization(c.Organization.ID), account.Grants{})
		},
		Do: func(_ context.Context, c *web.Call, _ *web.InOrganization) (*wire.OrganizationAnswer, error) {
			return answer(c.Organization), nil
		},
	})
	web.Add(api, web.Route[updateInput, wire.OrganizationAnswer]{
		Method: http.MethodPatch, Path: "/v1/organizations/{org}", ID: "update-organization", Tag: "Organizations",
		Summary: "Change the name and the settings", Access: web.Inside, Scope: account.OrganizationsWrite,
		May: mayUpdate,
		Do:  f.update,
	})
	web.Add(api, web.Route[deleteInput, struct{}]{
		Method: http.MethodDelete, Path: "/v1/organizations/{org}", ID: "delete-organization", Tag: "Organizations",
		Summary: "Delete the organization: it is gone for everybody, and the operator can restore it for 30 days",
		Access:  web.Inside, Scope: account.OrganizationsWrite, Status: http.StatusNoContent,
		May: func(c *web.Call, _ *deleteInput) error {
			return c.May(policy.DeleteOrganization, policy.Organization(c.Organization.ID), account.Grants{})
		},
		Do: f.delete,
	})
}

type function struct {
	store    *store.Store
	mostADay int // organizations that one user may make
	draw     func() account.OrganizationID
}

func answer(o *account.Organization) *wire.OrganizationAnswer {
	return &wire.OrganizationAnswer{ETag: web.ETag(o.Version), Body: wire.OrganizationOf(o)}
}
