package reference_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roster/functions/reference"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// The function may read nothing: not even a session that comes with the request.
func TestTheReferenceReadsNothingWhoeverAsks(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, reference.Register)
	requests := w.Requests.During(func() {
		for _, path := range []string{"/v1/catalog", "/openapi.json", "/health"} {
			w.Nobody().Get(path).Is(200)
			w.Admin.Get(path).Is(200)
		}
	})
	if len(requests) != 0 {
		t.Errorf("it sent %v", requests)
	}
	if answer := w.Nobody().Get("/health"); strings.TrimSpace(string(answer.Body)) != `{"status":"ok"}` || answer.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("answered %s, %s", answer.Body, answer.Header.Get("Cache-Control"))
	}
}

func TestTheCatalogIsTheShippedOne(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, reference.Register)
	var got account.Catalog
	w.Nobody().Get("/v1/catalog").Is(200).Into(&got)
	shipped := account.ShippedCatalog()
	want := account.Catalog{OrganizationRoles: shipped.OrganizationRoles, AdAccountRoles: shipped.AdAccountRoles, PermissionGroups: shipped.PermissionGroups}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(account.Catalog{})); diff != "" {
		t.Errorf("the answer is another (-want +got):\n%s", diff)
	}
}

func TestTheDocumentIsTheOneInTheTree(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, reference.Register)
	answer := w.Nobody().Get("/openapi.json").Is(200)
	file, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(answer.Body) != string(file) || answer.Header.Get("Content-Type") != "application/json" {
		t.Errorf("answered %d bytes of %s, want the %d of the file", len(answer.Body), answer.Header.Get("Content-Type"), len(file))
	}
	var document struct{ OpenAPI string }
	if err := json.Unmarshal(answer.Body, &document); err != nil || document.OpenAPI != "3.1.0" {
		t.Errorf("it says that it is OpenAPI %q, %v", document.OpenAPI, err)
	}
}
