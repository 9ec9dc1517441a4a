package scim

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
