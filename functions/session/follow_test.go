package session_test

import (
	"errors"
	"sync"
	"testing"

	"roster/functions/session"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

// joins gives somebody who has signed in a place, by invitation and acceptance.
func (w *world) joins(s wire.Session, org account.OrganizationID, admin *webtest.Person) {
	w.T.Helper()
	user, email := account.UserID(s.User.ID), account.Address(s.User.Email)
	in := w.intent(org, string(admin.User.ID))
	i := w.offer(org, admin, email)
	if err := w.Store.CreateInvitation(w.T.Context(), in, i); err != nil {
		w.T.Fatal(err)
	}
	accepted := *i
	accepted.State, accepted.AcceptedBy, accepted.Version = account.Accepted, user, i.Version+1
	m := &account.Member{
		Organization: org, User: user, Name: s.User.Name, Email: email, State: account.Active, Grants: i.Grants,
		JoinedAt: w.Now(), Reserved: email, Version: w.Now().UnixMilli(),
	}
	if err := w.Store.AcceptInvitation(w.T.Context(), in, i, &accepted, m); err != nil {
		w.T.Fatal(err)
	}
}

func (w *world) intent(org account.OrganizationID, actor string) store.Intent {
	return store.Intent{Organization: org, Actor: account.Actor{Kind: account.ByUser, ID: actor}, RequestID: "req_test", At: w.Now()}
}

func (w *world) offer(org account.OrganizationID, admin *webtest.Person, address account.Address) *account.Invitation {
	return &account.Invitation{
		ID: store.NewInvitationID(w.Now()), Organization: org, Email: address, State: account.Pending, MailState: account.MailNone,
		Grants: account.Grants{Role: account.PlainMember}, CreatedAt: w.Now(), ExpiresAt: w.Now().AddDate(0, 0, 7),
		InvitedBy: account.Person{ID: string(admin.User.ID), Name: admin.User.Name}, TokenVersion: 1, KeyVersion: 1, Version: w.Now().UnixMilli(),
	}
}

// canInvite reports whether the address is free in the organization, and takes it if it is.
func (w *world) canInvite(org account.OrganizationID, admin *webtest.Person, address account.Address) bool {
	w.T.Helper()
	err := w.Store.CreateInvitation(w.T.Context(), w.intent(org, string(admin.User.ID)), w.offer(org, admin, address))
	var taken store.AddressTaken
	if err != nil && !errors.As(err, &taken) {
		w.T.Fatal(err)
	}
	return err == nil
}

func (w *world) place(org account.OrganizationID, user string) account.Member {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.MemberKey(org, account.UserID(user)))
	if err != nil {
		w.T.Fatal(err)
	}
	return *found.Member(org, account.UserID(user))
}

// A changed address or name at the provider: the user follows at the next sign-in, memberships stay.
func TestPlacesFollowTheirUser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	before := b.signIn(claims{"name": "Anna Krüger", "email": "anna@oakey.example"})
	other, otherAdmin, _ := w.NewOrganization("Other")
	taken, takenAdmin, _ := w.NewOrganization("Taken")
	w.joins(before, w.Org, w.Admin)
	w.joins(before, other, otherAdmin)
	w.joins(before, taken, takenAdmin)
	if !w.canInvite(taken, takenAdmin, "anna@new.example") {
		t.Fatal("the new address is not free")
	}
	versions := map[account.OrganizationID]int64{}
	for _, org := range []account.OrganizationID{w.Org, other, taken} {
		versions[org] = w.place(org, before.User.ID).Version
	}

	after := b.signIn(claims{"name": "Anna Oakey", "email": "Anna@New.example"})
	if after.User.ID != before.User.ID || after.User.Name != "Anna Oakey" || after.User.Email != "anna@new.example" || len(after.Organizations) != 3 {
		t.Fatalf("the session is %+v, want the same user, changed, with its places", after)
	}
	for org, version := range versions {
		m := w.place(org, before.User.ID)
		if m.Name != "Anna Oakey" || m.Email != "anna@new.example" {
			t.Errorf("%s shows %s <%s>", org, m.Name, m.Email)
		}
		if m.Version != version {
			t.Errorf("%s moved the version from %d to %d", org, version, m.Version)
		}
	}
	for _, o := range []struct {
		org   account.OrganizationID
		admin *webtest.Person
		free  map[account.Address]bool
	}{
		{w.Org, w.Admin, map[account.Address]bool{"anna@oakey.example": true, "anna@new.example": false}},
		{other, otherAdmin, map[account.Address]bool{"anna@oakey.example": true, "anna@new.example": false}},
		{taken, takenAdmin, map[account.Address]bool{"anna@oakey.example": false, "anna@new.example": false}},
	} {
		for address, free := range o.free {
			if got := w.canInvite(o.org, o.admin, address); got != free {
				t.Errorf("in %s, %s can be invited: %v, want %v", o.org, address, got, free)
			}
		}
	}
}

