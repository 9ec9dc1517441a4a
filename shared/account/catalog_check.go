package account

import (
	"maps"
	"slices"
	"strings"
)

const (
	// maxCatalogID keeps ids short: they stand in keys, in every grant and in exported files.
	maxCatalogID = 64
	// maxPermissions is how many permissions one call may give.
	maxPermissions = 200
)

// check is everything that can be wrong with a catalog that could be read.
func (f *catalogFile) check(c *Catalog) {
	f.checkOrganizationRoles(c.OrganizationRoles)
	f.checkAdAccountRoles(c.AdAccountRoles)
	f.checkPermissions(c.PermissionGroups)
}

// checkOrganizationRoles holds the file to the three roles that the program knows.
func (f *catalogFile) checkOrganizationRoles(roles []CatalogRole) {
	seen := map[string]bool{}
	for n := range roles {
		r := &roles[n]
		f.once(r, "organization role", string(r.ID), seen)
		f.named(r, string(r.ID), r.Name)
		if !r.ID.Valid() {
			f.say(r, "%q is no organization role: they are admin, member and guest, and only their words can be changed", r.ID)
		}
	}
	for _, id := range []Role{Admin, PlainMember, Guest} {
		if !seen[string(id)] {
			f.say(nil, "the organization role %q is missing", id)
		}
	}
}

func (f *catalogFile) checkAdAccountRoles(roles []CatalogAdAccountRole) {
	byID, seen, names := map[string]*CatalogAdAccountRole{}, map[string]bool{}, map[string]bool{}
	for n := range roles {
		r := &roles[n]
		f.once(r, "ad-account role", r.ID, seen)
		f.spelled(r, r.ID)
		f.named(r, r.ID, r.Name)
		f.once(r, "name of an ad-account role", SortName(r.Name), names) // files that are imported name roles so
		if r.For != "people" && r.For != "keys" {
			f.say(r, "%q is for %q: say people or keys", r.ID, r.For)
		}
		byID[r.ID] = r
	}
	for n := range roles {
		r := &roles[n]
		for i, id := range r.Includes {
			included := byID[id]
			switch {
			case included == nil:
				f.say(r, "%q includes %q, which is no role of the catalog", r.ID, id)
			case slices.Contains(r.Includes[:i], id):
				f.say(r, "%q includes %q twice", r.ID, id)
			case r.For == "people" && included.For == "keys":
				f.say(r, "%q is for people and includes %q, which is for API keys only", r.ID, id)
			}
		}
		if circle := circleFrom(byID, r.ID, nil); circle != nil {
			f.say(r, "%q includes itself: %s", r.ID, strings.Join(circle, " → "))
		}
	}
}

// circleFrom is the way by which a role includes itself; nil when it does not.
func circleFrom(roles map[string]*CatalogAdAccountRole, id string, above []string) []string {
	way := append(slices.Clone(above), id)
	if len(above) > 0 && id == above[0] {
		return way
	}
	if roles[id] == nil || slices.Contains(above, id) {
		return nil
	}
	for _, included := range roles[id].Includes {
		if circle := circleFrom(roles, included, way); circle != nil {
			return circle
		}
	}
	return nil
}

func (f *catalogFile) checkPermissions(groups []PermissionGroup) {
	groupIDs, permissions, managesUsers := map[string]bool{}, map[string]bool{}, false
	for n := range groups {
		g := &groups[n]
		f.once(g, "permission group", g.ID, groupIDs)
		f.spelled(g, g.ID)
		f.named(g, g.ID, g.Name)
		if len(g.Permissions) == 0 {
			f.say(g, "the group %q has no permissions", g.ID)
		}
		for i := range g.Permissions {
			p := &g.Permissions[i]
			f.once(p, "permission", string(p.ID), permissions)
			f.spelled(p, string(p.ID))
			f.named(p, string(p.ID), p.Name)
			if p.ID == ManageUsers {
				managesUsers = true
				if !g.Administration {
					f.say(p, "%q makes account administrators: its group must say \"administration\": true", p.ID)
				}
			}
		}
	}
	if !managesUsers {
		f.say(nil, "the permission %q is missing: without it nobody but organization admins could manage users", ManageUsers)
	}
	if n := len(permissions); n > maxPermissions {
		f.say(nil, "there are %d permissions; at most %d are possible", n, maxPermissions)
	}
}

// once says when something that must be there once is there again.
func (f *catalogFile) once(entry any, what, id string, seen map[string]bool) {
	if seen[id] {
		f.say(entry, "the %s %q stands here a second time", what, id)
	}
	seen[id] = true
}

// spelled says what is wrong with an id. Keys, grants and exported files set them off with / # : ; and spaces.
func (f *catalogFile) spelled(entry any, id string) {
	const letters, others = "abcdefghijklmnopqrstuvwxyz", "0123456789_.-"
	switch {
	case id == "":
		f.say(entry, "an id is missing")
	case strings.Trim(id, letters+others) != "" || !strings.ContainsRune(letters, rune(id[0])):
		f.say(entry, "the id %q must be lower-case letters, digits, dots, hyphens and underscores, a letter first", id)
	case len(id) > maxCatalogID:
		f.say(entry, "the id %q is longer than %d characters", id, maxCatalogID)
	}
}

func (f *catalogFile) named(entry any, id, name string) {
	if wrong := CheckName(name); wrong != "" {
		f.say(entry, "the name of %q %s", id, wrong)
	}
}

// index writes out what roles include and where permissions stand, for a catalog that holds together.
func (c *Catalog) index() {
	direct := map[string][]string{}
	for n := range c.AdAccountRoles {
		r := &c.AdAccountRoles[n]
		r.Includes = append([]string{}, r.Includes...) // a list is never null
		direct[r.ID] = r.Includes
	}
	c.included = map[string][]string{}
	for id := range direct {
		all := map[string]bool{}
		include(direct, id, all)
		c.included[id] = slices.Sorted(maps.Keys(all))
	}
	c.groups = map[Permission]int{}
	for i, g := range c.PermissionGroups {
		for _, p := range g.Permissions {
			c.groups[p.ID] = i
		}
	}
}

func include(direct map[string][]string, id string, all map[string]bool) {
	all[id] = true
	for _, included := range direct[id] {
		include(direct, included, all)
	}
}
