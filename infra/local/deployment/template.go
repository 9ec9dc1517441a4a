// Package deployment reads from template.yaml what the local run plays for AWS: the event source mappings,
// the queues, and what CloudFront adds and routes. So neither is described a second time.
package deployment

import (
	"fmt"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"
)

// Template is template.yaml. yaml.v3 reads the short forms of the intrinsic functions (!Ref, !GetAtt) as
// their bare arguments.
type Template struct{ resources map[string]resource }

type resource struct {
	Type       string    `yaml:"Type"`
	Properties yaml.Node `yaml:"Properties"`
}

// Read reads the template in the repository's root.
func Read(root string) (Template, error) {
	data, err := os.ReadFile(filepath.Join(root, "template.yaml"))
	if err != nil {
		return Template{}, err
	}
	return parse(data)
}

func parse(data []byte) (Template, error) {
	var file struct {
		Resources map[string]resource `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return Template{}, fmt.Errorf("template.yaml: %w", err)
	}
	return Template{file.Resources}, nil
}

// properties reads those of the one resource of that type, or of that name where one is given.
func (t Template) properties(kind, name string, into any) error {
	for id, resource := range t.resources {
		if resource.Type == kind && (name == "" || id == name) {
			if err := resource.Properties.Decode(into); err != nil {
				return fmt.Errorf("template.yaml: %s: %w", id, err)
			}
			return nil
		}
	}
	return fmt.Errorf("template.yaml: there is no %s %s", kind, name)
}
