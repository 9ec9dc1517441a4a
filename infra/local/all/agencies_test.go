package all_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

// three is three organizations: an agency, and two clients that it may work for. Jonas and Mia are members of the
// agency.
type three struct {
	*webtest.World
	first, second client
	agency        account.OrganizationID
	boss          *webtest.Person // the agency's admin
	jonas, mia    *webtest.Person
}

type client struct {
	id    account.OrganizationID
	admin *webtest.Person
	ad    account.AdAccountID
}

func newThree(t *testing.T) *three {
	w := webtest.New(t, all.Register)
	s := &three{World: w, first: client{w.Org, w.Admin, w.First}}
	s.second.id, s.second.admin, s.second.ad = w.NewOrganization("Second")
	s.agency, s.boss = w.NewAgency("Bright")
	plain := account.Grants{Role: account.PlainMember}
	s.jonas = w.NewUser("Jonas").JoinsOrganization(s.agency, s.boss, account.Active, plain)
	s.mia = w.NewUser("Mia").JoinsOrganization(s.agency, s.boss, account.Active, plain)
	return s
}

func in(id account.OrganizationID) string { return "/v1/organizations/" + string(id) }

func (s *three) agencyAt(c client) string { return in(c.id) + "/agencies/" + string(s.agency) }
func (s *three) clientOf(c client) string { return in(s.agency) + "/clients/" + string(c.id) }

func (s *three) assignmentOf(c client, p *webtest.Person) string {
	return s.clientOf(c) + "/members/" + string(p.Member)
}

// gives is a list of permissions and one role on the client's ad account.
func gives(ad account.AdAccountID, role string, permissions ...string) map[string]any {
	roles := []map[string]string{}
	if role != "" {
		roles = append(roles, map[string]string{"ad_account": string(ad), "role": role})
	}
	return map[string]any{"permissions": append([]string{}, permissions...), "ad_account_roles": roles}
}

func offered(agency account.OrganizationID, limit map[string]any) map[string]any {
	limit["account_id"] = agency.Dashed()
	return limit
}

// works links the agency to a client, as manager of campaigns who sees brands.
func (s *three) works(c client) {
	s.T.Helper()
	c.admin.Post(in(c.id)+"/agencies", offered(s.agency, gives(c.ad, "campaign_manager", "brands.view"))).Is(201)
	s.Advance(time.Millisecond) // the events of one have no order
	s.boss.Post(s.clientOf(c)+"/accept", nil).Is(200)
}

func (s *three) assigns(c client, p *webtest.Person, what map[string]any) {
	s.T.Helper()
	s.boss.Call(http.MethodPut, s.assignmentOf(c, p), what).Is(200)
}

// seen is what somebody holds in an organization, by its very next request.
type seen struct {
	Member struct {
		Role           string
		Permissions    []string
		AdAccountRoles []struct{ Role string } `json:"ad_account_roles"`
	}
	Via *struct{ ID, Name string }
}

func (s *three) sees(p *webtest.Person, c client) (now seen) {
	s.T.Helper()
	p.Get(in(c.id) + "/me").Is(200).Into(&now)
	return now
}

func (v seen) roles() []string {
	var roles []string
	for _, r := range v.Member.AdAccountRoles {
		roles = append(roles, r.Role)
	}
	slices.Sort(roles)
	return roles
}

func (s *three) holds(p *webtest.Person, c client, permissions []string, roles ...string) {
	s.T.Helper()
	now := s.sees(p, c)
	if now.Member.Role != "guest" || !slices.Equal(now.Member.Permissions, permissions) || !slices.Equal(now.roles(), roles) || now.Via == nil || now.Via.ID != string(s.agency) {
		s.T.Fatalf("holds %+v, want %v and %v through the agency", now, permissions, roles)
	}
}

func (s *three) isOut(p *webtest.Person, c client) {
	s.T.Helper()
	p.Get(in(c.id)+"/me").Refused(404, "not-found")
	p.Get(in(c.id)+"/ad-accounts").Refused(404, "not-found")
}

