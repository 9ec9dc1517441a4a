package audit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/functions/audit"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

// story is what happens in the world's organization in some minutes: many kinds of things, by all kinds of actors.
type story struct {
	*world
	anna, earl string // member ids
	times      []time.Time
}

func told(t *testing.T) *story {
	t.Helper()
	w := newWorld(t)
	s := &story{world: w}
	step := func() { w.Advance(time.Minute); s.times = append(s.times, w.Now()) }
	step()
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.Admin})
	step()
	earl := w.NewMember("Earl E. Bird", account.PendingApproval, account.Grants{Role: account.Guest})
	s.anna, s.earl = string(anna.Member), string(earl.Member)
	step()
	earl.Becomes(account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}})
	w.NewInvitationFrom(anna, "lena@oakey.example", account.Grants{Role: account.Guest})
	step()
	w.renamed(account.Actor{Kind: account.ByUser, ID: string(anna.User.ID)}, "Oakey")
	w.renamed(account.Actor{Kind: account.ByOperator}, "Oakey Ltd")
	step()
	expired := w.NewInvitation("late@oakey.example", account.Grants{Role: account.Guest})
	step()
	if err := w.Store.ExpireInvitation(t.Context(), w.by(account.Actor{Kind: account.BySystem}), expired); err != nil {
		t.Fatal(err)
	}
	w.NewAdAccount("EU Brand", account.AdAccountIsActive)
	earl.IsRemoved()
	return s
}

// matches says a second time what the filters mean.
func matches(e wire.Event, q query) bool {
	ofType := q["type"] == "" || e.Type == q["type"] || strings.HasPrefix(e.Type, q["type"]+".")
	actor := strings.Replace(q["actor"], "mem_", "usr_", 1)
	byActor := actor == "" || e.Actor.ID == actor || e.Actor.Kind == actor
	from, _ := time.Parse(time.RFC3339Nano, q["from"])
	to, err := time.Parse(time.RFC3339Nano, q["to"])
	return ofType && byActor && (q["target"] == "" || e.Target.ID == q["target"]) && !e.At.Before(from) && (err != nil || e.At.Before(to))
}

// product.md §3, Events: the audit page filters by actor, target, type and time, alone and together.
func TestEventsAreFiltered(t *testing.T) {
	t.Parallel()
	s := told(t)
	everything := s.all(query{"limit": "200"})
	if diff := cmp.Diff(s.recorded(), idsOf(everything)); diff != "" {
		t.Fatalf("not everything that was recorded, the newest first: %s", diff)
	}
	at := func(n int) string { return s.times[n].Format(time.RFC3339Nano) }
	none := query{}
	for _, q := range []query{
		{}, {"type": "member"}, {"type": "member.updated"}, {"type": "invitation"}, {"type": "mem"}, {"type": "member."}, {"type": "nonsense"},
		{"actor": s.anna}, {"actor": "usr_" + s.anna[4:]}, {"actor": "system"}, {"actor": "operator"}, {"actor": "usr_of_nobody"},
		{"target": s.earl}, {"target": string(s.Org)}, {"target": string(s.First)}, {"target": "mem_of_nobody"},
		{"from": at(2)}, {"to": at(2)}, {"from": at(1), "to": at(4)}, {"from": at(2), "to": at(2)}, {"from": "1901-01-01T00:00:00Z"}, {"to": "9999-12-31T23:59:59Z"},
		{"from": s.times[2].Add(time.Microsecond).Format(time.RFC3339Nano)}, {"to": s.times[2].Add(time.Microsecond).Format(time.RFC3339Nano)},
		{"actor": s.anna, "target": string(s.Org)}, {"actor": "operator", "target": string(s.Org)}, {"actor": s.anna, "target": s.earl},
		{"actor": string(s.Admin.User.ID), "target": s.earl, "type": "member.updated"}, {"actor": "system", "type": "invitation.expired"},
		{"target": s.earl, "type": "member", "from": at(2)}, {"actor": s.anna, "from": at(1), "to": at(3)}, {"type": "invitation", "from": at(3), "to": at(5)},
		{"actor": s.anna, "target": string(s.Org), "type": "organization", "from": at(3), "to": at(4)},
	} {
		want := []string{}
		for _, e := range everything {
			if matches(e, q) {
				want = append(want, e.ID)
			}
		}
		if len(want) == 0 {
			none[q.on("")] = "nothing"
		}
		for _, limit := range []string{"4", "200"} {
			if diff := cmp.Diff(want, idsOf(s.all(q.with("limit", limit)))); diff != "" {
				t.Errorf("%v by %s: %s", q, limit, diff)
			}
		}
	}
	if len(none) > 8 {
		t.Errorf("too many of the filters find nothing: %v", none)
	}
}

func TestTimesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, q := range []query{
		{"from": "yesterday"}, {"to": "2026-11-22"}, {"from": "2026-11-22T00:00:00Z", "to": "2026-11-21T00:00:00Z"},
		{"limit": "0"}, {"limit": "201"}, {"colour": "blue"}, {"type": strings.Repeat("x", 61)},
	} {
		w.Admin.Get(q.on(events)).Refused(422, "invalid")
	}
	w.Admin.Get(query{"limit": "5001"}.on(events+".csv")).Refused(422, "invalid")
}

// A cursor of another organization, person or filter is refused, and so is one that somebody made up.
func TestACursorIsGoodForItsOwnListOnly(t *testing.T) {
	t.Parallel()
	s := told(t)
	var first page
	filter := query{"limit": "1", "target": s.earl, "from": s.times[0].Format(time.RFC3339Nano)}
	s.Admin.Get(filter.on(events)).Is(200).Into(&first)
	mine := filter.with("cursor", *first.NextCursor)
	s.Admin.Get(mine.on(events)).Is(200)
	s.Admin.Get(mine.with("limit", "9").on(events)).Is(200)

	another := s.NewMember("Another", account.Active, account.Grants{Role: account.Admin})
	another.Get(mine.on(events)).Refused(422, "invalid")
	for name, value := range map[string]string{
		"target": s.anna, "actor": s.anna, "type": "member", "from": s.times[1].Format(time.RFC3339Nano), "to": s.times[3].Format(time.RFC3339Nano),
		"cursor": "nonsense",
	} {
		s.Admin.Get(mine.with(name, value).on(events)).Refused(422, "invalid")
	}
	other, _, _ := s.NewOrganization("Another")
	s.Admin.JoinsOrganization(other, s.Admin, account.Active, account.Grants{Role: account.Admin})
	s.Admin.Get(mine.on("/v1/organizations/"+string(other)+"/events")).Refused(422, "invalid")
	s.Admin.Get(mine.on(events + ".csv")).Is(200) // the same list as a file
}

// Of everything that is shown, only names and addresses are not the event's own.
func TestAnEventIsShownWithTheNamesOfToday(t *testing.T) {
	t.Parallel()
	s := told(t)
	agency, boss, _ := s.NewOrganization("Northwind")
	s.renamed(account.Actor{Kind: account.ByAgency, ID: string(boss.User.ID), Via: agency}, "Oakey & Co")
	newest := func(q query) wire.Event { return s.all(q.with("limit", "200"))[0] }
	admin := wire.EventActor{Kind: "user", ID: string(s.Admin.User.ID), Name: "Carrie Oakey"}
	for name, c := range map[string]struct {
		q      query
		actor  wire.EventActor
		target wire.EventTarget
		change wire.EventChange
	}{
		"an agency's member": {query{"target": string(s.Org)},
			wire.EventActor{Kind: "agency_member", ID: string(boss.User.ID), Name: "Carrie Oakey", Via: &wire.Person{ID: string(agency), Name: "Northwind"}},
			wire.EventTarget{Kind: "organization", ID: string(s.Org), Name: "Oakey & Co"},
			wire.EventChange{Values: []wire.ChangedValue{{Field: "name", Before: "Oakey Ltd", After: "Oakey & Co"}}}},
		"the operator": {query{"actor": "operator"}, wire.EventActor{Kind: "operator"},
			wire.EventTarget{Kind: "organization", ID: string(s.Org), Name: "Oakey & Co"},
			wire.EventChange{Values: []wire.ChangedValue{{Field: "name", Before: "Oakey", After: "Oakey Ltd"}}}},
		"a promotion": {query{"type": "member.updated"}, admin,
			wire.EventTarget{Kind: "member", ID: s.earl, Name: "Earl E. Bird", Email: s.email(s.earl)},
			wire.EventChange{
				Role: &wire.ChangedText{Before: "guest", After: "member"}, State: &wire.ChangedText{Before: "pending_approval", After: "active"},
				Permissions: &wire.ChangedPermissions{Added: []string{"brands.view"}, Removed: []string{}},
			}},
		"an ad account": {query{"type": "ad_account.created"}, admin,
			wire.EventTarget{Kind: "ad_account", ID: newest(query{"type": "ad_account"}).Target.ID, Name: "EU Brand"},
			wire.EventChange{State: &wire.ChangedText{After: "active"}}},
	} {
		e := newest(c.q)
		if diff := cmp.Diff([]any{c.actor, c.target, c.change}, []any{e.Actor, e.Target, e.Change}); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if e.RequestID != "req_test" || e.At.IsZero() || e.Version == 0 {
			t.Errorf("%s: %+v", name, e)
		}
	}
	expired := newest(query{"type": "invitation.expired"})
	if expired.Actor.Kind != "system" || expired.Target.Email != "late@oakey.example" {
		t.Errorf("an expiry is shown as %+v", expired)
	}
}

