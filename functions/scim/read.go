package scim

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// get is one person.
func (f function) get(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	s, err := selectionOf(r)
	if err != nil {
		return nil, err
	}
	if err := maySee(c); err != nil {
		return nil, err
	}
	p, err := f.placeIn(ctx, c, account.SCIMID(r.PathValue("id")), c.Found)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, account.Unknown()
	}
	if tags := r.Header.Get("If-None-Match"); tags != "" && tagged(tags, p.version()) {
		return &reply{status: http.StatusNotModified, headers: map[string]string{"ETag": p.version()}}, nil
	}
	return p.reply(c, http.StatusOK, s), nil
}

// maySee asks about everything that a client reads of people.
func maySee(c *web.Call) error {
	return c.May(policy.ListMemberDetails, policy.Organization(c.Organization.ID), account.Grants{})
}

func selectionOf(r *http.Request) (selection, error) {
	q := r.URL.Query()
	return parseSelection(q["attributes"], q["excludedAttributes"])
}

// query is which people a client asks for, and what of them.
type query struct {
	filter       filter
	selection    selection
	start, count int
}

// list is people by a query in the URL (RFC 7644 §3.4.2).
func (f function) list(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	s, err := selectionOf(r)
	if err != nil {
		return nil, err
	}
	values := r.URL.Query()
	q := query{selection: s, start: 1, count: someResults}
	for name, into := range map[string]*int{"startIndex": &q.start, "count": &q.count} {
		if text := values.Get(name); text != "" {
			if *into, err = strconv.Atoi(text); err != nil {
				return nil, invalidValue(name, "must be a whole number")
			}
		}
	}
	if q.filter, err = parseFilter(values.Get("filter")); err != nil {
		return nil, err
	}
	return f.answer(ctx, c, q)
}

// search is people by a query in the body (RFC 7644 §3.4.3).
func (f function) search(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	body, err := read(r)
	if err != nil {
		return nil, err
	}
	q := query{start: 1, count: someResults}
	for name, into := range map[string]*int{"startIndex": &q.start, "count": &q.count} {
		if sent := field(body, name); sent != nil {
			n, ok := sent.(float64)
			if !ok || n != math.Trunc(n) || math.Abs(n) > math.MaxInt32 {
				return nil, invalidValue(name, "must be a whole number")
			}
			*into = int(n)
		}
	}
	text, ok := field(body, "filter").(string)
	if !ok && field(body, "filter") != nil {
		return nil, invalidFilter("must be a string")
	}
	if q.filter, err = parseFilter(text); err != nil {
		return nil, err
	}
	attributes, err := namesIn(body, "attributes")
	if err != nil {
		return nil, err
	}
	excluded, err := namesIn(body, "excludedAttributes")
	if err != nil {
		return nil, err
	}
	if q.selection, err = parseSelection(attributes, excluded); err != nil {
		return nil, err
	}
	return f.answer(ctx, c, q)
}

func namesIn(body map[string]any, name string) ([]string, error) {
	sent := field(body, name)
	if sent == nil {
		return nil, nil
	}
	var all []string
	for _, entry := range asList(sent) {
		text, ok := entry.(string)
		if !ok {
			return nil, invalidValue(name, "must be a list of strings")
		}
		all = append(all, text)
	}
	return all, nil
}

// answer answers a query: whom a key leads to at once and as they stand, all else page by page.
func (f function) answer(ctx context.Context, c *web.Call, q query) (*reply, error) {
	if err := maySee(c); err != nil {
		return nil, err
	}
	q.start, q.count = max(q.start, 1), min(max(q.count, 0), mostResults)
	runs, keyed := runsOf(q.filter)
	if !keyed {
		return f.page(ctx, c, q, runs)
	}
	found, err := f.lookUp(ctx, c, q.filter)
	if err != nil {
		return nil, err
	}
	total := len(found)
	found = found[min(q.start-1, total):]
	return q.reply(c, found[:min(q.count, len(found))], total), nil
}

func (q query) reply(c *web.Call, places []*place, total int) *reply {
	resources := make([]map[string]any, len(places))
	for n, p := range places {
		resources[n] = q.selection.cut(p.resource(c))
	}
	return &reply{body: listResponse(resources, total, q.start)}
}

// runsOf is the parts of the list that a filter leaves, and whether it asks by a key.
func runsOf(f filter) (runs []store.SCIMRun, keyed bool) {
	open := []store.SCIMRun{store.SCIMActive, store.SCIMWaiting, store.SCIMInvited}
	shut := []store.SCIMRun{store.SCIMSuspended, store.SCIMOver}
	runs = slices.Concat(open, shut)
	for _, c := range f {
		if c.attribute != "active" {
			return nil, true
		}
		switch c.value {
		case true:
			runs = without(runs, shut)
		case false:
			runs = without(runs, open)
		default:
			runs = nil
		}
	}
	return runs, false
}

func without(runs, others []store.SCIMRun) []store.SCIMRun {
	return slices.DeleteFunc(runs, func(r store.SCIMRun) bool { return slices.Contains(others, r) })
}

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

// mostSkipped is how far a client may jump into the list: pages in order need not.
const mostSkipped = 2000

