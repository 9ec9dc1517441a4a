package deployed

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Access is one thing that IAM allows or not: an action on the table or, with an index, on that index.
type Access struct {
	Action string // "PutItem"
	Index  string // "GSI1"; empty for the table
}

func (a Access) String() string {
	if a.Index == "" {
		return a.Action
	}
	return a.Action + " on " + a.Index
}

// Grants are what a function may do to the table.
type Grants map[Access]bool

// Of are the grants of those functions together that serve one of the routes.
func Of(functions []Function, routes []string) Grants {
	together := Grants{}
	for _, f := range functions {
		if slices.ContainsFunc(f.Routes, func(r string) bool { return slices.Contains(routes, r) }) {
			maps.Copy(together, f.Grants)
		}
	}
	return together
}

// Lacks is what a request to DynamoDB needs and the grants have not. target is its X-Amz-Target header.
func (g Grants) Lacks(target string, body []byte) ([]Access, error) {
	needs, err := needs(target, body)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(needs, func(a Access) bool { return g[a] }), nil
}

// needs is what IAM asks for a request. A transaction has no action of its own: each of its parts counts as
// the action that it is. A batch has one.
func needs(target string, body []byte) ([]Access, error) {
	_, operation, ok := strings.Cut(target, ".")
	if !ok {
		return nil, fmt.Errorf("no request to DynamoDB: %q", target)
	}
	var request struct {
		IndexName     string
		TransactItems []map[string]json.RawMessage
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return nil, fmt.Errorf("%s: %w", operation, err)
	}
	parts := map[string]string{"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem", "Get": "GetItem"}
	var all []Access
	for _, item := range request.TransactItems {
		for part := range item {
			if access := (Access{Action: parts[part]}); !slices.Contains(all, access) {
				all = append(all, access)
			}
		}
	}
	if !strings.HasPrefix(operation, "Transact") {
		all = append(all, Access{operation, request.IndexName})
	}
	return all, nil
}
