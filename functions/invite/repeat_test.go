package invite_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/functions/invite"
	"roster/shared/account"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

func hundred() body {
	var entries []body
	for n := range 100 {
		entries = append(entries, invited(fmt.Sprintf("person%d@oakey.example", n)))
	}
	return inviting(entries...)
}

// invitations is how many invitations the table holds, open or not, and to how many addresses.
func invitations(t *testing.T, w *webtest.World) (records, addresses int) {
	t.Helper()
	seen := map[string]bool{}
	items := storetest.Table(t, w.Config)
	for k := range items {
		if k[1] == "I" {
			records++
			seen[k[0]] = true
		}
	}
	for k := range items {
		if strings.HasPrefix(k[0], "A#") {
			addresses++
		}
	}
	return records, addresses - 1 // the organization's first admin has one, too
}

var errDead = errors.New("the program died here")

// dieAfter lets so many transactions through and nothing after them, not even a note that the call has failed.
func dieAfter(w *webtest.World, transactions int64) {
	var seen atomic.Int64
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" && seen.Add(1) > transactions || seen.Load() > transactions {
			return errDead
		}
		return nil
	})
}

// A call of a hundred that dies in the middle is completed by its repeat, which says invited of all.
func TestARepeatCompletesACallThatDied(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	dieAfter(w, 42)
	w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Refused(503, "unavailable")
	w.Faults.Before(nil)
	if records, _ := invitations(t, w); records == 0 || records > 41 { // the first of the 42 said that the call runs
		t.Fatalf("%d invitations are written, want some and not all", records)
	}

	w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Refused(409, "in-flight")
	other := hundred()
	other["message"] = "Hello"
	w.Admin.Post(path, other, webtest.Repeat("bulk")).Refused(422, "idempotency-mismatch")

	w.Advance(time.Minute)
	var got results
	first := w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Is(200).Into(&got)
	ids := map[string]bool{}
	for n, r := range got.Results {
		if r.Outcome != "invited" || r.Invitation == nil {
			t.Fatalf("entry %d is %+v, want invited", n, r)
		}
		ids[r.Invitation.ID] = true
		if i := w.Invitation(account.InvitationID(r.Invitation.ID)); i == nil || !i.ExpiresAt.Equal(r.Invitation.ExpiresAt) || i.Version != r.Invitation.Version {
			t.Errorf("entry %d is answered %+v and stands as %+v", n, r.Invitation, i)
		}
	}
	if records, addresses := invitations(t, w); records != 100 || addresses != 100 || len(ids) != 100 {
		t.Errorf("there are %d invitations to %d addresses, answered as %d; want 100", records, addresses, len(ids))
	}
	if events := w.Events(""); len(events) != 103 {
		t.Errorf("there are %d events, want one for each invitation and three of the organization", len(events))
	}

	requests := w.Requests.During(func() {
		again := w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Is(200)
		if string(again.Body) != string(first.Body) {
			t.Error("another repeat is answered otherwise")
		}
	})
	if len(requests) != 1 {
		t.Errorf("a repeat of a call that is done sent %v, want one read", requests)
	}
}

// A call whose client goes, or whose data cannot be reached for a moment, may be repeated at once.
func TestACallThatFailedMayBeRepeatedAtOnce(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	var seen atomic.Int64
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" && seen.Add(1) == 20 {
			return errDead
		}
		return nil
	})
	w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Refused(503, "unavailable")
	var got results
	w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Is(200).Into(&got)
	for n, r := range got.Results {
		if r.Outcome != "invited" {
			t.Errorf("entry %d is %+v, want invited", n, r)
		}
	}
	if records, addresses := invitations(t, w); records != 100 || addresses != 100 {
		t.Errorf("there are %d invitations to %d addresses, want 100", records, addresses)
	}
}

// While the first call runs, the same call is refused; afterwards it gets the first answer.
func TestACallInFlightIsNotRunTwice(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	var seen atomic.Int64
	second := make(chan *webtest.Response, 1)
	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" && seen.Add(1) == 30 {
			second <- w.Admin.Post(path, hundred(), webtest.Repeat("bulk"))
		}
		return nil
	})
	first := w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Is(200)
	(<-second).Refused(409, "in-flight")
	again := w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Is(200)
	if string(again.Body) != string(first.Body) {
		t.Error("a repeat is answered otherwise")
	}
}

