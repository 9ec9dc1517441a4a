package list_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roster/functions/list"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

const (
	reduced = "id role state user"
	whole   = "ad_account_role_count ad_account_roles id invited_by joined_at last_active_on permissions role state two_factor user version"
	single  = "access " + whole // a record by itself
)

// fields are the names that a row has.
func fields(t *testing.T, row json.RawMessage) string {
	t.Helper()
	var named map[string]json.RawMessage
	if err := json.Unmarshal(row, &named); err != nil {
		t.Fatal(err)
	}
	return strings.Join(slices.Sorted(maps.Keys(named)), " ")
}

// product.md §1, Who sees what.
func TestWhoSeesWhatOfMembers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	guest := w.NewMember("Gus Guest", account.Active, account.Grants{Role: account.Guest})
	plain := w.NewMember("Pia Plain", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}})
	manager := w.NewMember("Mona Manager", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	suspended := w.NewMember("Sue Spended", account.Suspended, account.Grants{Role: account.Guest})
	for _, p := range []*webtest.Person{guest, plain, manager, suspended, w.Admin} {
		w.dispatched(store.MemberKey(w.Org, p.User.ID))
	}
	who := map[string]*webtest.Person{"guest": guest, "plain": plain, "manager": manager, "admin": w.Admin}

	for _, c := range []struct {
		path                         string
		guest, plain, manager, admin any // the fields of the rows, or a status
	}{
		{members, 403, reduced, whole, whole},
		{members + "?q=gus", 403, reduced, whole, whole},
		{members + "?role=guest", 403, reduced, whole, whole},
		{members + "?sort=-name", 403, reduced, whole, whole},
		{members + "?state=suspended", 403, 403, whole, whole},
		{members + "?state=pending_approval", 403, 403, "", ""},
		{members + "?sort=joined", 403, 403, whole, whole},
		{members + "?sort=-last_active", 403, 403, whole, whole},
		{members + "?two_factor=off", 403, 403, whole, whole},
		{members + "?ad_account=" + string(w.First), 403, 403, "", ""},
		{members + "?ad_account=" + string(w.First) + "&ad_account_role=viewer", 403, 403, "", ""},
		{members + "/" + string(guest.Member), single, reduced, single, single},
		{members + "/" + string(plain.Member), 404, single, single, single},
		{members + "/" + string(suspended.Member), 404, 404, single, single},
		{members + "/" + string(w.Admin.Member), 404, reduced, single, single},
		{members + "/mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE", 404, 404, 404, 404},
		{members + "/nonsense", 404, 404, 404, 404},
		{invitations, 403, 403, "", ""},
		{invitations + "/inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE", 404, 404, 404, 404},
	} {
		for name, want := range map[string]any{"guest": c.guest, "plain": c.plain, "manager": c.manager, "admin": c.admin} {
			answer := who[name].Get(c.path)
			if status, refused := want.(int); refused {
				if answer.Status != status {
					t.Errorf("%s of %s answers %d, want %d", name, c.path, answer.Status, status)
				}
				continue
			}
			var page struct {
				Items []json.RawMessage `json:"items"`
			}
			answer.Is(200).Into(&page)
			if page.Items == nil {
				page.Items = []json.RawMessage{answer.Body}
			}
			seen := map[string]bool{}
			for _, item := range page.Items {
				seen[fields(t, item)] = true
			}
			// who created the organization was invited by nobody, and says so
			if want == "" && len(seen) > 0 || want != "" && (len(seen) != 1 || !seen[want.(string)]) {
				t.Errorf("%s of %s sees rows of %v, want %q", name, c.path, seen, want)
			}
		}
	}
}

// A plain member's list names nobody but active members.
func TestAColleagueSeesActiveMembersOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	plain := w.NewMember("Pia Plain", account.Active, account.Grants{Role: account.PlainMember})
	for name, state := range map[string]account.MemberState{"Sue Spended": account.Suspended, "Penny Ding": account.PendingApproval} {
		p := w.NewMember(name, state, account.Grants{Role: account.Guest})
		w.dispatched(store.MemberKey(w.Org, p.User.ID))
		plain.Get(members+"/"+string(p.Member)).Refused(404, "not-found")
	}
	var names []string
	for _, r := range pages[row](w, plain.Client, members, query{})[0] {
		names = append(names, r.User.Name)
	}
	if diff := cmp.Diff([]string{"Carrie Oakey", "Pia Plain"}, names); diff != "" {
		t.Error(diff)
	}
	if got := pages[row](w, plain.Client, members, query{"q": "s"})[0]; len(got) > 0 {
		t.Errorf("a search finds %+v", got)
	}
}

