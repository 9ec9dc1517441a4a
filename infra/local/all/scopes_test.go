package all_test

import (
	"cmp"
	"slices"
	"testing"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// What the document says that a key needs is what the policy asks for: a key with that scope alone may, one with all
// others may not, and where no scope stands no key may.
func TestARouteOfTheOrganizationSaysWhichScopeOpensIt(t *testing.T) {
	t.Parallel()
	api := web.New(config.Config{}, store.Open(config.Config{}))
	all.Register(api)
	s := newScene(t)
	routes := api.Routes()
	slices.SortFunc(routes, func(a, b web.RouteInfo) int { return cmp.Compare(a.ID, b.ID) }) // so that what is deleted has its name still
	for _, route := range routes {
		if route.Access != web.Inside {
			continue
		}
		t.Run(route.ID, func(t *testing.T) {
			s.T = t
			ask := table[route.ID].ask
			if route.Scope == "" {
				for _, k := range []*webtest.Key{s.NewKey(account.Scopes...), s.NewOperatorKey(account.OperatorScopes...)} {
					if answer := ask(s, k.Client); answer.Status != 403 {
						t.Errorf("a key with %v is told %d, and the document names no scope: %s", k.Key.Scopes, answer.Status, answer.Body)
					}
				}
				return
			}
			if answer := ask(s, s.NewOperatorKey(route.Scope).Client); answer.Status >= 300 {
				t.Errorf("a key with %s alone is told %d: %s", route.Scope, answer.Status, answer.Body)
			}
			if severalShow[route.ID] {
				return
			}
			others := slices.DeleteFunc(slices.Clone(account.OperatorScopes), func(o account.Scope) bool {
				return (&account.APIKey{Scopes: []account.Scope{o}}).Has(route.Scope)
			})
			if answer := ask(s, s.NewOperatorKey(others...).Client); answer.Status != 403 && answer.Status != 404 {
				t.Errorf("a key with everything but %s is told %d: %s", route.Scope, answer.Status, answer.Body)
			}
		})
	}
}

// severalShow are routes that other scopes open, too: whoever writes ad accounts sees them, and so does a key that has a
// role on one.
var severalShow = map[string]bool{"list-ad-accounts": true, "get-ad-account": true}
