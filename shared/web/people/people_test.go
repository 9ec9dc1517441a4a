package people_test

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

type editInput struct {
	web.MemberPath
	web.Match
	Body struct {
		wire.GrantsPatch
		State string `json:"state,omitempty"`
	}
}

func (in *editInput) edit() people.MemberEdit {
	return people.MemberEdit{Grants: in.Body.AsSent, State: account.MemberState(in.Body.State)}
}

// edits is a route that changes grants and state at once, as machines do.
func edits(api *web.API) {
	commands := people.Of(api)
	answer := func(m *account.Member) *wire.MemberAnswer { return &wire.MemberAnswer{Body: wire.MemberOf(m)} }
	web.Add(api, web.Route[editInput, wire.MemberAnswer]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/members/{id}/edit", ID: "edit", Access: web.Inside,
		Reads: func(in *editInput) []store.Key { return in.Keys() },
		May:   func(c *web.Call, in *editInput) error { return people.MayEditMember(c, in.Member(c), in.edit()) },
		Do: func(ctx context.Context, c *web.Call, in *editInput) (*wire.MemberAnswer, error) {
			m, err := commands.EditMember(ctx, c, in.Member(c), in.Match, in.edit(), func(m *account.Member) any { return answer(m) })
			if err != nil {
				return nil, err
			}
			return answer(m), nil
		},
	})
}

type body = map[string]any

// Grants and state at once are one transaction, which looks as if one change had followed the other: two events, and the
// record ends with the version of the second.
func TestGrantsAndStateChangeAtOnce(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, edits)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.Guest})
	before := earl.Place()
	w.Advance(time.Second)
	path := "/v1/organizations/{org}/members/" + string(earl.Member) + "/edit"
	requests := w.Requests.During(func() { w.Admin.Post(path, body{"role": "member", "state": "suspended"}).Is(200) })
	if m := earl.Place(); m.State != account.Suspended || m.Grants.Role != account.PlainMember || m.Version < before.Version+2 {
		t.Errorf("the member is %+v, before %+v", m, before)
	}
	if n := len(requests); n != 2 {
		t.Errorf("it takes %v", requests)
	}
	var kinds []account.EventType
	for _, e := range w.Events(string(earl.Member)) {
		kinds = append(kinds, e.Type)
	}
	if want := []account.EventType{account.MemberAdded, account.MemberUpdated, account.MemberSuspended}; !slices.Equal(kinds, want) {
		t.Errorf("the events are %v, want %v", kinds, want)
	}
	w.Admin.Post(path, body{"role": "member", "state": "suspended"}).Is(200)
	if n := len(w.Events(string(earl.Member))); n != 3 {
		t.Errorf("what changes nothing leaves %d events", n-3)
	}
}

// Where no If-Match binds it, a command runs on what the record has become meanwhile, as long as the caller still may.
func TestACommandRunsOnWhatTheRecordHasBecome(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, edits)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "brands.view"},
	})
	for name, c := range map[string]struct {
		meanwhile account.Grants
		bound     bool
		status    int
	}{
		"it may still":              {account.Grants{Role: account.PlainMember}, false, 200},
		"it is bound to a version":  {account.Grants{Role: account.PlainMember}, true, 412},
		"it may not do so any more": {account.Grants{Role: account.Admin}, false, 403},
	} {
		earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
		path := "/v1/organizations/{org}/members/" + string(earl.Member) + "/edit"
		var headers []webtest.Header
		if c.bound {
			headers = append(headers, webtest.IfMatch(earl.Place().Version))
		}
		w.Faults.Before(func(operation string) error {
			if operation == "TransactWriteItems" {
				w.Faults.Before(nil)
				earl.Becomes(account.Active, c.meanwhile)
			}
			return nil
		})
		answer := anna.Post(path, body{"permissions": []string{"brands.view"}}, headers...)
		if answer.Status != c.status {
			t.Errorf("%s: it is answered %d %s, want %d", name, answer.Status, answer.Body, c.status)
		}
		if has := len(earl.Place().Grants.Permissions) == 1; has != (c.status == 200) {
			t.Errorf("%s: the grants are %+v", name, earl.Place().Grants)
		}
	}
}
