package store_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
)

// admins is an organization beside the model of it: who is in, as what.
type admins struct {
	*rapid.T
	store *store.Store
	org   account.OrganizationID
	now   time.Time
	model map[account.UserID]*account.Member
	users []account.UserID
}

func (a *admins) intent() store.Intent {
	a.now = a.now.Add(time.Second)
	return store.Intent{Organization: a.org, Actor: account.Actor{Kind: account.ByUser, ID: string(a.users[0])}, RequestID: "req_test", At: a.now}
}

func (a *admins) active() (n int) {
	for _, m := range a.model {
		if m.CountsAsAdmin() {
			n++
		}
	}
	return n
}

func (a *admins) place(user account.UserID, state account.MemberState, role account.Role) *account.Member {
	return &account.Member{
		Organization: a.org, User: user, Name: string(user), Email: account.Address(user + "@oakey.example"), State: state,
		Grants: account.Grants{Role: role}, JoinedAt: a.now, Version: account.NextVersion(0, a.now),
	}
}

// start makes the organization with its first admin.
func (a *admins) start() {
	intent := a.intent()
	first := a.place(a.users[0], account.Active, account.Admin)
	first.Reserved = first.Email
	start := store.NewOrganization{
		Organization: &account.Organization{ID: a.org, Name: "Northwind", Kind: account.Standard, Settings: account.DefaultSettings(), CreatedAt: a.now, Version: 1},
		Admin:        first, MostADay: 1,
		AdAccount: &account.AdAccount{ID: store.NewAdAccountID(a.now), Organization: a.org, Name: "Northwind", State: account.AdAccountIsActive, CreatedAt: a.now, Version: 1},
	}
	if err := a.store.CreateOrganization(a.Context(), intent, start); err != nil {
		a.Fatal(err)
	}
	a.model[a.users[0]] = first
}

// join accepts an invitation, into whatever place.
func (a *admins) join(user account.UserID, state account.MemberState, role account.Role) {
	intent := a.intent()
	m := a.place(user, state, role)
	before := &account.Invitation{
		ID: store.NewInvitationID(a.now), Organization: a.org, Email: m.Email, State: account.Pending, Grants: m.Grants,
		CreatedAt: a.now, ExpiresAt: a.now.Add(time.Hour), Version: 1,
	}
	m.Reserved = m.Email
	after := *before
	after.State, after.AcceptedBy, after.Version = account.Accepted, user, 2
	if err := a.store.CreateInvitation(a.Context(), intent, before); err != nil {
		a.Fatal(err)
	}
	if err := a.store.AcceptInvitation(a.Context(), intent, before, &after, m); err != nil {
		a.Fatal(err)
	}
	a.model[user] = m
}

// settle holds the outcome of a command against the rule: refused if, and only if, it would end the last admin.
func (a *admins) settle(err error, ends bool, done func()) {
	if last := ends && a.active() == 1; last != (account.CodeOf(err) == account.LastAdmin) || err != nil && !last {
		a.Fatalf("with %d active admins, a command that ends one (%v) answers %v", a.active(), ends, err)
	}
	if err == nil {
		done()
	}
}

func (a *admins) change(m *account.Member, state account.MemberState, role account.Role) {
	after := *m
	after.State, after.Grants.Role, after.Version = state, role, m.Version+1
	err := a.store.UpdateMember(a.Context(), a.intent(), m, &after, account.MemberUpdated)
	a.settle(err, m.CountsAsAdmin() && !after.CountsAsAdmin(), func() { a.model[m.User] = &after })
}

func (a *admins) remove(m *account.Member) {
	err := a.store.RemoveMember(a.Context(), a.intent(), m, account.MemberRemoved)
	a.settle(err, m.CountsAsAdmin(), func() { delete(a.model, m.User) })
}

// The counter is what stands between an organization and having no admin at all.
func TestTheCounterIsTheNumberOfActiveAdmins(t *testing.T) {
	t.Parallel()
	s, _ := storetest.New(t)
	states := []account.MemberState{account.Active, account.PendingApproval, account.Suspended}
	roles := []account.Role{account.Admin, account.PlainMember, account.Guest}
	rapid.Check(t, func(t *rapid.T) {
		a := &admins{T: t, store: s, org: store.NewOrganizationID(), now: time.Now().UTC().Truncate(time.Millisecond), model: map[account.UserID]*account.Member{}}
		for range 3 {
			a.users = append(a.users, store.NewUserID(a.now))
		}
		a.start()
		for n := range rapid.IntRange(1, 10).Draw(t, "commands") {
			user := rapid.SampledFrom(a.users).Draw(t, fmt.Sprintf("user %d", n))
			state, role := rapid.SampledFrom(states).Draw(t, "state"), rapid.SampledFrom(roles).Draw(t, "role")
			switch m := a.model[user]; {
			case m == nil:
				a.join(user, state, role)
			case rapid.IntRange(0, 3).Draw(t, "removes") == 0:
				a.remove(m)
			default:
				a.change(m, state, role)
			}
			counted, err := store.AdminCount(t.Context(), s, a.org)
			if err != nil {
				t.Fatal(err)
			}
			if counted != a.active() || counted < 1 {
				t.Fatalf("the counter says %d of %d active admins", counted, a.active())
			}
		}
	})
}