func TestAnAgencyWorksForTwoClientsWithWhatEachGives(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.isOut(s.jonas, s.first)
	s.works(s.first)
	s.works(s.second)
	s.isOut(s.jonas, s.first) // nobody is assigned yet
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.assigns(s.second, s.jonas, gives(s.second.ad, "campaign_manager", "brands.view"))
	s.holds(s.jonas, s.first, []string{}, "viewer")
	s.holds(s.jonas, s.second, []string{"brands.view"}, "campaign_manager", "viewer")
	s.isOut(s.mia, s.first)

	var session struct {
		Organizations []struct {
			ID, Role string
			Via      *struct{ ID, Name string }
		}
	}
	s.jonas.Get("/v1/session").Is(200).Into(&session)
	through := 0
	for _, o := range session.Organizations {
		if o.Via != nil && o.Via.Name == "Bright" && o.Role == "guest" {
			through++
		}
	}
	if len(session.Organizations) != 3 || through != 2 {
		t.Errorf("the session names %+v", session.Organizations)
	}
}

func TestACapThatNarrowsNarrowsEverybodyAtOnce(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "campaign_manager", "brands.view"))
	version := func() webtest.Header {
		var a struct{ Version int64 }
		s.Admin.Get(s.agencyAt(s.first)).Is(200).Into(&a)
		return webtest.IfMatch(a.Version)
	}
	s.Admin.Patch(s.agencyAt(s.first), gives(s.first.ad, "viewer"), version()).Is(200)
	s.holds(s.jonas, s.first, []string{}, "viewer")
	s.Admin.Patch(s.agencyAt(s.first), gives(s.first.ad, ""), version()).Is(200)
	s.holds(s.jonas, s.first, []string{})
	s.Admin.Patch(s.agencyAt(s.first), gives(s.first.ad, "campaign_manager", "brands.view"), version()).Is(200)
	s.holds(s.jonas, s.first, []string{"brands.view"}, "campaign_manager", "viewer")
	s.Admin.Patch(s.agencyAt(s.first), gives(s.first.ad, "viewer")).Refused(428, "precondition-required")
	s.Admin.Patch(s.agencyAt(s.first), gives(s.first.ad, "viewer"), webtest.IfMatch(1)).Refused(412, "stale-version")
}

func TestEitherSideEndsTheLinkAtOnce(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	for _, c := range []client{s.first, s.second} {
		s.works(c)
		s.assigns(c, s.jonas, gives(c.ad, "viewer"))
		s.holds(s.jonas, c, []string{}, "viewer")
	}
	s.Admin.Delete(s.agencyAt(s.first)).Is(204)
	s.isOut(s.jonas, s.first)
	s.boss.Delete(s.clientOf(s.second)).Is(204)
	s.isOut(s.jonas, s.second)
	for _, c := range []client{s.first, s.second} {
		c.admin.Get(s.agencyAt(c)).Refused(404, "not-found")
		s.boss.Get(s.clientOf(c)+"/members").Refused(404, "not-found")
	}
}

