package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"gopkg.in/yaml.v3"

	"roster/infra/sam/deployed"
)

// localTemplate is template.yaml with what sam local can run: the API and the given functions with their
// code, routes, memory and time-out. sam passes on only variables that a template names, and has none of the
// resources that the real ones refer to: so each function gets its environment here, in words.
func localTemplate(root string, functions []deployed.Function, stage map[string]string, environment func(deployed.Function) map[string]string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(root, "template.yaml")) // #nosec G304 -- the project's own template
	if err != nil {
		return nil, err
	}
	var whole struct {
		Globals struct {
			Function struct {
				Runtime    string `yaml:"Runtime"`
				Handler    string `yaml:"Handler"`
				MemorySize int    `yaml:"MemorySize"`
				Timeout    int    `yaml:"Timeout"`
			} `yaml:"Function"`
		} `yaml:"Globals"`
		Resources map[string]struct {
			Type       string               `yaml:"Type"`
			Metadata   map[string]any       `yaml:"Metadata"`
			Properties map[string]yaml.Node `yaml:"Properties"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(data, &whole); err != nil {
		return nil, fmt.Errorf("template.yaml: %w", err)
	}
	architecture := "x86_64"
	if runtime.GOARCH == "arm64" {
		architecture = "arm64"
	}
	resources := map[string]any{
		"Api": map[string]any{"Type": "AWS::Serverless::HttpApi", "Properties": map[string]any{"StageVariables": stage}},
	}
	for _, f := range functions {
		properties := map[string]any{
			"CodeUri":       filepath.Join(root, f.Code),
			"Architectures": []string{architecture},
			"Environment":   map[string]any{"Variables": environment(f)},
		}
		for _, kept := range []string{"MemorySize", "Timeout", "Events"} {
			if node, ok := whole.Resources[f.ID].Properties[kept]; ok {
				properties[kept] = &node
			}
		}
		resources[f.ID] = map[string]any{
			"Type": "AWS::Serverless::Function", "Metadata": whole.Resources[f.ID].Metadata, "Properties": properties,
		}
	}
	return yaml.Marshal(map[string]any{
		"AWSTemplateFormatVersion": "2010-09-09",
		"Transform":                "AWS::Serverless-2016-10-31",
		"Globals": map[string]any{"Function": map[string]any{
			"Runtime": whole.Globals.Function.Runtime, "Handler": whole.Globals.Function.Handler,
			"MemorySize": whole.Globals.Function.MemorySize, "Timeout": whole.Globals.Function.Timeout,
		}},
		"Resources": resources,
	})
}
