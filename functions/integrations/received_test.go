package integrations_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"roster/functions/integrations"
	"roster/functions/provision"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

const received = "/v1/organizations/{org}/received-messages"

type receivedPage struct {
	Items      []integrations.ReceivedMessage
	NextCursor *string `json:"next_cursor"`
}

func told(w *webtest.World, kind, email string, data map[string]any) map[string]any {
	all := map[string]any{"email": email}
	for name, value := range data {
		all[name] = value
	}
	return map[string]any{"type": kind, "timestamp": w.Now(), "data": all}
}

// What came in is shown with what became of it and by whom it was signed, the newest first, for 72 hours.
func TestWhatCameInIsShown(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, integrations.Register, provision.Register)
	k := w.NewKey(account.Provision)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	address := earl.User.Email.String()
	sends := func(id string, payload any) {
		w.Advance(time.Second)
		k.Sends(id, payload)
	}
	sends("invite", told(w, "user.invite", "new@oakey.example", map[string]any{"role": "guest", "name": "Newman"}))
	sends("update", told(w, "user.update", address, map[string]any{"role": "guest"}))
	sends("admin", told(w, "user.update", address, map[string]any{"role": "admin"}))
	sends("late", map[string]any{"type": "user.remove", "timestamp": w.Now().Add(-time.Hour), "data": map[string]any{"email": address}})
	sends("wrong", map[string]any{"type": "user.explode"})
	sends("remove", told(w, "user.remove", address, nil))
	sends("nobody", told(w, "user.remove", "nobody@oakey.example", nil))
	sends("nobody", told(w, "user.remove", "nobody@oakey.example", nil)) // again: it is one message
	k.Sends("unsigned", "x")

	var page receivedPage
	answer := w.Admin.Get(received).Is(200).Into(&page)
	var got []string
	for _, m := range page.Items {
		target := ""
		if m.Target != nil {
			target = m.Target.Email
		}
		got = append(got, strings.Join([]string{m.ID, m.Type, m.Outcome, target}, " "))
		if m.Key.ID != string(k.Key.ID) || m.Key.Name != "HR system" || m.ReceivedAt.After(w.Now()) {
			t.Errorf("%s is %+v", m.ID, m)
		}
	}
	want := []string{
		"unsigned  refused ", "nobody user.remove unchanged ", "remove user.remove removed " + address, "wrong  refused ", "late user.remove superseded " + address,
		"admin user.update refused " + address, "update user.update updated " + address, "invite user.invite invited new@oakey.example",
	}
	if !slices.Equal(got, want) {
		t.Errorf("shown is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if refused := page.Items[3]; !strings.Contains(refused.Detail, "body.type") {
		t.Errorf("what is wrong is %q", refused.Detail)
	}
	if strings.Contains(string(answer.Body), "whsec_") {
		t.Error("a secret is shown")
	}

	w.Advance(72*time.Hour - 7*time.Second)
	w.Admin.SignsIn()
	if w.Admin.Get(received).Is(200).Into(&page); len(page.Items) != 7 {
		t.Errorf("after 72 hours %d are shown, want all but the first", len(page.Items))
	}
}

// A page goes on where the one before has ended, and its cursor belongs to its list.
func TestReceivedMessagesComeInPages(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, integrations.Register, provision.Register)
	k := w.NewKey(account.Provision)
	for n := range 7 {
		w.Advance(time.Millisecond)
		k.Sends(fmt.Sprint("m", n), told(w, "user.remove", "nobody@oakey.example", nil))
	}
	var ids []string
	path := received + "?limit=3"
	for pages := 1; ; pages++ {
		var page receivedPage
		w.Admin.Get(path).Is(200).Into(&page)
		for _, m := range page.Items {
			ids = append(ids, m.ID)
		}
		if page.NextCursor == nil {
			if pages != 3 {
				t.Errorf("there are %d pages", pages)
			}
			break
		}
		path = received + "?limit=3&cursor=" + *page.NextCursor
	}
	if got := strings.Join(ids, " "); got != "m6 m5 m4 m3 m2 m1 m0" {
		t.Errorf("they come as %s", got)
	}
	second := w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.Admin})
	var page receivedPage
	w.Admin.Get(received + "?limit=3").Is(200).Into(&page)
	second.Get(received+"?cursor="+*page.NextCursor).Refused(422, "invalid")
}
