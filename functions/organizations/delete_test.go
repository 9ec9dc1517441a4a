package organizations_test

import (
	"slices"
	"testing"
	"time"

	"roster/functions/organizations"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// Whoever deletes an organization types its name, exactly; from then on there is none, for its admin too.
func TestAnOrganizationIsDeletedByItsName(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	for _, query := range []string{"", "?name=", "?name=oakeyinfluencer", "?name=OakeyInfluencer%20", "?name=Oakey"} {
		var problem web.Problem
		w.Admin.Delete(path+query).Refused(422, "invalid").Into(&problem)
		if len(problem.Errors) != 1 || problem.Errors[0].Location != "query.name" {
			t.Errorf("%q: the bad fields are %+v", query, problem.Errors)
		}
	}
	w.Admin.Delete(path+"?name=OakeyInfluencer", webtest.IfMatch(1)).Refused(412, "stale-version")
	w.Admin.Get(path).Is(200)

	w.Advance(time.Millisecond) // events of one moment are in no order
	requests := w.Requests.During(func() { w.Admin.Delete(path + "?name=OakeyInfluencer").Is(204) })
	if want := []string{"BatchGetItem", "TransactWriteItems"}; !slices.Equal(requests, want) {
		t.Errorf("it sent %v, want %v", requests, want)
	}
	w.Admin.Get(path).Refused(404, "not-found")
	w.Admin.Delete(path+"?name=OakeyInfluencer").Refused(404, "not-found")
	w.Admin.Patch(path, body{"name": "Again"}, webtest.IfMatch(1)).Refused(404, "not-found")

	events := w.Events(string(w.Org))
	last := events[len(events)-1]
	if last.Type != account.OrganizationDeleted || last.Actor != string(w.Admin.User.ID) {
		t.Errorf("the last event is %+v", last)
	}
}

// Only organization admins delete it, whatever else somebody may do.
func TestOnlyOrganizationAdminsDelete(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	manager := w.NewMember("Manager", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "account.manage"}})
	manager.Delete(path+"?name=OakeyInfluencer").Refused(403, "forbidden")
	w.NewUser("Robin Banks").Delete(path+"?name=OakeyInfluencer").Refused(404, "not-found")
	w.Nobody().Delete(path+"?name=OakeyInfluencer").Refused(401, "unauthenticated")
	w.Admin.Get(path).Is(200)
}

// Everything of a deleted organization stays as it is, for whoever restores it; its Account Id stays taken.
func TestDeletingTouchesTheOrganizationAlone(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, organizations.Register)
	before := storetest.Table(t, w.Config)
	w.Admin.Delete(path + "?name=OakeyInfluencer").Is(204)
	after := storetest.Table(t, w.Config)
	if changed := before.Changed(after); len(changed) != 2 {
		t.Errorf("it changed %v, want the organization and an event", changed)
	}

	found, err := w.Store.Get(t.Context(), store.OrganizationKey(w.Org))
	if err != nil {
		t.Fatal(err)
	}
	if o := found.DeletedOrganization(w.Org); found.Organization(w.Org) != nil || o == nil || !o.DeletedAt.Equal(w.Now()) {
		t.Errorf("found %+v", o)
	}
}
