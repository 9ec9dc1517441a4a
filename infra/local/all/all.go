// Package all is every routed function on one API: what the local run serves, the documents describe and the
// tests go through. Deployed, each function serves its own routes alone.
package all

import (
	"maps"
	"slices"

	"roster/functions/accept"
	"roster/functions/access"
	adaccounts "roster/functions/ad-accounts"
	"roster/functions/agencies"
	"roster/functions/approve"
	"roster/functions/audit"
	editpermissions "roster/functions/edit-permissions"
	"roster/functions/integrations"
	"roster/functions/invite"
	"roster/functions/list"
	"roster/functions/organizations"
	"roster/functions/provision"
	"roster/functions/reference"
	"roster/functions/remove"
	"roster/functions/revoke"
	"roster/functions/scim"
	"roster/functions/session"
	twofactor "roster/functions/two-factor"
	"roster/shared/web"
)

// Functions are the routed functions, by the name of their folder.
var Functions = map[string]func(*web.API){
	"accept":           accept.Register,
	"access":           access.Register,
	"ad-accounts":      adaccounts.Register,
	"agencies":         agencies.Register,
	"approve":          approve.Register,
	"audit":            audit.Register,
	"edit-permissions": editpermissions.Register,
	"integrations":     integrations.Register,
	"invite":           invite.Register,
	"list":             list.Register,
	"organizations":    organizations.Register,
	"provision":        provision.Register,
	"reference":        reference.Register,
	"remove":           remove.Register,
	"revoke":           revoke.Register,
	"scim":             scim.Register,
	"session":          session.Register,
	"two-factor":       twofactor.Register,
}

// Register adds the routes of all functions.
func Register(api *web.API) {
	for _, name := range slices.Sorted(maps.Keys(Functions)) {
		Functions[name](api)
	}
}
