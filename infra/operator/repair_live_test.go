package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/stream/streamtest"
	"roster/shared/web/webtest"
)

// Beside people who come, change and go, and beside dispatch that follows them, the command spoils nothing and
// mends what was wrong before.
func TestRepairingBesideChangesEndsRight(t *testing.T) {
	t.Parallel()
	w := &repaired{World: webtest.NewStreamed(t, all.Register)}
	w.db = storetest.Client(w.Config)
	stream := streamtest.Open(t, w.Config)
	grants := func(n int) account.Grants {
		return account.Grants{Role: account.PlainMember, AdAccountRoles: []account.AdAccountRole{
			{AdAccount: w.First, Role: []string{"viewer", "campaign_manager", "account_admin"}[n%3]},
		}}
	}
	var people []*webtest.Person
	for n := range 6 {
		people = append(people, w.NewMember(fmt.Sprintf("Person %d", n), account.Active, grants(n)))
	}
	gone := w.NewMember("Gone Girl", account.Active, grants(0))
	stream.Settle(w.Store)
	gone.IsRemoved()
	stream.Next() // nobody hears of it
	for n, row := range w.all("row") {
		if n%3 == 0 {
			w.remove(row)
		}
	}
	w.put(plus(w.one("O#"+string(w.Org), "COUNTS"), "active", 2))

	var changes, listening sync.WaitGroup
	for n, p := range people {
		changes.Go(func() {
			for round := range 8 {
				switch (n + round) % 4 {
				case 0:
					p.Becomes(account.Suspended, grants(round))
				case 1:
					p.Becomes(account.Active, grants(round))
				case 2:
					p.IsRemoved()
					p.Joins(account.PendingApproval, grants(round))
				case 3:
					w.NewInvitation(account.Address(fmt.Sprintf("p%d-%d@northwind.example", n, round)), grants(round))
				}
			}
		})
	}
	over := make(chan struct{})
	listening.Go(func() {
		for {
			select {
			case <-over:
				return
			default:
				stream.Settle(w.Store)
			}
		}
	})
	var said strings.Builder
	for still := true; still; {
		done := make(chan struct{})
		go func() { changes.Wait(); close(done) }()
		said.WriteString(w.repair())
		select {
		case <-done:
			still = false
		case <-time.After(time.Millisecond):
		}
	}
	close(over)
	listening.Wait()
	stream.Settle(w.Store)
	said.WriteString(w.repair())
	if again := w.repair("--check"); !strings.Contains(again, ": all right\n") {
		t.Errorf("in the end it says %q, after %s", again, &said)
	}
	if !strings.Contains(said.String(), "count of active members off by +2\n") {
		t.Errorf("it never said what was wrong: %s", &said)
	}
}
