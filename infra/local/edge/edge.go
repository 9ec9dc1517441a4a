// Package edge plays CloudFront in the local run: page and API on one origin, the security headers, and
// index.html for every address of the page.
package edge

import (
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"

	"roster/infra/local/deployment"
)

// New sends each request to the API or to the page and adds the deployment's headers.
func New(settings deployment.Edge, api, page http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range settings.Headers {
			w.Header().Set(name, value)
		}
		if forAPI(settings.APIPaths, r.URL.Path) {
			api.ServeHTTP(w, r)
			return
		}
		page.ServeHTTP(w, r)
	})
}

func forAPI(patterns []string, path string) bool {
	for _, pattern := range patterns {
		below, wild := strings.CutSuffix(pattern, "*")
		if path == pattern || (wild && strings.HasPrefix(path, below)) {
			return true
		}
	}
	return false
}

// Page serves the built page from a folder. A name with a dot is a file; every other address is index.html.
func Page(folder string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "The page can only be read.", http.StatusMethodNotAllowed)
			return
		}
		name := path.Clean("/" + r.URL.Path)
		if !strings.Contains(path.Base(name), ".") {
			name = "/index.html"
		}
		file := filepath.Join(folder, filepath.FromSlash(name))
		if info, err := os.Stat(file); err != nil || info.IsDir() {
			http.Error(w, "There is no such file.", http.StatusNotFound)
			return
		}
		if strings.HasPrefix(name, "/assets/") { // their names carry a hash of what is in them
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			w.Header().Set("Cache-Control", "no-cache")
		}
		http.ServeFile(w, r, file)
	})
}
