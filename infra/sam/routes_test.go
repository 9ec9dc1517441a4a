package sam_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"roster/infra/local/all"
	"roster/shared/config"
	"roster/shared/web"
)

const root = "../.."

type template struct {
	Resources map[string]struct {
		Type       string `yaml:"Type"`
		Properties struct {
			CodeURI string `yaml:"CodeUri"`
			Events  map[string]struct {
				Type       string `yaml:"Type"`
				Properties struct {
					Method string `yaml:"Method"`
					Path   string `yaml:"Path"`
				} `yaml:"Properties"`
			} `yaml:"Events"`
		} `yaml:"Properties"`
	} `yaml:"Resources"`
}

// deployed is the routes of the template by the folder of their function: "GET /health".
func deployed(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "template.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var whole template
	if err := yaml.Unmarshal(text, &whole); err != nil {
		t.Fatal(err)
	}
	routes := map[string][]string{}
	for name, r := range whole.Resources {
		if r.Type != "AWS::Serverless::Function" {
			continue
		}
		if _, err := os.Stat(filepath.Join(root, r.Properties.CodeURI, "main.go")); err != nil {
			t.Errorf("%s is built from %s, where no program is", name, r.Properties.CodeURI)
		}
		folder, ofProduct := strings.CutPrefix(r.Properties.CodeURI, "functions/")
		for _, e := range r.Properties.Events {
			if ofProduct && e.Type == "HttpApi" {
				folder := strings.TrimSuffix(folder, "/lambda")
				routes[folder] = append(routes[folder], e.Properties.Method+" "+e.Properties.Path)
			}
		}
	}
	return routes
}

// A route that only the code has is never reached, and one that only the template has answers 404 for ever.
func TestTheTemplateHasTheRoutesOfTheCode(t *testing.T) {
	t.Parallel()
	template := deployed(t)
	for folder, register := range all.Functions {
		api := web.New(config.Config{}, nil)
		register(api)
		var code []string
		for _, r := range api.Routes() {
			code = append(code, r.Method+" "+r.Path)
		}
		for _, route := range code {
			if !slices.Contains(template[folder], route) {
				t.Errorf("template.yaml lacks %s at functions/%s", route, folder)
			}
		}
		for _, route := range template[folder] {
			if !slices.Contains(code, route) {
				t.Errorf("template.yaml has %s at functions/%s, where no code answers it", route, folder)
			}
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(template)) {
		if all.Functions[folder] == nil {
			t.Errorf("functions/%s has routes in template.yaml and is not among the functions of infra/local/all", folder)
		}
	}
}

// Every function that serves routes is one of the list, so that the local run, the documents and the tests have it.
func TestEveryFunctionWithRoutesIsInTheList(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob(filepath.Join(root, "functions", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range folders {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Base(filepath.Dir(file))
		if !strings.HasSuffix(file, "_test.go") && strings.Contains(string(text), "\nfunc Register(api *web.API)") && all.Functions[folder] == nil {
			t.Errorf("functions/%s has routes and is not among the functions of infra/local/all", folder)
		}
	}
}
