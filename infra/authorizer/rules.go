package authorizer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// Rules say what each route asks about, by its route key, "POST /orgs/{org}/campaigns". A route that they do not name is
// closed.
type Rules map[string]Rule

// Rule is what a route asks about.
type Rule struct {
	Organization Source `json:"organization"`
	AdAccount    Source `json:"ad_account,omitempty"` // none: the route is about no ad account
	Permission   string `json:"permission,omitempty"` // none: whoever gets in may
}

// Source is where in a request a value is: "path.org" is a path parameter, "header.x-account" a header, and
// "always.4829130776" is that value itself.
type Source string

// ParseRules reads rules, and refuses those that say less than they seem to.
func ParseRules(text []byte) (Rules, error) {
	var rules Rules
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&rules); err != nil {
		return nil, fmt.Errorf("the rules cannot be read: %w", err)
	}
	if len(rules) == 0 {
		return nil, fmt.Errorf("there are no rules")
	}
	for route, rule := range rules {
		for name, source := range map[string]Source{"organization": rule.Organization, "ad_account": rule.AdAccount} {
			if name == "ad_account" && source == "" {
				continue
			}
			kind, value, _ := strings.Cut(string(source), ".")
			if kind != "path" && kind != "header" && kind != "always" || value == "" {
				return nil, fmt.Errorf("%s: %s is %q, and must be path.…, header.… or always.…", route, name, source)
			}
			if kind == "path" && !strings.Contains(route, "{"+value+"}") && !strings.Contains(route, "{"+value+"+}") {
				return nil, fmt.Errorf("%s: %s is %q, and the route has no such parameter", route, name, source)
			}
		}
	}
	return rules, nil
}

// in is the value in a request; empty when it is not there.
func (s Source) in(request *events.APIGatewayV2CustomAuthorizerV2Request) string {
	kind, value, _ := strings.Cut(string(s), ".")
	switch kind {
	case "path":
		return request.PathParameters[value]
	case "header":
		return header(request, value)
	case "always":
		return value
	}
	return ""
}

// header is a header of the request. API Gateway writes their names small.
func header(request *events.APIGatewayV2CustomAuthorizerV2Request, name string) string {
	if value, ok := request.Headers[strings.ToLower(name)]; ok {
		return value
	}
	for given, value := range request.Headers {
		if strings.EqualFold(given, name) {
			return value
		}
	}
	return ""
}
