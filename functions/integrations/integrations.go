// Package integrations is what an organization's admins set up for machines: API keys, and endpoints that are told of events; and
// what machines have sent.
package integrations

import (
	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{store: api.Store, secrets: secret.Open(api.Config), local: api.Config.Webhooks.Local}
	f.registerKeys(api)
	f.registerWebhooks(api)
	f.registerDeliveries(api)
	f.registerReceived(api)
}

type function struct {
	store   *store.Store
	secrets secret.Source
	local   bool // endpoints may be on this machine
}

// maySee and mayManage ask about what is set up here. What shows a secret asks for a fresh proof besides.
func maySee(c *web.Call) error    { return mayOf(c, policy.SeeIntegrations) }
func mayManage(c *web.Call) error { return mayOf(c, policy.ManageIntegrations) }

func mayMakeSecret(c *web.Call) error {
	if err := mayManage(c); err != nil {
		return err
	}
	return c.Fresh()
}

func mayOf(c *web.Call, action policy.Action) error {
	return c.May(action, policy.Organization(c.Organization.ID), account.Grants{})
}
