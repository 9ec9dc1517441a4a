package web_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"roster/shared/config"
	"roster/shared/signin"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// A table that does not answer costs the caller no more than the patience of the edge: it is told to come again.
func TestASlowTableIsSaidToBeUnavailable(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and never answers
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	w := webtest.New(t)
	c := w.Config
	c.AWS.DynamoDBEndpoint = "http://" + silent.Addr().String()
	api := web.New(c, store.Open(c))
	api.Patience = 300 * time.Millisecond
	things(api)

	r := httptest.NewRequestWithContext(t.Context(), http.MethodPut, "/v1/organizations/"+string(w.Org)+"/things", strings.NewReader(`{"name":"one"}`))
	r.Header.Set("Origin", c.BaseURL)
	r.Header.Set("Content-Type", "application/json")
	r.AddCookie(signin.Cookie(w.Admin.User.ID, signin.NewSecret(), time.Now().Add(time.Hour)))
	answer, began := httptest.NewRecorder(), time.Now()
	api.Handler().ServeHTTP(answer, r)
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("it took %s", took)
	}
	if answer.Code != http.StatusServiceUnavailable || answer.Header().Get("Retry-After") == "" {
		t.Errorf("answered %d with the headers %v: %s", answer.Code, answer.Header(), answer.Body)
	}
}

// The answer must leave before Lambda ends the function, with time for what is noted after a failure.
func TestPatienceEndsBeforeTheFunctionDoes(t *testing.T) {
	t.Parallel()
	template, err := os.ReadFile("../../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	global := regexp.MustCompile(`(?m)^    Timeout: (\d+)$`).FindSubmatch(template)
	if global == nil {
		t.Fatal("the template names no timeout of all functions")
	}
	seconds, _ := strconv.Atoi(string(global[1]))
	patience := web.New(config.Config{}, nil).Patience
	if left := time.Duration(seconds)*time.Second - patience; left < 3*time.Second {
		t.Errorf("only %s are left after the patience of %s", left, patience)
	}
}
