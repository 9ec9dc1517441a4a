package main

import (
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"roster/shared/account"
	"roster/shared/wire"
)

// told is what the catalogue says of one type of event: when it happens, and what one may look like.
type told struct {
	when    string
	target  account.TargetKind
	related string
	change  account.Change
	actor   account.ActorKind // by a user when empty
}

// webhooks are the messages that an endpoint is sent, one for each type of event, each with an example.
func webhooks(registry huma.Registry) map[string]*huma.PathItem {
	all := map[string]*huma.PathItem{}
	for _, kind := range account.EventTypes {
		all[string(kind)] = &huma.PathItem{Post: &huma.Operation{
			OperationID: "on-" + string(kind), Summary: catalogue[kind].when, Tags: []string{"Webhooks"},
			Parameters: signed,
			RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {
				Schema: payloadSchema(registry), Example: example(kind),
			}}},
			Responses: map[string]*huma.Response{
				"2XX":     {Description: "Taken. The body is not looked at"},
				"410":     {Description: "The endpoint is gone: it is disabled and not called again"},
				"default": {Description: "Not taken: it comes again after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h, and not before Retry-After"},
			},
		}}
	}
	return all
}

func payloadSchema(registry huma.Registry) *huma.Schema {
	return registry.Schema(reflect.TypeFor[wire.WebhookPayload](), true, "")
}

// signed are the headers of every message (Standard Webhooks 1.0.0).
var signed = []*huma.Param{
	{Name: "webhook-id", In: "header", Required: true, Schema: &huma.Schema{Type: huma.TypeString}, Description: "The same whenever the same event comes again"},
	{Name: "webhook-timestamp", In: "header", Required: true, Schema: &huma.Schema{Type: huma.TypeString}, Description: "When this try was signed, in seconds since 1970"},
	{Name: "webhook-signature", In: "header", Required: true, Schema: &huma.Schema{Type: huma.TypeString}, Description: "v1 signatures apart by spaces; two for a day after a secret was rotated"},
}

// example is an event of the type as an endpoint is sent it.
func example(kind account.EventType) wire.WebhookPayload {
	t := catalogue[kind]
	e := account.Event{
		ID: "evt_01JD3Q9Z5T7K2M8V4X6W0RBCDE", Organization: exampleOrganization, Type: kind, At: exampleTime,
		Actor:  account.Actor{Kind: account.ByUser, ID: "usr_01JD3Q9Z5T7K2M8V4X6W0RBCDF"},
		Target: account.Target{Kind: t.target, ID: named[t.target].id, Related: t.related},
		Change: t.change, Version: exampleTime.UnixMilli(), RequestID: "req_01JD3Q9Z5T7K2M8V4X6W0RBCDG",
	}
	if t.actor != "" {
		e.Actor = account.Actor{Kind: t.actor}
	}
	shown := wire.EventOf(e)
	shown.Target.Name, shown.Target.Email = named[t.target].name, named[t.target].email
	if t.actor == "" {
		shown.Actor.Name = "Carrie Oakey"
	}
	for i := range shown.Change.AdAccounts {
		shown.Change.AdAccounts[i].Name = "EU Brand"
	}
	return wire.WebhookPayloadOf(shown, e.Organization)
}

const exampleOrganization account.OrganizationID = "4829130776"

var exampleTime = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// named are the records that the examples are about.
var named = map[account.TargetKind]struct{ id, name, email string }{
	account.TargetOrganization: {string(exampleOrganization), "OakeyInfluencer", ""},
	account.TargetMember:       {"mem_01JD3Q9Z5T7K2M8V4X6W0RBCDH", "Earl E. Bird", "earl@oakey.example"},
	account.TargetInvitation:   {"inv_01JD3Q9Z5T7K2M8V4X6W0RBCDJ", "Jonas Falk", "jonas@oakey.example"},
	account.TargetAdAccount:    {"ada_01JD3Q9Z5T7K2M8V4X6W0RBCDK", "EU Brand", ""},
	account.TargetAPIKey:       {"key_01JD3Q9Z5T7K2M8V4X6W0RBCDM", "HR system", ""},
	account.TargetWebhook:      {"wh_01JD3Q9Z5T7K2M8V4X6W0RBCDN", "Billing", ""},
	account.TargetAgency:       {"7300451288", "Bright", ""},
	account.TargetAgencyMember: {"mem_01JD3Q9Z5T7K2M8V4X6W0RBCDP", "Bea Bright", "bea@bright.example"},
}
