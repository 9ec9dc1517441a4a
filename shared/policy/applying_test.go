package policy

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"pgregory.net/rapid"

	"roster/shared/account"
)

// Leaving out the policies that cannot apply changes no decision and no reason of one, whoever asks about whatever.
func TestPoliciesThatAreLeftOutWouldNotHaveApplied(t *testing.T) {
	t.Parallel()
	catalog := account.ShippedCatalog()
	rapid.Check(t, func(t *rapid.T) {
		grants := func(label string) account.Grants {
			return account.Grants{
				Role:        rapid.SampledFrom([]account.Role{account.Guest, account.PlainMember, account.Admin}).Draw(t, label+" role"),
				Permissions: rapid.SliceOfDistinct(rapid.SampledFrom([]account.Permission{account.ManageUsers, "brands.view"}), rapid.ID).Draw(t, label+" permissions"),
			}
		}
		person := func(label string) *account.Member {
			user := rapid.SampledFrom([]account.UserID{"usr_anna", "usr_jonas"}).Draw(t, label)
			return &account.Member{User: user, State: account.Active, Grants: grants(label)}
		}
		scopes := rapid.SliceOfDistinct(rapid.SampledFrom(account.AllScopes), rapid.ID).Draw(t, "scopes")
		who := rapid.SampledFrom([]*Caller{NewCaller(person("caller"), catalog), NewKeyCaller(&account.APIKey{ID: "key_1", Scopes: scopes}, catalog)}).Draw(t, "who")
		target := person("target")
		on := map[resourceKind]Resource{
			ofOrganization: Organization("4829130776"), ofPlace: Place(target),
			ofOffer: Offer(&account.Invitation{Grants: target.Grants}), ofAdAccount: AdAccount("ada_1"),
		}
		action := rapid.SampledFrom(Actions).Draw(t, "action")
		request, entities := Question{Who: who, Action: action, On: on[subjectOf(action)], Touches: grants("touched")}.cedar()
		decision, why := cedar.Authorize(policiesOn()[action], entities, request)
		whole, because := cedar.Authorize(policies(), entities, request)
		for _, reasons := range [][]cedar.DiagnosticReason{why.Reasons, because.Reasons} {
			slices.SortFunc(reasons, func(a, b cedar.DiagnosticReason) int { return strings.Compare(string(a.PolicyID), string(b.PolicyID)) })
		}
		if decision != whole || !reflect.DeepEqual(why.Reasons, because.Reasons) || len(why.Errors)+len(because.Errors) > 0 {
			t.Fatalf("%s: %v by %+v, by all policies %v by %+v", action, decision, why, whole, because)
		}
	})
}
