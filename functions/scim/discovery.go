package scim

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"strings"

	"roster/shared/account"
	"roster/shared/web"
)

func (f function) config(_ context.Context, c *web.Call, _ *http.Request) (*reply, error) {
	return &reply{body: serviceProviderConfig(c.BaseURL)}, nil
}

func (f function) resourceTypes(_ context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return whole(r, resourceTypes(c.BaseURL))
}

func (f function) resourceType(_ context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return withID(r, resourceTypes(c.BaseURL))
}

func (f function) schemas(_ context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return whole(r, schemaObjects(c))
}

func (f function) schema(_ context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return withID(r, schemaObjects(c))
}

// groups answers Okta, which asks for them whether or not there is such a resource type.
func (f function) groups(_ context.Context, _ *web.Call, _ *http.Request) (*reply, error) {
	return &reply{body: listOf([]map[string]any{})}, nil
}

func schemaObjects(c *web.Call) []map[string]any {
	var all []map[string]any
	text, err := json.Marshal(schemas(c.Catalog, c.BaseURL))
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		panic(err) // only a schema that is written wrong
	}
	return all
}

// whole refuses a filter, which RFC 7644 §4 has these resources not take.
func whole(r *http.Request, all []map[string]any) (*reply, error) {
	if r.URL.Query().Has("filter") {
		return nil, account.Refuse(account.Forbidden, "These resources take no filter.")
	}
	return &reply{body: listOf(all)}, nil
}

func withID(r *http.Request, all []map[string]any) (*reply, error) {
	for _, one := range all {
		if id, _ := one["id"].(string); strings.EqualFold(id, r.PathValue("id")) {
			return &reply{body: maps.Clone(one)}, nil
		}
	}
	return nil, account.Unknown()
}

// resourceTypes are the types of resource: people alone.
func resourceTypes(base string) []map[string]any {
	return []map[string]any{{
		"schemas": []string{resourceSchema}, "id": "User", "name": "User", "endpoint": "/Users",
		"description": "Somebody who has a place in the organization, or is invited to one.", "schema": userSchema,
		"schemaExtensions": []any{map[string]any{"schema": accessSchema, "required": false}},
		"meta":             map[string]any{"resourceType": "ResourceType", "location": base + prefix + "/ResourceTypes/User"},
	}}
}

// serviceProviderConfig says what of SCIM is spoken here (RFC 7643 §5).
func serviceProviderConfig(base string) map[string]any {
	return map[string]any{
		"schemas":        []string{providerSchema},
		"patch":          map[string]any{"supported": true},
		"bulk":           map[string]any{"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
		"filter":         map[string]any{"supported": true, "maxResults": mostResults},
		"changePassword": map[string]any{"supported": false},
		"sort":           map[string]any{"supported": false},
		"etag":           map[string]any{"supported": true},
		"authenticationSchemes": []any{map[string]any{
			"type": "oauthbearertoken", "name": "API key", "description": "An API key of the organization with the scope scim, as a bearer token.",
			"specUri": "https://www.rfc-editor.org/info/rfc6750", "primary": true,
		}},
		"meta": map[string]any{"resourceType": "ServiceProviderConfig", "location": base + prefix + "/ServiceProviderConfig"},
	}
}

// listOf is a ListResponse of resources that all fit one answer.
func listOf[R any](all []R) map[string]any {
	return listResponse(all, len(all), 1)
}

// listResponse is a page of resources (RFC 7644 §3.4.2). total is how many there are, start the place of the first.
func listResponse[R any](page []R, total, start int) map[string]any {
	if page == nil {
		page = []R{}
	}
	return map[string]any{
		"schemas": []string{listMessage}, "totalResults": total, "itemsPerPage": len(page), "startIndex": start, "Resources": page,
	}
}
