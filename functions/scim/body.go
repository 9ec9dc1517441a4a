package scim

import (
	"bytes"
	"encoding/json"
	"strings"
)

// The URNs of schemas and messages.
const (
	userSchema   = "urn:ietf:params:scim:schemas:core:2.0:User"
	accessSchema = "urn:roster:params:scim:schemas:1.0:Access"
	patchMessage = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	listMessage  = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	errorMessage = "urn:ietf:params:scim:api:messages:2.0:Error"
)

const (
	mostBody       = 256 << 10 // bytes of a body
	mostOperations = 100       // of a PATCH
)

// decode reads a body that is one JSON object.
func decode(body []byte) (map[string]any, error) {
	var object map[string]any
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&object); err != nil || object == nil || d.More() {
		return nil, refuse(kindInvalidSyntax, "The body is not a JSON object.")
	}
	return object, nil
}

// write sets what a resource says of a person, attribute by attribute. What Roster does not keep, and what is
// read-only, is passed over, as RFC 7644 §3.3 and §3.5.1 want it.
func (p *person) write(resource map[string]any, add bool) error {
	for _, key := range sortedKeys(resource) {
		t, err := parsePath(key)
		if kindOf(err) == kindMutability { // ids and meta come along with whole resources
			continue
		}
		if err != nil {
			return err
		}
		if err := p.set(t, resource[key], add); err != nil {
			return err
		}
	}
	return nil
}

// replace is a PUT: what the resource leaves out is cleared. Not so what decides who may come in and how systems
// know a person: that changes only where it is written.
func (p *person) replace(resource map[string]any) error {
	p.userName, p.displayName, p.name = "", "", newPerson().name
	return p.write(resource, false)
}

// patch applies the operations of a PatchOp message, one after the other (RFC 7644 §3.5.2).
func (p *person) patch(message map[string]any) error {
	list, ok := field(message, "operations").([]any)
	switch {
	case !ok || len(list) == 0:
		return refuse(kindInvalidSyntax, "The body has no Operations.")
	case len(list) > mostOperations:
		return refuse(kindTooMany, "The body has more than %d Operations.", mostOperations)
	}
	for _, one := range list {
		operation, ok := one.(map[string]any)
		if !ok {
			return refuse(kindInvalidSyntax, "An operation is not an object.")
		}
		if err := p.apply(operation); err != nil {
			return err
		}
	}
	return nil
}

func (p *person) apply(operation map[string]any) error {
	op, _ := field(operation, "op").(string)
	op = strings.ToLower(op)
	value := field(operation, "value")
	path, pathed := field(operation, "path").(string)
	if path == "" {
		pathed = false
	}
	switch op {
	case "add", "replace":
		if pathed {
			t, err := parsePath(path)
			if err != nil {
				return err
			}
			return p.set(t, value, op == "add")
		}
		resource, ok := value.(map[string]any)
		if !ok {
			return refuse(kindInvalidValue, "An operation without a path must have an object as its value.")
		}
		return p.write(resource, op == "add")
	case "remove":
		if !pathed {
			return refuse("noTarget", "An operation that removes must have a path.")
		}
		t, err := parsePath(path)
		if err != nil {
			return err
		}
		return p.remove(t, value)
	}
	return refuse(kindInvalidSyntax, "An operation adds, replaces or removes.")
}

// field is a field of an object, whatever its case.
func field(object map[string]any, name string) any {
	for _, key := range sortedKeys(object) {
		if strings.EqualFold(key, name) {
			return object[key]
		}
	}
	return nil
}
