package account_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
)

func TestRolesIncludeWhatTheCatalogDraws(t *testing.T) {
	t.Parallel()
	for role, want := range map[string][]string{
		"account_admin":    {"account_admin", "campaign_manager", "viewer"},
		"campaign_manager": {"campaign_manager", "viewer"},
		"viewer":           {"viewer"},
		"audience_manager": {"audience_manager"},
		"gone":             nil,
	} {
		if got := catalog.Included(role); !slices.Equal(got, want) {
			t.Errorf("%s includes %v, want %v", role, got, want)
		}
		if catalog.HasRole(role) != (want != nil) {
			t.Errorf("%s is a role: %v", role, catalog.HasRole(role))
		}
	}
	if r, ok := catalog.Role("audience_manager"); !ok || r.For != "keys" {
		t.Errorf("the audience manager is %+v", r)
	}
	if _, ok := catalog.Role("gone"); ok {
		t.Error("a role that left the catalog has an entry")
	}
}

// The groups and permissions are those of product.md §1; a host product asks about them by these ids.
func TestTheShippedCatalogHasTheGroupsOfTheProduct(t *testing.T) {
	t.Parallel()
	want := map[string][]account.Permission{
		"account_administration": {"users.manage", "account.manage", "usage_reports.run"},
		"advertiser_management":  {"agreements.negotiate", "campaigns.apply", "brands.view", "brands.message", "performance_reports.run"},
		"creative_management":    {"creatives.manage", "creative_expenses.approve", "custom_ads.request", "ad_code.get", "creative_reports.run"},
		"finance":                {"financials.view", "financial_settings.manage", "financial_reports.run"},
		"technical":              {"web_service.integrate", "event_callback.integrate", "tracking.integrate", "technical_reports.run"},
	}
	got := map[string][]account.Permission{}
	for _, g := range catalog.PermissionGroups {
		for _, p := range g.Permissions {
			got[g.ID] = append(got[g.ID], p.ID)
			if !catalog.HasPermission(p.ID) || catalog.AdministersOrganization(p.ID) != (g.ID == "account_administration") {
				t.Errorf("%s of %s: there %v, administers %v", p.ID, g.ID, catalog.HasPermission(p.ID), catalog.AdministersOrganization(p.ID))
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the groups are others (-want +got):\n%s", diff)
	}
	if catalog.HasPermission("gone") || catalog.AdministersOrganization("gone") {
		t.Error("a permission out of nowhere is one")
	}
}

// GET /v1/catalog answers the file; a field that the code does not know would be lost on the way.
func TestTheCatalogSaysAllThatItsFileSays(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	answered, err := json.Marshal(catalog)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	if err := json.Unmarshal(file, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(answered, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the answer is another (-file +answer):\n%s", diff)
	}
}

// small is a catalog that holds together, each entry in a line of its own.
const small = `{
  "organization_roles": [
    {"id": "admin", "name": "Admin"},
    {"id": "member", "name": "Member"},
    {"id": "guest", "name": "Guest"}
  ],
  "ad_account_roles": [
    {"id": "viewer", "name": "Viewer", "for": "people"},
    {"id": "robot", "name": "Robot", "for": "keys"}
  ],
  "permission_groups": [
    {"id": "account", "name": "Account", "administration": true, "permissions": [
      {"id": "users.manage", "name": "Manage users"}
    ]}
  ]
}`

// Each mistake is told with the line of its entry, and all of them at once.
func TestACatalogThatDoesNotHoldTogetherIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := account.ParseCatalog([]byte(small)); err != nil {
		t.Fatal(err)
	}
	viewer, robot, manage := `{"id": "viewer", "name": "Viewer", "for": "people"}`, `{"id": "robot", "name": "Robot", "for": "keys"}`, `{"id": "users.manage", "name": "Manage users"}`
	for name, c := range map[string]struct {
		old, new string
		says     []string
	}{
		"no JSON":                   {`"permission_groups": [`, `"permission_groups": `, []string{"line 15: "}},
		"something behind it":       {"  ]\n}", "  ]\n}\n[]", []string{"line 17: "}},
		"a text for a catalog":      {small, `"catalog"`, []string{`line 1: must begin with "{"`}},
		"a text for a list":         {small, `{"organization_roles": [], "ad_account_roles": "viewer", "permission_groups": []}`, []string{`line 1: must begin with "["`}},
		"a list is missing":         {`"ad_account_roles"`, `"ad_acount_roles"`, []string{`line 1: the list "ad_account_roles" is missing`, `line 7: unknown field "ad_acount_roles"`}},
		"an unknown field":          {`"for": "keys"`, `"fro": "keys"`, []string{`line 9: unknown field "fro"`}},
		"a field of another kind":   {`"name": "Robot"`, `"name": 7`, []string{"line 9: cannot unmarshal number"}},
		"an unknown field inside":   {manage, `{"id": "users.manage", "name": "Manage users", "for": "keys"}`, []string{`line 13: unknown field "for"`}},
		"two of one role":           {robot, robot + ",\n" + robot, []string{`line 10: the ad-account role "robot" stands here a second time`, `line 10: the name`}},
		"two of one name":           {`"name": "Robot"`, `"name": " VIEWER"`, []string{`line 9: the name of an ad-account role "viewer" stands here a second time`}},
		"no name":                   {`"name": "Robot"`, `"name": " "`, []string{`line 9: the name of "robot" must not be empty`}},
		"for nobody":                {`, "for": "keys"`, ``, []string{`line 9: "robot" is for "": say people or keys`}},
		"an id with a slash":        {`"id": "robot"`, `"id": "robot/2"`, []string{`line 9: the id "robot/2" must be`}},
		"an id with a capital":      {`"id": "robot"`, `"id": "Robot"`, []string{`line 9: the id "Robot" must be`}},
		"an id with a hash":         {manage, manage + `, {"id": "a#b", "name": "A"}`, []string{`line 13: the id "a#b" must be`}},
		"an id of digits":           {`"id": "robot"`, `"id": "7"`, []string{`line 9: the id "7" must be`}},
		"no id":                     {`"id": "robot", `, ``, []string{"line 9: an id is missing"}},
		"a long id":                 {`"id": "robot"`, `"id": "r` + strings.Repeat("o", 64) + `"`, []string{"is longer than 64 characters"}},
		"an unknown role inside":    {`"for": "people"`, `"for": "people", "includes": ["editor"]`, []string{`line 8: "viewer" includes "editor", which is no role of the catalog`}},
		"a role inside twice":       {`"for": "keys"`, `"for": "keys", "includes": ["viewer", "viewer"]`, []string{`line 9: "robot" includes "viewer" twice`}},
		"a role in itself":          {`"for": "keys"`, `"for": "keys", "includes": ["robot"]`, []string{`line 9: "robot" includes itself: robot → robot`}},
		"a circle":                  {viewer, `{"id": "viewer", "name": "Viewer", "for": "keys", "includes": ["a"]}, {"id": "a", "name": "A", "for": "keys", "includes": ["viewer"]}`, []string{"viewer → a → viewer", "a → viewer → a"}},
		"a key's role for people":   {`"for": "people"`, `"for": "people", "includes": ["robot"]`, []string{`line 8: "viewer" is for people and includes "robot", which is for API keys only`}},
		"an organization role more": {`{"id": "guest", "name": "Guest"}`, `{"id": "guest", "name": "Guest"}, {"id": "owner", "name": "Owner"}`, []string{`line 5: "owner" is no organization role`}},
		"an organization role less": {"{\"id\": \"member\", \"name\": \"Member\"},\n", "", []string{`the organization role "member" is missing`}},
		"nobody manages users":      {`"users.manage"`, `"people.manage"`, []string{`the permission "users.manage" is missing`}},
		"users.manage for guests":   {`"administration": true, `, ``, []string{`line 13: "users.manage" makes account administrators`}},
		"a permission twice":        {manage, manage + ",\n" + manage, []string{`line 14: the permission "users.manage" stands here a second time`}},
		"an empty group":            {"  ]\n}", `    ,{"id": "b", "name": "B", "permissions": []}` + "\n  ]\n}", []string{`line 15: the group "b" has no permissions`}},
		"a field twice":             {`"id": "account", "name": "Account"`, `"id": "account", "name": "Account", "name": "B"`, []string{`line 12: the field "name" stands here twice`}},
		"two mistakes":              {`"for": "people"`, `"for": "dogs", "includes": ["cats"]`, []string{`line 8: "viewer" is for "dogs"`, `line 8: "viewer" includes "cats"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(small, c.old, c.new, 1)
			_, err := account.ParseCatalog([]byte(text))
			if text == small || err == nil {
				t.Fatalf("it was accepted:\n%s", text)
			}
			for _, says := range c.says {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("it does not say %q, but: %v", says, err)
				}
			}
		})
	}
}

// A role that is drawn twice is included once.
func TestARoleMayBeIncludedByTwoWays(t *testing.T) {
	t.Parallel()
	diamond := strings.Replace(small, `{"id": "robot", "name": "Robot", "for": "keys"}`, `
		{"id": "a", "name": "A", "for": "people", "includes": ["b", "c"]}, {"id": "b", "name": "B", "for": "people", "includes": ["viewer"]},
		{"id": "c", "name": "C", "for": "people", "includes": ["viewer"]}`, 1)
	c, err := account.ParseCatalog([]byte(diamond))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Included("a"); !slices.Equal(got, []string{"a", "b", "c", "viewer"}) {
		t.Errorf("it includes %v", got)
	}
	if r, _ := c.Role("viewer"); r.Includes == nil {
		t.Error("a list that was left out is null")
	}
}
