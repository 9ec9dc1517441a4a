package audit_test

import (
	"slices"
	"testing"

	"roster/shared/account"
)

// A page costs what it shows, whether ten or a thousand things happened: one query, and one read of the names.
func TestAPageCostsTheSameHoweverMuchHappened(t *testing.T) {
	t.Parallel()
	few, many := newWorld(t), newWorld(t)
	one, another := few.edits(10, 1)[0], many.edits(1000, 20)[0]
	want := []string{"BatchGetItem", "Query", "BatchGetItem"}
	for _, c := range []struct {
		name string
		ask  func(*world, account.MemberID) query
		most float64 // the caller 3, fifty events 4, and a half for everybody who is named
	}{
		{"all", func(*world, account.MemberID) query { return query{} }, 7 + 21.0/2},
		{"of a time", func(*world, account.MemberID) query { return query{"from": "2020-01-01T00:00:00Z"} }, 7 + 21.0/2},
		{"of an actor", func(w *world, _ account.MemberID) query { return query{"actor": string(w.Admin.Member)} }, 7 + 21.0/2},
		{"about one person", func(_ *world, person account.MemberID) query { return query{"target": string(person)} }, 7 + 2.0/2},
	} {
		atFew, _, _ := few.costs(c.ask(few, one))
		atMany, units, rows := many.costs(c.ask(many, another))
		t.Logf("%s: %d events, %.1f units", c.name, rows, units)
		if !slices.Equal(atFew, want) || !slices.Equal(atMany, want) || rows != 50 {
			t.Errorf("%s: %v at ten, %v at a thousand, %d events", c.name, atFew, atMany, rows)
		}
		if units > c.most {
			t.Errorf("%s costs %.1f units", c.name, units)
		}
	}
}

// edits makes members and n edits of them by the admin.
func (w *world) edits(n, members int) []account.MemberID {
	w.t.Helper()
	var people []account.MemberID
	for range members {
		people = append(people, w.NewMember("Somebody", account.Active, account.Grants{Role: account.Guest}).Member)
	}
	w.NewMember("Marcus Bell", account.Active, account.Grants{Role: account.Guest}).Becomes(account.Active, account.Grants{Role: account.PlainMember})
	w.repeated(n, account.MemberUpdated, people...)
	return people
}

func (w *world) costs(q query) (requests []string, units float64, rows int) {
	w.t.Helper()
	var p page
	before := w.Units.Read()
	requests = w.Requests.During(func() { w.Admin.Get(q.on(events)).Is(200).Into(&p) })
	return requests, w.Units.Read() - before, len(p.Items)
}

// A condition looks at no more than a thousand events a call: the page may be empty then, and goes on.
func TestConditionsStopAtAThousand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.renamed(account.Actor{Kind: account.ByOperator}, "Oakey")
	w.repeated(1100, account.MemberAdded)
	q := query{"type": "organization.updated"}
	got := w.pages(q)
	if len(got) != 2 || len(got[0]) != 0 || len(got[1]) != 1 {
		t.Errorf("the pages are %+v, want an empty one that goes on, and the one event", got)
	}
	if requests, _, _ := w.costs(q); len(requests) != 5 {
		t.Errorf("one call sends %v", requests)
	}
}
