package scim

import (
	"slices"
	"strings"

	"roster/shared/account"
)

// The extension schema carries what the person may do. Whether somebody may give that, and whether anybody may hold
// it, is asked where the command is made.

func (p *person) setAccess(t target, value any, add bool) error {
	p.shaped = true
	switch t.attribute {
	case access:
		return p.setWholeAccess(value, add)
	case access + ".role":
		return p.setRole(value)
	case access + ".permissions":
		return p.setPermissions(value, add)
	}
	return p.setAdAccountRoles(t, value, add)
}

// setWholeAccess sets the parts that the object has, the role first: becoming an organization admin empties the rest.
func (p *person) setWholeAccess(value any, add bool) error {
	object, ok := value.(map[string]any)
	if !ok {
		return invalidValue(accessSchema, "must be an object")
	}
	parts := map[string]any{}
	for _, key := range sortedKeys(object) {
		parts[strings.ToLower(key)] = object[key]
	}
	for _, part := range []string{"role", "permissions", "adaccountroles"} {
		if sent, ok := parts[part]; ok && sent != nil {
			if err := p.setAccess(target{attribute: access + "." + part}, sent, add); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *person) setRole(value any) error {
	var role string
	if err := setText(&role, "role", value); err != nil {
		return err
	}
	p.grants.Role = account.Role(role)
	if p.grants.Role == account.Admin {
		p.grants.Permissions, p.grants.AdAccountRoles = nil, nil
	}
	return nil
}

func (p *person) setPermissions(value any, add bool) error {
	sent, err := permissionsIn(value)
	if err != nil {
		return err
	}
	if add {
		sent = slices.Concat(p.grants.Permissions, sent)
	}
	p.grants.Permissions = sent
	return nil
}

func permissionsIn(value any) ([]account.Permission, error) {
	list := asList(value)
	if len(list) > mostGrants {
		return nil, invalidValue("permissions", "has more than %d entries", mostGrants)
	}
	all := make([]account.Permission, len(list))
	for i, entry := range list {
		if object, ok := entry.(map[string]any); ok { // as clients write attributes of many values
			entry = object[valueWord]
		}
		var text string
		if err := setText(&text, "permissions", entry); err != nil {
			return nil, err
		}
		all[i] = account.Permission(text)
	}
	return all, nil
}

func (p *person) setAdAccountRoles(t target, value any, add bool) error {
	if id, ok := t.where.text(adAccountWord); ok && t.sub == roleWord {
		value, add = map[string]any{adAccountWord: id, roleWord: value}, true
		p.grants.AdAccountRoles = slices.DeleteFunc(slices.Clone(p.grants.AdAccountRoles), t.names)
	} else if t.sub != "" || len(t.where) > 0 {
		return invalidPath()
	}
	sent, err := adAccountRolesIn(value)
	if err != nil {
		return err
	}
	if add {
		sent = slices.Concat(p.grants.AdAccountRoles, sent)
	}
	p.grants.AdAccountRoles = sent
	return nil
}

func adAccountRolesIn(value any) ([]account.AdAccountRole, error) {
	list := asList(value)
	if len(list) > mostGrants {
		return nil, invalidValue("adAccountRoles", "has more than %d entries", mostGrants)
	}
	all := make([]account.AdAccountRole, len(list))
	for i, entry := range list {
		object, ok := entry.(map[string]any)
		if !ok {
			return nil, invalidValue("adAccountRoles", "must be a list of objects")
		}
		var adAccount, role string
		for _, key := range sortedKeys(object) {
			into := map[string]*string{adAccountWord: &adAccount, roleWord: &role}[strings.ToLower(key)]
			if into == nil {
				continue
			}
			if err := setText(into, "adAccountRoles."+key, object[key]); err != nil {
				return nil, err
			}
		}
		all[i] = account.AdAccountRole{AdAccount: account.AdAccountID(adAccount), Role: role}
	}
	return all, nil
}

// removeAccess takes grants away: all of them, those that the filter names, or those that are listed, as Entra ID
// does it. Without the extension somebody has what everybody gets.
func (p *person) removeAccess(t target, value any) error {
	switch t.attribute {
	case access:
		p.grants, p.shaped = newPerson().grants, false
		return nil
	case access + ".role":
		return refuse(kindMutability, "role is required.")
	}
	p.shaped = true
	if t.attribute == access+".permissions" {
		return p.removePermissions(t, value)
	}
	return p.removeAdAccountRoles(t, value)
}

func (p *person) removePermissions(t target, value any) error {
	var listed []account.Permission
	if value != nil {
		var err error
		if listed, err = permissionsIn(value); err != nil {
			return err
		}
	}
	p.grants.Permissions = slices.DeleteFunc(slices.Clone(p.grants.Permissions), func(held account.Permission) bool {
		return t.where.holds(map[string]any{valueWord: strings.ToLower(string(held))}) && (value == nil || slices.Contains(listed, held))
	})
	return nil
}

func (p *person) removeAdAccountRoles(t target, value any) error {
	var listed []account.AdAccountRole
	if value != nil {
		var err error
		if listed, err = adAccountRolesIn(value); err != nil {
			return err
		}
	}
	p.grants.AdAccountRoles = slices.DeleteFunc(slices.Clone(p.grants.AdAccountRoles), func(held account.AdAccountRole) bool {
		return t.names(held) && (value == nil || slices.Contains(listed, held))
	})
	return nil
}

// names reports whether the filter of the target names the role.
func (t target) names(held account.AdAccountRole) bool {
	return t.where.holds(map[string]any{adAccountWord: strings.ToLower(string(held.AdAccount)), roleWord: strings.ToLower(held.Role)})
}
