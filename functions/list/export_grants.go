package list

import (
	"context"
	"strings"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// grantCells writes grants into the cells of an export. It reads the name of each ad account once.
type grantCells struct {
	store        *store.Store
	organization account.OrganizationID
	catalog      *account.Catalog
	names        map[account.AdAccountID]string
}

func (f function) grantCells(c *web.Call) *grantCells {
	return &grantCells{f.store, c.Organization.ID, c.Catalog, map[account.AdAccountID]string{}}
}

// meet reads the names of the ad accounts that the grants are on. One that is gone is called by its id.
func (g *grantCells) meet(ctx context.Context, all []*account.Grants) error {
	var keys []store.Key
	met := map[account.AdAccountID]bool{}
	for _, grants := range all {
		if grants == nil {
			continue
		}
		for _, id := range grants.AdAccounts() {
			if g.names[id] == "" && !met[id] {
				met[id], keys = true, append(keys, store.AdAccountKey(g.organization, id))
			}
		}
	}
	found, err := g.store.Glance(ctx, keys...)
	if err != nil {
		return err
	}
	for id := range met {
		g.names[id] = string(id)
		if a := found.AdAccount(g.organization, id); a != nil {
			g.names[id] = a.Name
		}
	}
	return nil
}

// of is the cells role, permissions, ad_account_roles and ad_accounts: the third for programs, the last for
// people.
func (g *grantCells) of(grants *account.Grants) []string {
	permissions := make([]string, len(grants.Permissions))
	for i, p := range grants.Permissions {
		permissions[i] = string(p)
	}
	var held, read []string
	names := map[account.AdAccountID][]string{}
	for _, r := range grants.AdAccountRoles {
		held = append(held, string(r.AdAccount)+":"+r.Role)
		names[r.AdAccount] = append(names[r.AdAccount], g.roleName(r.Role))
	}
	for _, id := range grants.AdAccounts() {
		read = append(read, g.names[id]+" ("+strings.Join(names[id], ", ")+")")
	}
	return []string{string(grants.Role), strings.Join(permissions, "; "), strings.Join(held, "; "), strings.Join(read, "; ")}
}

// roleName is what the catalog calls the role; its id, once it has left the catalog.
func (g *grantCells) roleName(id string) string {
	if r, ok := g.catalog.Role(id); ok {
		return r.Name
	}
	return id
}