// Several sign-ins with a changed address at once end as one would.
func TestManySignInsWithAChangedAddressEndAsOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.newBrowser().signIn(nil)
	w.joins(s, w.Org, w.Admin)
	var group sync.WaitGroup
	for range 6 {
		b := w.newBrowser()
		request := b.leave("")
		query := w.issuer.grant(request, w.issuer.signed(w.issuer.says(request, w.Now(), claims{"email": "anna@new.example"})), nil)
		group.Go(func() { b.back(query).Is(302) })
	}
	group.Wait()
	if m := w.place(w.Org, s.User.ID); m.Email != "anna@new.example" || m.Reserved != "anna@new.example" {
		t.Errorf("the place shows %s and reserves %s", m.Email, m.Reserved)
	}
	if !w.canInvite(w.Org, w.Admin, "anna@oakey.example") || w.canInvite(w.Org, w.Admin, "anna@new.example") {
		t.Error("the old address is not free, or the new one is")
	}
}

// A removal after the move frees the address that the place reserves now.
func TestRemovalFreesTheFollowedAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	s := b.signIn(nil)
	w.joins(s, w.Org, w.Admin)
	b.signIn(claims{"email": "anna@new.example"})
	m := w.place(w.Org, s.User.ID)
	if err := w.Store.RemoveMember(t.Context(), w.intent(w.Org, string(w.Admin.User.ID)), &m, account.MemberRemoved); err != nil {
		t.Fatal(err)
	}
	if !w.canInvite(w.Org, w.Admin, "anna@new.example") {
		t.Error("the address of somebody who was removed stays taken")
	}
}

// An edit of a place that was read before its user's address moved must not write the old one back.
func TestEditBesideAChangedAddressIsStale(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	s := b.signIn(nil)
	w.joins(s, w.Org, w.Admin)
	read := w.place(w.Org, s.User.ID)
	b.signIn(claims{"email": "anna@new.example"})
	in := w.intent(w.Org, string(w.Admin.User.ID))
	edited := read
	edited.State, edited.Version = account.Suspended, read.Version+1
	if err := w.Store.UpdateMember(t.Context(), in, &read, &edited, account.MemberSuspended); account.CodeOf(err) != account.StaleVersion {
		t.Errorf("an edit is answered %v, want %s", err, account.StaleVersion)
	}
	if err := w.Store.RemoveMember(t.Context(), in, &read, account.MemberRemoved); account.CodeOf(err) != account.StaleVersion {
		t.Errorf("a removal is answered %v, want %s", err, account.StaleVersion)
	}
}

// A place that missed a change gets it at the next sign-in, although nothing changed at the provider.
func TestMissedChangeIsMadeUpFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	s := b.signIn(nil)
	missed := s
	missed.User.Name, missed.User.Email = "Old Name", "old@oakey.example"
	w.joins(missed, w.Org, w.Admin)
	b.signIn(nil)
	if m := w.place(w.Org, s.User.ID); m.Name != s.User.Name || m.Email != account.Address(s.User.Email) {
		t.Errorf("the place shows %s <%s>", m.Name, m.Email)
	}
}

