package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"roster/infra/local/all"
	"roster/shared/config"
	"roster/shared/web"
)

// describe is the document as it lies in the tree: the same for the same routes.
func describe() ([]byte, error) {
	api := web.New(config.Config{}, nil) // routes are registered and never called
	all.Register(api)
	document := api.OpenAPI()
	introduce(document)
	for _, route := range api.Routes() {
		if operation := operationOf(document, route); operation != nil {
			secure(operation, route)
			explain(operation)
		}
	}
	document.Webhooks = webhooks(document.Components.Schemas)
	nullObjects(document)
	text, err := json.Marshal(document)
	if err != nil {
		return nil, err
	}
	var pretty bytes.Buffer
	err = json.Indent(&pretty, text, "", "  ")
	pretty.WriteByte('\n')
	return pretty.Bytes(), err
}

func introduce(document *huma.OpenAPI) {
	document.Info = &huma.Info{Title: "Roster", Version: "1", Description: introduction}
	document.Servers = []*huma.Server{{URL: "/", Description: "The deployment that serves this document"}}
	document.Tags = tags
	document.Components.Responses = responses()
	document.Components.SecuritySchemes = schemes
}

// operationOf is the route's operation; nil for a redirect or a file, which is no JSON.
func operationOf(document *huma.OpenAPI, route web.RouteInfo) *huma.Operation {
	path := document.Paths[route.Path]
	if path == nil {
		return nil
	}
	for _, operation := range []*huma.Operation{path.Get, path.Put, path.Post, path.Patch, path.Delete} {
		if operation != nil && operation.OperationID == route.ID {
			return operation
		}
	}
	return nil
}

// explain lets every refusal say what it means, in one place for all routes.
func explain(operation *huma.Operation) {
	for status, response := range operation.Responses {
		r, ok := refusals[status]
		if !ok {
			continue
		}
		name := r.name
		if response.Content[scimMedia] != nil {
			name = scimPrefix + name
		}
		operation.Responses[status] = &huma.Response{Ref: "#/components/responses/" + name}
	}
}

// SCIM has a form of its own for refusals.
const (
	scimMedia  = "application/scim+json"
	scimPrefix = "SCIM"
)

// responses are the refusals, some of which say when to come again.
func responses() map[string]*huma.Response {
	all := map[string]*huma.Response{}
	for status, r := range refusals {
		number, _ := strconv.Atoi(status)
		all[r.name] = refusal(status, r.words, "application/problem+json", &huma.Schema{Ref: "#/components/schemas/Problem"})
		all[scimPrefix+r.name] = refusal(status, http.StatusText(number)+", as RFC 7644 has it", scimMedia, scimError())
	}
	return all
}

func refusal(status, words, media string, schema *huma.Schema) *huma.Response {
	response := &huma.Response{Description: words, Content: map[string]*huma.MediaType{media: {Schema: schema}}}
	if status == "429" || status == "503" {
		response.Headers = map[string]*huma.Param{"Retry-After": {
			Description: "Seconds after which to try again, where that is known", Schema: &huma.Schema{Type: huma.TypeInteger},
		}}
	}
	return response
}

func scimError() *huma.Schema {
	word := &huma.Schema{Type: huma.TypeString}
	return &huma.Schema{
		Type: huma.TypeObject, AdditionalProperties: true, Required: []string{"schemas", "status"}, Properties: map[string]*huma.Schema{
			"schemas": {Type: huma.TypeArray, Items: word}, "status": word, "scimType": word, "detail": word,
		},
	}
}

// nullObjects lets an object be null where the code answers a pointer to one: huma says so for single values
// only.
func nullObjects(document *huma.OpenAPI) {
	schemas := document.Components.Schemas
	for name, schema := range schemas.Map() {
		t := schemas.TypeFromRef("#/components/schemas/" + name)
		for _, field := range reflect.VisibleFields(t) {
			property, options, _ := strings.Cut(field.Tag.Get("json"), ",")
			s := schema.Properties[property]
			if s == nil || s.Ref == "" || field.Type.Kind() != reflect.Pointer || strings.Contains(options, "omit") {
				continue
			}
			schema.Properties[property] = &huma.Schema{
				Description: s.Description, AnyOf: []*huma.Schema{{Ref: s.Ref}, {Type: "null"}},
			}
		}
	}
}
