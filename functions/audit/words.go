package audit

import (
	"cmp"
	"strings"

	"roster/shared/wire"
)

// words is a change in one cell: "role: member → admin; +users.manage; EU Brand: viewer → campaign_manager".
func words(c wire.EventChange) string {
	var parts []string
	if c.Role != nil {
		parts = append(parts, moved("role", c.Role.Before, c.Role.After))
	}
	if c.State != nil {
		parts = append(parts, moved("state", c.State.Before, c.State.After))
	}
	if c.Permissions != nil {
		for _, p := range c.Permissions.Added {
			parts = append(parts, "+"+p)
		}
		for _, p := range c.Permissions.Removed {
			parts = append(parts, "-"+p)
		}
	}
	for _, a := range c.AdAccounts {
		parts = append(parts, moved(cmp.Or(a.Name, a.AdAccount), strings.Join(a.Before, ", "), strings.Join(a.After, ", ")))
	}
	for _, v := range c.Values {
		parts = append(parts, moved(v.Field, v.Before, v.After))
	}
	return strings.Join(append(parts, c.Fields...), "; ")
}

func moved(what, before, after string) string {
	return what + ": " + strings.TrimSpace(before+" → "+after)
}
