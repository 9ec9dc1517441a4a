package dispatch_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"roster/functions/dispatch"
	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/store/storetest"
)

// story is a week in an organization: everything that changes tabs, rows and words of people.
func (w *world) story() {
	w.t.Helper()
	ad, other := w.First, w.NewAdAccount("Other", account.AdAccountIsActive)
	on := func(roles ...string) account.Grants {
		g := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}}
		for _, role := range roles {
			g.AdAccountRoles = append(g.AdAccountRoles, account.AdAccountRole{AdAccount: ad, Role: role})
		}
		return g.Sorted()
	}

	revoked := w.invited()
	w.close(revoked, account.Revoked, account.InvitationRevoked)
	open := w.rewrite(w.invited(), account.InvitationUpdated, []string{"name", "email"}, func(i *account.Invitation) {
		i.Name, i.Email, i.Grants = "Earl E. Bird", w.address(), on("viewer")
	})
	w.Mailed(open, account.MailSent)
	w.Mailed(open, account.MailDelivered)

	anna := w.NewMember("Anna-Lena Krüger", account.PendingApproval, on("viewer"))
	w.edit(anna, account.MemberApproved, func(m *account.Member) { m.State = account.Active })
	w.edit(anna, account.MemberUpdated, func(m *account.Member) {
		m.Grants = on("account_admin", "viewer")
		m.Grants.Permissions = append(m.Grants.Permissions, account.ManageUsers)
		m.Grants.AdAccountRoles = append(m.Grants.AdAccountRoles, account.AdAccountRole{AdAccount: other, Role: "viewer"})
	})
	w.markActive(anna.Place(), "2026-11-23")

	marcus := w.NewMember("Marcus Bell", account.Active, on("campaign_manager"))
	w.edit(marcus, account.MemberSuspended, func(m *account.Member) { m.State = account.Suspended })
	w.edit(marcus, account.MemberReactivated, func(m *account.Member) { m.State = account.Active })
	married := *marcus.User
	married.Name = "Marcus Klar"
	if err := w.Store.FollowUser(w.t.Context(), w.intent(marcus), marcus.Place(), &married); err != nil {
		w.t.Fatal(err)
	}

	gone := w.NewMember("Gone Girl", account.Active, on("viewer"))
	w.remove(gone, account.MemberRemoved)
	w.Advance(time.Second)
	back := w.NewMember("Back Again", account.Active, on("viewer"))
	w.remove(back, account.MemberLeft)
	w.Advance(time.Second)
	back.Joins(account.Active, account.Grants{Role: account.Admin})
	turnedAway := w.NewMember("Turned Away", account.PendingApproval, on())
	w.remove(turnedAway, account.MemberRejected)
}

func (w *world) markActive(m *account.Member, day string) {
	w.t.Helper()
	if err := w.Store.MarkActive(w.t.Context(), m, day); err != nil {
		w.t.Fatal(err)
	}
}

func TestWhateverComesTwiceLateOrInAnyOrderEndsTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.story()
	records := w.stream.Next()
	w.mustHandle(records)
	want := w.kept()
	w.isRight(want)
	counts := store.Counts{Active: 4, Invited: 1, Accepted: 6, Unprotected: 4}
	if diff := cmp.Diff(counts, w.counts()); diff != "" {
		t.Fatalf("the counts are wrong at the first time: %s", diff)
	}

	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for _, from := range []string{"afresh", "again"} {
		if from == "afresh" {
			w.forget()
		}
		twice := slices.Concat(records, records)
		random.Shuffle(len(twice), func(i, j int) { twice[i], twice[j] = twice[j], twice[i] })
		for len(twice) > 0 {
			n := min(len(twice), 1+random.IntN(20))
			w.mustHandle(twice[:n])
			twice = twice[n:]
		}
		if diff := cmp.Diff(want, w.kept()); diff != "" {
			t.Fatalf("%s, seed %d: %s", from, seed, diff)
		}
	}
}

// The program may die before any of its requests. What it had not done is done when the records come again.
func TestDyingAnywhereLosesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna-Lena Krüger", account.PendingApproval, manager)
	w.edit(anna, account.MemberApproved, func(m *account.Member) { m.State = account.Active })
	w.close(w.invited(), account.Revoked, account.InvitationRevoked)
	w.remove(w.NewMember("Gone Girl", account.Active, guest), account.MemberRemoved)
	records := w.stream.Next()
	requests := len(w.requests.During(func() { w.mustHandle(records) }))
	want := w.kept()
	w.isRight(want)
	for dies := 0; dies < requests; dies += 1 + dies/2 {
		w.forget()
		var sent atomic.Int64
		w.faults.Before(func(string) error {
			if sent.Add(1) > int64(dies) {
				return errors.New("the program is dead")
			}
			return nil
		})
		if reported := w.handle(records); len(reported) == 0 {
			t.Errorf("dead after %d of %d requests, it reports nothing", dies, requests)
		}
		w.faults.Before(nil)
		w.mustHandle(records)
		if diff := cmp.Diff(want, w.kept()); diff != "" {
			t.Fatalf("dead after %d of %d requests: %s", dies, requests, diff)
		}
	}
}

