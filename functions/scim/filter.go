package scim

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// filter is what a client asks for: conditions that must all hold (RFC 7644 §3.4.2.2). Of the language there is what
// the lookup by a key needs: eq and and.
type filter []condition

// condition is one comparison. attribute is lower case, without the URN of the core schema: "emails.type".
type condition struct {
	attribute string
	value     any // string, bool, or nil for null
}

const (
	mostFilter     = 2000 // bytes of a filter and of a path
	mostConditions = 10
)

// filterable are the attributes that a filter may name.
var filterable = []string{"id", "username", "externalid", "active", "emails.value", "emails.type", "emails.primary"}

// parseFilter reads a filter; an empty one asks for everybody. invalidFilter for what is none or asks for more than
// eq and and.
func parseFilter(text string) (filter, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	p, err := scan(text)
	if err != nil {
		return nil, err
	}
	var f filter
	for {
		some, err := p.term()
		if err != nil {
			return nil, err
		}
		if f = append(f, some...); len(f) > mostConditions {
			return nil, invalidFilter("has more than %d conditions", mostConditions)
		}
		if p.done() {
			break
		}
		if !p.word("and") {
			return nil, invalidFilter("knows only the logical operator and")
		}
	}
	for _, c := range f {
		if !slices.Contains(filterable, c.attribute) {
			return nil, invalidFilter("can ask for userName, externalId, emails.value, id and active alone")
		}
	}
	return f, nil
}

// text is the value that the filter asks of an attribute.
func (f filter) text(attribute string) (string, bool) {
	for _, c := range f {
		if value, ok := c.value.(string); ok && c.attribute == attribute {
			return value, true
		}
	}
	return "", false
}

// holds reports whether attributes are as the conditions ask. Those that are compared whatever their case are given
// in lower case.
func (f filter) holds(attributes map[string]any) bool {
	for _, c := range f {
		value := c.value
		if text, ok := value.(string); ok && c.attribute != "externalid" && c.attribute != "id" {
			value = strings.ToLower(text)
		}
		if value != attributes[c.attribute] {
			return false
		}
	}
	return true
}

// parser reads the tokens of a filter, of a path or of what stands in its brackets.
type parser struct {
	tokens []token
	at     int
}

// token is a name, a bracket, or the JSON of a value.
type token struct {
	text  string
	value any  // of a string
	json  bool // it is a string
}

// scan splits a text into tokens.
func scan(text string) (*parser, error) {
	if len(text) > mostFilter {
		return nil, invalidFilter("is longer than %d bytes", mostFilter)
	}
	p := &parser{}
	for rest := strings.TrimLeft(text, " "); rest != ""; rest = strings.TrimLeft(rest, " ") {
		n, t, err := next(rest)
		if err != nil {
			return nil, err
		}
		p.tokens = append(p.tokens, t)
		rest = rest[n:]
	}
	return p, nil
}

// next is the first token of a text and its length.
func next(text string) (int, token, error) {
	switch text[0] {
	case '[', ']':
		return 1, token{text: text[:1]}, nil
	case '"':
		end := endOfString(text)
		var value string
		if end == 0 || json.Unmarshal([]byte(text[:end]), &value) != nil {
			return 0, token{}, invalidFilter("has a string that does not end or is no JSON")
		}
		return end, token{text: text[:end], value: value, json: true}, nil
	}
	n := strings.IndexFunc(text, func(r rune) bool { return !ofName(r) })
	if n < 0 {
		n = len(text)
	}
	if n == 0 {
		return 0, token{}, invalidFilter("has a character that it does not know: %s", strconv.QuoteRuneToASCII([]rune(text)[0]))
	}
	return n, token{text: text[:n]}, nil
}

func endOfString(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// ofName reports whether it can stand in a name, with its URN and its sub-attribute, or in a word or number.
func ofName(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(":._-$", r)
}

func (p *parser) done() bool { return p.at == len(p.tokens) }

func (p *parser) peek() string {
	if p.done() || p.tokens[p.at].json {
		return ""
	}
	return p.tokens[p.at].text
}

// word takes that word, whatever its case.
func (p *parser) word(word string) bool {
	if !strings.EqualFold(p.peek(), word) {
		return false
	}
	p.at++
	return true
}

// name takes a name: lower case, without the URN of the core schema.
func (p *parser) name() (string, error) {
	name := p.peek()
	if name == "" || name == "[" || name == "]" {
		return "", invalidFilter("lacks the name of an attribute")
	}
	p.at++
	return strings.TrimPrefix(strings.ToLower(name), strings.ToLower(userSchema)+":"), nil
}

// term takes one comparison, or several in brackets: emails[type eq "work"].value eq "a@b.example".
func (p *parser) term() (filter, error) {
	name, err := p.name()
	if err != nil {
		return nil, err
	}
	if !p.word("[") {
		c, err := p.comparison(name)
		return filter{c}, err
	}
	inside, err := p.inside()
	if err != nil {
		return nil, err
	}
	for i := range inside {
		inside[i].attribute = name + "." + inside[i].attribute
	}
	sub, dotted := strings.CutPrefix(p.peek(), ".")
	if !dotted {
		return inside, nil
	}
	p.at++
	c, err := p.comparison(name + "." + strings.ToLower(sub))
	return append(inside, c), err
}

// inside takes the comparisons up to the closing bracket.
func (p *parser) inside() (filter, error) {
	var f filter
	for {
		name, err := p.name()
		if err != nil {
			return nil, err
		}
		c, err := p.comparison(name)
		if err != nil {
			return nil, err
		}
		switch f = append(f, c); {
		case len(f) > mostConditions:
			return nil, invalidFilter("has more than %d conditions", mostConditions)
		case p.word("]"):
			return f, nil
		case !p.word("and"):
			return nil, invalidFilter("knows only the logical operator and")
		}
	}
}

// comparison takes what follows a name.
func (p *parser) comparison(name string) (condition, error) {
	if name == "emails" { // of a complex attribute, its value is compared
		name = "emails.value"
	}
	if !p.word("eq") {
		return condition{}, invalidFilter("knows only the operator eq")
	}
	value, err := p.value()
	if text, ok := value.(string); ok && (name == "active" || name == "emails.primary") {
		switch strings.ToLower(text) { // as some clients write it
		case "true":
			value = true
		case "false":
			value = false
		}
	}
	return condition{name, value}, err
}

func (p *parser) value() (any, error) {
	if p.done() {
		return nil, invalidFilter("lacks a value behind eq")
	}
	t := p.tokens[p.at]
	p.at++
	if t.json {
		return t.value, nil
	}
	switch strings.ToLower(t.text) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return nil, invalidFilter("compares with strings, true, false and null alone")
}
