package approve_test

import (
	"testing"

	"roster/functions/approve"
	"roster/shared/account"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

func TestApproveLetsThePersonInWithTheGrantsThatTheApproverSaw(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, approve.Register)
	earl := w.NewMember("Earl E. Bird", account.PendingApproval, account.Grants{Role: account.Guest})
	path := "/v1/organizations/{org}/members/" + string(earl.Member) + "/approve"
	version := earl.Place().Version

	w.Admin.Post(path, nil).Refused(428, "precondition-required")
	w.Admin.Post(path, nil, webtest.IfMatch(version-1)).Refused(412, "stale-version")

	var m wire.Member
	answer := w.Admin.Post(path, nil, webtest.IfMatch(version), webtest.Repeat("once")).Is(200).Into(&m)
	if m.State != "active" || m.Version <= version {
		t.Errorf("the answer is %+v, want an active member of a newer version", m)
	}
	if earl.Place().State != account.Active {
		t.Error("the record still waits for approval")
	}

	again := w.Admin.Post(path, nil, webtest.IfMatch(version), webtest.Repeat("once")).Is(200)
	if string(again.Body) != string(answer.Body) || again.Header.Get("ETag") != answer.Header.Get("ETag") {
		t.Errorf("a repeat is answered %s, want the first answer %s", again.Body, answer.Body)
	}
	w.Admin.Post(path, nil, webtest.IfMatch(m.Version)).Refused(409, "not-pending")
}

func TestRejectEndsThePlace(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, approve.Register)
	earl := w.NewMember("Earl E. Bird", account.PendingApproval, account.Grants{Role: account.Guest})
	path := "/v1/organizations/{org}/members/" + string(earl.Member) + "/reject"

	w.Admin.Post(path, nil).Is(204)
	if earl.Place() != nil {
		t.Error("the place is still there")
	}
	w.Admin.Post(path, nil).Refused(404, "not-found")
	w.NewInvitation(earl.User.Email, account.Grants{Role: account.Guest}) // the address is free again
}

// An account administrator who is no organization admin touches all the grants of whom it approves.
func TestApproveNeedsTheGrantsThatItGives(t *testing.T) {
	t.Parallel()
	manager := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "financials.view"}}
	for name, c := range map[string]struct {
		waiting account.Grants
		status  int
		code    string
	}{
		"what it holds":      {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}}, 200, ""},
		"a permission more":  {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}}, 403, "exceeds-own-grants"},
		"an admin":           {account.Grants{Role: account.Admin}, 403, "admin-target"},
		"a left-over of old": {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"gone.from.catalog"}}, 200, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, approve.Register)
			anna := w.NewMember("Anna-Lena Krüger", account.Active, manager)
			earl := w.NewMember("Earl E. Bird", account.PendingApproval, c.waiting)
			answer := anna.Post("/v1/organizations/{org}/members/"+string(earl.Member)+"/approve", nil, webtest.IfMatch(earl.Place().Version))
			if c.code == "" {
				answer.Is(c.status)
				return
			}
			answer.Refused(c.status, c.code)
		})
	}
}