// Older records are worked off beside newer ones, and beside changes that are just made. When everything has
// been worked off once since the last change, nothing older is left behind.
func TestStaleWorkBesideNewChangesLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, guest)
	seen := w.stream.Next()
	w.mustHandle(seen)
	var lock sync.Mutex
	stop := make(chan struct{})
	var stale sync.WaitGroup
	for range 2 {
		stale.Go(func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(5 * time.Millisecond):
				}
				lock.Lock()
				old := []events.DynamoDBEventRecord{seen[rand.IntN(len(seen))], seen[rand.IntN(len(seen))]}
				lock.Unlock()
				if _, err := w.dispatch.Handle(t.Context(), events.DynamoDBEvent{Records: old}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all := []string{"viewer", "campaign_manager", "account_admin"}
	for round := range 7 {
		w.edit(anna, account.MemberUpdated, func(m *account.Member) {
			m.Grants = account.Grants{Role: account.PlainMember, AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: all[round%3]}}}
			m.State = []account.MemberState{account.Active, account.Suspended}[round%2]
		})
		records := w.stream.Next()
		lock.Lock()
		seen = append(seen, records...)
		lock.Unlock()
		w.mustHandle(records)
	}
	close(stop)
	stale.Wait()
	w.isRight(w.kept())
	if diff := cmp.Diff(store.Counts{Active: 2, Accepted: 1, Unprotected: 2}, w.counts()); diff != "" {
		t.Error(diff)
	}
}

// Whoever read a record, was held up and writes rows that are not wanted any more sees that the record has moved
// on, and takes them back.
func TestWhoeverWasHeldUpTakesBackWhatItWroteTooLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, manager)
	old := w.stream.Next()
	prompt := dispatch.New(w.Store, queue.Open(w.Config))

	heldUp, goOn := make(chan struct{}), make(chan struct{})
	var once sync.Once
	w.faults.Before(func(operation string) error {
		if operation == "PutItem" {
			once.Do(func() { close(heldUp); <-goOn })
		}
		return nil
	})
	var late sync.WaitGroup
	late.Go(func() { w.mustHandle(old) })
	<-heldUp
	w.edit(anna, account.MemberSuspended, func(m *account.Member) { m.State, m.Grants = account.Suspended, guest })
	response, err := prompt.Handle(t.Context(), events.DynamoDBEvent{Records: slices.Concat(old, w.stream.Next())})
	if err != nil || len(response.BatchItemFailures) > 0 {
		t.Fatalf("%v failed (%v)", response.BatchItemFailures, err)
	}
	close(goOn)
	late.Wait()
	w.isRight(w.kept())
}

// Its own rows, counts and marks come back to it only where nobody filters the stream, and then it does nothing.
func TestWhatItWritesLeadsToNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.story()
	w.mustHandle(w.stream.Next())
	own := w.stream.Next()
	w.forget()
	if len(own) < 20 {
		t.Fatalf("it wrote %d items", len(own))
	}
	if sent := w.requests.During(func() { w.mustHandle(own) }); len(sent) > 0 {
		t.Errorf("its own writes lead to %v", sent)
	}
}

// An invitation that has ended goes by itself, months later. That is no event: the counts and the rows of others
// stay.
func TestWhatGoesByItselfMovesNoCount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.invited()
	over := w.invited()
	w.close(over, account.Revoked, account.InvitationRevoked)
	w.mustHandle(w.stream.Next())
	want := w.kept()
	w.stream.Next() // what that has written
	_, err := storetest.Client(w.Config).DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &w.Config.Table, Key: storetest.Item{
		"PK": &types.AttributeValueMemberS{Value: "I#" + string(over.ID)}, "SK": &types.AttributeValueMemberS{Value: "I"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	gone := w.stream.Next()
	if len(gone) != 1 || gone[0].EventName != "REMOVE" {
		t.Fatalf("the stream shows %d changes, want one deletion", len(gone))
	}
	w.mustHandle(gone)
	if diff := cmp.Diff(want, w.kept()); diff != "" {
		t.Error(diff)
	}
	w.isRight(w.kept())
}