// A new link between the same two begins from nothing.
func TestALinkThatComesAgainRevivesNothing(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.Admin.Delete(s.agencyAt(s.first)).Is(204)
	s.works(s.first)
	s.isOut(s.jonas, s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.holds(s.jonas, s.first, []string{}, "viewer")
}

func TestTheClientKeepsOnePersonOut(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	for _, p := range []*webtest.Person{s.jonas, s.mia} {
		s.assigns(s.first, p, gives(s.first.ad, "viewer"))
	}
	person := s.agencyAt(s.first) + "/members/" + string(s.jonas.User.ID)
	s.Admin.Delete(person).Is(204)
	s.isOut(s.jonas, s.first)
	s.holds(s.mia, s.first, []string{}, "viewer")
	s.boss.Call(http.MethodPut, s.assignmentOf(s.first, s.jonas), gives(s.first.ad, "viewer")).Refused(409, "conflict")
	s.boss.Delete(s.assignmentOf(s.first, s.jonas)).Refused(404, "not-found")

	var people struct {
		Items []struct {
			User    struct{ Name string }
			Access  bool
			Blocked bool
		}
	}
	s.Admin.Get(s.agencyAt(s.first) + "/members").Is(200).Into(&people)
	if len(people.Items) != 2 || people.Items[0].User.Name != "Jonas" || !people.Items[0].Blocked || people.Items[0].Access || !people.Items[1].Access {
		t.Errorf("the client sees %+v", people.Items)
	}
	s.Admin.Call(http.MethodPut, person, nil).Is(204)
	s.holds(s.jonas, s.first, []string{}, "viewer")
}

func TestTheClientKeepsOutWhomTheAgencyHasNotAssigned(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	mia := s.agencyAt(s.first) + "/members/" + string(s.mia.User.ID)
	s.Admin.Delete(mia).Is(204)
	s.boss.Call(http.MethodPut, s.assignmentOf(s.first, s.mia), gives(s.first.ad, "viewer")).Refused(409, "conflict")
	s.boss.Delete(s.assignmentOf(s.first, s.mia)).Refused(404, "not-found")
	s.Admin.Call(http.MethodPut, mia, nil).Is(204)
	s.isOut(s.mia, s.first) // let in again is not assigned
	s.assigns(s.first, s.mia, gives(s.first.ad, "viewer"))
	s.holds(s.mia, s.first, []string{}, "viewer")
	s.Admin.Delete(s.agencyAt(s.first)+"/members/"+string(s.Admin.User.ID)).Refused(404, "not-found")
}

func TestAnAgencyGivesNoRoleOnAnArchivedAdAccount(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	var ad struct{ Version int64 }
	path := in(s.first.id) + "/ad-accounts/" + string(s.first.ad)
	s.Admin.Get(path).Is(200).Into(&ad)
	s.Admin.Patch(path, map[string]string{"state": "archived"}, webtest.IfMatch(ad.Version)).Is(200)
	s.boss.Call(http.MethodPut, s.assignmentOf(s.first, s.mia), gives(s.first.ad, "viewer")).Refused(422, "invalid")
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer", "brands.view")) // what was given before stays
}

// Whoever names a version means that one.
func TestAnOlderVersionEndsNothing(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	old := webtest.IfMatch(1)
	s.boss.Call(http.MethodPut, s.assignmentOf(s.first, s.jonas), gives(s.first.ad, "viewer"), old).Refused(412, "stale-version")
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.boss.Call(http.MethodDelete, s.assignmentOf(s.first, s.jonas), nil, old).Refused(412, "stale-version")
	s.boss.Call(http.MethodDelete, s.clientOf(s.first), nil, old).Refused(412, "stale-version")
	s.Admin.Call(http.MethodDelete, s.agencyAt(s.first), nil, old).Refused(412, "stale-version")
	s.holds(s.jonas, s.first, []string{}, "viewer")
}

func TestWhoLeavesTheAgencyLeavesItsClients(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.assigns(s.first, s.mia, gives(s.first.ad, "viewer"))
	atAgency := func(p *webtest.Person) string { return in(s.agency) + "/members/" + string(p.Member) }
	s.boss.Post(atAgency(s.mia)+"/suspend", nil).Is(200)
	s.isOut(s.mia, s.first)
	s.boss.Post(atAgency(s.mia)+"/reactivate", nil).Is(200)
	s.holds(s.mia, s.first, []string{}, "viewer")
	s.boss.Delete(atAgency(s.jonas)).Is(204)
	s.isOut(s.jonas, s.first)
	s.boss.Delete(s.assignmentOf(s.first, s.mia)).Is(204)
	s.isOut(s.mia, s.first)
}

// Somebody who left the agency and comes back does not find its clients open: the agency says anew who works there.
func TestWhoComesBackToTheAgencyIsAssignedAnew(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.boss.Delete(in(s.agency) + "/members/" + string(s.jonas.Member)).Is(204)
	s.Advance(time.Second)
	s.jonas.JoinsOrganization(s.agency, s.boss, account.Active, account.Grants{Role: account.PlainMember})
	s.isOut(s.jonas, s.first)
	var people struct{ Items []struct{ Member string } }
	if s.boss.Get(s.clientOf(s.first) + "/members").Is(200).Into(&people); len(people.Items) > 0 {
		t.Errorf("the agency is told that %v work there", people.Items)
	}
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.holds(s.jonas, s.first, []string{}, "viewer")
}

// Who comes through two agencies holds what both give; each can be ended by itself. The session and the place name the same one.
func TestTwoAgenciesOfOnePersonCountTogether(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	other, boss := s.NewAgency("Other")
	s.jonas.JoinsOrganization(other, boss, account.Active, account.Grants{Role: account.Guest})
	l := s.Works(other, boss, account.Grants{Permissions: []account.Permission{"brands.view"}})
	s.Assigns(l, boss, s.jonas, account.Grants{Permissions: []account.Permission{"brands.view"}})
	now := s.sees(s.jonas, s.first)
	if !slices.Equal(now.Member.Permissions, []string{"brands.view"}) || !slices.Equal(now.roles(), []string{"viewer"}) {
		t.Errorf("Jonas holds %+v", now)
	}
	var session struct {
		Organizations []struct {
			ID  string
			Via *struct{ ID, Name string }
		}
	}
	s.jonas.Get("/v1/session").Is(200).Into(&session)
	for _, o := range session.Organizations {
		if o.ID == string(s.first.id) && (o.Via == nil || *o.Via != *now.Via) {
			t.Errorf("the session says through %+v, the place through %+v", o.Via, now.Via)
		}
	}
	s.LinkBecomes(l, account.LinkEnded, other, boss)
	s.holds(s.jonas, s.first, []string{}, "viewer")
	s.Admin.Delete(s.agencyAt(s.first)).Is(204)
	s.isOut(s.jonas, s.first)
}

// What a person's page says of where the access comes from is what the person holds.
func TestHowAPersonHasAccess(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer", "brands.view"))
	s.jonas.Joins(account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}})
	member := org + "/members/" + string(s.jonas.Member)
	var now struct {
		Access *struct {
			Reason  string
			Sources []struct {
				From        string
				Agency      *struct{ ID, Name string }
				Permissions []string
			}
		}
	}
	requests := s.Requests.During(func() { s.Admin.Get(member).Is(200).Into(&now) })
	if !slices.Equal(requests, []string{"BatchGetItem", "BatchGetItem"}) {
		t.Errorf("it sent %v", requests)
	}
	own, agency := now.Access.Sources[0], now.Access.Sources[1]
	if own.From != "own" || !slices.Equal(own.Permissions, []string{"financials.view"}) || own.Agency != nil {
		t.Errorf("the own place gives %+v", own)
	}
	if agency.From != "agency" || !slices.Equal(agency.Permissions, []string{"brands.view"}) || agency.Agency.Name != "Bright" {
		t.Errorf("the agency gives %+v", agency)
	}
	s.Admin.Post(member+"/suspend", nil).Is(200)
	if s.Admin.Get(member).Is(200).Into(&now); len(now.Access.Sources) != 1 || now.Access.Sources[0].From != "agency" || now.Access.Reason != "" {
		t.Errorf("suspended: %+v", now.Access)
	}
	s.Admin.Delete(s.agencyAt(s.first)).Is(204)
	if s.Admin.Get(member).Is(200).Into(&now); len(now.Access.Sources) != 0 || now.Access.Reason != "suspended" {
		t.Errorf("suspended, and without the agency: %+v", now.Access)
	}

	colleague := s.NewMember("Colleague", account.Active, account.Grants{Role: account.PlainMember})
	now.Access = nil
	colleague.Get(org + "/members/" + string(s.Admin.Member)).Is(200).Into(&now)
	if now.Access != nil {
		t.Errorf("a colleague is told %+v", now.Access)
	}
	requests = s.Requests.During(func() { s.Admin.Get(org + "/members/" + string(s.Admin.Member)).Is(200).Into(&now) })
	if len(requests) != 1 || now.Access.Sources[0].From != "admin" {
		t.Errorf("of somebody without an agency it says %+v after %v", now.Access, requests)
	}
}