// An older reading of the user never undoes a newer one, wherever the one that made it is interrupted by the newer.
func TestAPlaceNeverGoesBackToAnOlderReading(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	interrupted := 0
	for at := 1; at <= 5; at++ {
		anna := w.NewMember("Anna", account.Active, account.Grants{Role: account.Guest})
		renamed := *anna.User
		renamed.Name, renamed.Version = "Anna Oakey", anna.User.Version+1
		if err := w.Store.UpdateUser(t.Context(), anna.User, &renamed); err != nil {
			t.Fatal(err)
		}
		requests := 0
		w.Faults.Before(func(string) error {
			if requests++; requests < at {
				return nil
			}
			w.Faults.Before(nil)
			interrupted++
			anna.TurnsOnTwoFactor()
			return w.Store.Follow(t.Context(), w.Intent(anna), anna.User.ID)
		})
		if err := w.Store.Follow(t.Context(), w.Intent(anna), anna.User.ID); err != nil {
			t.Fatal(err)
		}
		w.Faults.Before(nil)
		if place := anna.Place(); place.Name != "Anna Oakey" || !place.TwoFactor {
			t.Errorf("interrupted at request %d: the place is %+v", at, place)
		}
		for _, e := range w.Events(string(anna.Member)) {
			if e.Type == account.UserTwoFactorDisabled {
				t.Errorf("interrupted at request %d: the log says that it was turned off", at)
			}
		}
	}
	if interrupted != 5 {
		t.Errorf("interrupted %d times: this test sees less than it should", interrupted)
	}
}

// A name that was chosen here shows everywhere, and stays until the provider's changes.
func TestOwnNameStaysUntilTheProvidersChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBrowser()
	s := b.signIn(claims{"name": "Anna Krüger"})
	w.joins(s, w.Org, w.Admin)
	var me session.CurrentUser
	tag := b.call("GET", "/v1/me", nil).Is(200).Into(&me).Header.Get("ETag")
	if me.ID != s.User.ID || me.Name != "Anna Krüger" || me.Email != "anna@oakey.example" || me.TwoFactor || !me.CreatedAt.Equal(w.Now()) {
		t.Errorf("the user is %+v", me)
	}
	match := webtest.Header{Name: "If-Match", Value: tag}
	change := func(name any, headers ...webtest.Header) *webtest.Response {
		return b.call("PATCH", "/v1/me", map[string]any{"name": name}, headers...)
	}
	change("Anna").Refused(428, "precondition-required")
	change("", match).Refused(422, "invalid")
	change("see www.evil.example", match).Refused(422, "invalid")
	change(7, match).Refused(422, "invalid")
	b.call("PATCH", "/v1/me", map[string]any{"email": "eve@evil.example"}, match).Refused(422, "invalid")
	next := change("  Anna-Lena ", match).Is(200).Into(&me).Header.Get("ETag")
	if me.Name != "Anna-Lena" || next == tag {
		t.Errorf("the user is %+v of the version %s", me, next)
	}
	change("Anna", match).Refused(412, "stale-version")
	if m := w.place(w.Org, s.User.ID); m.Name != "Anna-Lena" {
		t.Errorf("the place shows %q", m.Name)
	}
	if again := b.signIn(claims{"name": "Anna Krüger"}); again.User.Name != "Anna-Lena" {
		t.Errorf("after another sign-in the name is %q", again.User.Name)
	}
	if again := b.signIn(claims{"name": "Anna Oakey"}); again.User.Name != "Anna Oakey" {
		t.Errorf("after a change at the provider the name is %q", again.User.Name)
	}
}

// Names come from outside: they are made fit to be shown instead of keeping anybody out.
func TestNamesAreMadeFit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	long := "Wolfeschlegelsteinhausenbergerdorff Wolfeschlegelsteinhausenbergerdorff Wolfeschlegel"
	for name, c := range map[string]struct {
		claim any
		email string
		want  string
	}{
		"as it is":            {"Anna-Lena Krüger", "a@oakey.example", "Anna-Lena Krüger"},
		"missing":             {nil, "anna.krueger@oakey.example", "anna.krueger"},
		"blank":               {" \t ", "anna@oakey.example", "anna"},
		"a number":            {7, "anna@oakey.example", "anna"},
		"line breaks":         {"Anna\r\nBcc: eve@evil.example", "a@oakey.example", "Anna Bcc: eve@evil.example"},
		"direction marks":     {"Anna\u202egnp.exe", "a@oakey.example", "Annagnp.exe"},
		"too long":            {long, "a@oakey.example", long[:80]},
		"a web address":       {"https://evil.example", "anna@oakey.example", "anna"},
		"a www address twice": {"www.evil.example", "www.anna@oakey.example", "www anna"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := w.in(t).newBrowser().signIn(claims{"sub": name, "name": c.claim, "email": c.email})
			if s.User.Name != c.want || account.CheckName(s.User.Name) != "" {
				t.Errorf("the name is %q, want %q", s.User.Name, c.want)
			}
		})
	}
}
