package scim

import (
	"context"
	"fmt"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// place is what an id stands for: what a client has written of somebody, and the invitation or the member that it is
// now. With neither of the two it is nobody's place just now.
type place struct {
	id         account.SCIMID
	record     *account.SCIMPlace  // nil where no client has written
	invitation *account.Invitation // open
	member     *account.Member
	// borrowed says that the invitation or member came about beside the record, and for the same address: an
	// administrator invited somebody again. The next write makes it the record's.
	borrowed bool
}

func (p *place) over() bool { return p.invitation == nil && p.member == nil }

// placeKeys are what is read first for an id. Whom no client has written about is known by the id of the member or of
// the invitation.
func placeKeys(org account.OrganizationID, id account.SCIMID) []store.Key {
	if !id.Valid() {
		return nil
	}
	keys := []store.Key{store.SCIMKey(org, id)}
	if m := account.MemberID(id); m.Valid() {
		return append(keys, store.MemberKey(org, m.User()))
	}
	return append(keys, store.InvitationKey(account.InvitationID(id)))
}

// find is the place of an id as it stands; nil when there is none.
func (f function) find(ctx context.Context, c *web.Call, id account.SCIMID) (*place, error) {
	if !id.Valid() {
		return nil, nil
	}
	found, err := f.store.Get(ctx, placeKeys(c.Organization.ID, id)...)
	if err != nil {
		return nil, err
	}
	return f.placeIn(ctx, c, id, found)
}

// placeIn is find with what placeKeys brought.
func (f function) placeIn(ctx context.Context, c *web.Call, id account.SCIMID, found store.Found) (*place, error) {
	org := c.Organization.ID
	p := &place{id: id, record: found.SCIMPlace(org, id)}
	if p.record == nil {
		return f.unwritten(ctx, c, p, found)
	}
	r := p.record
	switch {
	case r.User != "":
		now, err := f.store.Get(ctx, store.MemberKey(org, r.User))
		if err != nil {
			return nil, err
		}
		if m := now.Member(org, r.User); m != nil && m.SCIM == id {
			p.member = m
		}
	case r.Open:
		i := found.Invitation(org, r.Invitation)
		if i == nil {
			now, err := f.store.Get(ctx, store.InvitationKey(r.Invitation))
			if err != nil {
				return nil, err
			}
			i = now.Invitation(org, r.Invitation)
		}
		if i != nil && i.State == account.Accepted { // between the two readings
			return f.find(ctx, c, id)
		}
		if i != nil && i.Open(c.Now) {
			p.invitation = i
		}
	}
	if p.over() {
		return p, f.borrow(ctx, c, p)
	}
	return p, nil
}

// unwritten is somebody whom no client has written about. The id of an invitation that was accepted since still leads
// to its member.
func (f function) unwritten(ctx context.Context, c *web.Call, p *place, found store.Found) (*place, error) {
	org := c.Organization.ID
	if m := found.Member(org, account.MemberID(p.id).User()); m != nil && m.SCIM == "" {
		p.member = m
		return p, nil
	}
	i := found.Invitation(org, account.InvitationID(p.id))
	switch {
	case i == nil || i.SCIM != "":
		return nil, nil
	case i.Open(c.Now):
		p.invitation = i
		return p, nil
	case i.State != account.Accepted || !i.Kept(c.Now):
		return nil, nil
	}
	now, err := f.store.Get(ctx, store.MemberKey(org, i.AcceptedBy))
	if err != nil {
		return nil, err
	}
	if p.member = now.Member(org, i.AcceptedBy); p.member == nil || p.member.SCIM != "" {
		return nil, nil
	}
	return p, nil
}

// borrow looks for whoever came about beside a record that is nobody's place, for its address.
func (f function) borrow(ctx context.Context, c *web.Call, p *place) error {
	i, m, err := f.addressee(ctx, c, p.record.Email.Address)
	if err != nil {
		return err
	}
	p.invitation, p.member = i, m
	p.borrowed = !p.over()
	return nil
}

// addressee is the open invitation or the member that the address is, where no client has written about it.
func (f function) addressee(ctx context.Context, c *web.Call, address account.Address) (*account.Invitation, *account.Member, error) {
	org := c.Organization.ID
	guard, err := f.store.Get(ctx, store.AddressKey(org, address))
	if err != nil {
		return nil, nil, err
	}
	invitation, member := guard.Addressee(org, address)
	if invitation == "" && member == "" {
		return nil, nil, nil
	}
	found, err := f.store.Get(ctx, store.InvitationKey(invitation), store.MemberKey(org, member.User()))
	if err != nil {
		return nil, nil, err
	}
	if i := found.Invitation(org, invitation); i != nil && i.Open(c.Now) && i.SCIM == "" {
		return i, nil, nil
	}
	if m := found.Member(org, member.User()); m != nil && m.SCIM == "" {
		return nil, m, nil
	}
	return nil, nil, nil
}

// person is the place as its client reads it. Who waits for approval counts as active: it was not kept out.
func (p *place) person() person {
	yes := true
	var w person
	switch r := p.record; {
	case r != nil:
		w = person{
			userName: r.UserName, externalID: r.ExternalID, displayName: r.DisplayName, name: r.Name,
			email: email{string(r.Email.Address), r.Email.Type, r.Email.Primary}, grants: r.Grants, shaped: r.Shaped,
		}
	case p.member != nil:
		w = person{userName: string(p.member.Email), displayName: p.member.Name, name: account.SCIMName{Formatted: p.member.Name}}
	default:
		w = person{userName: string(p.invitation.Email), displayName: p.invitation.Name, name: account.SCIMName{Formatted: p.invitation.Name}}
	}
	if p.record == nil {
		w.email = email{w.userName, work, &yes}
	}
	switch {
	case p.member != nil:
		w.active, w.grants = p.member.State != account.Suspended, p.member.Grants
	case p.invitation != nil:
		w.active, w.grants = true, p.invitation.Grants
	}
	return w
}

// attributes are what a filter asks about, those that are compared whatever their case in lower case.
func (p *place) attributes() map[string]any {
	w := p.person()
	primary := w.email.primary != nil && *w.email.primary
	all := map[string]any{
		"id": string(p.id), "username": strings.ToLower(w.userName), "active": w.active, "emails.value": strings.ToLower(w.email.value),
		"emails.type": strings.ToLower(w.email.kind), "emails.primary": primary,
	}
	if w.externalID != "" {
		all["externalid"] = w.externalID
	}
	return all
}

// resource is the place as a resource.
func (p *place) resource(c *web.Call) map[string]any {
	m := meta{id: string(p.id), version: p.version(), location: location(c, p.id)}
	if p.record != nil {
		m.created, m.modified = p.record.CreatedAt, p.record.ModifiedAt
	}
	switch {
	case p.member != nil:
		m.note(p.member.JoinedAt, p.member.Version)
	case p.invitation != nil:
		m.note(p.invitation.CreatedAt, p.invitation.Version)
	}
	return p.person().resource(m)
}

// note takes in when the place itself came about and last changed: its version tells.
func (m *meta) note(created time.Time, version int64) {
	if m.created.IsZero() {
		m.created = created
	}
	if changed := time.UnixMilli(version); changed.After(m.modified) {
		m.modified = changed
	}
}

// version moves with what the client wrote and with the place.
func (p *place) version() string {
	var written, standing int64
	if p.record != nil {
		written = p.record.Version
	}
	switch {
	case p.member != nil:
		standing = p.member.Version
	case p.invitation != nil:
		standing = p.invitation.Version
	}
	return fmt.Sprintf(`W/"%d-%d"`, written, standing)
}

func location(c *web.Call, id account.SCIMID) string {
	return c.BaseURL + prefix + "/Users/" + string(id)
}

// tagged reports whether a header of entity tags names the version.
func tagged(header, version string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" || strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(version, "W/") {
			return true
		}
	}
	return false
}

// matches refuses a change that was made on another version (RFC 7644 §3.14). Without If-Match it lets pass.
func (p *place) matches(ifMatch string) error {
	if ifMatch == "" || tagged(ifMatch, p.version()) {
		return nil
	}
	return account.Refuse(account.StaleVersion, "Somebody else changed this in the meantime. Read it again.")
}

func (p *place) reply(c *web.Call, status int, s selection) *reply {
	headers := map[string]string{"ETag": p.version(), "Location": location(c, p.id)}
	return &reply{status: status, headers: headers, body: s.cut(p.resource(c))}
}
