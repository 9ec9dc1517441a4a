package scim

import (
	"context"
	"slices"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// lookUp is whom a filter names by a key, strongly consistent.
func (f function) lookUp(ctx context.Context, c *web.Call, all filter) ([]*place, error) {
	for _, key := range []string{"id", "externalid", "username", "emails.value"} {
		value, ok := all.text(key)
		if !ok {
			continue
		}
		found, err := f.whoIs(ctx, c, key, value)
		return slices.DeleteFunc(found, func(p *place) bool { return !all.holds(p.attributes()) }), err
	}
	for _, condition := range all {
		if condition.attribute != "active" && condition.value == nil { // nobody lacks what everybody has
			if condition.attribute == "externalid" {
				return nil, invalidFilter("cannot ask for those without an externalId")
			}
			return nil, nil
		}
	}
	return nil, invalidFilter("must ask for userName, externalId, emails.value or id besides")
}

// whoIs is everybody who has the value, or nearly: attributes are compared by whoever asks.
func (f function) whoIs(ctx context.Context, c *web.Call, key, value string) ([]*place, error) {
	org := c.Organization.ID
	var ids []account.SCIMID
	switch key {
	case "id":
		ids = append(ids, account.SCIMID(value))
	case "externalid", "username":
		guard := store.SCIMExternalIDKey(org, value)
		if key == "username" {
			guard = store.SCIMUserNameKey(org, value)
		}
		found, err := f.store.Get(ctx, guard)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found.SCIMPlaceAt(guard))
	}
	address, isAddress := account.ParseAddress(value)
	if key == "emails.value" && isAddress {
		var err error
		if ids, err = f.store.SCIMPlacesWith(ctx, org, address); err != nil {
			return nil, err
		}
	}
	var all []*place
	for _, id := range ids {
		p, err := f.find(ctx, c, id)
		if err != nil {
			return nil, err
		}
		if p != nil {
			all = append(all, p)
		}
	}
	if (key == "username" || key == "emails.value") && isAddress {
		return f.andUnwritten(ctx, c, all, address)
	}
	return all, nil
}

// mostLogins is how many logins of one address are looked at.
const mostLogins = 10

// andUnwritten adds those whom no client has written about and who have the address: it is invited, or a member's.
func (f function) andUnwritten(ctx context.Context, c *web.Call, all []*place, address account.Address) ([]*place, error) {
	org := c.Organization.ID
	i, _, err := f.addressee(ctx, c, address)
	if err != nil {
		return nil, err
	}
	known := func(same func(*place) bool) bool { return slices.ContainsFunc(all, same) }
	if i != nil && !known(func(p *place) bool { return p.invitation != nil && p.invitation.ID == i.ID }) {
		all = append(all, &place{id: account.SCIMID(i.ID), invitation: i})
	}
	users, err := f.store.UsersWith(ctx, address, mostLogins)
	if err != nil || len(users) == 0 {
		return all, err
	}
	keys := make([]store.Key, len(users))
	for n, u := range users {
		keys[n] = store.MemberKey(org, u)
	}
	found, err := f.store.Get(ctx, keys...)
	for _, u := range users {
		m := found.Member(org, u)
		if m != nil && m.SCIM == "" && !known(func(p *place) bool { return p.member != nil && p.member.User == u }) {
			all = append(all, &place{id: account.SCIMID(m.ID()), member: m})
		}
	}
	return all, err
}
