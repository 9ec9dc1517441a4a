// Package deployed reads template.yaml: which functions there are, which routes each has, and what each may
// do to the table. Tests and the local run hold the code to it, so that a missing route or permission shows
// before a deployment.
package deployed

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"gopkg.in/yaml.v3"
)

// Function is a function of template.yaml.
type Function struct {
	ID     string   // its logical id, "InviteFunction"
	Code   string   // where its main package is, "functions/invite/lambda"
	Routes []string // "POST /v1/organizations/{org}/invitations"; none for one without a route
	Grants Grants
}

// Name is the function's folder, "invite".
func (f Function) Name() string { return path.Base(path.Dir(f.Code)) }

// Functions are those of the template at root, in its order.
func Functions(root string) ([]Function, error) {
	data, err := os.ReadFile(filepath.Join(root, "template.yaml")) // #nosec G304 -- the project's own template
	if err != nil {
		return nil, err
	}
	return parse(data)
}

func parse(data []byte) ([]Function, error) {
	var template struct {
		Resources yaml.Node `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(data, &template); err != nil {
		return nil, fmt.Errorf("template.yaml: %w", err)
	}
	var functions []Function
	resources := template.Resources.Content
	for i := 0; i+1 < len(resources); i += 2 {
		id, resource := resources[i].Value, resources[i+1]
		if field(resource, "Type").Value != "AWS::Serverless::Function" {
			continue
		}
		var p properties
		if err := field(resource, "Properties").Decode(&p); err != nil {
			return nil, fmt.Errorf("template.yaml: %s: %w", id, err)
		}
		grants, err := p.grants()
		if err != nil {
			return nil, fmt.Errorf("template.yaml: %s: %w", id, err)
		}
		functions = append(functions, Function{ID: id, Code: p.CodeURI, Routes: p.routes(), Grants: grants})
	}
	return functions, nil
}

// properties are the parts of a function's properties that matter here. yaml.v3 reads the short forms of the
// intrinsic functions (!Ref, !GetAtt, !Sub) as their bare arguments.
type properties struct {
	CodeURI  string    `yaml:"CodeUri"`
	Policies []policy  `yaml:"Policies"`
	Events   yaml.Node `yaml:"Events"`
}

type policy struct {
	Statement []struct {
		Effect   string    `yaml:"Effect"`
		Action   []string  `yaml:"Action"`
		Resource oneOrMore `yaml:"Resource"`
	} `yaml:"Statement"`
}

type oneOrMore []string

func (o *oneOrMore) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*o = oneOrMore{n.Value}
		return nil
	}
	var several []string
	err := n.Decode(&several)
	*o = several
	return err
}

func (p properties) routes() []string {
	var routes []string
	for i := 1; i < len(p.Events.Content); i += 2 {
		event := p.Events.Content[i]
		if field(event, "Type").Value == "HttpApi" {
			at := field(event, "Properties")
			routes = append(routes, field(at, "Method").Value+" "+field(at, "Path").Value)
		}
	}
	return routes
}

// grants are what the policies allow on the table. Whoever writes a statement in a way that this cannot
// read is told so, rather than being granted nothing or everything.
func (p properties) grants() (Grants, error) {
	grants := Grants{}
	for _, policy := range p.Policies {
		for _, s := range policy.Statement {
			for _, action := range s.Action {
				name, ours := strings.CutPrefix(action, "dynamodb:")
				if !ours {
					continue
				}
				if s.Effect != "Allow" || strings.Contains(name, "*") {
					return nil, fmt.Errorf("%s %s: only Allow with whole action names is understood", s.Effect, action)
				}
				for _, resource := range s.Resource {
					index, ok := indexOf(resource)
					if !ok {
						return nil, fmt.Errorf("%s on %s: only the table and its indexes are understood", action, resource)
					}
					grants[Access{name, index}] = true
				}
			}
		}
	}
	return grants, nil
}

func indexOf(resource string) (string, bool) {
	if resource == "Table.Arn" {
		return "", true
	}
	index, ok := strings.CutPrefix(resource, "${Table.Arn}/index/")
	return index, ok && !strings.Contains(index, "*")
}

// field is a member of a mapping; an empty node when it has none of the name.
func field(mapping *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			return mapping.Content[i+1]
		}
	}
	return &yaml.Node{}
}
