package scim

import (
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// What the OpenAPI document says of the routes. Their bodies are described by /Schemas, which knows more of attributes
// than JSON Schema does.

func route(method, path, id string, described huma.Operation, reads func(account.OrganizationID, *http.Request) []store.Key, do does) web.ProtocolRoute {
	return web.ProtocolRoute{Method: method, Path: prefix + path, ID: id, Describe: described, Reads: reads, Do: do.into}
}

const anID = "inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE"

func reading(summary string, parameters ...*huma.Param) huma.Operation {
	o := operation(summary, http.StatusOK, parameters)
	for _, p := range parameters {
		if p.Name == "If-None-Match" {
			o.Responses["304"] = &huma.Response{Description: "It is as the client knows it"}
		}
	}
	return o
}

func writing(summary string, status int, parameters ...*huma.Param) huma.Operation {
	o := operation(summary, status, parameters, http.StatusConflict, http.StatusPreconditionFailed,
		http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	if status != http.StatusNoContent {
		o.RequestBody = &huma.RequestBody{Required: true, Content: content(anObject())}
		o.RequestBody.Content["application/json"] = &huma.MediaType{Schema: anObject()}
	}
	return o
}

func searching() huma.Operation {
	return writing("Find people as with GET, by what the body says", http.StatusOK)
}

func operation(summary string, success int, parameters []*huma.Param, refusals ...int) huma.Operation {
	o := huma.Operation{Summary: summary, Tags: []string{"Provisioning"}, Parameters: parameters, Responses: map[string]*huma.Response{}}
	o.Responses[strconv.Itoa(success)] = &huma.Response{Description: http.StatusText(success)}
	if success != http.StatusNoContent {
		o.Responses[strconv.Itoa(success)].Content = content(anObject())
	}
	refusals = append(refusals, http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound,
		http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable)
	for _, status := range refusals {
		o.Responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status), Content: content(anObject())}
	}
	return o
}

func content(s *huma.Schema) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{media: {Schema: s}}
}

func anObject() *huma.Schema { return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true} }

func inPath(example string) *huma.Param {
	return &huma.Param{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}, Example: example}
}

func inQuery(name, description, kind string) *huma.Param {
	return &huma.Param{Name: name, In: "query", Description: description, Schema: &huma.Schema{Type: kind}}
}

func ifMatch() *huma.Param {
	return &huma.Param{Name: "If-Match", In: "header", Description: "The ETag of what the change was made on", Schema: &huma.Schema{Type: huma.TypeString}}
}

func ifNoneMatch() *huma.Param {
	return &huma.Param{Name: "If-None-Match", In: "header", Description: "The ETag of what the client knows", Schema: &huma.Schema{Type: huma.TypeString}}
}

func selectParameters() []*huma.Param {
	return []*huma.Param{
		inQuery("attributes", "Only these, separated by commas", huma.TypeString),
		inQuery("excludedAttributes", "All but these, separated by commas", huma.TypeString),
	}
}

func single(header *huma.Param) []*huma.Param {
	return append([]*huma.Param{inPath(anID), header}, selectParameters()...)
}

func listParameters() []*huma.Param {
	return append([]*huma.Param{
		inQuery("filter", "eq and and on userName, externalId, emails.value, id and active", huma.TypeString),
		inQuery("startIndex", "The place of the first, from 1. Pages in order cost the same each", huma.TypeInteger),
		inQuery("count", "At most so many, up to 200", huma.TypeInteger),
	}, selectParameters()...)
}
