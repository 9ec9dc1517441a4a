package account_test

import (
	"encoding/json"
	"os"
	"slices"
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

func TestACatalogThatDoesNotHoldTogetherIsRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"no JSON":              `{`,
		"an unlisted role":     `{"ad_account_roles": [{"id": "a", "includes": ["b"]}]}`,
		"a role in itself":     `{"ad_account_roles": [{"id": "a", "includes": ["a"]}]}`,
		"a circle of roles":    `{"ad_account_roles": [{"id": "a", "includes": ["b"]}, {"id": "b", "includes": ["c"]}, {"id": "c", "includes": ["a"]}]}`,
		"a text for a catalog": `"catalog"`,
	} {
		if _, err := account.ParseCatalog([]byte(text)); err == nil {
			t.Errorf("%s: was accepted", name)
		}
	}
	diamond := `{"ad_account_roles": [{"id": "a", "includes": ["b", "c"]}, {"id": "b", "includes": ["d"]}, {"id": "c", "includes": ["d"]}, {"id": "d"}]}`
	c, err := account.ParseCatalog([]byte(diamond))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Included("a"); !slices.Equal(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("a role that is drawn twice is included as %v", got)
	}
}
