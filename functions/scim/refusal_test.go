package scim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/web/webtest"
)

// Every refusal is in SCIM's form, whoever makes it.
func TestEveryRefusalIsInTheFormOfSCIM(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	refused(t, w.Nobody().Get(users), 401, "")
	if got := w.Nobody().Get(users).Header.Get("WWW-Authenticate"); got != "Bearer" {
		t.Errorf("WWW-Authenticate is %q", got)
	}
	refused(t, w.WithKey("rk_nonsense").Get(users), 401, "")
	refused(t, w.Admin.Get(users), 401, "")
	refused(t, w.NewKey(account.UsersWrite).Get(users), 403, "")
	refused(t, w.NewOperatorKey(account.UsersWrite).Get(users), 403, "")
	refused(t, w.key.Get("/scim/v2/Nothing"), 404, "")
	refused(t, w.key.Get(users+"/inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE"), 404, "")
	refused(t, w.key.Get(users+"/nonsense"), 404, "")
	refused(t, w.key.Call(http.MethodPut, "/scim/v2/Schemas", nil), 405, "")
	refused(t, w.key.Get(users+"?filter=title+eq+%22x%22"), 400, "invalidFilter")
	refused(t, w.key.Get(users+"?count=x"), 400, "invalidValue")
	refused(t, w.key.Get(users+"?startIndex=99999"), 400, "tooMany")
	refused(t, w.key.Post(users, body{}), 400, "invalidValue")
	refused(t, w.key.Post(users, "x"), 400, "invalidSyntax")
	refused(t, w.key.Post(users, body{"userName": "no address"}), 400, "invalidValue")
	refused(t, w.key.Post(users, body{}, webtest.Header{Name: "Content-Type", Value: "text/plain"}), 415, "")
	refused(t, w.key.Post(users, body{"userName": strings.Repeat("x", 300<<10)}), 413, "")
	refused(t, w.key.Get("/scim/v2/Schemas?filter=id+eq+%22x%22"), 403, "")
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" {
			return fmt.Errorf("away")
		}
		return nil
	})
	refused(t, w.key.Post(users, body{"userName": "late@oakey.example"}), 503, "")
	w.Faults.Before(nil)
	w.key.Revokes()
	refused(t, w.key.Get(users), 401, "")
}
