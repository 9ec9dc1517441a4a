package audit_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
)

// exported reads an export part by part, as its Links lead.
func (w *world) exported(q query) (parts []string) {
	w.t.Helper()
	for address := q.on(events + ".csv"); address != ""; {
		answer := w.Admin.Get(address).Is(200)
		parts = append(parts, string(answer.Body))
		link, ok := strings.CutSuffix(answer.Header.Get("Link"), `>; rel="next"`)
		if address = strings.TrimPrefix(link, "<"); ok != (address != "") || len(parts) > 500 {
			w.t.Fatalf("the Link is %q", answer.Header.Get("Link"))
		}
	}
	return parts
}

func cellsOf(t *testing.T, parts []string) [][]string {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(strings.Join(parts, ""))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// An export is everything that the filter matches; its parts, joined, are the whole.
func TestAnExportIsTheWholeList(t *testing.T) {
	t.Parallel()
	s := told(t)
	for _, q := range []query{
		{}, {"type": "member"}, {"actor": s.anna}, {"target": s.earl}, {"from": s.times[1].Format(time.RFC3339Nano)},
		{"actor": s.anna, "target": string(s.Org), "type": "organization"}, {"type": "nonsense"},
	} {
		want := idsOf(s.all(q))
		for _, limit := range []string{"2", ""} {
			parts := s.exported(q.with("limit", limit))
			ids := []string{}
			for _, line := range cellsOf(t, parts)[1:] {
				ids = append(ids, line[0])
			}
			if diff := cmp.Diff(want, ids); diff != "" || limit == "" && len(parts) != 1 {
				t.Errorf("%v by %s in %d parts: %s", q, limit, len(parts), diff)
			}
		}
	}
}

func TestAnExportedEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	eu := w.NewAdAccount("EU Brand", account.AdAccountIsActive)
	w.Advance(time.Second)
	us := w.NewAdAccount("=US", account.AdAccountIsActive) // whose id is the later one
	earl := w.NewMember("@Earl, E. Bird", account.PendingApproval, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"users.manage"}, AdAccountRoles: []account.AdAccountRole{{AdAccount: eu, Role: "viewer"}},
	})
	w.Advance(time.Minute)
	earl.Becomes(account.Active, account.Grants{Role: account.Guest, Permissions: []account.Permission{"brands.view"}, AdAccountRoles: []account.AdAccountRole{
		{AdAccount: eu, Role: "viewer"}, {AdAccount: eu, Role: "campaign_manager"}, {AdAccount: us, Role: "viewer"},
	}})
	w.Settings(func(s *account.Settings) { s.InvitationDays, s.AllowedDomains = 14, []string{"oakey.example"} })
	agency, boss, _ := w.NewOrganization("Northwind")
	w.renamed(account.Actor{Kind: account.ByAgency, ID: string(boss.User.ID), Via: agency}, "-Oakey")
	at := w.Now().Format(time.RFC3339Nano)
	carrie, org := string(w.Admin.User.ID), string(w.Org)
	edit := []string{at, "member.updated", "user", carrie, "Carrie Oakey", "", "member", string(earl.Member), "'@Earl, E. Bird", "'" + string(earl.User.Email),
		"role: member → guest; state: pending_approval → active; +brands.view; -users.manage; EU Brand: viewer → campaign_manager, viewer; =US: → viewer", "req_test"}
	if diff := cmp.Diff(edit, cellsOf(t, w.exported(query{"type": "member.updated"}))[1][1:]); diff != "" {
		t.Error(diff)
	}
	lines := cellsOf(t, w.exported(query{"type": "organization.updated"}))
	if diff := cmp.Diff([]string{"id", "at", "type", "actor_kind", "actor_id", "actor_name", "via", "target_kind", "target_id", "target_name", "target_email", "change", "request_id"}, lines[0]); diff != "" {
		t.Error(diff)
	}
	want := map[string][]string{
		"":          {at, "organization.updated", "user", carrie, "Carrie Oakey", "", "organization", org, "'-Oakey", "", "settings.invitation_days: 7 → 14; settings.allowed_domains: → oakey.example", "req_test"},
		"Northwind": {at, "organization.updated", "agency_member", string(boss.User.ID), "Carrie Oakey", "Northwind", "organization", org, "'-Oakey", "", "name: OakeyInfluencer → -Oakey", "req_test"},
	}
	for _, line := range lines[1:] {
		if diff := cmp.Diff(want[line[6]], line[1:]); diff != "" {
			t.Error(diff)
		}
	}
}
