package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

type thing struct {
	web.InOrganization
	web.Repeatable
	Body struct {
		Name string `json:"name" maxLength:"5"`
	}
}

type made struct {
	Location string `header:"Location"`
	Body     struct {
		Name string `json:"name"`
	}
}

// things is a function of two routes: one that creates nothing, one that forgot the policy.
func things(api *web.API) {
	may := func(c *web.Call, _ *thing) error {
		return c.May(policy.SeeOwnPlace, policy.Organization(c.Organization.ID), account.Grants{})
	}
	web.Add(api, web.Route[thing, made]{
		Method: http.MethodPost, Path: "/v1/organizations/{org}/things", ID: "make-thing", Access: web.Inside, May: may,
		Do: func(_ context.Context, _ *web.Call, in *thing) (*made, error) {
			if in.Body.Name == "panic" {
				panic("a secret that no client may see")
			}
			out := &made{Location: "/things/1"}
			out.Body.Name = in.Body.Name
			return out, nil
		},
	})
	web.Add(api, web.Route[thing, made]{
		Method: http.MethodPut, Path: "/v1/organizations/{org}/things", ID: "forgetful", Access: web.Inside,
		Do: func(context.Context, *web.Call, *thing) (*made, error) { return &made{}, nil },
	})
}

const path = "/v1/organizations/{org}/things"

func TestEveryRefusalIsAProblemWithTheRequestID(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, things)
	good := map[string]string{"name": "one"}
	for name, c := range map[string]struct {
		answer *webtest.Response
		status int
		code   string
	}{
		"no session":                  {w.Nobody().Post(path, good), 401, "unauthenticated"},
		"no session and a bad body":   {w.Nobody().Post(path, map[string]string{"rank": "1"}), 401, "unauthenticated"},
		"no such route":               {w.Admin.Get("/v1/nothing"), 404, "not-found"},
		"another method":              {w.Admin.Delete(path), 405, "method-not-allowed"},
		"another origin":              {w.Admin.Post(path, good, webtest.Header{Name: "Origin", Value: "https://evil.example"}), 403, "wrong-origin"},
		"no origin":                   {w.Admin.Post(path, good, webtest.Header{Name: "Origin", Value: ""}), 403, "wrong-origin"},
		"a form":                      {w.Admin.Post(path, good, webtest.Header{Name: "Content-Type", Value: "text/plain"}), 415, "unsupported-media-type"},
		"an unknown field":            {w.Admin.Post(path, map[string]string{"name": "one", "rank": "1"}), 422, "invalid"},
		"a field too long":            {w.Admin.Post(path, map[string]string{"name": "far too long"}), 422, "invalid"},
		"an unknown query parameter":  {w.Admin.Post(path+"?rank=1", good), 422, "invalid"},
		"too much":                    {w.Admin.Post(path, map[string]string{"name": strings.Repeat("x", 2<<20)}), 413, "too-large"},
		"a malformed organization id": {w.Admin.Post("/v1/organizations/48291307/things", good), 404, "not-found"},
		"an unknown organization":     {w.Admin.Post("/v1/organizations/1000000001/things", good), 404, "not-found"},
		"a panic":                     {w.Admin.Post(path, map[string]string{"name": "panic"}), 500, "internal"},
		"a route without policy":      {w.Admin.Call(http.MethodPut, path, good), 500, "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			c.answer.T = t
			c.answer.Refused(c.status, c.code)
			if kind := c.answer.Header.Get("Content-Type"); kind != "application/problem+json" {
				t.Errorf("the content type is %q", kind)
			}
			if strings.Contains(string(c.answer.Body), "secret") {
				t.Errorf("the cause reached the client: %s", c.answer.Body)
			}
		})
	}
}

func TestABadFieldIsNamedAndItsValueNotSentBack(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, things)
	var p web.Problem
	answer := w.Admin.Post(path, map[string]string{"name": "hunter2hunter2"}).Is(422).Into(&p)
	if len(p.Errors) != 1 || p.Errors[0].Location != "body.name" {
		t.Errorf("the errors are %+v, want one about body.name", p.Errors)
	}
	if strings.Contains(string(answer.Body), "hunter2") {
		t.Errorf("the value came back: %s", answer.Body)
	}
}

// Who is not in good standing learns no more than the state of its own place.
func TestTheEdgeAnswersWhoMayNotComeIn(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, things)
	guest := account.Grants{Role: account.Guest}
	stranger := w.NewUser("Stranger")
	pending := w.NewMember("Pending", account.PendingApproval, guest)
	suspended := w.NewMember("Suspended", account.Suspended, guest)
	other, otherAdmin, _ := w.NewOrganization("Other")
	good := map[string]string{"name": "one"}

	stranger.Post(path, good).Refused(404, "not-found")
	pending.Post(path, good).Refused(403, "membership-pending")
	suspended.Post(path, good).Refused(403, "membership-suspended")
	otherAdmin.Post(path, good).Refused(404, "not-found")
	w.Admin.Post("/v1/organizations/"+string(other)+"/things", good).Refused(404, "not-found")
	w.Admin.Post(path, good).Is(200)

	w.Advance(w.Config.SignIn.AbsoluteLife)
	w.Admin.Post(path, good).Refused(401, "unauthenticated")
}

// The address of this deployment is configured: a forged Host changes no link and lets no origin in.
func TestHostIsNeverTrusted(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, things)
	evil := []webtest.Header{{Name: "X-Forwarded-Host", Value: "evil.example"}, {Name: "Origin", Value: "https://evil.example"}}
	w.Admin.Post(path, map[string]string{"name": "one"}, evil...).Refused(403, "wrong-origin")
}
