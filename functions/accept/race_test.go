package accept_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"roster/functions/accept"
	"roster/functions/revoke"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// together runs what is to meet at the same moment.
func together(all ...func()) {
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for _, do := range all {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			do()
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
}

func count(events []storetest.Event, kind account.EventType) int {
	n := 0
	for _, e := range events {
		if e.Type == kind {
			n++
		}
	}
	return n
}

// Fifty acceptances at once make one member and one event of each kind, and all fifty are told so.
func TestFiftyAcceptancesMakeOneMember(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, accept.Register)
	earl := w.NewUser("Earl E. Bird")
	i := w.NewInvitation(earl.User.Email, account.Grants{Role: account.Admin})
	body := w.TokenBody(i)
	answers := make([]*webtest.Response, 50)
	var all []func()
	for n := range answers {
		all = append(all, func() { answers[n] = earl.Post(take, body) })
	}
	together(all...)
	for _, a := range answers {
		if a.Status != 200 || string(a.Body) != string(answers[0].Body) {
			t.Errorf("one is answered %d %s", a.Status, a.Body)
		}
	}
	if events := w.Events(string(i.ID)); count(events, account.InvitationAccepted) != 1 {
		t.Errorf("the events of the invitation are %+v", events)
	}
	if events := w.Events(string(earl.Member)); count(events, account.MemberAdded) != 1 || len(events) != 1 {
		t.Errorf("the events of the member are %+v", events)
	}
	var counter struct {
		N int `dynamodbav:"n"`
	}
	for k, item := range storetest.Table(t, w.Config) {
		if k[1] == "ADMINS" {
			if err := attributevalue.UnmarshalMap(item, &counter); err != nil {
				t.Fatal(err)
			}
		}
	}
	if counter.N != 2 {
		t.Errorf("the organization counts %d admins, want 2", counter.N)
	}
}

// An acceptance and a revocation at the same time: one of them wins whole, and the other changes nothing.
func TestAcceptanceAgainstRevocation(t *testing.T) {
	t.Parallel()
	const rounds = 200
	w := webtest.New(t, accept.Register, revoke.Register)
	type round struct {
		who            *webtest.Person
		i              *account.Invitation
		accept, revoke *webtest.Response
	}
	all := make([]round, rounds)
	var keys []store.Key
	for n := range all {
		who := w.NewUser(fmt.Sprintf("Person %d", n))
		all[n] = round{who: who, i: w.NewInvitation(who.User.Email, guest)}
		keys = append(keys, store.InvitationKey(all[n].i.ID), store.MemberKey(w.Org, who.User.ID))
	}
	for n := range all {
		r, token := &all[n], w.TokenBody(all[n].i)
		meet(w)
		together(
			func() { r.accept = r.who.Post(take, token) },
			func() { r.revoke = w.Admin.Delete("/v1/organizations/{org}/invitations/" + string(r.i.ID)) },
		)
	}
	w.Faults.Before(nil)
	about := map[string][]storetest.Event{}
	for _, e := range w.Events("") {
		about[e.Target] = append(about[e.Target], e)
	}
	found, err := w.Store.Get(t.Context(), keys...)
	if err != nil {
		t.Fatal(err)
	}
	wins := map[string]int{}
	for _, r := range all {
		state, place := found.AnyInvitation(r.i.ID).State, found.Member(w.Org, r.who.User.ID)
		events, joined := about[string(r.i.ID)], about[string(r.who.Member)]
		accepted := r.accept.Status == 200 && r.revoke.Status == 409 && state == account.Accepted && place != nil &&
			count(events, account.InvitationAccepted) == 1 && len(events) == 2 && len(joined) == 1
		revoked := r.accept.Status == 410 && r.revoke.Status == 204 && state == account.Revoked && place == nil &&
			count(events, account.InvitationRevoked) == 1 && len(events) == 2 && len(joined) == 0
		switch {
		case accepted:
			wins["accepted"]++
		case revoked:
			wins["revoked"]++
		default:
			t.Errorf("accept %d %s, revoke %d %s, %s, place %+v, events %+v %+v", r.accept.Status, r.accept.Body, r.revoke.Status, r.revoke.Body, state, place, events, joined)
		}
	}
	t.Logf("%v of %d", wins, rounds)
	if wins["accepted"] == 0 || wins["revoked"] == 0 {
		t.Errorf("one side won always, %v: they did not meet", wins)
	}
}

// meet holds the next two transactions until both are about to be sent.
func meet(w *webtest.World) {
	var lock sync.Mutex
	waiting, both := 0, make(chan struct{})
	w.Faults.Before(func(operation string) error {
		if operation != "TransactWriteItems" {
			return nil
		}
		lock.Lock()
		if waiting++; waiting == 2 {
			close(both)
		}
		lock.Unlock()
		<-both
		return nil
	})
}

// What changes between reading and writing is looked at again: an acceptance is never of grants, or by a token,
// that were replaced meanwhile.
func TestAnAcceptanceLooksAgainAtWhatChanged(t *testing.T) {
	t.Parallel()
	more := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}}
	for name, c := range map[string]struct {
		meanwhile func(i *account.Invitation)
		event     account.EventType
		status    int
		grants    account.Grants
	}{
		"other grants": {func(i *account.Invitation) { i.Grants, i.Version = more, i.Version+1 }, account.InvitationUpdated, 200, more},
		"another mail": {func(i *account.Invitation) { i.ExpiresAt = i.ExpiresAt.Add(1) }, account.InvitationResent, 200, guest},
		"a new token":  {func(i *account.Invitation) { i.TokenVersion++ }, account.InvitationUpdated, 410, account.Grants{}},
		"a new address": {func(i *account.Invitation) { i.Email, i.TokenVersion, i.Version = "new@oakey.example", 2, i.Version+1 },
			account.InvitationUpdated, 410, account.Grants{}},
		"a revocation": {func(i *account.Invitation) { i.State, i.Version = account.Revoked, i.Version+1 }, account.InvitationRevoked, 410, account.Grants{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, accept.Register)
			earl := w.NewUser("Earl E. Bird")
			before := w.NewInvitation(earl.User.Email, guest)
			w.Faults.Before(func(operation string) error {
				if operation != "TransactWriteItems" {
					return nil
				}
				w.Faults.Before(nil)
				after := *before
				c.meanwhile(&after)
				write := func() error { return w.Store.UpdateInvitation(t.Context(), w.Intent(w.Admin), before, &after, c.event) }
				if after.State != account.Pending {
					write = func() error { return w.Store.CloseInvitation(t.Context(), w.Intent(w.Admin), before, &after, c.event) }
				}
				if err := write(); err != nil {
					t.Error(err)
				}
				return nil
			})
			earl.Post(take, w.TokenBody(before)).Is(c.status)
			place := earl.Place()
			if c.status == 200 && (place == nil || !place.Grants.Equal(c.grants)) || c.status != 200 && place != nil {
				t.Errorf("the place is %+v", place)
			}
		})
	}
}