// Own place and agency are ways in of their own: ending the one leaves the other.
func TestAMemberWhoIsAlsoAgencyStaffIsRemoved(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.jonas.Joins(account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}})
	if now := s.sees(s.jonas, s.first); now.Member.Role != "member" || now.Via != nil {
		t.Errorf("a member acts as %+v", now)
	}
	member := org + "/members/" + string(s.jonas.Member)
	s.Admin.Post(member+"/suspend", nil).Is(200)
	s.holds(s.jonas, s.first, []string{}, "viewer")
	s.Admin.Delete(member).Is(204)
	s.holds(s.jonas, s.first, []string{}, "viewer")
	s.Admin.Get(member).Refused(404, "not-found")
	s.Admin.Delete(s.agencyAt(s.first)).Is(204)
	s.isOut(s.jonas, s.first)
	s.jonas.Joins(account.Active, account.Grants{Role: account.Guest}) // and may be invited again
	if now := s.sees(s.jonas, s.first); now.Member.Role != "guest" || now.Via != nil {
		t.Errorf("a guest acts as %+v", now)
	}
}

func TestAnAgencyReachesNothingThatItWasNotGiven(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	another := s.NewAdAccount("Another", account.AdAccountIsActive)
	for name, c := range map[string]struct {
		what   map[string]any
		status int
		code   string
	}{
		"a role above the cap":              {gives(s.first.ad, "account_admin"), 403, "exceeds-own-grants"},
		"an ad account outside of the cap":  {gives(another, "viewer"), 403, "exceeds-own-grants"},
		"another organization's ad account": {gives(s.second.ad, "viewer"), 403, "exceeds-own-grants"},
		"a permission outside of the cap":   {gives(s.first.ad, "", "financials.view"), 403, "exceeds-own-grants"},
		"power over users":                  {gives(s.first.ad, "", "users.manage"), 422, "invalid"},
		"a role for keys":                   {gives(s.first.ad, "audience_manager"), 422, "invalid"},
	} {
		answer := s.boss.Call(http.MethodPut, s.assignmentOf(s.first, s.jonas), c.what)
		if answer.Status != c.status {
			t.Errorf("%s: answered %d %s", name, answer.Status, answer.Body)
			continue
		}
		answer.Refused(c.status, c.code)
	}
	s.boss.Call(http.MethodPut, s.assignmentOf(s.second, s.jonas), gives(s.second.ad, "viewer")).Refused(404, "not-found")
	stranger := s.NewUser("Stranger")
	s.boss.Call(http.MethodPut, s.assignmentOf(s.first, stranger), gives(s.first.ad, "viewer")).Refused(404, "not-found")
	s.jonas.Call(http.MethodPut, s.assignmentOf(s.first, s.jonas), gives(s.first.ad, "viewer")).Refused(403, "forbidden")
	s.isOut(s.jonas, s.first)
}

