// Command openapi writes the OpenAPI 3.1 document of the whole API, made of the routes in the code, to where it is
// served from and to where the page's types are generated from. Run it from the root of the repository.
package main

import (
	"fmt"
	"os"
)

// places are where the document lies in the tree.
var places = []string{"functions/reference/openapi.json", "frontend/openapi.json"}

func main() {
	text, err := describe()
	for _, place := range places {
		if err == nil {
			err = os.WriteFile(place, text, 0o644) // #nosec G306 -- a document for everybody
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
