package store_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
)

// gateOf is the gate as it stands.
func gateOf(t *testing.T, s *store.Store, id account.WebhookID) *store.Gate {
	t.Helper()
	found, err := s.Get(t.Context(), store.GateKey(id))
	if err != nil {
		t.Fatal(err)
	}
	return found.Gate(id)
}

// However many programs come to an endpoint at once, and however old what they have seen of its gate is, no more calls
// are under way than it has lanes, and each lane is given back.
func TestNoMoreCallsAreUnderWayThanThereAreLanes(t *testing.T) {
	t.Parallel()
	s, _ := storetest.New(t)
	id, now := store.NewWebhookID(time.Now()), time.Now()
	seen := gateOf(t, s, id) // which is soon old
	var underWay, most, entered atomic.Int32
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range 5 {
				p, _, err := s.Enter(t.Context(), id, seen, 2, false, now)
				if errors.Is(err, store.ErrGateFull) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				calls := underWay.Add(int32(p.Calls())) // #nosec G115 -- at most two
				for high := most.Load(); calls > high && !most.CompareAndSwap(high, calls); high = most.Load() {
				}
				entered.Add(1)
				underWay.Add(-int32(p.Calls())) // #nosec G115 -- at most two
				if _, err := s.Leave(t.Context(), p, store.Passed{Succeeded: true}, now); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if most.Load() > account.CallsAtOnce || entered.Load() == 0 {
		t.Errorf("%d calls were under way at once; %d went through", most.Load(), entered.Load())
	}
	if p, _, err := s.Enter(t.Context(), id, gateOf(t, s, id), account.CallsAtOnce, false, now); err != nil || p.Calls() != account.CallsAtOnce {
		t.Errorf("afterwards %+v gets in (%v)", p, err)
	}
}

// Once an endpoint may be called again that had failed, one call finds out how it is: of many who come at that moment,
// one gets in. Its success opens the gate.
func TestOneOfManyFindsOutHowAnEndpointIs(t *testing.T) {
	t.Parallel()
	s, _ := storetest.New(t)
	now := time.Now()
	for range 10 {
		id := store.NewWebhookID(now)
		at := now
		for range account.BreaksAfter {
			p, _, err := s.Enter(t.Context(), id, gateOf(t, s, id), 1, false, at)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Leave(t.Context(), p, store.Passed{Failed: 1}, at); err != nil {
				t.Fatal(err)
			}
			at = at.Add(account.BreaksOver)
		}
		broken := gateOf(t, s, id)
		if _, _, err := s.Enter(t.Context(), id, broken, 1, false, broken.OpensAt().Add(-time.Second)); !errors.Is(err, store.ErrGateClosed) {
			t.Fatalf("before its time it answers %v", err)
		}
		opens := broken.OpensAt()
		in := make(chan *store.Passage, 8)
		var group sync.WaitGroup
		for range cap(in) {
			group.Go(func() {
				p, _, err := s.Enter(t.Context(), id, broken, 5, false, opens)
				switch {
				case err == nil:
					in <- p
				case !errors.Is(err, store.ErrGateClosed):
					t.Error(err)
				}
			})
		}
		group.Wait()
		if len(in) != 1 {
			t.Fatalf("%d got in", len(in))
		}
		p := <-in
		if p.Calls() != 1 {
			t.Errorf("it may call %d times", p.Calls())
		}
		if _, err := s.Leave(t.Context(), p, store.Passed{Succeeded: true}, opens); err != nil {
			t.Fatal(err)
		}
		if gateOf(t, s, id).Broken() {
			t.Error("after a success the gate is broken still")
		}
	}
}

// A program that dies at an endpoint gives its lanes back after a minute, and what it does then harms nobody who has them.
func TestLanesOfTheDeadAreFreeAgain(t *testing.T) {
	t.Parallel()
	s, _ := storetest.New(t)
	id, now := store.NewWebhookID(time.Now()), time.Now()
	dead, _, err := s.Enter(t.Context(), id, gateOf(t, s, id), account.CallsAtOnce, false, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Enter(t.Context(), id, gateOf(t, s, id), 1, false, now.Add(59*time.Second)); !errors.Is(err, store.ErrGateFull) {
		t.Fatalf("while it may live: %v", err)
	}
	later := now.Add(61 * time.Second)
	if _, _, err := s.Enter(t.Context(), id, gateOf(t, s, id), account.CallsAtOnce, false, later); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Leave(t.Context(), dead, store.Passed{Succeeded: true}, later); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Enter(t.Context(), id, gateOf(t, s, id), 1, false, later); !errors.Is(err, store.ErrGateFull) {
		t.Errorf("the lanes of others are free: %v", err)
	}
}
