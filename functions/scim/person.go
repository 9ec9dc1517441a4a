package scim

import (
	"slices"
	"strings"
	"unicode"

	"roster/shared/account"
)

// person is a resource of type User as a client writes and reads it.
type person struct {
	userName    string
	externalID  string
	displayName string
	name        account.SCIMName
	email       email
	active      bool
	grants      account.Grants // in the order in which they were written
	shaped      bool           // the client speaks of grants
}

// email is the one address that is kept.
type email struct {
	value, kind string
	primary     *bool
}

// newPerson is somebody of whom nothing is known yet: who is created without a word about it may come in, as a plain
// member.
func newPerson() person {
	return person{active: true, grants: account.Grants{Role: account.PlainMember}}
}

const (
	mostText      = 256 // characters of a text
	mostEmails    = 20  // addresses that are looked at
	mostGrants    = 1000
	work          = "work"
	valueWord     = "value"
	typeWord      = "type"
	primaryWord   = "primary"
	adAccountWord = "adaccount"
	roleWord      = "role"
)

// complete fills in the address of somebody who is written without one: a user name often is one. It refuses who
// cannot be reached.
func (p *person) complete() error {
	if p.userName == "" {
		return invalidValue("userName", "is required")
	}
	if p.email.value == "" {
		if _, ok := account.ParseAddress(p.userName); !ok {
			return invalidValue("emails", "must have an address, since the userName is none")
		}
		yes := true
		p.email = email{p.userName, work, &yes}
	}
	address, ok := account.ParseAddress(p.email.value)
	if !ok {
		return invalidValue("emails.value", "is not an e-mail address that mail can be sent to")
	}
	p.email.value = string(address)
	return nil
}

// set gives an attribute a value, or adds to it. The value is decoded JSON.
func (p *person) set(t target, value any, add bool) error {
	if value == nil {
		return p.remove(t, nil)
	}
	switch t.attribute {
	case "": // one that is not kept
		return nil
	case "username":
		return setText(&p.userName, "userName", value)
	case "externalid":
		return setText(&p.externalID, "externalId", value)
	case "displayname":
		return setText(&p.displayName, "displayName", value)
	case "active":
		return setTruth(&p.active, "active", value)
	case "name":
		return p.setName(t.sub, value, add)
	case "emails":
		return p.setEmails(t, value, add)
	}
	return p.setAccess(t, value, add)
}

// remove takes a value, or the values that the filter names.
func (p *person) remove(t target, value any) error {
	switch t.attribute {
	case "":
	case "username":
		return refuse(kindMutability, "userName is required.")
	case "active":
		return refuse(kindMutability, "active is required.")
	case "externalid":
		p.externalID = ""
	case "displayname":
		p.displayName = ""
	case "name":
		if t.sub == "" {
			p.name = account.SCIMName{}
		} else if part := p.partOfName(t.sub); part != nil {
			*part = ""
		}
	case "emails":
		p.removeEmail(t)
	default:
		return p.removeAccess(t, value)
	}
	return nil
}

func (p *person) setName(sub string, value any, add bool) error {
	if sub != "" {
		if part := p.partOfName(sub); part != nil {
			return setText(part, "name."+sub, value)
		}
		return nil
	}
	object, ok := value.(map[string]any)
	if !ok {
		return invalidValue("name", "must be an object")
	}
	if !add {
		p.name = account.SCIMName{}
	}
	for _, key := range sortedKeys(object) {
		part := p.partOfName(strings.ToLower(key))
		if part == nil || object[key] == nil {
			continue
		}
		if err := setText(part, "name."+key, object[key]); err != nil {
			return err
		}
	}
	return nil
}

// partOfName is nil for a part that is not kept.
func (p *person) partOfName(sub string) *string {
	switch sub {
	case "formatted":
		return &p.name.Formatted
	case "givenname":
		return &p.name.Given
	case "familyname":
		return &p.name.Family
	}
	return nil
}

