package all_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roster/functions/sweep"
	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/queue/queuetest"
	"roster/shared/web/webtest"
)

// house is an organization with what should be true of it. Two people administer it: an organization admin,
// who may do everything, and an account administrator, who is held to what it holds itself.
type house struct {
	*webtest.World
	sweep    *sweep.Function
	began    time.Time
	manager  *webtest.Person
	subjects []*subject

	managing   bool // the account administrator is one
	approveNew bool
	archived   bool // the ad account that roles are given on
	reduced    bool // the catalog

	seen, expected map[happening]int // events that came before, and that the last command leaves
}

// subject is somebody whom things happen to.
type subject struct {
	*webtest.Person
	place  *place   // nil for none
	offers []*offer // the newest last
}

type place struct {
	state  account.MemberState
	grants account.Grants
}

type offer struct {
	id     string
	state  account.InvitationState // as if no time passed
	grants account.Grants
	ends   time.Time
	by     *webtest.Person // who last set the grants
}

// happening is an event without its actor and its fields.
type happening struct {
	kind   account.EventType
	target string
}

func newHouse(t *testing.T) *house {
	w := webtest.New(t, all.Register)
	queuetest.Open(t, &w.Config)
	h := &house{World: w, sweep: sweep.New(w.Config, w.Store), began: w.Now(), managing: true}
	h.sweep.Now = w.Now
	h.manager = w.NewMember("Manager", account.Active, managerHolds(w.First))
	for n := range 2 {
		h.subjects = append(h.subjects, &subject{Person: w.NewUser(fmt.Sprintf("Subject %d", n))})
	}
	h.seen, h.expected = h.counted(), map[happening]int{}
	return h
}

func (h *house) signIn() {
	h.Admin.SignsIn()
	h.manager.SignsIn()
	for _, s := range h.subjects {
		s.SignsIn()
	}
}

func managerHolds(on account.AdAccountID) account.Grants {
	return account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view", account.ManageUsers},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: on, Role: "campaign_manager"}},
	}
}

// The permission and the role that leave the catalog and come back.
const (
	lostPermission account.Permission = "brands.view"
	lostRole       string             = "viewer"
)

var (
	shipped = account.ShippedCatalog()
	reduced = withoutLost()
)

func withoutLost() *account.Catalog {
	c := *account.ShippedCatalog()
	c.AdAccountRoles, c.PermissionGroups = slices.Clone(c.AdAccountRoles), slices.Clone(c.PermissionGroups)
	c.AdAccountRoles = slices.DeleteFunc(c.AdAccountRoles, func(r account.CatalogAdAccountRole) bool { return r.ID == lostRole })
	for n := range c.AdAccountRoles {
		r := &c.AdAccountRoles[n]
		r.Includes = slices.DeleteFunc(slices.Clone(r.Includes), func(id string) bool { return id == lostRole })
	}
	for n := range c.PermissionGroups {
		g := &c.PermissionGroups[n]
		g.Permissions = slices.DeleteFunc(slices.Clone(g.Permissions), func(p account.CatalogPermission) bool { return p.ID == lostPermission })
	}
	file, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	parsed, err := account.ParseCatalog(file)
	if err != nil {
		panic(err)
	}
	return parsed
}

// someGrants is what administrators give, from nothing to everything.
func (h *house) someGrants(rt *rapid.T) account.Grants {
	on := func(role string) []account.AdAccountRole {
		return []account.AdAccountRole{{AdAccount: h.First, Role: role}}
	}
	return rapid.SampledFrom([]account.Grants{
		{Role: account.Guest},
		{Role: account.Guest, AdAccountRoles: on(lostRole)},
		{Role: account.PlainMember, Permissions: []account.Permission{lostPermission}},
		{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}},
		{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}, AdAccountRoles: on("campaign_manager")},
		{Role: account.PlainMember, AdAccountRoles: on("account_admin")},
		{Role: account.Admin},
	}).Draw(rt, "grants")
}

// live is the grants without what left the catalog.
func (h *house) live(g account.Grants) account.Grants {
	if h.reduced {
		g.Permissions = slices.DeleteFunc(slices.Clone(g.Permissions), func(p account.Permission) bool { return p == lostPermission })
		g.AdAccountRoles = slices.DeleteFunc(slices.Clone(g.AdAccountRoles), func(r account.AdAccountRole) bool { return r.Role == lostRole })
	}
	return g
}

