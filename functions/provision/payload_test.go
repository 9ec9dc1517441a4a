package provision

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/web"
)

// Whatever somebody signs: it is refused in words, or it is a message about one address by a time that can be kept, whose
// roles are each on one ad account.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"type":"user.invite","timestamp":"2026-11-29T09:00:00Z","data":{"email":"earl@oakey.example","name":"Earl","role":"member","permissions":["brands.view"],"ad_account_roles":[{"external_id":"x","role":"viewer"},{"ad_account":"ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE","role":"viewer"}],"message":"Hello","send_email":false}}`,
		`{"type":"user.update","timestamp":"2026-11-29T09:00:00.123456789+02:00","data":{"email":"EARL@oakey.example","permissions":[],"state":"suspended"}}`,
		`{"type":"user.remove","timestamp":"1970-01-01T00:00:00Z","data":{"email":"earl@oakey.example"}}`,
		`{"type":"user.remove","timestamp":"9999-12-31T23:59:59Z","data":{"email":"earl@oakey.example"},"type":"user.invite"}`,
		`{"type":"user.update","timestamp":"2026-11-29T09:00:00Z","data":{"email":"a@b.example","role":null}}`,
		`{"type":["user.remove"]}`, `null`, `[]`, `{`, ``, "\xff", `{"type":"user.remove","timestamp":0,"data":[]}`, `{"data":{"email":{}},"type":"user.remove"}`,
	} {
		f.Add([]byte(seed))
	}
	messages := web.NewMessages(web.New(config.Config{}, nil), kinds)
	f.Fuzz(func(t *testing.T, body []byte) {
		kind, c, err := read(messages, body)
		if kind != "" && kinds[kind] == nil {
			t.Fatalf("the type is %q", kind)
		}
		if err != nil {
			if code := account.CodeOf(err); code != account.Invalid {
				t.Fatalf("it is refused as %s: %v", code, err)
			}
			if r := refusalOf(err); len(r.Fields) == 0 || len(r.Fields) > mostFields {
				t.Fatalf("the refusal is %+v", r)
			}
			return
		}
		if _, ok := account.ParseAddress(string(c.address)); !ok || !strings.EqualFold(strings.TrimSpace(c.whom()), string(c.address)) {
			t.Errorf("the address of %q is %q", c.whom(), c.address)
		}
		if c.when().Before(time.Unix(0, 0)) {
			t.Errorf("it happened at %s", c.when())
		}
		for _, r := range c.roles() {
			if (r.AdAccount == "") == (r.ExternalID == "") {
				t.Errorf("a role is on %+v", r)
			}
		}
		var again struct{ Type string }
		if err := json.Unmarshal(body, &again); err != nil || again.Type != kind {
			t.Errorf("%q is read as %s", again.Type, kind)
		}
	})
}