func (s *story) email(member string) string {
	s.t.Helper()
	id := account.MemberID(member).User()
	found, err := s.Store.Get(s.t.Context(), store.UserKey(id))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(found.User(id).Email)
}

// product.md §3, Events: a person can be forgotten. What happened stays, without the name.
func TestWhoIsForgottenHasNoName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	brand := w.NewAdAccount("EU Brand", account.AdAccountIsActive)
	earl := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.Guest, AdAccountRoles: []account.AdAccountRole{{AdAccount: brand, Role: "viewer"}}})
	before := w.all(query{"target": string(earl.Member)})
	w.forgotten("U#"+string(earl.User.ID), "U")
	w.forgotten("O#"+string(w.Org), "AA#"+string(brand))
	for _, i := range w.all(query{"type": "invitation"}) {
		w.forgotten("I#"+i.Target.ID, "I")
	}
	after := w.all(query{"target": string(earl.Member)})
	if len(before) != 1 || before[0].Actor.Name != "Earl E. Bird" || before[0].Target.Email == "" || before[0].Change.AdAccounts[0].Name != "EU Brand" {
		t.Fatalf("the event was shown as %+v", before)
	}
	e := &before[0]
	e.Actor.Name, e.Target.Name, e.Target.Email, e.Change.AdAccounts[0].Name = "", "", "", ""
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	for _, e := range w.all(query{"type": "invitation"}) {
		if e.Target.Name != "" || e.Target.Email != "" {
			t.Errorf("an invitation that is gone is shown as %+v", e.Target)
		}
	}
	body := string(w.Admin.Get(events+"?limit=200").Is(200).Body) + string(w.Admin.Get(events+".csv").Is(200).Body)
	if strings.Contains(body, "Earl") || strings.Contains(body, string(earl.User.Email)) {
		t.Error("the name or the address is still shown")
	}
}

// The person's page shows what was done to somebody, and what somebody did is the same for the user and the member.
func TestAPersonsEvents(t *testing.T) {
	t.Parallel()
	s := told(t)
	var types []string
	for _, e := range s.all(query{"target": s.earl}) {
		types = append(types, e.Type)
	}
	if want := []string{"member.removed", "member.updated", "member.added"}; !slices.Equal(types, want) {
		t.Errorf("Earl's events are %v, want %v", types, want)
	}
	if diff := cmp.Diff(s.all(query{"actor": s.anna}), s.all(query{"actor": "usr_" + s.anna[4:]})); diff != "" {
		t.Error(diff)
	}
}

// A deployment may keep events for a while only. What is older is in no list from its time on, deleted or not.
func TestEventsThatAreNotKeptAreNotListed(t *testing.T) {
	t.Parallel()
	w := &world{webtest.New(t, func(api *web.API) {
		api.Config.Keep.Events = time.Hour
		api.Store = store.Open(api.Config)
		audit.Register(api)
	}), t}
	w.Advance(time.Hour)
	w.renamed(account.Actor{Kind: account.ByOperator}, "Oakey")
	if n := len(w.all(query{})); n != 4 {
		t.Errorf("within the hour there are %d events, want the first three and the name", n)
	}
	w.Advance(time.Millisecond)
	w.Admin.SignsIn()
	for _, q := range []query{{}, {"limit": "1"}, {"target": string(w.Org)}, {"actor": "operator"}, {"type": "organization"}} {
		if got := w.all(q); len(got) != 1 || got[0].Actor.Kind != "operator" {
			t.Errorf("%v: later there are %+v", q, got)
		}
	}
}
