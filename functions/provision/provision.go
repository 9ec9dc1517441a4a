// Package provision takes signed messages in (Standard Webhooks 1.0.0): an HR or a CRM system invites, changes and removes
// people by telling what has happened.
//
// A message is known by its id: it has its effect once, and whoever sends it again gets the first answer. Messages about
// one address are in the order of their timestamps, so that one that comes late loses. Answer, order and effect are one
// transaction.
package provision

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"slices"

	"roster/shared/account"
	"roster/shared/hook"
	"roster/shared/policy"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{store: api.Store, secrets: secret.Open(api.Config), people: people.Of(api), messages: web.NewMessages(api, kinds)}
	web.Add(api, web.Route[input, answer]{
		Method: http.MethodPost, Path: "/v1/provisioning/{org}", ID: "receive-message", Tag: "Provisioning",
		Summary: "Take a signed message that invites, changes or removes somebody", Access: web.Signed, Messages: f.messages,
		Errors: []int{http.StatusNotFound},
		Admit:  f.admit, May: mayReceive, Do: f.receive,
	})
}

type function struct {
	store    *store.Store
	secrets  secret.Source
	people   people.Commands
	messages *web.Messages
}

type input struct {
	web.InOrganization
	web.SignedBody
	message *message
}

// message is what came in, once it is known whose it is.
type message struct {
	id          string
	kind        string // empty where it could not be read
	sender      account.KeyID
	key         store.Key
	fingerprint string
	content     content
	wrong       error  // what is wrong with the content
	holder      string // the member or the invitation that had the address when it came; empty for nobody
}

// keys is what is read anew when another message about the same person was faster.
func (m *message) keys(org account.OrganizationID) []store.Key {
	return []store.Key{store.MessageOrderKey(org, m.content.address), store.AddressKey(org, m.content.address)}
}

// admit finds out who signed: the secrets of the organization's live keys with the scope provision are tried. Nothing of
// the message is believed, or told, before one of them fits.
func (f function) admit(ctx context.Context, c *web.Call, in *input) error {
	org := account.OrganizationID(in.Org)
	if _, err := hook.Verify(in.Header, in.RawBody, c.Now); errors.Is(err, hook.ErrHeaders) || !org.Valid() {
		return untrusted(ctx, err)
	}
	signed, key, err := f.sender(ctx, c, org, in)
	if err != nil {
		return err
	}
	m := &message{id: signed.ID, sender: key.ID, key: store.MessageKey(org, key.ID, signed.ID), fingerprint: fingerprint(in.RawBody)}
	keys := []store.Key{store.OrganizationKey(org), m.key}
	m.kind, m.content, m.wrong = read(f.messages, in.RawBody)
	if m.wrong == nil {
		keys = slices.Concat(keys, m.keys(org), []store.Key{store.CountsKey(org)}, named(org, m.content.roles()))
	}
	if c.Found, err = f.store.Get(ctx, keys...); err != nil {
		return err
	}
	organization := c.Found.Organization(org)
	if organization == nil {
		return untrusted(ctx, errors.New("the organization is deleted"))
	}
	if m.wrong == nil {
		holder := c.Found.AddressHolder(org, m.content.address, c.Now)
		m.holder = string(holder.Member) + string(holder.Invitation)
	}
	in.message = m
	c.ActThrough(account.Provision, account.ByKey, key, organization)
	return nil
}

// mayReceive asks whether the key writes people at all. What it may do to whom the commands ask.
func mayReceive(c *web.Call, _ *input) error {
	return c.May(policy.Invite, policy.Organization(c.Organization.ID), account.Grants{})
}

// sender is the message with the key whose secret signed it.
func (f function) sender(ctx context.Context, c *web.Call, org account.OrganizationID, in *input) (hook.Message, *account.APIKey, error) {
	keys, err := f.store.APIKeys(ctx, org)
	if err != nil {
		return hook.Message{}, nil, err
	}
	why := hook.ErrSignature
	for _, key := range keys {
		if !key.Live(c.Now) || !key.Has(account.Provision) {
			continue
		}
		whole, err := f.secrets.ProvisioningSecret(ctx, key.KeyVersion, string(key.ID), 1)
		if err != nil {
			return hook.Message{}, nil, err
		}
		signed, err := hook.Verify(in.Header, in.RawBody, c.Now, whole)
		if err == nil {
			return signed, key, nil
		}
		if !errors.Is(err, hook.ErrSignature) {
			why = err
		}
	}
	return hook.Message{}, nil, untrusted(ctx, why)
}

// untrusted is the one answer to whatever is not signed as it must be; why is for the log.
func untrusted(ctx context.Context, why error) error {
	web.Log(ctx).Info("a message was not trusted", "cause", why)
	return account.Refuse(account.Unauthenticated, "The message is not signed with a secret of this organization that is valid now, or webhook-timestamp is more than five minutes from now.")
}

func fingerprint(body []byte) string {
	sum := sha256.Sum256(body)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