// mayTouch reports whether somebody may give or take those grants.
func (h *house) mayTouch(by *webtest.Person, g account.Grants) bool {
	if by == h.Admin {
		return true
	}
	if by != h.manager || !h.managing || g.Role == account.Admin {
		return false
	}
	g = h.live(g)
	return !slices.ContainsFunc(g.Permissions, func(p account.Permission) bool { return p != account.ManageUsers && p != lostPermission }) &&
		!slices.ContainsFunc(g.AdAccountRoles, func(r account.AdAccountRole) bool { return r.Role != "campaign_manager" && r.Role != lostRole })
}

// givable reports whether somebody who holds before may hold wanted: what is new in it is in the catalog, and
// on an ad account that is not archived.
func (h *house) givable(before, wanted account.Grants) bool {
	for _, p := range wanted.Permissions {
		if h.reduced && p == lostPermission && !slices.Contains(before.Permissions, p) {
			return false
		}
	}
	for _, r := range wanted.AdAccountRoles {
		if (h.archived || h.reduced && r.Role == lostRole) && !slices.Contains(before.AdAccountRoles, r) {
			return false
		}
	}
	return true
}

func (h *house) open(o *offer) bool { return o.state == account.Pending && h.Now().Before(o.ends) }

func (h *house) stateOf(o *offer) account.InvitationState {
	if o.state == account.Pending && !h.open(o) {
		return account.Expired
	}
	return o.state
}

// expect says that the command leaves that event.
func (h *house) expect(kind account.EventType, target string) { h.expected[happening{kind, target}]++ }

func (h *house) counted() map[happening]int {
	counts := map[happening]int{}
	for _, e := range h.Events("") {
		counts[happening{e.Type, e.Target}]++
	}
	return counts
}

// check compares everything that can be seen with the model.
func (h *house) check(rt *rapid.T) {
	h.checkEvents(rt)
	for n, s := range h.subjects {
		h.checkPlace(rt, n, s)
		for _, o := range s.offers {
			var got struct{ State account.InvitationState }
			h.Admin.Get(org + "/invitations/" + o.id).Is(200).Into(&got)
			if got.State != h.stateOf(o) {
				rt.Fatalf("invitation of subject %d is %s, want %s", n, got.State, h.stateOf(o))
			}
		}
	}
}

func (h *house) checkEvents(rt *rapid.T) {
	now, came := h.counted(), map[happening]int{}
	for e, n := range now {
		if n -= h.seen[e]; n > 0 {
			came[e] = n
		}
	}
	if diff := cmp.Diff(h.expected, came, cmp.AllowUnexported(happening{})); diff != "" {
		rt.Fatalf("the events that came (+) are not those expected (-):\n%s", diff)
	}
	h.seen, h.expected = now, map[happening]int{}
}

// checkPlace looks at a place as the organization admin and as its owner.
func (h *house) checkPlace(rt *rapid.T, n int, s *subject) {
	seen := h.Admin.Get(org + "/members/" + string(s.Member))
	own := s.Get(org + "/me").Status
	if s.place == nil {
		if seen.Status != 404 || own != 404 {
			rt.Fatalf("subject %d is seen with %d and sees %d: it has no place", n, seen.Status, own)
		}
		return
	}
	var got struct {
		State          account.MemberState
		Role           account.Role
		Permissions    []account.Permission
		AdAccountRoles []struct {
			AdAccount account.AdAccountID `json:"ad_account"`
			Role      string
		} `json:"ad_account_roles"`
	}
	seen.Is(200).Into(&got)
	grants := account.Grants{Role: got.Role, Permissions: got.Permissions}
	for _, r := range got.AdAccountRoles {
		grants.AdAccountRoles = append(grants.AdAccountRoles, account.AdAccountRole(r))
	}
	if got.State != s.place.state || !grants.Equal(s.place.grants) {
		rt.Fatalf("subject %d is %s with %v, want %s with %v", n, got.State, grants, s.place.state, s.place.grants)
	}
	want := 403
	if got.State == account.Active {
		want = 200
	}
	if own != want {
		rt.Fatalf("subject %d, %s, sees %d, want %d", n, got.State, own, want)
	}
}
