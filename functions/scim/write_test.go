package scim_test

import (
	"fmt"
	"sync"
	"testing"

	"roster/shared/account"
	"roster/shared/web/webtest"
)

// ETags move with what changes, and bind whoever sends one.
func TestAnETagBindsWhoSendsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.creates("jonas@oakey.example", nil)
	path, tag := users+"/"+first.ID, webtest.Header{Name: "If-Match", Value: first.Meta.Version}
	w.key.Get(path, webtest.Header{Name: "If-None-Match", Value: first.Meta.Version}).Is(304)
	answer := w.key.Patch(path, operations("displayName", "Jonas"), tag).Is(200)
	if answer.Header.Get("ETag") == first.Meta.Version {
		t.Error("the version stays")
	}
	w.key.Get(path, webtest.Header{Name: "If-None-Match", Value: first.Meta.Version}).Is(200)
	refused(t, w.key.Patch(path, operations("displayName", "J"), tag), 412, "")
	refused(t, w.key.Delete(path, tag), 412, "")
	same := w.key.Patch(path, operations("displayName", "Jonas")).Is(200)
	if same.Header.Get("ETag") != answer.Header.Get("ETag") {
		t.Error("a change of nothing moves the version")
	}
	w.key.Delete(path, webtest.Header{Name: "If-Match", Value: "*"}).Is(204)
	refused(t, w.key.Delete(path), 404, "")
}

// A deactivation beside an acceptance ends in one of two ways: the invitation is revoked and nobody came, or somebody
// came and is suspended. Access never stays.
func TestADeactivationBesideAnAcceptanceLeavesNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for n := range 40 {
		id := w.creates(fmt.Sprintf("jonas%d@oakey.example", n), nil).ID
		p := w.NewUserWith(account.Address(fmt.Sprintf("jonas%d@oakey.example", n)))
		var group sync.WaitGroup
		var accepted, deactivated int
		group.Go(func() { accepted = p.Post("/v1/me/invitations/"+id+"/accept", nil).Status })
		group.Go(func() { deactivated = w.patches(id, "active", false).Status })
		group.Wait()
		m := p.Place()
		if deactivated != 200 || (accepted == 200) != (m != nil) || m != nil && m.State != account.Suspended || w.reads(id).Active {
			t.Fatalf("acceptance %d, deactivation %d: the member is %+v", accepted, deactivated, m)
		}
	}
}
