package sweep_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// Of two organizations with everything in them one is purged: nothing of it is left in the table but what ends by
// itself, and all else is byte for byte as it was.
func TestWhatIsDeletedFor30DaysGoesForGoodAndNothingElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.Advance(30*aDay - time.Millisecond)
	h.run()
	before := h.table()
	if h.deleted() == nil {
		t.Fatal("it went too early")
	}
	h.Advance(time.Millisecond)
	h.run() // deletes
	if h.deleted() == nil {
		t.Error("the organization went though its indexes may have been late")
	}
	h.run() // finds that nothing is left
	h.run() // has nothing to do any more
	h.onlyTheDoomedIsGone(before)
}

// A run that has no time left does a part, and the next goes on; a program that dies in the middle leaves
// nothing behind that the next does not find.
func TestAPurgeGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	for name, stop := range map[string]struct {
		ends time.Time
		dies func(request int64) bool
	}{
		"when its time is over": {time.Now(), func(int64) bool { return false }},
		"when it dies":          {time.Now().Add(time.Hour), func(request int64) bool { return request&(request-1) == 0 }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.Advance(30 * aDay)
			before, o := h.table(), h.deleted()
			var requests atomic.Int64
			h.Faults.Before(func(string) error {
				if stop.dies(requests.Add(1)) {
					return errDied
				}
				return nil
			})
			calls := 0
			for done := false; !done; calls++ {
				var err error
				done, err = h.Store.Purge(t.Context(), o, store.Purging{Now: h.Now(), Ends: stop.ends})
				if err != nil && !errors.Is(err, errDied) || calls == 200 {
					t.Fatalf("after %d calls: %v", calls, err)
				}
			}
			h.Faults.Before(nil)
			if calls < 5 {
				t.Errorf("it took %d calls, which tries nothing", calls)
			}
			h.onlyTheDoomedIsGone(before)
		})
	}
}

var errDied = errors.New("the program died here")

// Whoever restores an organization before its purge begins has all of it; once it has begun it is too late.
func TestARestoreAndAPurgeExcludeEachOther(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.Advance(30 * aDay)
	due := h.deleted()
	if err := h.Store.RestoreOrganization(t.Context(), h.Intent(h.Admin), due); err != nil {
		t.Fatal(err)
	}
	before := h.table()
	if done, err := h.Store.Purge(t.Context(), due, store.Purging{Now: h.Now(), Ends: time.Now().Add(time.Hour)}); done || err != nil {
		t.Fatalf("a purge that read the organization before it was restored: %v, %v", done, err)
	}
	if changed := before.Changed(h.table()); len(changed) > 0 {
		t.Errorf("it touched %v", changed)
	}

	h.delete()
	h.Advance(30 * aDay)
	due = h.deleted()
	h.run()
	if err := h.Store.RestoreOrganization(t.Context(), h.Intent(h.Admin), due); account.CodeOf(err) != account.Conflict {
		t.Errorf("restoring what is half gone ended with %v, want a conflict", err)
	}
}

// house is a table with two organizations that have the same people and everything that there is; one of the two
// was deleted.
type house struct {
	*world
	doomed account.OrganizationID
	own    map[[2]string]bool // the items that came with it, besides its admin's login
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{world: newWorld(t)}
	people := []*webtest.Person{h.NewUser("Anna-Lena Krüger"), h.NewUser("Gail Force"), h.NewUser("Ann Chovy"), h.NewUser("Earl E. Bird")}
	kept, admin, first := h.Org, h.Admin, h.First
	h.furnish(people, 2)
	before := h.table()
	h.Org, h.Admin, h.First = h.NewOrganization("Doomed")
	h.furnish(people, 105)
	h.doomed = h.Org
	h.own = map[[2]string]bool{}
	for key, item := range h.table() {
		kind, _ := plain(item)["kind"].(string)
		h.own[key] = before[key] == nil && !slices.Contains([]string{"user", "login", "session", "user_address"}, kind)
	}
	h.delete()
	h.Org, h.Admin, h.First = kept, admin, first
	return h
}