// setEmails takes the address to keep out of what is written: the primary one, else the one for work, else the first.
func (p *person) setEmails(t target, value any, add bool) error {
	if t.sub != "" || len(t.where) > 0 {
		return p.setEmail(t, value)
	}
	list := asList(value)
	if len(list) > mostEmails {
		return invalidValue("emails", "has more than %d entries", mostEmails)
	}
	var chosen *email
	for _, entry := range list {
		e, err := readEmail(entry)
		if err != nil {
			return err
		}
		if chosen == nil || e.rank() > chosen.rank() {
			chosen = &e
		}
	}
	switch {
	case chosen == nil:
		if !add {
			p.email = email{}
		}
	case !add || p.email.value == "" || chosen.rank() > 0 || chosen.kind == p.email.kind:
		p.email = *chosen
	}
	return nil
}

// rank says which of several addresses is kept.
func (e email) rank() int {
	switch {
	case e.primary != nil && *e.primary:
		return 2
	case strings.EqualFold(e.kind, work):
		return 1
	}
	return 0
}

func readEmail(value any) (email, error) {
	var e email
	object, ok := value.(map[string]any)
	if !ok {
		return e, invalidValue("emails", "must be a list of objects")
	}
	for _, key := range sortedKeys(object) {
		if err := e.set(strings.ToLower(key), object[key]); err != nil {
			return e, err
		}
	}
	if e.value == "" {
		return e, invalidValue("emails.value", "is required")
	}
	return e, nil
}

func (e *email) set(sub string, value any) error {
	switch {
	case value == nil:
		return nil
	case sub == valueWord:
		return setText(&e.value, "emails.value", value)
	case sub == typeWord:
		return setText(&e.kind, "emails.type", value)
	case sub == primaryWord:
		var primary bool
		e.primary = &primary
		return setTruth(&primary, "emails.primary", value)
	}
	return nil // display and others are not kept
}

// setEmail changes the address that is kept, or a part of it, if it is the one that is meant: another is not kept.
// The one for work takes the place of any other.
func (p *person) setEmail(t target, value any) error {
	kind, _ := t.where.text(typeWord)
	if !p.email.meant(t.where) {
		if p.email.value != "" && !strings.EqualFold(kind, work) {
			return nil
		}
		p.email.kind = kind
	}
	if t.sub != "" {
		return p.email.set(t.sub, value)
	}
	if text, ok := value.(string); ok {
		return p.email.set(valueWord, text)
	}
	object, ok := value.(map[string]any)
	if list := asList(value); !ok && len(list) == 1 {
		object, ok = list[0].(map[string]any)
	}
	if !ok {
		return invalidValue("emails", "must be an object")
	}
	for _, key := range sortedKeys(object) {
		if err := p.email.set(strings.ToLower(key), object[key]); err != nil {
			return err
		}
	}
	return nil
}

// meant reports whether the address is what the filter names.
func (e email) meant(where filter) bool {
	primary := any(e.primary == nil || *e.primary)
	return where.holds(map[string]any{
		valueWord: strings.ToLower(e.value), typeWord: strings.ToLower(e.kind), primaryWord: primary,
	})
}

func (p *person) removeEmail(t target) {
	switch {
	case !p.email.meant(t.where):
	case t.sub == typeWord:
		p.email.kind = ""
	case t.sub == primaryWord:
		p.email.primary = nil
	case t.sub == "" || t.sub == valueWord:
		p.email = email{} // complete looks for another
	}
}

func setText(into *string, attribute string, value any) error {
	text, ok := value.(string)
	switch {
	case !ok:
		return invalidValue(attribute, "must be a string")
	case len([]rune(text)) > mostText:
		return invalidValue(attribute, "must have at most %d characters", mostText)
	case strings.ContainsFunc(text, unicode.IsControl):
		return invalidValue(attribute, "must not contain control characters")
	}
	*into = text
	return nil
}

// setTruth reads a boolean, also as a string: Entra ID writes "False".
func setTruth(into *bool, attribute string, value any) error {
	if text, ok := value.(string); ok {
		switch strings.ToLower(text) {
		case "true":
			value = true
		case "false":
			value = false
		}
	}
	truth, ok := value.(bool)
	if !ok {
		return invalidValue(attribute, "must be true or false")
	}
	*into = truth
	return nil
}

// asList is a value of an attribute of many: one alone counts as a list of it.
func asList(value any) []any {
	if list, ok := value.([]any); ok {
		return list
	}
	return []any{value}
}

// sortedKeys let what is written twice in different cases end the same way every time.
func sortedKeys(object map[string]any) []string {
	keys := make([]string, 0, len(object))
	for key := range object {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