// page is a page of the list, seconds late. Where it ended is kept for whoever reads on, so that every page costs the
// same.
func (f function) page(ctx context.Context, c *web.Call, q query, runs []store.SCIMRun) (*reply, error) {
	org := c.Organization.ID
	key := func(start int) store.Key {
		return store.SCIMPageKey(org, c.Actor(), strings.Join(textOf(runs), " "), start)
	}
	from, err := f.pageAt(ctx, c, q.start, runs, key(q.start))
	if err != nil {
		return nil, err
	}
	total := totalOf(c.Found.Counts(org), runs) + from.Over
	if q.count == 0 || len(runs) == 0 {
		return q.reply(c, nil, total), nil
	}
	rows, to, more, err := f.store.ListSCIM(ctx, org, runs, from.At, q.count)
	if err != nil {
		return nil, err
	}
	places, err := f.placesOf(ctx, c, rows)
	if err != nil {
		return nil, err
	}
	places = slices.DeleteFunc(places, func(p *place) bool { return !q.filter.holds(p.attributes()) })
	if more {
		if err := f.store.KeepSCIMPage(ctx, key(q.start+len(rows)), store.SCIMPage{At: to, Over: from.Over}, c.Now); err != nil {
			return nil, err
		}
	}
	return q.reply(c, places, max(total, q.start-1+len(places))), nil
}

func (f function) pageAt(ctx context.Context, c *web.Call, start int, runs []store.SCIMRun, key store.Key) (from store.SCIMPage, err error) {
	org := c.Organization.ID
	if start > 1 {
		kept, err := f.store.Get(ctx, key)
		if err != nil {
			return from, err
		}
		if page, ok := kept.SCIMPage(key, c.Now); ok {
			return page, nil
		}
		if start-1 > mostSkipped {
			return from, refuse(kindTooMany, "The list is read from its beginning, page by page: from startIndex 1 on.")
		}
		if from.At, _, err = f.store.SkipSCIM(ctx, org, runs, start-1); err != nil {
			return from, err
		}
	}
	if slices.Contains(runs, store.SCIMOver) {
		from.Over, err = f.store.CountSCIMOver(ctx, org)
	}
	return from, err
}

func totalOf(n store.Counts, runs []store.SCIMRun) (total int) {
	for _, r := range runs {
		total += map[store.SCIMRun]int{
			store.SCIMActive: n.Active, store.SCIMWaiting: n.PendingApproval, store.SCIMSuspended: n.Suspended, store.SCIMInvited: n.Invited,
		}[r]
	}
	return total
}

func textOf(runs []store.SCIMRun) (all []string) {
	for _, r := range runs {
		all = append(all, string(r))
	}
	return all
}

// placesOf is the rows as places. What a row does not carry is read for all of them at once: what clients have written,
// and the roles of those who have more than a row shows.
func (f function) placesOf(ctx context.Context, c *web.Call, rows []store.SCIMRow) ([]*place, error) {
	org := c.Organization.ID
	var keys []store.Key
	for _, row := range rows {
		if id := row.SCIM(); id != "" {
			keys = append(keys, store.SCIMKey(org, id))
		}
		keys = append(keys, row.Rest()...)
	}
	found, err := f.store.Glance(ctx, keys...)
	if err != nil {
		return nil, err
	}
	var all []*place
	for _, row := range rows {
		if p := placeOf(c, row, found); p != nil {
			all = append(all, p)
		}
	}
	return all, nil
}

// placeOf is nil for what is not there any more.
func placeOf(c *web.Call, row store.SCIMRow, found store.Found) *place {
	org := c.Organization.ID
	p := &place{id: row.SCIM()}
	if p.id != "" {
		if p.record = found.SCIMPlace(org, p.id); p.record == nil {
			return nil
		}
	}
	switch {
	case row.Member != nil:
		p.member = &row.Member.Member
		if whole := found.Member(org, p.member.User); whole != nil {
			p.member = whole
		}
		p.id = orElse(p.id, string(p.member.ID()))
	case row.Invitation != nil:
		p.invitation = &row.Invitation.Invitation
		if whole := found.Invitation(org, p.invitation.ID); whole != nil {
			p.invitation = whole
		}
		p.id = orElse(p.id, string(p.invitation.ID))
		if !p.invitation.Open(c.Now) {
			if p.invitation = nil; p.record == nil {
				return nil
			}
		}
	case p.record.Open:
		return nil
	}
	return p
}

func orElse(id account.SCIMID, other string) account.SCIMID {
	if id == "" {
		return account.SCIMID(other)
	}
	return id
}

// What Roster says of itself.

func (f function) config(_ context.Context, c *web.Call, _ *http.Request) (*reply, error) {
	return &reply{body: serviceProviderConfig(c.BaseURL)}, nil
}

func (f function) resourceTypes(_ context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return whole(r, resourceTypes(c.BaseURL))
}

func (f function) resourceType(_ context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return withID(r, resourceTypes(c.BaseURL))
}

func (f function) schemas(_ context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return whole(r, schemaObjects(c))
}

func (f function) schema(_ context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return withID(r, schemaObjects(c))
}

// groups answers Okta, which asks for them whether or not there is such a resource type.
func (f function) groups(_ context.Context, _ *web.Call, _ *http.Request) (*reply, error) {
	return &reply{body: listOf([]map[string]any{})}, nil
}

func schemaObjects(c *web.Call) []map[string]any {
	var all []map[string]any
	text, err := json.Marshal(schemas(c.Catalog, c.BaseURL))
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		panic(err) // only a schema that is written wrong
	}
	return all
}

// whole refuses a filter, which RFC 7644 §4 has these resources not take.
func whole(r *http.Request, all []map[string]any) (*reply, error) {
	if r.URL.Query().Has("filter") {
		return nil, account.Refuse(account.Forbidden, "These resources take no filter.")
	}
	return &reply{body: listOf(all)}, nil
}

func withID(r *http.Request, all []map[string]any) (*reply, error) {
	for _, one := range all {
		if id, _ := one["id"].(string); strings.EqualFold(id, r.PathValue("id")) {
			return &reply{body: maps.Clone(one)}, nil
		}
	}
	return nil, account.Unknown()
}