// furnish gives the world's organization everything that there is, and so many invitations.
func (h *house) furnish(people []*webtest.Person, invitations int) {
	h.T.Helper()
	ctx := h.T.Context()
	must := func(err error) {
		h.T.Helper()
		if err != nil {
			h.T.Fatal(err)
		}
	}
	in, never := h.Intent(h.Admin), h.Now().Add(300*aDay)
	archived := h.NewAdAccount("Archived", account.AdAccountIsArchived)
	must(h.Store.CreateAdAccount(ctx, in, &account.AdAccount{
		ID: store.NewAdAccountID(h.Now()), Organization: h.Org, Name: "EU Brand", ExternalID: "eu-brand", State: account.AdAccountIsActive,
		CreatedAt: h.Now(), Version: 1,
	}))
	grants := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}, AdAccountRoles: []account.AdAccountRole{
		{AdAccount: h.First, Role: "viewer"}, {AdAccount: archived, Role: "left_the_catalog"},
	}}
	states := []account.MemberState{account.Active, account.Active, account.Suspended, account.PendingApproval}
	for n, state := range states {
		people[n].JoinsOrganization(h.Org, h.Admin, state, grants)
	}
	for n := range invitations {
		h.NewInvitation(account.Address("guest"+strconv.Itoa(n)+"@oakey.example"), guest)
	}
	for state, event := range map[account.InvitationState]account.EventType{
		account.Declined: account.InvitationDeclined, account.Revoked: account.InvitationRevoked,
	} {
		open := h.NewInvitation(account.Address(string(state)+"@oakey.example"), guest)
		ended := *open
		ended.State, ended.Version = state, open.Version+1
		must(h.Store.CloseInvitation(ctx, in, open, &ended, event))
	}
	old := h.NewInvitation("expired@oakey.example", guest)
	late := in
	late.At = old.ExpiresAt
	must(h.Store.ExpireInvitation(ctx, late, old))
	unwanted := h.NewInvitation("blocked@oakey.example", grants)
	must(h.Store.BlockAddress(ctx, in, unwanted, unwanted))

	mailed := h.NewInvitation("mailed@oakey.example", grants)
	sending, err := h.Store.BeginMail(ctx, store.InvitationLetter(mailed), h.Now())
	must(err)
	must(h.Store.FinishMail(ctx, sending))
	must(h.Store.LetWait(ctx, &store.WaitingMail{
		Organization: h.Org, Invitation: mailed.ID, Event: "evt_01JD8Z4T9QH2X6W3V5N7M1K0FA", Kind: string(queue.MailInvitation), Due: never,
	}))
	written := in
	written.SCIM = &store.SCIMWrite{After: &account.SCIMPlace{
		ID: account.SCIMID(store.NewInvitationID(h.Now())), Organization: h.Org, UserName: "later", ExternalID: "1", Grants: guest,
		Email: account.SCIMEmail{Address: "later@oakey.example"}, CreatedAt: h.Now(), Version: 1,
	}}
	must(h.Store.WriteSCIM(ctx, written))
	w := &account.Webhook{
		ID: store.NewWebhookID(h.Now()), Organization: h.Org, URL: "https://hooks.oakey.example", State: account.WebhookEnabled,
		CreatedAt: h.Now(), Version: 1,
	}
	must(h.Store.CreateWebhook(ctx, in, w))
	for n := range 30 {
		must(h.Store.AddDelivery(ctx, &account.Delivery{
			ID: store.NewTestID(h.Now()), Webhook: w.ID, Owner: h.Org, Organization: h.Org, Type: account.WebhookTest,
			State: account.DeliveryRetrying, DueAt: never, CreatedAt: never, Turn: n,
		}))
	}
	_, _, err = h.Store.Enter(ctx, w.ID, &store.Gate{}, 1, false, h.Now())
	must(err)
	h.receives(in)
	h.dispatches(never)
}

