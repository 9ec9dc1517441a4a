package integrations

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"roster/shared/account"
	"roster/shared/hook"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

const webhooksPath = "/v1/organizations/{org}/webhooks"

func (f function) registerWebhooks(api *web.API) {
	web.Add(api, web.Route[webhooksInput, webhooksAnswer]{
		Method: http.MethodGet, Path: webhooksPath, ID: "list-webhooks", Tag: "Webhooks",
		Summary: "List the endpoints that are told of events", Access: web.Inside,
		May: func(c *web.Call, _ *webhooksInput) error { return maySee(c) }, Do: f.webhooks,
	})
	web.Add(api, web.Route[newWebhookInput, newWebhookAnswer]{
		Method: http.MethodPost, Path: webhooksPath, ID: "create-webhook", Tag: "Webhooks",
		Summary: "Register an endpoint, whose secret is shown in this answer and never again", Access: web.Inside, Status: http.StatusCreated,
		May: func(c *web.Call, _ *newWebhookInput) error { return mayMakeSecret(c) }, Do: f.createWebhook,
		Forget: func(out *newWebhookAnswer) { out.Body.Secret = "" },
	})
	web.Add(api, web.Route[WebhookPath, webhookAnswer]{
		Method: http.MethodGet, Path: webhooksPath + "/{id}", ID: "get-webhook", Tag: "Webhooks",
		Summary: "One endpoint", Access: web.Inside,
		Reads: func(in *WebhookPath) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *WebhookPath) error { return maySee(c) },
		Do: func(_ context.Context, c *web.Call, in *WebhookPath) (*webhookAnswer, error) {
			w, err := in.webhook(c)
			if err != nil {
				return nil, err
			}
			return webhookOf(w, c.Now), nil
		},
	})
	web.Add(api, web.Route[updateWebhookInput, webhookAnswer]{
		Method: http.MethodPatch, Path: webhooksPath + "/{id}", ID: "update-webhook", Tag: "Webhooks",
		Summary: "Change, disable or enable an endpoint", Access: web.Inside,
		Reads: func(in *updateWebhookInput) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *updateWebhookInput) error { return mayManage(c) }, Do: f.updateWebhook,
	})
	web.Add(api, web.Route[deleteWebhookInput, struct{}]{
		Method: http.MethodDelete, Path: webhooksPath + "/{id}", ID: "delete-webhook", Tag: "Webhooks",
		Summary: "Delete an endpoint: it is called no more", Access: web.Inside, Status: http.StatusNoContent,
		Reads: func(in *deleteWebhookInput) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *deleteWebhookInput) error { return mayManage(c) }, Do: f.deleteWebhook,
	})
	web.Add(api, web.Route[webhookAction, rotatedAnswer]{
		Method: http.MethodPost, Path: webhooksPath + "/{id}/rotate-secret", ID: "rotate-webhook-secret", Tag: "Webhooks",
		Summary: "Give an endpoint another secret; for 24 hours both sign", Access: web.Inside,
		Reads: func(in *webhookAction) []store.Key { return in.keys() },
		May:   func(c *web.Call, _ *webhookAction) error { return mayMakeSecret(c) }, Do: f.rotateSecret,
		Forget: func(out *rotatedAnswer) { out.Body.Secret = "" },
	})
}

type webhooksInput struct{ web.InOrganization }

// WebhookList is all endpoints of an organization, the oldest first.
type WebhookList struct {
	Items      []wire.Webhook `json:"items"`
	NextCursor *string        `json:"next_cursor" doc:"Always null: an organization has at most some twenty"`
}

type webhooksAnswer struct{ Body WebhookList }

func (f function) webhooks(ctx context.Context, c *web.Call, _ *webhooksInput) (*webhooksAnswer, error) {
	all, err := f.store.Webhooks(ctx, c.Organization.ID)
	if err != nil {
		return nil, err
	}
	out := &webhooksAnswer{WebhookList{Items: make([]wire.Webhook, len(all))}}
	for i, w := range all {
		out.Body.Items[i] = wire.WebhookOf(w, c.Now)
	}
	return out, nil
}

// NewWebhook is what an endpoint is made from.
type NewWebhook struct {
	URL         string   `json:"url" example:"https://hooks.example.com/roster" doc:"https, public, port 443 or one from 1024 on"`
	Types       []string `json:"types,omitempty" maxItems:"100" example:"[\"member.removed\"]" doc:"The types of events that it is told of; missing or empty for all"`
	Description string   `json:"description,omitempty" doc:"Up to 200 characters"`
}