func TestSingleRecordsCarryTheirEntityTag(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	marcus := w.NewMember("Marcus Bell", account.Active, account.Grants{Role: account.Guest})
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	for path, version := range map[string]int64{
		members + "/" + string(marcus.Member): marcus.Place().Version,
		invitations + "/" + string(i.ID):      i.Version,
		"/v1/organizations/{org}/me":          w.Admin.Place().Version,
	} {
		if tag := w.Admin.Get(path).Is(200).Header.Get("ETag"); tag != web.ETag(version) {
			t.Errorf("%s has the tag %s, want %s", path, tag, web.ETag(version))
		}
	}
}

// An id of another organization is unknown, as one of nobody.
func TestRecordsOfAnotherOrganizationAreUnknown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other, admin, _ := w.NewOrganization("Another")
	earl := w.NewUser("Earl E. Bird").JoinsOrganization(other, admin, account.Active, account.Grants{Role: account.Guest})
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	w.Admin.Get(members+"/"+string(earl.Member)).Refused(404, "not-found")
	admin.Get("/v1/organizations/"+string(other)+"/invitations/"+string(i.ID)).Refused(404, "not-found")
}

func TestCountsTellNoMoreThanListsDo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	guest := w.NewMember("Gus Guest", account.Active, account.Grants{Role: account.Guest})
	plain := w.NewMember("Pia Plain", account.Active, account.Grants{Role: account.PlainMember})
	manager := w.NewMember("Mona Manager", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	w.joined(w.member("Marcus Bell", "marcus@oakey.example", account.Grants{Role: account.Guest})) // counted

	const counts = "/v1/organizations/{org}/counts"
	guest.Get(counts).Refused(403, "forbidden")
	for name, c := range map[string]struct {
		who  *webtest.Person
		want string
	}{
		"a plain member": {plain, `{"active":1}`},
		"an admin":       {w.Admin, `{"active":1,"pending_approval":0,"suspended":0,"invited":0,"agencies":0,"clients":0,"without_two_factor":1}`},
		"a manager":      {manager, `{"active":1,"pending_approval":0,"suspended":0,"invited":0,"without_two_factor":1}`},
	} {
		if body := strings.TrimSpace(string(c.who.Get(counts).Is(200).Body)); body != c.want {
			t.Errorf("%s is told %s, want %s", name, body, c.want)
		}
	}
}

func TestOwnPlaceSaysWhatOneMayDoAndGrant(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	on := account.AdAccountRole{AdAccount: w.First, Role: "campaign_manager"}
	guest := w.NewMember("Gus Guest", account.Active, account.Grants{Role: account.Guest, AdAccountRoles: []account.AdAccountRole{on}})
	manager := w.NewMember("Mona Manager", account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers, "gone.from.catalog"}, AdAccountRoles: []account.AdAccountRole{on},
	})
	for name, c := range map[string]struct {
		who       *webtest.Person
		can, not  []string
		grantable string
	}{
		"guest": {guest, []string{"see_own_place", "leave", "list_ad_accounts"}, []string{"list_members", "invite", "edit_member", "see_settings"},
			`{"roles":[],"permissions":[],"ad_account_roles":[],"all_ad_accounts":false}`},
		"account administrator": {manager,
			[]string{"list_members", "list_member_details", "list_invitations", "invite", "edit_member", "approve_member", "remove_member", "revoke_invitation"},
			[]string{"see_settings", "edit_organization", "create_ad_account"},
			`{"roles":["member","guest"],"permissions":["users.manage"],"ad_account_roles":[{"ad_account":"` + string(w.First) +
				`","role":"campaign_manager"},{"ad_account":"` + string(w.First) + `","role":"viewer"}],"all_ad_accounts":false}`},
		"admin": {w.Admin, []string{"invite", "edit_member", "see_settings", "edit_organization", "create_ad_account"}, []string{"leave"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var place list.OwnPlace
			c.who.Get("/v1/organizations/{org}/me").Is(200).Into(&place)
			for _, action := range c.can {
				if !slices.Contains(place.Can, action) {
					t.Errorf("cannot %s", action)
				}
			}
			for _, action := range c.not {
				if slices.Contains(place.Can, action) {
					t.Errorf("can %s", action)
				}
			}
			if place.Member.ID != string(c.who.Member) || place.Organization.ID != string(w.Org) || place.Organization.AccountID != w.Org.Dashed() {
				t.Errorf("the place is %+v", place)
			}
			grantable, err := json.Marshal(place.Grantable)
			if err != nil || c.grantable != "" && string(grantable) != c.grantable {
				t.Errorf("grantable is %s, want %s (%v)", grantable, c.grantable, err)
			}
			if g := place.Grantable; name == "admin" && (len(g.Roles) != 3 || len(g.Permissions) != 20 || !g.AllAdAccounts) {
				t.Errorf("grantable is %s", grantable)
			}
		})
	}
}
