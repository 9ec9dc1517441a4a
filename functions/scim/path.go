package scim

import (
	"strings"
)

// target is what an operation of a PATCH is about (RFC 7644 §3.5.2).
type target struct {
	attribute string // lower case: "username", "emails", "access.role"; empty for one that is not kept
	sub       string // lower case: "givenname"
	where     filter // of the values in brackets
}

// kept are the attributes that a client can write.
var kept = map[string]bool{
	"username": true, "externalid": true, "displayname": true, "active": true, "name": true, "emails": true,
	access: true, access + ".role": true, access + ".permissions": true, access + ".adaccountroles": true,
}

// access stands for the extension schema in the names of attributes.
const access = "access"

// readOnly are the attributes that no client writes.
var readOnly = map[string]bool{"id": true, "meta": true}

// parsePath reads the path of an operation. An attribute that Roster does not keep is no error: its target has no
// attribute. invalidPath for what is no path, mutability for what cannot be written.
func parsePath(text string) (target, error) {
	p, err := scan(text)
	if err != nil {
		return target{}, invalidPath()
	}
	whole, err := p.name()
	if err != nil {
		return target{}, invalidPath()
	}
	t := named(whole)
	if p.word("[") {
		if t.where, err = p.inside(); err != nil || t.sub != "" {
			return target{}, invalidPath()
		}
		if sub, dotted := strings.CutPrefix(p.peek(), "."); dotted && sub != "" {
			t.sub = strings.ToLower(sub)
			p.at++
		}
	}
	switch {
	case !p.done():
		return target{}, invalidPath()
	case readOnly[t.attribute]:
		return target{}, refuse(kindMutability, "%s is read-only.", t.attribute)
	case !kept[t.attribute]:
		return target{}, nil
	}
	return t, nil
}

// named is the target of a name without brackets. A URN has dots of its own.
func named(name string) target {
	extension := strings.ToLower(accessSchema)
	if name == extension {
		return target{attribute: access}
	}
	if rest, ok := strings.CutPrefix(name, extension+":"); ok {
		attribute, sub, _ := strings.Cut(rest, ".")
		return target{attribute: access + "." + attribute, sub: sub}
	}
	if strings.HasPrefix(name, "urn:") {
		return target{}
	}
	attribute, sub, _ := strings.Cut(name, ".")
	if attribute == access { // that is our word for it, and no attribute of theirs
		return target{}
	}
	return target{attribute: attribute, sub: sub}
}
