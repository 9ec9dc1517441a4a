package wire

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Patched is a field of a JSON Merge Patch (RFC 7396): it was not sent and stays, it was sent as null and goes,
// or it was sent with a value. A pointer could not tell the first two apart.
type Patched[T any] struct {
	Sent  bool
	Null  bool
	Value T // zero for null
}

// UnmarshalJSON is called for what was sent alone.
func (p *Patched[T]) UnmarshalJSON(data []byte) error {
	p.Sent, p.Null = true, string(data) == "null"
	if p.Null {
		return nil
	}
	return json.Unmarshal(data, &p.Value)
}

// MarshalJSON writes what was sent.
func (p Patched[T]) MarshalJSON() ([]byte, error) {
	if !p.Sent || p.Null {
		return []byte("null"), nil
	}
	return json.Marshal(p.Value)
}

// Schema is that of the value.
func (p Patched[T]) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[T](), true, "")
}
