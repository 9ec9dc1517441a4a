package dispatch_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

var (
	guest    = account.Grants{Role: account.Guest}
	guestCap = account.Grants{Permissions: []account.Permission{"brands.view"}}
	manager  = account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}}
)

// Which event tells whom is product.md §3, E-mail.
func TestEachEventLeadsToItsMail(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	agencies := 0
	agency := func() (account.OrganizationID, *webtest.Person) {
		agencies++
		return w.NewAgency(fmt.Sprint("Bright ", agencies))
	}
	for name, c := range map[string]struct {
		before func() func() // what went before; answers what happens then
		want   []queue.MailKind
	}{
		"an organization": {func() func() { return func() { w.NewOrganization("Another") } }, nil},
		"an invitation":   {func() func() { return func() { w.invited() } }, []queue.MailKind{queue.MailInvitation}},
		"one without mail": {func() func() {
			return func() { w.NewInvitationByHand(w.address(), guest) }
		}, nil},
		"one whose mail went already": {func() func() {
			return func() { w.sent() }
		}, nil},
		"one that is revoked before its mail": {func() func() {
			return func() {
				w.close(w.invited(), account.Revoked, account.InvitationRevoked)
			}
		}, nil},
		"sent again": {func() func() {
			i := w.sent()
			return func() {
				w.rewrite(i, account.InvitationResent, nil, func(i *account.Invitation) {
					i.MailState, i.ExpiresAt = account.MailQueued, i.ExpiresAt.Add(time.Hour)
				})
			}
		}, []queue.MailKind{queue.MailInvitation}},
		"to another address": {func() func() {
			i := w.sent()
			return func() {
				w.rewrite(i, account.InvitationUpdated, []string{"email"}, func(i *account.Invitation) {
					i.MailState, i.Email = account.MailQueued, w.address()
				})
			}
		}, []queue.MailKind{queue.MailInvitation}},
		"with other grants, its mail still waiting": {func() func() {
			i := w.invited()
			return func() {
				w.rewrite(i, account.InvitationUpdated, nil, func(i *account.Invitation) { i.Grants = manager })
			}
		}, nil},
		"an acceptance": {func() func() {
			earl := w.NewUser("Earl E. Bird")
			return func() { earl.Joins(account.Active, guest) }
		}, []queue.MailKind{queue.MailAccepted}},
		"an acceptance that waits": {func() func() {
			earl := w.NewUser("Earl E. Bird")
			return func() { earl.Joins(account.PendingApproval, guest) }
		}, []queue.MailKind{queue.MailAccepted, queue.MailApprovalWanted}},
		"an approval": {func() func() {
			earl := w.NewMember("Earl E. Bird", account.PendingApproval, guest)
			return func() {
				w.edit(earl, account.MemberApproved, func(m *account.Member) { m.State = account.Active })
			}
		}, []queue.MailKind{queue.MailApproved}},
		"a rejection": {func() func() {
			earl := w.NewMember("Earl E. Bird", account.PendingApproval, guest)
			return func() { w.remove(earl, account.MemberRejected) }
		}, []queue.MailKind{queue.MailRejected}},
		"a removal": {func() func() {
			earl := w.NewMember("Earl E. Bird", account.Active, guest)
			return func() { w.remove(earl, account.MemberRemoved) }
		}, []queue.MailKind{queue.MailRemoved}},
		"leaving": {func() func() {
			earl := w.NewMember("Earl E. Bird", account.Active, guest)
			return func() { w.remove(earl, account.MemberLeft) }
		}, nil},
		"a suspension": {func() func() {
			earl := w.NewMember("Earl E. Bird", account.Active, guest)
			return func() {
				w.edit(earl, account.MemberSuspended, func(m *account.Member) { m.State = account.Suspended })
			}
		}, nil},
		"an agency that is invited": {func() func() {
			id, _ := agency()
			return func() { w.Invites(id, guestCap) }
		}, []queue.MailKind{queue.MailAgencyInvited}},
		"one whose invitation is taken back": {func() func() {
			id, _ := agency()
			l := w.Invites(id, guestCap)
			return func() { w.LinkBecomes(l, account.LinkRevoked, w.Org, w.Admin) }
		}, nil},
		"one that accepts": {func() func() {
			id, boss := agency()
			l := w.Invites(id, guestCap)
			return func() { w.LinkBecomes(l, account.LinkActive, id, boss) }
		}, []queue.MailKind{queue.MailAgencyAccepted}},
		"one that declines": {func() func() {
			id, boss := agency()
			l := w.Invites(id, guestCap)
			return func() { w.LinkBecomes(l, account.LinkDeclined, id, boss) }
		}, nil},
		"one that the client ends": {func() func() {
			id, boss := agency()
			l := w.Works(id, boss, guestCap)
			return func() { w.LinkBecomes(l, account.LinkEnded, w.Org, w.Admin) }
		}, []queue.MailKind{queue.MailAgencyEnded}},
		"one that ends it itself": {func() func() {
			id, boss := agency()
			l := w.Works(id, boss, guestCap)
			return func() { w.LinkBecomes(l, account.LinkEnded, id, boss) }
		}, []queue.MailKind{queue.MailAgencyEnded}},
		"somebody of an agency who is assigned": {func() func() {
			id, boss := agency()
			l := w.Works(id, boss, guestCap)
			return func() { w.Assigns(l, boss, boss, guestCap) }
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w.t, w.T = t, t
			happens := c.before()
			w.stream.Next()
			w.mails()
			happens()
			w.mustHandle(w.stream.Next())
			var kinds []queue.MailKind
			for _, m := range w.mails() {
				if !strings.HasPrefix(string(m.Event), account.EventPrefix) || m.Organization != w.Org {
					t.Errorf("the message is %+v", m)
				}
				kinds = append(kinds, m.Kind)
			}
			if diff := cmp.Diff(c.want, kinds, anyOrder); diff != "" {
				t.Error(diff)
			}
		})
	}
}

var anyOrder = cmp.Transformer("set", func(kinds []queue.MailKind) map[queue.MailKind]int {
	set := map[queue.MailKind]int{}
	for _, k := range kinds {
		set[k]++
	}
	return set
})

// invited is an open invitation to an address of its own.
func (w *world) invited() *account.Invitation {
	w.t.Helper()
	return w.NewInvitation(w.address(), guest)
}

func (w *world) address() account.Address {
	id := store.NewUserID(w.Now())
	return account.Address("earl." + strings.ToLower(string(id[len(id)-8:])) + "@oakey.example")
}

// sent is an invitation whose mail has gone.
func (w *world) sent() *account.Invitation {
	w.t.Helper()
	i := w.invited()
	w.Mailed(i, account.MailSent)
	i.MailState = account.MailSent
	return i
}

// The mail that a message names can be found from it, and the message itself says nothing about anybody.
func TestAMessageHoldsIdsOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation("earl@oakey.example", guest)
	w.mustHandle(w.stream.Next())
	bodies := w.box.Bodies(w.Config.Mail.QueueURL)
	if len(bodies) != 1 || strings.Contains(bodies[0], "oakey.example") || strings.Contains(bodies[0], "Earl") {
		t.Fatalf("the messages are %q", bodies)
	}
	m, err := queue.ReadMail(bodies[0])
	if err != nil {
		t.Fatal(err)
	}
	change, err := w.Store.ChangeAt(t.Context(), "O#"+string(w.Org)+"#E", string(m.Event))
	if err != nil || change.Event == nil || change.Event.Target.ID != string(i.ID) {
		t.Errorf("the message leads to %+v (%v)", change.Event, err)
	}
}
