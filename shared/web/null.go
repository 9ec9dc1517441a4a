package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"roster/shared/account"
)

// A property is null where its schema says so, and nowhere else: in a merge patch (RFC 7396) null takes a value
// away. huma lets null stand for every property that may be missing; a patch would then leave what its sender
// wanted to be gone. Nor is "Role" the property "role" beside which it stands.
func init() { huma.ValidateStrictCasing = true }

// withoutNull reads a body and refuses null where its schema does. bodies are the schemas by the types that are
// read into.
func withoutNull(bodies map[reflect.Type]*huma.Schema, schemas huma.Registry) func([]byte, any) error {
	return func(text []byte, into any) error {
		if err := json.Unmarshal(text, into); err != nil {
			return err
		}
		schema := bodies[reflect.TypeOf(into)]
		if schema == nil || !bytes.Contains(text, []byte("null")) {
			return nil
		}
		var sent any
		if err := json.Unmarshal(text, &sent); err != nil {
			return err
		}
		if at := nullIn(schemas, schema, sent, "body"); at != "" {
			return errors.New(at + isNull)
		}
		return nil
	}
}

// noteBody remembers the schema of what a registered operation reads.
func (a *API) noteBody(input reflect.Type, operation *huma.Operation) {
	body, ok := input.FieldByName("Body")
	if !ok || operation == nil || operation.RequestBody == nil {
		return
	}
	if content := operation.RequestBody.Content["application/json"]; content != nil {
		a.bodies[reflect.PointerTo(body.Type)] = content.Schema
	}
}

const isNull = ": must not be null"

// nullField is where huma has put what withoutNull refused, with the location that it could not give.
func nullField(f account.FieldError) account.FieldError {
	if at, is := strings.CutSuffix(f.Message, isNull); is && f.Location == "body" {
		return account.FieldError{Location: at, Message: strings.TrimPrefix(isNull, ": ")}
	}
	return f
}

// nullIn is where the first null stands that may not; empty for nowhere.
func nullIn(schemas huma.Registry, schema *huma.Schema, sent any, at string) string {
	for schema != nil && schema.Ref != "" {
		schema = schemas.SchemaFromRef(schema.Ref)
	}
	if schema == nil {
		return ""
	}
	switch sent := sent.(type) {
	case nil:
		if !schema.Nullable {
			return at
		}
	case map[string]any:
		for name, value := range sent {
			if found := nullIn(schemas, schema.Properties[name], value, at+"."+name); found != "" {
				return found
			}
		}
	case []any:
		for i, value := range sent {
			if found := nullIn(schemas, schema.Items, value, fmt.Sprintf("%s[%d]", at, i)); found != "" {
				return found
			}
		}
	}
	return ""
}
