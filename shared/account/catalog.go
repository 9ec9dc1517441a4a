package account

import (
	_ "embed"
	"slices"
	"sync"
)

// Catalog lists the ad-account roles and the permission groups. It is data: a deployer edits catalog.json
// and changes no code. Its JSON is what GET /v1/catalog answers.
type Catalog struct {
	OrganizationRoles []CatalogRole          `json:"organization_roles"`
	AdAccountRoles    []CatalogAdAccountRole `json:"ad_account_roles"`
	PermissionGroups  []PermissionGroup      `json:"permission_groups"`

	included map[string][]string
	groups   map[Permission]int
}

// CatalogRole describes an organization role to people. The roles themselves are fixed.
type CatalogRole struct {
	ID          Role   `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// CatalogAdAccountRole is a role that is given on an ad account.
type CatalogAdAccountRole struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Includes    []string `json:"includes" doc:"Roles that whoever holds this one holds too"`
	For         string   `json:"for" enum:"people,keys" doc:"Who may hold it"`
}

// PermissionGroup is a group of organization-wide permissions: one toggle in the editor.
type PermissionGroup struct {
	ID             string              `json:"id"`
	Name           string              `json:"name"`
	Administration bool                `json:"administration,omitempty" doc:"Power over the organization itself: never a guest's, never an agency's"`
	Permissions    []CatalogPermission `json:"permissions"`
}

// CatalogPermission is one permission: one checkbox.
type CatalogPermission struct {
	ID   Permission `json:"id"`
	Name string     `json:"name"`
}

//go:embed catalog.json
var shippedCatalog []byte

// ShippedCatalog is the catalog of this deployment, read from catalog.json once. A catalog that does not
// hold together stops the program: no request could be answered rightly.
var ShippedCatalog = sync.OnceValue(func() *Catalog {
	c, err := ParseCatalog(shippedCatalog)
	if err != nil {
		panic(err)
	}
	return c
})

// HasRole reports whether the catalog lists the ad-account role.
func (c *Catalog) HasRole(id string) bool { return c.included[id] != nil }

// HasPermission reports whether the catalog lists the permission.
func (c *Catalog) HasPermission(p Permission) bool { _, ok := c.groups[p]; return ok }

// Included is the role itself and every role it includes; nothing for a role that left the catalog.
func (c *Catalog) Included(id string) []string { return c.included[id] }

// AdministersOrganization reports whether the permission belongs to a group with power over the
// organization itself, which no guest and no agency may hold.
func (c *Catalog) AdministersOrganization(p Permission) bool {
	i, ok := c.groups[p]
	return ok && c.PermissionGroups[i].Administration
}

// Role is the catalog's entry of an ad-account role, and whether there is one.
func (c *Catalog) Role(id string) (CatalogAdAccountRole, bool) {
	i := slices.IndexFunc(c.AdAccountRoles, func(r CatalogAdAccountRole) bool { return r.ID == id })
	if i < 0 {
		return CatalogAdAccountRole{}, false
	}
	return c.AdAccountRoles[i], true
}