func TestAnAgencyPassesNothingOn(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	other, _ := s.NewAgency("Other")
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "campaign_manager", "brands.view"))
	s.assigns(s.first, s.boss, gives(s.first.ad, "campaign_manager", "brands.view")) // themselves included
	for _, p := range []*webtest.Person{s.jonas, s.boss} {
		p.Post(in(s.first.id)+"/agencies", offered(other, gives(s.first.ad, "viewer"))).Refused(403, "forbidden")
		p.Post(in(s.first.id)+"/invitations", map[string]any{"role": "guest", "invitations": []map[string]string{{"email": "friend@oakey.example"}}}).Refused(403, "forbidden")
		p.Get(in(s.first.id)+"/members").Refused(403, "forbidden")
		p.Get(in(s.first.id)+"/events").Refused(403, "forbidden")
		p.Get(in(s.first.id)).Refused(403, "forbidden")
		p.Post(in(s.first.id)+"/leave", nil).Refused(403, "forbidden")
		s.isOut(p, s.second)
	}
	s.boss.Post(in(s.agency)+"/agencies", offered(other, gives(s.first.ad, "viewer"))).Refused(422, "invalid") // the client's ad account is not the agency's
}

// Agency people never count as the client's admins, and a cap never makes one.
func TestAnAgencyIsNeverTheClientsAdmin(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	for _, limit := range []map[string]any{gives(s.first.ad, "", "users.manage"), gives(s.first.ad, "", "account.manage")} {
		s.Admin.Post(org+"/agencies", offered(s.agency, limit)).Refused(422, "invalid")
	}
	s.works(s.first)
	s.assigns(s.first, s.boss, gives(s.first.ad, "viewer"))
	second := s.NewMember("Second admin", account.Active, account.Grants{Role: account.Admin})
	second.Delete(org + "/members/" + string(s.Admin.Member)).Is(204)
	second.Patch(org+"/members/"+string(second.Member), map[string]string{"role": "member"}, webtest.IfMatch(second.Place().Version)).Refused(403, "own-record")
}

