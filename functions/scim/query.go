package scim

import (
	"context"
	"math"
	"net/http"
	"slices"
	"strconv"

	"roster/shared/store"
	"roster/shared/web"
)

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
