package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roster/infra/local/all"
	"roster/shared/config"
	"roster/shared/web"
)

func TestTheDocumentsInTheTreeAreThoseOfTheCode(t *testing.T) {
	t.Parallel()
	for _, made := range documents {
		want, err := made.make()
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", "..", made.place))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is stale: go run ./infra/openapi", made.place)
		}
	}
}

func TestTheDocumentIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	first, err := describe()
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if again, err := describe(); err != nil || !bytes.Equal(again, first) {
			t.Fatal("the same routes make another document")
		}
	}
}

// document is as much of it as the tests look at.
type document struct {
	OpenAPI string
	Paths   map[string]map[string]struct {
		OperationID, Summary string
		Tags                 []string
		Security             *[]map[string][]string
		Responses            map[string]struct {
			Ref string `json:"$ref"`
		}
	}
	Tags       []struct{ Name string }
	Components struct {
		Schemas         map[string]any
		Responses       map[string]any
		SecuritySchemes map[string]any
	}
}

func described(t *testing.T) (d document) {
	t.Helper()
	text, err := describe()
	if err == nil {
		err = json.Unmarshal(text, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryRouteIsDescribed(t *testing.T) {
	t.Parallel()
	d := described(t)
	api := web.New(config.Config{}, nil)
	all.Register(api)
	// what answers no JSON of its own: redirects of a browser, the document itself, and what no route has
	other := []string{"begin-sign-in", "finish-sign-in", "get-openapi", "scim-unknown"}
	seen := map[string]bool{}
	for _, r := range api.Routes() {
		if slices.Contains(other, r.ID) {
			continue
		}
		operation, ok := d.Paths[r.Path][strings.ToLower(r.Method)]
		switch {
		case !ok || operation.OperationID != r.ID:
			t.Errorf("%s %s is not in the document as %s", r.Method, r.Path, r.ID)
		case seen[r.ID]:
			t.Errorf("two routes are called %s", r.ID)
		case operation.Summary == "" || len(operation.Tags) != 1 || !slices.ContainsFunc(d.Tags, func(tag struct{ Name string }) bool { return tag.Name == operation.Tags[0] }):
			t.Errorf("%s has the summary %q and the tags %v", r.ID, operation.Summary, operation.Tags)
		case (r.Access == web.Public) != (operation.Security == nil):
			t.Errorf("%s is for %s and has the security %v", r.ID, r.Access, operation.Security)
		}
		seen[r.ID] = true
	}
	if d.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %s with %v", d.OpenAPI, d.Components.SecuritySchemes)
	}
}

func TestEveryWayToCallIsDescribed(t *testing.T) {
	t.Parallel()
	d := described(t)
	for path, operations := range d.Paths {
		for method, operation := range operations {
			if operation.Security == nil {
				continue
			}
			for _, way := range *operation.Security {
				for scheme := range way {
					if d.Components.SecuritySchemes[scheme] == nil {
						t.Errorf("%s %s names the unknown scheme %s", method, path, scheme)
					}
				}
			}
		}
	}
}

// What the edge itself may answer, whatever the route: so that no client meets a status that it was not told of.
func TestEveryOperationSaysWhatTheEdgeAnswers(t *testing.T) {
	t.Parallel()
	always := []string{"422", "429", "500", "503"}
	of := map[string][]string{
		"post": {"400", "403", "413", "415"}, "put": {"400", "403", "413", "415"},
		"patch": {"400", "403", "413", "415"}, "delete": {"400", "403", "413", "415"},
	}
	for path, operations := range described(t).Paths {
		for method, operation := range operations {
			want := slices.Concat(always, of[method])
			if operation.Security != nil && !slices.ContainsFunc(*operation.Security, func(way map[string][]string) bool { return len(way) == 0 }) {
				want = append(want, "401", "403")
			}
			for _, status := range want {
				if status == "422" && strings.HasPrefix(path, "/scim/") { // which SCIM does not know
					continue
				}
				if _, ok := operation.Responses[status]; !ok {
					t.Errorf("%s %s does not say that it may answer %s", method, path, status)
				}
			}
		}
	}
}

func TestEveryRefusalIsAProblemAndEveryReferenceLeadsSomewhere(t *testing.T) {
	t.Parallel()
	for path, operations := range described(t).Paths {
		for method, operation := range operations {
			for status, response := range operation.Responses {
				if status >= "400" && response.Ref == "" {
					t.Errorf("%s %s: %s is not explained", method, path, status)
				}
			}
		}
	}
	text, err := describe()
	if err != nil {
		t.Fatal(err)
	}
	d := described(t)
	for _, part := range strings.Split(string(text), `"$ref": "#/components/`)[1:] {
		where, _, _ := strings.Cut(part, `"`)
		kind, name, _ := strings.Cut(where, "/")
		if kind == "schemas" && d.Components.Schemas[name] == nil || kind == "responses" && d.Components.Responses[name] == nil {
			t.Errorf("%s is not in the document", where)
		}
	}
}

// A list is never null, and an object is null only where the code says so.
func TestNullStandsWhereTheCodeAnswersIt(t *testing.T) {
	t.Parallel()
	schemas := described(t).Components.Schemas
	types := func(schema, property string) string {
		properties := schemas[schema].(map[string]any)["properties"].(map[string]any)
		text, err := json.Marshal(properties[property])
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for _, c := range []struct {
		schema, property string
		null             bool
	}{
		{"Member", "invited_by", true}, {"Member", "last_active_on", true}, {"Member", "permissions", false}, {"Member", "user", false},
		{"AdAccount", "external_id", true}, {"AdAccountPatch", "external_id", true}, {"AdAccountPatch", "name", false},
		{"AdAccountList", "next_cursor", true}, {"AdAccountList", "items", false},
	} {
		if got := types(c.schema, c.property); strings.Contains(got, `"null"`) != c.null {
			t.Errorf("%s.%s is %s", c.schema, c.property, got)
		}
	}
}