// Nobody finds out by inviting who is a customer, and of what kind.
func TestAccountIdsThatAreNoAgencyHaveOneAnswer(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	var answers []string
	for _, id := range []string{"4000000009", string(s.second.id), string(s.first.id), "nonsense", ""} {
		answer := s.Admin.Post(org+"/agencies", map[string]any{"account_id": id, "permissions": []string{"brands.view"}}).Refused(422, "invalid")
		var p struct {
			Detail string
			Errors []struct{ Location, Message string }
		}
		answer.Into(&p)
		answers = append(answers, p.Detail+p.Errors[0].Location+p.Errors[0].Message)
	}
	if different := slices.Compact(answers); len(different) != 1 {
		t.Errorf("the answers differ: %q", different)
	}
	s.Admin.Post(org+"/agencies", offered(s.agency, gives(s.first.ad, "viewer"))).Is(201)
	s.Admin.Post(org+"/agencies", offered(s.agency, gives(s.first.ad, "viewer"))).Refused(409, "conflict")
	s.jonas.Post(s.clientOf(s.first)+"/accept", nil).Refused(403, "forbidden")
	s.boss.Post(s.clientOf(s.first)+"/decline", nil).Is(200)
	s.boss.Post(s.clientOf(s.first)+"/accept", nil).Refused(404, "not-found")
	s.Admin.Post(org+"/agencies", offered(s.agency, gives(s.first.ad, "viewer"))).Is(201)
	s.Admin.Delete(s.agencyAt(s.first)).Is(204) // taken back
	s.boss.Post(s.clientOf(s.first)+"/accept", nil).Refused(404, "not-found")
}

// Both sides have the whole story in their logs, and the client's says through whom somebody acted.
func TestBothSidesLogWhatHappens(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	s.Advance(time.Millisecond)
	s.Admin.Delete(s.agencyAt(s.first) + "/members/" + string(s.jonas.User.ID)).Is(204)
	s.boss.Delete(s.clientOf(s.first)).Is(204)
	type line struct {
		Type  string
		Actor struct {
			Kind, ID string
			Via      *struct{ ID, Name string }
		}
		Target struct{ Kind, ID, Name string }
		Change struct {
			AdAccounts []struct{ Name string } `json:"ad_accounts"`
		}
	}
	log := func(admin *webtest.Person, org account.OrganizationID, family string) []line {
		var events struct{ Items []line }
		admin.Get(in(org) + "/events?type=" + family).Is(200).Into(&events)
		slices.Reverse(events.Items)
		return events.Items
	}
	for side, of := range map[string][]line{"client": log(s.Admin, s.first.id, "agency"), "agency": log(s.boss, s.agency, "agency")} {
		var types []string
		for _, e := range of {
			types = append(types, e.Type)
		}
		if !slices.Equal(types, []string{"agency.invited", "agency.accepted", "agency.ended"}) {
			t.Errorf("the %s's log says %v", side, types)
			continue
		}
		if accepted := of[1].Actor; side == "client" && (accepted.Kind != "agency_member" || accepted.Via == nil || accepted.Via.ID != string(s.agency) || accepted.Via.Name != "Bright" || accepted.ID != string(s.boss.User.ID)) {
			t.Errorf("the client's log says that %+v accepted", accepted)
		}
		other := map[string]string{"client": "Bright", "agency": "OakeyInfluencer"}[side]
		if invited := of[0]; invited.Target.Name != other || len(invited.Change.AdAccounts) != 1 || invited.Change.AdAccounts[0].Name != "OakeyInfluencer" {
			t.Errorf("the %s's log names %+v", side, invited)
		}
	}
	for side, of := range map[string][]line{"client": log(s.Admin, s.first.id, "agency_member"), "agency": log(s.boss, s.agency, "agency_member")} {
		if len(of) != 2 || of[0].Target.Name != "Jonas" || len(of[0].Change.AdAccounts) != 1 || of[0].Change.AdAccounts[0].Name != "OakeyInfluencer" {
			t.Errorf("of assigning and blocking the %s's log has %+v", side, of)
		}
	}
}
