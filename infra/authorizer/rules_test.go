package authorizer_test

import (
	"os"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"roster/infra/authorizer"
)

// Rules that say less than they seem to are refused when the function starts, and not found out when somebody gets in.
func TestRulesThatSayLessThanTheySeemToAreRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing":                    ``,
		"none":                       `{}`,
		"no organization":            `{"GET /a": {"permission": "financials.view"}}`,
		"a source of no kind":        `{"GET /a": {"organization": "org"}}`,
		"a source of no name":        `{"GET /a": {"organization": "path."}}`,
		"a source that is not known": `{"GET /a": {"organization": "query.org"}}`,
		"a parameter of no route":    `{"GET /orgs/{org}": {"organization": "path.id"}}`,
		"an ad account of no route":  `{"GET /orgs/{org}": {"organization": "path.org", "ad_account": "path.account"}}`,
		"a field that is not known":  `{"GET /orgs/{org}": {"organization": "path.org", "permissions": "financials.view"}}`,
	} {
		if rules, err := authorizer.ParseRules([]byte(text)); err == nil {
			t.Errorf("%s: %v", name, rules)
		}
	}
	for _, text := range []string{
		`{"GET /orgs/{org}/{rest+}": {"organization": "path.org", "ad_account": "path.rest"}}`,
		`{"GET /a": {"organization": "always.4829130776"}}`,
	} {
		if _, err := authorizer.ParseRules([]byte(text)); err != nil {
			t.Error(err)
		}
	}
}

// The rules that are shipped as an example are rules, and what API Gateway keeps of an answer is nothing.
func TestWhatIsDeployedKeepsNothing(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("lambda/routes.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := authorizer.ParseRules(text); err != nil {
		t.Error(err)
	}
	template, err := os.ReadFile("stack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var parsed struct {
		Resources struct {
			Authorizer struct {
				Properties struct {
					Format string `yaml:"AuthorizerPayloadFormatVersion"`
					Simple bool   `yaml:"EnableSimpleResponses"`
					Kept   *int   `yaml:"AuthorizerResultTtlInSeconds"`
				} `yaml:"Properties"`
			} `yaml:"Authorizer"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(template, &parsed); err != nil {
		t.Fatal(err)
	}
	if p := parsed.Resources.Authorizer.Properties; p.Format != "2.0" || !p.Simple || p.Kept == nil || *p.Kept != 0 {
		t.Errorf("the authorizer is %+v", p)
	}
	if strings.Contains(string(template), "'*'") {
		t.Error("a policy allows everything")
	}
}