type newWebhookInput struct {
	web.InOrganization
	web.Repeatable
	Body NewWebhook
}

// MadeWebhook is an endpoint with its secret, which is shown this once.
type MadeWebhook struct {
	wire.Webhook
	Secret string `json:"secret,omitempty" example:"whsec_…" doc:"Verifies what the endpoint is sent (standardwebhooks.com). Missing in the answer to a repeat"`
}

type newWebhookAnswer struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     MadeWebhook
}

func (f function) createWebhook(ctx context.Context, c *web.Call, in *newWebhookInput) (*newWebhookAnswer, error) {
	w := &account.Webhook{
		ID: store.NewWebhookID(c.Now), Organization: c.Organization.ID, State: account.WebhookEnabled,
		Secret: account.WebhookSecret{Version: 1, KeyVersion: secret.KeyVersion}, CreatedAt: c.Now, CreatedBy: c.Actor(),
		Version: account.NextVersion(0, c.Now),
	}
	if err := f.describe(w, in.Body.URL, in.Body.Types, in.Body.Description); err != nil {
		return nil, err
	}
	all, err := f.store.Webhooks(ctx, w.Organization)
	if err != nil {
		return nil, err
	}
	if len(all) >= account.MostWebhooks {
		return nil, account.Refuse(account.Conflict, "The organization has %d endpoints. Delete one that nobody uses.", len(all))
	}
	whole, err := f.secretOf(ctx, w)
	if err != nil {
		return nil, err
	}
	out := &newWebhookAnswer{
		Location: "/v1/organizations/" + string(w.Organization) + "/webhooks/" + string(w.ID), ETag: web.ETag(w.Version),
		Body: MadeWebhook{wire.WebhookOf(w, c.Now), whole},
	}
	return out, f.store.CreateWebhook(ctx, c.Intent(out), w)
}

