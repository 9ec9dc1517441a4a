package mail

import (
	"slices"
	"strconv"
	"strings"

	"roster/shared/account"
)

// Grants is what somebody gets, in the words that people know it by.
type Grants struct {
	Role        account.Role
	RoleName    string
	AdAccounts  []AdAccount
	Permissions []PermissionGroup
}

// AdAccount is an ad account with the names of the roles on it.
type AdAccount struct {
	Name  string
	Roles []string
}

// PermissionGroup is a group of the catalog with the names of the permissions given from it.
type PermissionGroup struct {
	Name        string
	Permissions []string
}

// GrantsOf puts grants into words, in the order of the catalog and of the ad accounts' names. What left
// the catalog is dropped, as it would be at acceptance. An ad account without a name is shown by its id.
func GrantsOf(c *account.Catalog, g account.Grants, names map[account.AdAccountID]string) Grants {
	out := Grants{Role: g.Role, RoleName: string(g.Role)}
	for _, r := range c.OrganizationRoles {
		if r.ID == g.Role {
			out.RoleName = r.Name
		}
	}
	for _, id := range g.AdAccounts() {
		a := AdAccount{Name: names[id]}
		if a.Name == "" {
			a.Name = string(id)
		}
		for _, r := range c.AdAccountRoles {
			if slices.Contains(g.AdAccountRoles, account.AdAccountRole{AdAccount: id, Role: r.ID}) {
				a.Roles = append(a.Roles, r.Name)
			}
		}
		if a.Roles != nil {
			out.AdAccounts = append(out.AdAccounts, a)
		}
	}
	slices.SortStableFunc(out.AdAccounts, func(a, b AdAccount) int {
		return strings.Compare(account.SortName(a.Name), account.SortName(b.Name))
	})
	for _, group := range c.PermissionGroups {
		held := PermissionGroup{Name: group.Name}
		for _, p := range group.Permissions {
			if slices.Contains(g.Permissions, p.ID) {
				held.Permissions = append(held.Permissions, p.Name)
			}
		}
		if held.Permissions != nil {
			out.Permissions = append(out.Permissions, held)
		}
	}
	return out
}

// shownAdAccounts is how many ad accounts a letter lists. Grants may have a hundred.
const shownAdAccounts = 20

// facts is the rows of a letter that say what somebody gets.
func (g Grants) facts() []fact {
	return append([]fact{{"Role", []line{{plain(g.RoleName)}, {{g.means(), dim}}}}}, g.listFacts()...)
}

// capFacts is the rows of a letter that say what an agency's people may get at most: they have no role.
func (g Grants) capFacts() []fact {
	rows := g.listFacts()
	if len(rows) == 0 {
		return []fact{{"Ad accounts", []line{say("None yet")}}}
	}
	return rows
}

func (g Grants) listFacts() []fact {
	var rows []fact
	if len(g.AdAccounts) > 0 {
		rows = append(rows, fact{"Ad accounts", adAccountLines(g.AdAccounts)})
	}
	if len(g.Permissions) > 0 {
		rows = append(rows, fact{"Permissions", permissionLines(g.Permissions)})
	}
	return rows
}

// means says what the role opens.
func (g Grants) means() string {
	switch nothing := len(g.AdAccounts) == 0 && len(g.Permissions) == 0; {
	case g.Role == account.Admin:
		return "Everything in the organization and in all its ad accounts, now and later."
	case g.Role == account.Guest && nothing:
		return "Sees only its own record: no ad account yet."
	case g.Role == account.Guest:
		return "Sees only the ad accounts named here."
	case nothing:
		return "Sees the other members: no ad account and no permission yet."
	}
	return "Sees the other members, and has what is named here."
}

func adAccountLines(list []AdAccount) []line {
	var lines []line
	for _, a := range list[:min(len(list), shownAdAccounts)] {
		lines = append(lines, listed(a.Name, a.Roles))
	}
	if more := len(list) - shownAdAccounts; more > 0 {
		lines = append(lines, say("and %s more, listed after you sign in", plain(strconv.Itoa(more))))
	}
	return lines
}

func permissionLines(list []PermissionGroup) []line {
	var lines []line
	for _, group := range list {
		lines = append(lines, listed(group.Name, group.Permissions))
	}
	return lines
}

// listed is "EU Brand: Campaign manager, Viewer".
func listed(what string, names []string) line {
	l := say("%s: ", plain(what))
	for i, n := range names {
		if i > 0 {
			l = append(l, span{", ", dim})
		}
		l = append(l, quiet(n))
	}
	return l
}
