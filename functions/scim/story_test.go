package scim_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"roster/functions/accept"
	"roster/functions/scim"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

// story is what a provider sends, one request after the other, with what it must be answered. "act" is what somebody
// does or must find in between.
type story struct {
	Steps []struct {
		Note, Method, Path, Act string
		Body                    any
		Status                  int
		Answer                  any
		Keep                    bool // the id of the answer is {id} from now on
	}
}

// Okta and Entra ID get through the life of a person, with what they really send.
func TestProvidersGetThroughTheLifeOfAPerson(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*/*.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("the stories are %v: %v", files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			var s story
			if err == nil {
				err = json.Unmarshal(text, &s)
			}
			if err != nil {
				t.Fatal(err)
			}
			s.plays(t)
		})
	}
}

func (s story) plays(t *testing.T) {
	w := webtest.New(t, scim.Register, accept.Register)
	key := w.NewKey(account.SCIM)
	id := ""
	fill := func(v any) any {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var filled any
		if err := json.Unmarshal([]byte(strings.ReplaceAll(string(text), "{id}", id)), &filled); err != nil {
			t.Fatal(err)
		}
		return filled
	}
	for n, step := range s.Steps {
		if step.Act != "" {
			acts[step.Act](w, account.SCIMID(id))
			continue
		}
		var body any
		if step.Body != nil {
			body = fill(step.Body)
		}
		answer := key.Call(step.Method, "/scim/v2"+strings.ReplaceAll(step.Path, "{id}", id), body,
			webtest.Header{Name: "Content-Type", Value: "application/scim+json; charset=utf-8"}).Is(step.Status)
		var got any
		if len(answer.Body) > 0 {
			answer.Into(&got)
			if kind := answer.Header.Get("Content-Type"); kind != "application/scim+json" {
				t.Errorf("step %d: the content type is %s", n, kind)
			}
		}
		if step.Keep {
			id = got.(map[string]any)["id"].(string)
			if where := w.Config.BaseURL + "/scim/v2/Users/" + id; answer.Header.Get("Location") != where {
				t.Errorf("step %d: the location is %q, want %q", n, answer.Header.Get("Location"), where)
			}
		}
		if step.Answer != nil {
			if lacks := missing("", fill(step.Answer), got); lacks != "" {
				t.Errorf("step %d, %s: %s in %s", n, step.Note, lacks, answer.Body)
			}
		}
	}
}

// missing is what of the wanted answer the other lacks; objects may have more.
func missing(at string, want, got any) string {
	switch w := want.(type) {
	case map[string]any:
		g, _ := got.(map[string]any)
		for name, value := range w {
			if lacks := missing(at+"."+name, value, g[name]); lacks != "" {
				return lacks
			}
		}
		return ""
	case []any:
		g, _ := got.([]any)
		if len(g) != len(w) {
			return fmt.Sprintf("%s has %d entries, want %d", at, len(g), len(w))
		}
		for i := range w {
			if lacks := missing(fmt.Sprintf("%s[%d]", at, i), w[i], g[i]); lacks != "" {
				return lacks
			}
		}
		return ""
	}
	if !reflect.DeepEqual(want, got) {
		return fmt.Sprintf("%s is %v, want %v", at, got, want)
	}
	return ""
}

var acts = map[string]func(*webtest.World, account.SCIMID){
	"accept":       func(w *webtest.World, id account.SCIMID) { accepts(w, id) },
	"is suspended": func(w *webtest.World, id account.SCIMID) { memberIs(w, id, account.Suspended) },
	"is active":    func(w *webtest.World, id account.SCIMID) { memberIs(w, id, account.Active) },
	"is revoked": func(w *webtest.World, id account.SCIMID) {
		w.T.Helper()
		if i := w.Invitation(placeAt(w, id).Invitation); i.State != account.Revoked {
			w.T.Errorf("the invitation is %s, want revoked", i.State)
		}
	},
	"was readdressed": func(w *webtest.World, id account.SCIMID) {
		w.T.Helper()
		if i := w.Invitation(placeAt(w, id).Invitation); i.Email != placeAt(w, id).Email.Address || i.TokenVersion != 2 || i.MailState != account.MailQueued {
			w.T.Errorf("the invitation is %+v", i)
		}
	},
	"keeps its login": func(w *webtest.World, id account.SCIMID) {
		w.T.Helper()
		p := placeAt(w, id)
		found, err := w.Store.Get(w.T.Context(), store.UserKey(p.User), store.MemberKey(w.Org, p.User))
		if err != nil {
			w.T.Fatal(err)
		}
		u, m := found.User(p.User), found.Member(w.Org, p.User)
		if u.Name != "Somebody" || m.Name != u.Name || m.Email != u.Email || u.Email == p.Email.Address && u.Email != m.Reserved {
			w.T.Errorf("the login is %+v, the member %+v", u, m)
		}
	},
}

func placeAt(w *webtest.World, id account.SCIMID) *account.SCIMPlace {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.SCIMKey(w.Org, id))
	if err != nil {
		w.T.Fatal(err)
	}
	p := found.SCIMPlace(w.Org, id)
	if p == nil {
		w.T.Fatalf("there is no SCIM place %s", id)
	}
	return p
}

// accepts lets the invited person sign in with the address and accept.
func accepts(w *webtest.World, id account.SCIMID) *webtest.Person {
	w.T.Helper()
	i := w.Invitation(placeAt(w, id).Invitation)
	p := w.NewUserWith(i.Email)
	p.Post("/v1/me/invitations/"+string(i.ID)+"/accept", nil).Is(200)
	return p
}

func memberIs(w *webtest.World, id account.SCIMID, state account.MemberState) {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.MemberKey(w.Org, placeAt(w, id).User))
	if err != nil {
		w.T.Fatal(err)
	}
	if m := found.Member(w.Org, placeAt(w, id).User); m == nil || m.State != state || m.SCIM != id {
		w.T.Errorf("the member is %+v, want %s", m, state)
	}
}
