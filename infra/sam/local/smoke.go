package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// smoke invites somebody, lists them and revokes the invitation, each in the function that is deployed for
// it. It proves what tests in one process cannot: routes, binaries, environment, stage variables, cookies
// through the gateway's event, and that each function's policy is enough for what it does.
func smoke(ctx context.Context, base string, o options) error {
	s, err := seed(ctx, o)
	if err != nil {
		return err
	}
	w := &walk{ctx: ctx, base: base, seeded: s}
	invitations := "/v1/organizations/" + string(s.org) + "/invitations"

	w.step("without a session nobody is known", func() {
		w.withoutCookie().call("GET", invitations, nil).is(401, `"/problems/unauthenticated"`)
	})
	w.step("a write from another site is refused", func() {
		w.from("https://evil.example").call("POST", invitations, map[string]any{}).is(403, `"/problems/wrong-origin"`)
	})
	w.step("the admin may invite", func() {
		w.call("GET", "/v1/organizations/"+string(s.org)+"/me", nil).is(200, `"invite"`)
	})

	var invited struct {
		Results []struct {
			Outcome    string
			Invitation struct{ ID string }
		}
	}
	w.step("invite: one is invited, a bad address spoils nothing", func() {
		w.call("POST", invitations, map[string]any{
			"invitations":      []any{map[string]any{"email": "ada@oakey.example", "name": "Ada Lovelace"}, map[string]any{"email": "no address"}},
			"role":             "member",
			"permissions":      []string{"brands.view"},
			"ad_account_roles": []any{map[string]any{"ad_account": s.adAccount, "role": "viewer"}},
		}).is(200).into(&invited)
		if len(invited.Results) != 2 || invited.Results[0].Outcome != "invited" || invited.Results[1].Outcome != "invalid" {
			w.fail("outcomes are %+v", invited.Results)
		}
	})
	if w.failed {
		return w.end()
	}
	one := invitations + "/" + invited.Results[0].Invitation.ID

	w.step("list: the invitation stands on the Invited tab", func() {
		w.call("GET", invitations+"?state=pending", nil).is(200, `"ada@oakey.example"`, `"viewer"`)
	})
	w.step("link: the address comes from the deployment, the token stands in the fragment", func() {
		w.call("POST", one+"/link", nil).is(200, `"`+base+`/accept#`)
	})
	w.step("revoke: the invitation is gone from the tab and stays as revoked", func() {
		w.call("DELETE", one, nil).is(204)
		w.call("GET", one, nil).is(200, `"revoked"`)
		w.call("GET", invitations+"?state=pending", nil).is(200, `"items":[]`)
	})
	w.step("revoking again says that it is not pending", func() {
		w.call("DELETE", one, nil).is(409, `"/problems/not-pending"`)
	})
	return w.end()
}

// walk goes through the steps and stops at the first that fails.
type walk struct {
	ctx    context.Context
	base   string
	seeded *seeded

	origin string // of the next call, instead of base
	nobody bool   // the next call has no cookie
	passed int
	failed bool
	now    string // the step
}

func (w *walk) step(name string, do func()) {
	if w.failed {
		return
	}
	w.now = name
	began := time.Now()
	do()
	if !w.failed {
		w.passed++
		fmt.Printf("ok    %s (%d ms)\n", name, time.Since(began).Milliseconds())
	}
}

func (w *walk) fail(format string, args ...any) {
	if !w.failed {
		fmt.Printf("FAIL  %s: %s\n", w.now, fmt.Sprintf(format, args...))
	}
	w.failed = true
}

func (w *walk) end() error {
	if w.failed {
		return fmt.Errorf("%q failed after %d steps", w.now, w.passed)
	}
	fmt.Printf("sam local: %d passed, 0 failed\n", w.passed)
	return nil
}

func (w *walk) withoutCookie() *walk     { w.nobody = true; return w }
func (w *walk) from(origin string) *walk { w.origin = origin; return w }

type answer struct {
	walk   *walk
	call   string
	status int
	body   string
}

func (w *walk) call(method, path string, body any) *answer {
	a := &answer{walk: w, call: method + " " + path}
	if w.failed {
		return a
	}
	payload := []byte(nil)
	if body != nil {
		payload, _ = json.Marshal(body)
	}
	request, err := http.NewRequestWithContext(w.ctx, method, w.base+path, bytes.NewReader(payload))
	if err != nil {
		w.fail("%v", err)
		return a
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	request.Header.Set("Origin", w.base)
	if w.origin != "" {
		request.Header.Set("Origin", w.origin)
	}
	if !w.nobody {
		request.AddCookie(w.seeded.cookie)
	}
	w.origin, w.nobody = "", false
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		w.fail("%v", err)
		return a
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		w.fail("%v", err)
	}
	a.status, a.body = response.StatusCode, string(text)
	return a
}

// is fails the step unless the answer has that status and those texts.
func (a *answer) is(status int, texts ...string) *answer {
	if a.walk.failed {
		return a
	}
	if a.status != status {
		a.walk.fail("%s answered %d, want %d: %s", a.call, a.status, status, a.body)
	}
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			a.walk.fail("%s does not say %s: %s", a.call, text, a.body)
		}
	}
	return a
}

func (a *answer) into(v any) {
	if a.walk.failed {
		return
	}
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		a.walk.fail("%s: %v: %s", a.call, err, a.body)
	}
}
