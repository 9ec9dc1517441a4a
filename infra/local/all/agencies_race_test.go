package all_test

import (
	"net/http"
	"sync"
	"testing"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

// Own place and ways in share an item, and a link and what is assigned under it do not. Whatever meets, each ends as
// if the one had come after the other.

const races = 25

// meet runs all at once.
func meet(all ...func()) {
	var start, done sync.WaitGroup
	start.Add(1)
	for _, do := range all {
		done.Go(func() { start.Wait(); do() })
	}
	start.Done()
	done.Wait()
}

// stands is what the item of a place says: the state of the place, empty for none, and how many agencies.
func (s *three) stands(p *webtest.Person) (state account.MemberState, agencies int) {
	s.T.Helper()
	found, err := s.Store.Get(s.T.Context(), store.MemberKey(s.first.id, p.User.ID))
	if err != nil {
		s.T.Fatal(err)
	}
	if m := found.Member(s.first.id, p.User.ID); m != nil {
		state = m.State
	}
	return state, len(found.Agencies(s.first.id, p.User.ID))
}

func (s *three) tries(c client, p *webtest.Person) func() int {
	return func() int { return s.boss.Call(http.MethodPut, s.assignmentOf(c, p), gives(c.ad, "viewer")).Status }
}

func TestARemovalBesideAnAssignmentEndsThePlaceAlone(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	member := org + "/members/" + string(s.jonas.Member)
	for range races {
		s.jonas.Joins(account.Active, account.Grants{Role: account.PlainMember})
		var removed, assigned int
		meet(func() { removed = s.Admin.Delete(member).Status }, func() { assigned = s.tries(s.first, s.jonas)() })
		if removed != 204 || assigned != 200 {
			t.Fatalf("the removal is answered %d, the assignment %d", removed, assigned)
		}
		if state, agencies := s.stands(s.jonas); state != "" || agencies != 1 {
			t.Fatalf("the place is %q, with %d agencies", state, agencies)
		}
		s.holds(s.jonas, s.first, []string{}, "viewer")
		s.boss.Delete(s.assignmentOf(s.first, s.jonas)).Is(204)
		s.isOut(s.jonas, s.first)
	}
}

func TestARemovalBesideAnEndedAssignmentEndsBoth(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	for range races {
		s.jonas.Joins(account.Active, account.Grants{Role: account.PlainMember})
		s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
		var removed, unassigned int
		meet(func() { removed = s.Admin.Delete(org + "/members/" + string(s.jonas.Member)).Status },
			func() { unassigned = s.boss.Delete(s.assignmentOf(s.first, s.jonas)).Status })
		if removed != 204 || unassigned != 204 {
			t.Fatalf("the removal is answered %d, the end of the assignment %d", removed, unassigned)
		}
		found, err := s.Store.Get(t.Context(), store.MemberKey(s.first.id, s.jonas.User.ID))
		if err != nil || len(found) > 0 {
			t.Fatalf("left is %v (%v)", found, err)
		}
		s.isOut(s.jonas, s.first)
	}
}

func TestAnAcceptanceBesideAnAssignmentKeepsBoth(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	for range races {
		i := s.NewInvitation(s.jonas.User.Email, account.Grants{Role: account.PlainMember})
		var accepted, assigned int
		meet(func() { accepted = s.jonas.Post("/v1/invitations/accept", s.TokenBody(i)).Status }, func() { assigned = s.tries(s.first, s.jonas)() })
		if accepted != 200 || assigned != 200 {
			t.Fatalf("the acceptance is answered %d, the assignment %d", accepted, assigned)
		}
		if state, agencies := s.stands(s.jonas); state != account.Active || agencies != 1 {
			t.Fatalf("the place is %q, with %d agencies", state, agencies)
		}
		s.Admin.Delete(org + "/members/" + string(s.jonas.Member)).Is(204)
		s.boss.Delete(s.assignmentOf(s.first, s.jonas)).Is(204)
	}
}

// Whoever assigns somebody while the link ends has assigned nobody: neither to that link nor to the next.
func TestAnAssignmentBesideTheEndOfItsLinkOpensNothing(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	for range races {
		s.works(s.first)
		var ended, assigned int
		meet(func() { ended = s.Admin.Delete(s.agencyAt(s.first)).Status }, func() { assigned = s.tries(s.first, s.jonas)() })
		if ended != 204 || assigned != 200 && assigned != 404 {
			t.Fatalf("the end is answered %d, the assignment %d", ended, assigned)
		}
		s.isOut(s.jonas, s.first)
		s.works(s.first)
		s.isOut(s.jonas, s.first)
		s.Admin.Delete(s.agencyAt(s.first)).Is(204)
	}
}

// Whoever takes an invitation back while the agency accepts it is done with the agency, either way.
func TestAnAgencyThatAcceptsWhileItIsSentAwayIsSentAway(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	for range races {
		s.Admin.Post(in(s.first.id)+"/agencies", offered(s.agency, gives(s.first.ad, "viewer"))).Is(201)
		var accepted, revoked int
		meet(func() { accepted = s.boss.Post(s.clientOf(s.first)+"/accept", nil).Status }, func() { revoked = s.Admin.Delete(s.agencyAt(s.first)).Status })
		if revoked != 204 || accepted != 200 && accepted != 404 && accepted != 412 {
			t.Fatalf("accepting is answered %d, taking back %d", accepted, revoked)
		}
		s.boss.Get(s.clientOf(s.first)+"/members").Refused(404, "not-found")
	}
	ended := 0
	for _, e := range s.Events(string(s.agency)) {
		if e.Type == account.AgencyEnded {
			ended++
		}
	}
	if ended != races {
		t.Errorf("%d links have ended %d times in the client's log", races, ended)
	}
}

// The client keeps somebody out while the agency changes what it may do: it is out, whoever comes first.
func TestABlockBesideAnEditBlocks(t *testing.T) {
	t.Parallel()
	s := newThree(t)
	s.works(s.first)
	person := s.agencyAt(s.first) + "/members/" + string(s.jonas.User.ID)
	s.assigns(s.first, s.jonas, gives(s.first.ad, "viewer"))
	for n := range races {
		var blocked, edited int
		meet(func() { blocked = s.Admin.Delete(person).Status }, func() {
			edited = s.boss.Call(http.MethodPut, s.assignmentOf(s.first, s.jonas), gives(s.first.ad, []string{"campaign_manager", "viewer"}[n%2])).Status
		})
		if blocked != 204 || edited != 200 && edited != 409 && edited != 412 {
			t.Fatalf("the block is answered %d, the edit %d", blocked, edited)
		}
		s.isOut(s.jonas, s.first)
		s.Admin.Call(http.MethodPut, person, nil).Is(204)
	}
}
