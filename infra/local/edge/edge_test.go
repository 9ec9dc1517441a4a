package edge

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roster/infra/local/deployment"
)

// TestRouting: what goes to the API, what is a file, and what is index.html, as CloudFront does it.
func TestRouting(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{"index.html": "the page", "assets/app-1a2b.js": "the script"} {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	api := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte("the API"))
	})
	settings := deployment.Edge{
		APIPaths: []string{"/v1/*", "/auth/*", "/health"},
		Headers:  map[string]string{"Content-Security-Policy": "default-src 'none'"},
	}
	handler := New(settings, api, Page(folder))

	tests := []struct {
		path, content string
		status        int
		cache         string
	}{
		{"/", "the page", 200, "no-cache"},
		{"/orgs/4829130776/users", "the page", 200, "no-cache"},
		{"/accept", "the page", 200, "no-cache"},
		{"/assets/app-1a2b.js", "the script", 200, "public, max-age=31536000, immutable"},
		{"/assets/gone.js", "There is no such file.", 404, ""},
		{"/..%2f..%2fgo.mod", "There is no such file.", 404, ""},
		{"/v1/session", "the API", 404, ""},
		{"/auth/login", "the API", 404, ""},
		{"/health", "the API", 404, ""},
		{"/healthy", "the page", 200, "no-cache"},
	}
	for _, test := range tests {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, test.path, nil))
		if answer.Code != test.status || strings.TrimSpace(answer.Body.String()) != test.content {
			t.Errorf("%s: got %d %q, want %d %q", test.path, answer.Code, answer.Body, test.status, test.content)
		}
		if got := answer.Header().Get("Cache-Control"); got != test.cache {
			t.Errorf("%s: Cache-Control is %q, want %q", test.path, got, test.cache)
		}
		if got := answer.Header().Get("Content-Security-Policy"); got != "default-src 'none'" {
			t.Errorf("%s: Content-Security-Policy is %q", test.path, got)
		}
	}
}