// receives notes a signed message that came in.
func (h *house) receives(in store.Intent) {
	h.T.Helper()
	order, err := store.Found{}.Order(h.Org, "hr@oakey.example", h.Now(), h.Now())
	if err == nil {
		in.Order = order
		in.Answer = &store.Answer{
			Key: store.MessageKey(h.Org, store.NewKeyID(h.Now()), "msg_1"), Fingerprint: "x", Body: []byte("{}"),
			Message: &store.Message{ID: "msg_1", Outcome: "unchanged"},
		}
		err = h.Store.Keep(h.T.Context(), in)
	}
	if err != nil {
		h.T.Fatal(err)
	}
}

// dispatches does what dispatch and notify do of everything in the table: rows, counts, and mail that waits.
func (h *house) dispatches(until time.Time) {
	h.T.Helper()
	var lock sync.Mutex
	var events []account.Event
	var group errgroup.Group
	group.SetLimit(16)
	for key := range h.table() {
		group.Go(func() error {
			change, err := h.Store.ChangeAt(h.T.Context(), key[0], key[1])
			if err == nil && change.Person != nil {
				err = h.Store.KeepRows(h.T.Context(), *change.Person)
			}
			if e := change.Event; err == nil && e != nil && e.Organization == h.Org {
				lock.Lock()
				events = append(events, *e)
				lock.Unlock()
				err = h.Store.LetWait(h.T.Context(), &store.WaitingMail{Organization: h.Org, Event: e.ID, Kind: string(queue.MailRemoved), Due: until})
			}
			return err
		})
	}
	if err := errors.Join(group.Wait(), h.Store.CountEvents(h.T.Context(), h.Org, events)); err != nil {
		h.T.Fatal(err)
	}
}

// delete deletes the doomed organization, as its admin does.
func (h *house) delete() {
	h.T.Helper()
	found, err := h.Store.Get(h.T.Context(), store.OrganizationKey(h.doomed))
	if err != nil {
		h.T.Fatal(err)
	}
	in := h.Intent(h.Admin)
	in.Organization = h.doomed
	if err := h.Store.DeleteOrganization(h.T.Context(), in, found.Organization(h.doomed)); err != nil {
		h.T.Fatal(err)
	}
}

// deleted is the doomed organization as it stands; nil when it is gone.
func (h *house) deleted() *account.Organization {
	h.T.Helper()
	found, err := h.Store.Get(h.T.Context(), store.OrganizationKey(h.doomed))
	if err != nil {
		h.T.Fatal(err)
	}
	return found.DeletedOrganization(h.doomed)
}

func (w *world) table() storetest.Items { return storetest.Table(w.T, w.Config) }

// onlyTheDoomedIsGone compares the table with what it was. Marks and counters that end by themselves may still be
// there: they hold nothing but ids.
func (h *house) onlyTheDoomedIsGone(before storetest.Items) {
	h.T.Helper()
	after := h.table()
	for _, key := range before.Changed(after) {
		if !h.belongs(key) {
			h.T.Errorf("%v belongs to nobody who was deleted, and changed", key)
		}
	}
	for key, item := range after {
		ends, _ := plain(item)["ttl"].(float64)
		kind, _ := plain(item)["kind"].(string)
		if h.belongs(key) && (ends == 0 || kind != "handled" && kind != "rate") {
			h.T.Errorf("%v is left", key)
		}
	}
}

// belongs reports whether an item is the doomed organization's.
func (h *house) belongs(key [2]string) bool {
	return h.own[key] || strings.Contains(key[0]+" "+key[1], string(h.doomed))
}

func plain(i storetest.Item) map[string]any {
	var all map[string]any
	if err := attributevalue.UnmarshalMap(i, &all); err != nil {
		panic(err)
	}
	return all
}
