package scim

import (
	"strings"
	"time"

	"roster/shared/account"
)

// meta is what a resource says of itself (RFC 7643 §3.1).
type meta struct {
	id                string
	created, modified time.Time
	version           string // as in ETag
	location          string
}

// resource is the person as clients read it, before it is cut to the attributes that they ask for.
func (p person) resource(m meta) map[string]any {
	r := map[string]any{
		"schemas": []string{userSchema}, "id": m.id, "userName": p.userName, "active": p.active,
		"emails": []any{p.email.object()},
		"meta": map[string]any{
			"resourceType": "User", "created": stamp(m.created), "lastModified": stamp(m.modified),
			"location": m.location, "version": m.version,
		},
	}
	put(r, "externalId", p.externalID)
	put(r, "displayName", p.displayName)
	if name := nameObject(p.name); len(name) > 0 {
		r["name"] = name
	}
	if p.shaped || !p.grants.Equal(newPerson().grants) {
		r["schemas"] = []string{userSchema, accessSchema}
		r[accessSchema] = accessObject(p.grants)
	}
	return r
}

func put(object map[string]any, name, text string) {
	if text != "" {
		object[name] = text
	}
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func (e email) object() map[string]any {
	o := map[string]any{valueWord: e.value}
	put(o, typeWord, e.kind)
	if e.primary != nil {
		o[primaryWord] = *e.primary
	}
	return o
}

func nameObject(n account.SCIMName) map[string]any {
	o := map[string]any{}
	put(o, "formatted", n.Formatted)
	put(o, "givenName", n.Given)
	put(o, "familyName", n.Family)
	return o
}

func accessObject(g account.Grants) map[string]any {
	o := map[string]any{"role": string(g.Role)}
	if len(g.Permissions) > 0 {
		o["permissions"] = g.Permissions
	}
	if len(g.AdAccountRoles) > 0 {
		roles := make([]any, len(g.AdAccountRoles))
		for i, r := range g.AdAccountRoles {
			roles[i] = map[string]any{"adAccount": string(r.AdAccount), "role": r.Role}
		}
		o["adAccountRoles"] = roles
	}
	return o
}

// selection is which attributes a client asks for (RFC 7644 §3.9): only those, or all but those. The id and the
// schemas are always there.
type selection struct {
	only, except []string // lower case, without the URN of the core schema
}

const mostSelected = 100

// parseSelection reads the names, separated by commas. A name that is unknown selects nothing.
func parseSelection(attributes, excluded []string) (selection, error) {
	s := selection{only: names(attributes), except: names(excluded)}
	switch {
	case len(s.only) > 0 && len(s.except) > 0:
		return s, invalidValue("attributes", "and excludedAttributes exclude each other")
	case len(s.only)+len(s.except) > mostSelected:
		return s, invalidValue("attributes", "names more than %d attributes", mostSelected)
	}
	return s, nil
}

func names(lists []string) []string {
	var all []string
	for _, list := range lists {
		for name := range strings.SplitSeq(list, ",") {
			name = strings.ToLower(strings.TrimSpace(name))
			if name = strings.TrimPrefix(name, strings.ToLower(userSchema)+":"); name != "" {
				all = append(all, name)
			}
		}
	}
	return all
}

// cut leaves of a resource what is asked for.
func (s selection) cut(resource map[string]any) map[string]any {
	if len(s.only)+len(s.except) == 0 {
		return resource
	}
	left := map[string]any{}
	for name, value := range resource {
		if name == "id" || name == "schemas" {
			left[name] = value
		} else if value, stays := s.part(strings.ToLower(name), separatorOf(name), value); stays {
			left[name] = value
		}
	}
	return left
}

// separatorOf is what stands between an attribute and its sub-attribute: of an extension it is a colon.
func separatorOf(name string) string {
	if name == accessSchema {
		return ":"
	}
	return "."
}

// part is what stays of one attribute.
func (s selection) part(name, separator string, value any) (any, bool) {
	if len(s.only) > 0 {
		if matches(s.only, name) {
			return value, true
		}
		return narrowed(value, func(sub string) bool { return matches(s.only, name+separator+sub) })
	}
	if matches(s.except, name) {
		return nil, false
	}
	return narrowed(value, func(sub string) bool { return !matches(s.except, name+separator+sub) })
}

func matches(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// narrowed is a value of many parts without those that do not stay; any other value stays if no part is asked about.
func narrowed(value any, stays func(sub string) bool) (any, bool) {
	switch v := value.(type) {
	case map[string]any:
		left := map[string]any{}
		for name, part := range v {
			if stays(strings.ToLower(name)) {
				left[name] = part
			}
		}
		return left, len(left) > 0
	case []any:
		var left []any
		for _, entry := range v {
			if object, ok := narrowed(entry, stays); ok {
				left = append(left, object)
			}
		}
		return left, len(left) > 0
	}
	return value, stays("")
}
