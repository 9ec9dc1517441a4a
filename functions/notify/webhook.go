package notify

import (
	"context"
	"net/url"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/store"
)

// webhookDisabled goes to the organization admins, as long as the endpoint is as the event has left it.
func (f *Function) webhookDisabled(ctx context.Context, m *matter) ([]letter, error) {
	org, id := m.asked.Organization, account.WebhookID(m.event.Target.ID)
	if err := f.read(ctx, m, store.WebhookKey(org, id)); err != nil {
		return nil, err
	}
	w := m.found.Webhook(org, id)
	if w == nil || w.State != account.WebhookDisabled || w.Version != m.event.Version {
		return nil, nil
	}
	admins, err := f.organizationAdmins(ctx, m, org)
	if err != nil {
		return nil, err
	}
	disabled := mail.WebhookDisabled{
		Product: f.product(), Organization: m.account(), Endpoint: endpointName(w), Gone: w.Disabled == account.WebhookGone,
		At: m.event.At, PageURL: f.base + "/orgs/" + string(org) + "/integrations",
	}
	var letters []letter
	for _, admin := range admins {
		disabled.Recipient, _ = m.person(admin)
		letters = append(letters, m.toUser(admin, disabled.Recipient.Address, disabled))
	}
	return letters, nil
}

// endpointName is what a letter calls an endpoint.
func endpointName(w *account.Webhook) string {
	if w.Description != "" {
		return w.Description
	}
	if u, err := url.Parse(w.URL); err == nil {
		return u.Hostname()
	}
	return string(w.ID)
}
