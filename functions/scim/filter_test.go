package scim

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
)

// A filter is eq and and on what is looked up by a key, as clients write it.
func TestAFilterAsksByKeys(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]filter{
		"":                       nil,
		`userName eq "a@b.test"`: {{"username", "a@b.test"}},
		`USERNAME EQ "a@b.test"`: {{"username", "a@b.test"}},
		`urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"`: {{"username", "a"}},
		`externalId eq "00u1\"\u00e4"`:                               {{"externalid", `00u1"ä`}},
		`emails eq "a@b.test"`:                                       {{"emails.value", "a@b.test"}},
		`emails.value eq "a@b.test"`:                                 {{"emails.value", "a@b.test"}},
		`emails[type eq "work"].value eq "a@b.test"`:                 {{"emails.type", "work"}, {"emails.value", "a@b.test"}},
		`emails[type eq "work" and value eq "a@b.test"]`:             {{"emails.type", "work"}, {"emails.value", "a@b.test"}},
		`userName eq "a" and active eq true`:                         {{"username", "a"}, {"active", true}},
		`active eq "False"`:                                          {{"active", false}},
		`id eq "mem_1" AND externalId eq null`:                       {{"id", "mem_1"}, {"externalid", nil}},
	} {
		got, err := parseFilter(text)
		if err != nil || !cmp.Equal(got, want, cmp.AllowUnexported(condition{})) {
			t.Errorf("%s: %v %v, want %v", text, got, err, want)
		}
	}
}

// All else is invalidFilter.
func TestAFilterThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`userName`, `userName eq`, `eq "a"`, `userName co "a"`, `userName pr`, `userName ne "a"`, `userName eq "a" or id eq "b"`,
		`not (userName eq "a")`, `(userName eq "a")`, `userName eq "a" and`, `userName eq a`, `userName eq 1`, `userName eq "a`,
		`userName eq "\x"`, `userName eq "a" id eq "b"`, `title eq "a"`, `meta.lastModified gt "2026-01-01T00:00:00Z"`,
		`emails[type eq "work"`, `emails[type eq "work"]]`, `emails[]`, `emails[display eq "x"].value eq "a"`, `groups eq "x"`,
		`userName eq "a";`, `[`, strings.Repeat("a", mostFilter+1), strings.Repeat(`id eq "a" and `, mostConditions) + `id eq "a"`,
	} {
		if got, err := parseFilter(text); kindOf(err) != kindInvalidFilter {
			t.Errorf("%s: %v %v, want invalidFilter", text, got, err)
		}
	}
}

// A path names an attribute, a part of it or the values that a filter names; what is not kept is passed over.
func TestAPathNamesWhatIsKept(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]target{
		"active":         {attribute: "active"},
		"ACTIVE":         {attribute: "active"},
		"name.givenName": {attribute: "name", sub: "givenname"},
		"urn:ietf:params:scim:schemas:core:2.0:User:userName":        {attribute: "username"},
		"urn:ietf:params:scim:schemas:core:2.0:User:name.familyName": {attribute: "name", sub: "familyname"},
		`emails[type eq "work"].value`:                               {attribute: "emails", sub: "value", where: filter{{"type", "work"}}},
		`emails[primary eq true]`:                                    {attribute: "emails", where: filter{{"primary", true}}},
		accessSchema:                                                 {attribute: "access"},
		strings.ToUpper(accessSchema) + ":role":                      {attribute: "access.role"},
		accessSchema + `:adAccountRoles[adAccount eq "ada_1"].role`:  {attribute: "access.adaccountroles", sub: "role", where: filter{{"adaccount", "ada_1"}}},
		"title":                                {},
		"access":                               {},
		"access.role":                          {},
		`phoneNumbers[type eq "mobile"].value`: {},
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager": {},
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":         {},
	} {
		got, err := parsePath(text)
		if err != nil || !cmp.Equal(got, want, cmp.AllowUnexported(target{}, condition{})) {
			t.Errorf("%s: %+v %v, want %+v", text, got, err, want)
		}
	}
	for text, want := range map[string]kind{
		"": kindInvalidPath, "[": kindInvalidPath, "name givenName": kindInvalidPath, `emails[type eq "work"`: kindInvalidPath,
		`emails[type eq "work"].value.x y`: kindInvalidPath, `emails[type ne "work"]`: kindInvalidPath, `"active"`: kindInvalidPath,
		"name.givenName[a eq true]": kindInvalidPath, "id": kindMutability, "meta.version": kindMutability,
	} {
		if got, err := parsePath(text); kindOf(err) != want {
			t.Errorf("%s: %+v %v, want %s", text, got, err, want)
		}
	}
}

// Whatever is sent as a filter is a filter or refused, and a filter never asks for what nobody may ask for.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{`userName eq "a@b.test"`, `emails[type eq "work"].value eq "a" and active eq "True"`, `id eq null`, `a[`, `"\u00e4"`, "[]].eq"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseFilter(text)
		if err != nil {
			if kindOf(err) != kindInvalidFilter || account.CodeOf(err) != account.Invalid {
				t.Fatalf("refused as %v", err)
			}
			return
		}
		for _, c := range got {
			switch c.value.(type) {
			case string, bool, nil:
			default:
				t.Fatalf("compares with %T", c.value)
			}
			if c.attribute != strings.ToLower(c.attribute) {
				t.Fatalf("asks for %q", c.attribute)
			}
		}
	})
}

// Whatever is sent as a path names something that is kept, nothing, or is refused.
func FuzzPath(f *testing.F) {
	for _, seed := range []string{"name.givenName", `emails[type eq "work"].value`, accessSchema + ":role", "urn:x:y", "a.b.c", "[]", "id"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parsePath(text)
		if err != nil {
			if k := kindOf(err); k != kindInvalidPath && k != kindMutability {
				t.Fatalf("refused as %v", err)
			}
			return
		}
		if got.attribute != "" && !kept[got.attribute] {
			t.Fatalf("names %q", got.attribute)
		}
		p := newPerson()
		_ = p.set(got, "x", true)
		_ = p.remove(got, nil)
	})
}