// The answer of a single invitation is kept in its own transaction; a refusal that wrote nothing is kept as well.
func TestARepeatOfOneGetsTheFirstAnswer(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	one := inviting(invited("earl@oakey.example"))
	first := w.Admin.Post(path, one, webtest.Repeat("one")).Is(200)
	w.Advance(23 * time.Hour)
	again := w.Admin.Post(path, one, webtest.Repeat("one")).Is(200)
	if difference := cmp.Diff(string(first.Body), string(again.Body)); difference != "" {
		t.Errorf("the repeat differs (-first +again):\n%s", difference)
	}
	taken := w.Admin.Post(path, one, webtest.Repeat("two")).Is(200)
	w.Advance(7 * 24 * time.Hour) // the address is free again, and the first answer is forgotten
	free := w.Admin.Post(path, one, webtest.Repeat("one")).Is(200)
	var got results
	if free.Into(&got); outcomes(got)[0] != "invited" {
		t.Errorf("after 24 hours the same key answers %s", free.Body)
	}
	if taken.Into(&got); outcomes(got)[0] != "already_invited" {
		t.Fatalf("the outcome is %s", taken.Body)
	}
	w.Admin.Post(path, inviting(invited("wrong")), webtest.Repeat("three")).Is(200)
	w.Admin.Post(path, inviting(invited("right@oakey.example")), webtest.Repeat("three")).Refused(422, "idempotency-mismatch")
}

// The right is asked for again before a first answer is given again.
func TestARepeatAsksForTheRightAgain(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	anna.Post(path, hundred(), webtest.Repeat("bulk")).Is(200)
	anna.Becomes(account.Active, account.Grants{Role: account.PlainMember})
	anna.Post(path, hundred(), webtest.Repeat("bulk")).Refused(403, "forbidden")
}

// Without a key nothing tells a repeat from a new call.
func TestWithoutAKeyARepeatIsANewCall(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	call := inviting(invited("one@oakey.example"), invited("two@oakey.example"))
	var got results
	w.Admin.Post(path, call).Is(200)
	w.Admin.Post(path, call).Is(200).Into(&got)
	if difference := cmp.Diff([]string{"already_invited", "already_invited"}, outcomes(got)); difference != "" {
		t.Errorf("the outcomes (-want +got):\n%s", difference)
	}
}

// A hundred entries cost a hundred times one, and two small writes around them.
func TestAHundredAreLinear(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	var one, all storetest.Cost
	one = w.Units.Cost(t, w.Config, func() { w.Admin.Post(path, inviting(invited("single@oakey.example"))).Is(200) })
	requests := w.Requests.During(func() {
		all = w.Units.Cost(t, w.Config, func() { w.Admin.Post(path, hundred(), webtest.Repeat("bulk")).Is(200) })
	})
	count := map[string]int{}
	for _, r := range requests {
		count[r]++
	}
	t.Logf("one %.0f WCU, a hundred %.0f WCU, %v", one.Written, all.Written, count)
	if count["TransactWriteItems"] != 101 || count["BatchGetItem"] != 1 || len(requests) != 103 {
		t.Errorf("the requests are %v, want one read, the beginning, a hundred transactions and the end", count)
	}
	if around := all.Written - 100*one.Written; around < 0 || around > 60 { // the answer of a hundred is 25 KB
		t.Errorf("a hundred cost %.0f write units, one %.0f", all.Written, one.Written)
	}
}

// Twenty calls for one address at the same moment make one invitation.
func TestOneAddressIsInvitedOnce(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, invite.Register)
	answers := make([]*webtest.Response, 20)
	var calls sync.WaitGroup
	for n := range answers {
		calls.Go(func() { answers[n] = w.Admin.Post(path, inviting(invited("earl@oakey.example"))) })
	}
	calls.Wait()
	count := map[string]int{}
	for _, a := range answers {
		var got results
		a.Is(200).Into(&got)
		count[outcomes(got)[0]]++
	}
	if records, addresses := invitations(t, w); records != 1 || addresses != 1 || count["invited"] != 1 || count["already_invited"] != 19 {
		t.Errorf("%d invitations to %d addresses, answered %v", records, addresses, count)
	}
}