// describe puts what was sent into the endpoint, or says what is wrong with it.
func (f function) describe(w *account.Webhook, url string, types []string, description string) error {
	var bad []account.FieldError
	if wrong := hook.CheckURL(url, f.local); wrong != "" {
		bad = append(bad, account.FieldError{Location: "body.url", Message: wrong})
	}
	w.Types = nil
	for i, text := range types {
		if !slices.Contains(account.EventTypes, account.EventType(text)) {
			bad = append(bad, account.FieldError{Location: "body.types[" + strconv.Itoa(i) + "]", Message: "is no type of event"})
		}
		w.Types = append(w.Types, account.EventType(text))
	}
	slices.SortFunc(w.Types, func(a, b account.EventType) int {
		return cmp.Compare(slices.Index(account.EventTypes, a), slices.Index(account.EventTypes, b))
	})
	w.Types = slices.Compact(w.Types)
	if w.Description = strings.TrimSpace(description); len([]rune(w.Description)) > account.MaxDescription {
		bad = append(bad, account.FieldError{Location: "body.description", Message: "must have at most 200 characters"})
	} else if strings.ContainsFunc(w.Description, unprintable) {
		bad = append(bad, account.FieldError{Location: "body.description", Message: "must not contain control or direction characters"})
	}
	w.URL = url
	if len(bad) == 0 {
		return nil
	}
	refusal := account.Refuse(account.Invalid, "Such an endpoint cannot be registered.")
	refusal.Fields = bad
	return refusal
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// secretOf is the present secret of an endpoint, derived.
func (f function) secretOf(ctx context.Context, w *account.Webhook) (string, error) {
	return f.secrets.WebhookSecret(ctx, w.Secret.KeyVersion, string(w.ID), w.Secret.Version)
}

// WebhookPath names one endpoint.
type WebhookPath struct {
	web.InOrganization
	ID string `path:"id" doc:"The endpoint's id" example:"wh_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

func (in *WebhookPath) id() account.WebhookID { return account.WebhookID(in.ID) }

func (in *WebhookPath) keys() []store.Key {
	if !in.id().Valid() {
		return nil
	}
	return []store.Key{store.WebhookKey(account.OrganizationID(in.Org), in.id())}
}

// webhook is the endpoint that the path names, in the organization of the path.
func (in *WebhookPath) webhook(c *web.Call) (*account.Webhook, error) {
	if w := c.Found.Webhook(c.Organization.ID, in.id()); w != nil {
		return w, nil
	}
	return nil, account.Unknown()
}

// callable is the endpoint, if it is called at all.
func (in *WebhookPath) callable(c *web.Call) (*account.Webhook, error) {
	w, err := in.webhook(c)
	if err == nil && w.State != account.WebhookEnabled {
		return nil, account.Refuse(account.Conflict, "The endpoint is disabled. Enable it first.")
	}
	return w, err
}

type webhookAnswer struct {
	ETag string `header:"ETag"`
	Body wire.Webhook
}

func webhookOf(w *account.Webhook, now time.Time) *webhookAnswer {
	return &webhookAnswer{web.ETag(w.Version), wire.WebhookOf(w, now)}
}

// WebhookPatch is what a change says (JSON Merge Patch, RFC 7396): what is missing stays.
type WebhookPatch struct {
	URL         wire.Patched[string]   `json:"url,omitzero"`
	Types       wire.Patched[[]string] `json:"types,omitzero" nullable:"true" maxItems:"100" doc:"null or empty for all"`
	Description wire.Patched[string]   `json:"description,omitzero" nullable:"true"`
	State       wire.Patched[string]   `json:"state,omitzero" enum:"enabled,disabled" doc:"What failed while it was disabled can be replayed"`
}

type updateWebhookInput struct {
	WebhookPath
	web.Match
	Body WebhookPatch
}

// updateWebhook changes an endpoint. A change of nothing moves no version and leaves no event.
func (f function) updateWebhook(ctx context.Context, c *web.Call, in *updateWebhookInput) (*webhookAnswer, error) {
	before, err := in.webhook(c)
	if err != nil {
		return nil, err
	}
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	after, err := f.patched(before, in.Body)
	if err != nil {
		return nil, err
	}
	if before.ChangeTo(after).Empty() {
		return webhookOf(before, c.Now), nil
	}
	event := account.WebhookUpdated
	if before.State != after.State && after.State == account.WebhookDisabled {
		event = account.WebhookWasDisabled
	}
	after.Version = account.NextVersion(before.Version, c.Now)
	out := webhookOf(after, c.Now)
	return out, f.store.UpdateWebhook(ctx, c.Intent(out), before, after, event)
}

func (f function) patched(before *account.Webhook, p WebhookPatch) (*account.Webhook, error) {
	after := *before
	url, description := before.URL, before.Description
	var types []string
	for _, t := range before.Types {
		types = append(types, string(t))
	}
	if p.URL.Sent {
		url = p.URL.Value
	}
	if p.Types.Sent {
		types = p.Types.Value
	}
	if p.Description.Sent {
		description = p.Description.Value
	}
	if p.State.Null {
		return nil, account.InvalidField("body.state", "must be enabled or disabled")
	}
	if state := account.WebhookState(p.State.Value); p.State.Sent && state != before.State {
		after.State, after.Disabled = state, account.WebhookByHand
		if state == account.WebhookEnabled {
			after.Disabled = ""
		}
	}
	return &after, f.describe(&after, url, types, description)
}

type deleteWebhookInput struct {
	WebhookPath
	web.Match
}

func (f function) deleteWebhook(ctx context.Context, c *web.Call, in *deleteWebhookInput) (*struct{}, error) {
	w, err := in.webhook(c)
	if err != nil {
		return nil, err
	}
	if err := in.Check(w.Version); err != nil {
		return nil, err
	}
	return &struct{}{}, f.store.DeleteWebhook(ctx, c.Intent(nil), w)
}

// webhookAction is a POST on one endpoint that says no more.
type webhookAction struct {
	WebhookPath
	web.Repeatable
}

type rotatedAnswer struct {
	ETag string `header:"ETag"`
	Body MadeWebhook
}

func (f function) rotateSecret(ctx context.Context, c *web.Call, in *webhookAction) (*rotatedAnswer, error) {
	before, err := in.webhook(c)
	if err != nil {
		return nil, err
	}
	after := before.Rotated(secret.KeyVersion, c.Now)
	whole, err := f.secretOf(ctx, after)
	if err != nil {
		return nil, err
	}
	out := &rotatedAnswer{web.ETag(after.Version), MadeWebhook{wire.WebhookOf(after, c.Now), whole}}
	return out, f.store.UpdateWebhook(ctx, c.Intent(out), before, after, account.WebhookUpdated)
}
