package account

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ParseCatalog reads a catalog and checks everything that could make it mean something else than its author
// thinks. Its error names all mistakes, each with the line of the entry in which it stands.
func ParseCatalog(data []byte) (*Catalog, error) {
	f := &catalogFile{data: data, lines: map[any]int{}}
	c := f.read()
	if len(f.mistakes) == 0 {
		f.check(c)
	}
	if len(f.mistakes) > 0 {
		slices.SortStableFunc(f.mistakes, func(a, b mistake) int { return cmp.Compare(a.line, b.line) })
		return nil, mistakes(f.mistakes)
	}
	c.index()
	return c, nil
}

// catalogFile is a catalog while it is read.
type catalogFile struct {
	data     []byte
	lines    map[any]int // of the entries, by pointer
	mistakes []mistake
}

type mistake struct {
	line  int
	words string
}

type mistakes []mistake

func (all mistakes) Error() string {
	text := "the catalog does not hold together"
	for _, m := range all {
		text += fmt.Sprintf("\nline %d: %s", m.line, m.words)
	}
	return text
}

// say notes a mistake in an entry; nil stands for the file as a whole.
func (f *catalogFile) say(entry any, format string, args ...any) {
	f.sayAt(max(1, f.lines[entry]), format, args...)
}

func (f *catalogFile) sayAt(line int, format string, args ...any) {
	f.mistakes = append(f.mistakes, mistake{line, fmt.Sprintf(format, args...)})
}

// value is a JSON value of the file, and where it begins.
type value struct {
	text json.RawMessage
	at   int
}

func (f *catalogFile) line(at int) int { return 1 + bytes.Count(f.data[:at], []byte("\n")) }

func (f *catalogFile) read() *Catalog {
	c := &Catalog{}
	var syntax *json.SyntaxError
	if err := json.Unmarshal(f.data, &struct{}{}); errors.As(err, &syntax) {
		f.sayAt(f.line(min(int(syntax.Offset), len(f.data))), "%s", syntax)
		return c
	}
	lists := f.fields(value{f.data, 0})
	take := func(name string) value {
		list, ok := lists[name]
		if delete(lists, name); !ok {
			f.say(nil, "the list %q is missing", name)
		}
		return list
	}
	c.OrganizationRoles = readAll[CatalogRole](f, take("organization_roles"))
	c.AdAccountRoles = readAll[CatalogAdAccountRole](f, take("ad_account_roles"))
	c.PermissionGroups = f.readGroups(take("permission_groups"))
	for name, list := range lists {
		f.sayAt(f.line(list.at), "unknown field %q", name)
	}
	return c
}

func (f *catalogFile) readGroups(list value) []PermissionGroup {
	entries := f.elements(list)
	groups := make([]PermissionGroup, len(entries))
	for n, entry := range entries {
		var head struct {
			ID             string          `json:"id"`
			Name           string          `json:"name"`
			Administration bool            `json:"administration"`
			Permissions    json.RawMessage `json:"permissions"` // read one by one, below
		}
		readEntry(f, entry, &head)
		f.lines[&groups[n]] = f.line(entry.at)
		groups[n] = PermissionGroup{
			ID: head.ID, Name: head.Name, Administration: head.Administration,
			Permissions: readAll[CatalogPermission](f, f.fields(entry)["permissions"]),
		}
	}
	return groups
}

func readAll[T any](f *catalogFile, list value) []T {
	entries := f.elements(list)
	all := make([]T, len(entries))
	for n, entry := range entries {
		readEntry(f, entry, &all[n])
	}
	return all
}

func readEntry[T any](f *catalogFile, entry value, into *T) {
	f.lines[into] = f.line(entry.at)
	strict := json.NewDecoder(bytes.NewReader(entry.text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(into); err != nil {
		f.say(into, "%s", strings.TrimPrefix(err.Error(), "json: "))
	}
}

// fields are the fields of an object.
func (f *catalogFile) fields(object value) map[string]value {
	all := map[string]value{}
	f.walk(object, '{', func(in *json.Decoder) error {
		name, err := in.Token()
		if err != nil {
			return err
		}
		field, err := next(in, object.at)
		if _, twice := all[name.(string)]; twice {
			f.sayAt(f.line(field.at), "the field %q stands here twice", name)
		}
		all[name.(string)] = field
		return err
	})
	return all
}

// elements are the entries of a list; none for a list that is not there.
func (f *catalogFile) elements(list value) (all []value) {
	if list.text == nil {
		return nil
	}
	f.walk(list, '[', func(in *json.Decoder) error {
		element, err := next(in, list.at)
		all = append(all, element)
		return err
	})
	return all
}

// walk goes through an object or a list whose syntax is known to be right.
func (f *catalogFile) walk(whole value, opens json.Delim, each func(*json.Decoder) error) {
	in := json.NewDecoder(bytes.NewReader(whole.text))
	if first, err := in.Token(); err != nil || first != opens {
		f.sayAt(f.line(whole.at), "must begin with %q", opens.String())
		return
	}
	for in.More() {
		if err := each(in); err != nil {
			f.sayAt(f.line(whole.at), "%s", err)
			return
		}
	}
}

// next is the value that comes next. at is where the text of the decoder begins in the file.
func next(in *json.Decoder, at int) (value, error) {
	var text json.RawMessage
	err := in.Decode(&text)
	return value{text, at + int(in.InputOffset()) - len(text)}, err
}
