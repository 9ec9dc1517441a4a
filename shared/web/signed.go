package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"roster/shared/account"
)

// SignedBody is embedded in the input of a route whose caller is known by a signature (Standard Webhooks 1.0.0). What is
// signed is bytes: nothing of them is read before the signature is found to fit, and then by Messages.
type SignedBody struct {
	MessageID string `header:"webhook-id" doc:"What the sender calls the message. The same id is the same message" example:"msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"`
	Timestamp string `header:"webhook-timestamp" doc:"When it was sent, in seconds since 1970; at most five minutes from now" example:"1732873200"`
	Signature string `header:"webhook-signature" doc:"One or more signatures of id, timestamp and body, apart by spaces" example:"v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="`
	RawBody   []byte

	Header http.Header `json:"-"` // as it came: each header is to be there once
}

// Resolve is for huma, which hands over the request.
func (b *SignedBody) Resolve(ctx huma.Context) []error {
	r, _ := humago.Unwrap(ctx)
	b.Header = r.Header
	return nil
}

// Messages reads the bodies of a signed route: JSON objects whose type says what else they hold.
type Messages struct {
	registry huma.Registry
	schema   *huma.Schema
	kinds    map[string]reflect.Type
}

// NewMessages reads messages of those types, each into a struct of that kind.
func NewMessages(a *API, kinds map[string]any) *Messages {
	m := &Messages{registry: a.huma.OpenAPI().Components.Schemas, kinds: map[string]reflect.Type{}}
	m.schema = &huma.Schema{Discriminator: &huma.Discriminator{PropertyName: "type", Mapping: map[string]string{}}}
	var names []string
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		m.kinds[name] = reflect.TypeOf(kinds[name])
		schema := m.registry.Schema(m.kinds[name], true, "")
		m.schema.OneOf = append(m.schema.OneOf, schema)
		m.schema.Discriminator.Mapping[name] = schema.Ref
	}
	m.schema.PrecomputeMessages()
	return m
}

// Read is the type of a message and what it holds: a pointer to a struct of its kind. Whatever is wrong with it is refused
// as it is in the body of any other route; the type is answered even then, as far as it is known.
func (m *Messages) Read(body []byte) (kind string, message any, err error) {
	var parsed any
	if err := json.Unmarshal(body, &parsed); err != nil {
		return "", nil, account.InvalidField("body", "is not JSON")
	}
	if object, ok := parsed.(map[string]any); ok {
		if kind, _ = object["type"].(string); m.kinds[kind] == nil {
			return "", nil, account.InvalidField("body.type", "is not a type of message that is understood")
		}
	} else {
		return "", nil, account.InvalidField("body", "is no object")
	}
	schema := m.registry.Schema(m.kinds[kind], true, "")
	if at := nullIn(m.registry, schema, parsed, "body"); at != "" {
		return kind, nil, account.InvalidField(at, "must not be null")
	}
	result := &huma.ValidateResult{}
	path := huma.NewPathBuffer(make([]byte, 0, 128), 0)
	path.Push("body")
	huma.Validate(m.registry, schema, path, huma.ModeWriteToServer, parsed, result)
	if len(result.Errors) > 0 {
		refusal := account.Refuse(account.Invalid, "The message is not as it should be.")
		refusal.Fields = fieldsOf(result.Errors)
		return kind, nil, refusal
	}
	into := reflect.New(m.kinds[kind])
	if err := json.Unmarshal(body, into.Interface()); err != nil {
		return kind, nil, account.Refuse(account.Invalid, "The message is not as it should be.").Because(fmt.Errorf("a message that fits its schema cannot be read: %w", err))
	}
	return kind, into.Interface(), nil
}

// describe says in the document what is signed.
func (m *Messages) describe(operation *huma.Operation) {
	operation.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: m.schema}}}
}

func fieldsOf(errs []error) (fields []account.FieldError) {
	for _, err := range errs {
		var detail huma.ErrorDetailer
		if errors.As(err, &detail) {
			d := detail.ErrorDetail()
			fields = append(fields, nullField(account.FieldError{Location: d.Location, Message: d.Message}))
		}
	}
	return fields
}
