package scim_test

import (
	"net/http"
	"testing"

	"roster/shared/account"
	"roster/shared/web/webtest"
)

// A key gives what a member can hold, and makes, changes and ends no organization admin without admins.write.
func TestAKeyMakesAdminsOnlyWithTheScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	access := func(grants body) body { return body{"urn:roster:params:scim:schemas:1.0:Access": grants} }
	u := w.creates("jonas@oakey.example", access(body{
		"role": "member", "permissions": []string{"brands.view"}, "adAccountRoles": []body{{"adAccount": w.First, "role": "viewer"}},
	}))
	if i := w.Invitation(account.InvitationID(u.ID)); len(i.Grants.Permissions) != 1 || len(i.Grants.AdAccountRoles) != 1 || u.Access.Permissions[0] != "brands.view" {
		t.Errorf("the invitation offers %+v", i.Grants)
	}
	const role = "urn:roster:params:scim:schemas:1.0:Access:role"
	carrie := w.Admin.Member
	w.NewMember("Robin", account.Active, account.Grants{Role: account.Admin})
	for name, answer := range map[string]*webtest.Response{
		"inviting one":   w.key.Post(users, merged(body{"userName": "a@oakey.example"}, access(body{"role": "admin"}))),
		"noting one":     w.key.Post(users, merged(body{"userName": "a@oakey.example", "active": false}, access(body{"role": "admin"}))),
		"making one":     w.patches(u.ID, role, "admin"),
		"suspending one": w.patches(string(carrie), "active", false),
		"demoting one":   w.patches(string(carrie), role, "member"),
		"removing one":   w.key.Delete(users + "/" + string(carrie)),
	} {
		if answer.Status != 403 {
			t.Errorf("%s: %d %s", name, answer.Status, answer.Body)
		}
	}
	w.patches(string(carrie), "displayName", "Carrie").Is(200) // what a client writes of a name is its own
	refused(t, w.patches(u.ID, role, "owner"), 400, "invalidValue")
	refused(t, w.patches(u.ID, "urn:roster:params:scim:schemas:1.0:Access:permissions", []string{"no.such"}), 400, "invalidValue")
	refused(t, w.patches(u.ID, "urn:roster:params:scim:schemas:1.0:Access:adAccountRoles", []body{{"adAccount": "ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE", "role": "viewer"}}), 400, "invalidValue")

	more := world{w.World, w.NewKey(account.SCIM, account.AdminsWrite)}
	more.patches(u.ID, role, "admin").Is(200)
	if g := w.Invitation(account.InvitationID(u.ID)).Grants; g.Role != account.Admin || len(g.Permissions)+len(g.AdAccountRoles) > 0 {
		t.Errorf("the invitation offers %+v", g)
	}
	more.patches(string(carrie), "active", false).Is(200)
	// Carrie was one of two; Robin stays.
	if m := w.Admin.Place(); m.State != account.Suspended {
		t.Errorf("Carrie is %s", m.State)
	}
}

func merged(a, b body) body {
	for name, value := range b {
		a[name] = value
	}
	return a
}

// Who waits for approval counts as active and is never approved; who is kept out then is gone.
func TestSCIMApprovesNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Settings(func(s *account.Settings) { s.ApproveNewUsers = true })
	id := w.creates("jonas@oakey.example", nil).ID
	jonas := accepts(w.World, account.SCIMID(id))
	if u := w.reads(id); !u.Active {
		t.Error("it is not active")
	}
	w.patches(id, "active", true).Is(200)
	if m := jonas.Place(); m.State != account.PendingApproval {
		t.Errorf("the member is %s", m.State)
	}
	w.patches(id, "active", false).Is(200)
	if m := jonas.Place(); m != nil || w.reads(id).Active {
		t.Errorf("the member is %+v", m)
	}
}

// An id, an external id and a user name lead nowhere in another organization.
func TestAnotherOrganizationKnowsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.creates("jonas@oakey.example", body{"externalId": "1"}).ID
	org, _, _ := w.NewOrganization("Other")
	other := world{w.World, w.NewKeyOf(org, account.SCIM)}
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		refused(t, other.key.Call(method, users+"/"+id, merged(operations("active", false), body{"userName": "x@oakey.example"})), 404, "")
		refused(t, other.key.Call(method, users+"/"+string(w.Admin.Member), merged(operations("active", false), body{"userName": "x@oakey.example"})), 404, "")
	}
	for _, filter := range []string{`id eq "` + id + `"`, `externalId eq "1"`, `userName eq "jonas@oakey.example"`, `emails.value eq "jonas@oakey.example"`} {
		if found := other.finds(filter); len(found) > 0 {
			t.Errorf("%s finds %+v", filter, found)
		}
	}
	other.creates("jonas@oakey.example", body{"externalId": "1"})
}
