// Command openapi writes the OpenAPI 3.1 document of the whole API, made of the routes in the code, to where it is
// served from and to where the page's types are generated from, and the catalogue of events to docs. Run it from the root of the repository.
package main

import (
	"fmt"
	"os"
)

// documents are what is made from the code, and where it lies in the tree.
var documents = []struct {
	place string
	make  func() ([]byte, error)
}{
	{"functions/reference/openapi.json", describe},
	{"frontend/openapi.json", describe},
	{"docs/events.md", eventsPage},
}

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write() error {
	for _, made := range documents {
		text, err := made.make()
		if err != nil {
			return err
		}
		if err := os.WriteFile(made.place, text, 0o644); err != nil { // #nosec G306 -- a document for everybody
			return err
		}
	}
	return nil
}
