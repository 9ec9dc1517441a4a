package webtest

import (
	"crypto/rand"
	"net/http"
	"strings"

	"roster/shared/account"
	"roster/shared/signin"
	"roster/shared/store"
)

// Person is somebody with a login and a session, who can call the API.
type Person struct {
	*Client
	User   *account.User
	Member account.MemberID // the same in every organization
	Secret string           // of the session's cookie
	world  *World
}

// NewUser makes somebody with a login and a session, and no place anywhere. The address is made of the name
// and of the id, so that two of one name are two people.
func (w *World) NewUser(name string) *Person {
	w.T.Helper()
	id := store.NewUserID(w.now)
	letters := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '.' || r > '~' })
	local := strings.ToLower(strings.Join(letters, ".") + "." + string(id[len(id)-6:]))
	return w.newUser(id, account.Login{}, name, account.Address(local+"@oakey.example"))
}

// NewUserWith is NewUser with that address.
func (w *World) NewUserWith(address account.Address) *Person {
	w.T.Helper()
	return w.newUser(store.NewUserID(w.now), account.Login{}, "Somebody", address)
}

// NewUserOf is NewUser whom a provider knows by that login.
func (w *World) NewUserOf(login account.Login) *Person {
	w.T.Helper()
	return w.newUser(store.NewUserID(w.now), login, "Somebody", account.Address("of."+strings.ToLower(rand.Text())+"@oakey.example"))
}

func (w *World) newUser(id account.UserID, login account.Login, name string, address account.Address) *Person {
	w.T.Helper()
	if login.Subject == "" {
		login = account.Login{Issuer: "https://issuer.example", Subject: string(id)}
	}
	u := &account.User{
		ID: id, Login: login, Name: name,
		Email: address, CreatedAt: w.now, Version: w.now.UnixMilli(),
	}
	p := &Person{User: u, Member: id.Member(), world: w}
	if err := w.Store.CreateUser(w.T.Context(), w.intent("", p), u); err != nil {
		w.T.Fatal(err)
	}
	p.SignsIn()
	return p
}

// SignsIn gives the person a new session: after a time in which the one before has ended.
func (p *Person) SignsIn() { p.signsIn(account.StepNone) }

func (p *Person) signsIn(step account.Step) {
	w := p.world
	w.T.Helper()
	p.Secret = signin.NewSecret()
	session := &account.Session{
		ID: signin.SessionIDOf(p.Secret), User: p.User.ID, CreatedAt: w.now, LastSeenAt: w.now,
		ExpiresAt: w.now.Add(w.Config.SignIn.AbsoluteLife), Step: step, FreshAt: w.now, UserAgent: "webtest",
	}
	if err := w.Store.CreateSession(w.T.Context(), session); err != nil {
		w.T.Fatal(err)
	}
	p.Client = &Client{world: w, cookie: signin.Cookie(p.User.ID, p.Secret, session.ExpiresAt)}
}

// Joins gives the person a place in the world's organization, by the way that the product itself takes: an
// invitation from the admin and its acceptance.
func (p *Person) Joins(state account.MemberState, grants account.Grants) *Person {
	return p.JoinsOrganization(p.world.Org, p.world.Admin, state, grants)
}

// JoinsOrganization is Joins for any organization.
func (p *Person) JoinsOrganization(org account.OrganizationID, admin *Person, state account.MemberState, grants account.Grants) *Person {
	w := p.world
	w.T.Helper()
	i := w.invitation(org, admin, p.User.Email, grants)
	if err := w.Store.CreateInvitation(w.T.Context(), w.intent(org, admin), i); err != nil {
		w.T.Fatal(err)
	}
	accepted := *i
	accepted.State, accepted.AcceptedBy, accepted.Version = account.Accepted, p.User.ID, i.Version+1
	m := p.place(org, state, grants)
	m.InvitedBy = i.InvitedBy
	if err := w.Store.AcceptInvitation(w.T.Context(), w.intent(org, p), i, &accepted, m); err != nil {
		w.T.Fatal(err)
	}
	return p
}

// NewMember makes somebody who is in the world's organization.
func (w *World) NewMember(name string, state account.MemberState, grants account.Grants) *Person {
	w.T.Helper()
	return w.NewUser(name).Joins(state, grants)
}

// NewInvitation writes an open invitation of the world's organization.
func (w *World) NewInvitation(address account.Address, grants account.Grants) *account.Invitation {
	w.T.Helper()
	return w.NewInvitationFrom(w.Admin, address, grants)
}

// NewInvitationFrom is NewInvitation by somebody else than the admin.
func (w *World) NewInvitationFrom(by *Person, address account.Address, grants account.Grants) *account.Invitation {
	w.T.Helper()
	i := w.invitation(w.Org, by, address, grants)
	if err := w.Store.CreateInvitation(w.T.Context(), w.intent(w.Org, by), i); err != nil {
		w.T.Fatal(err)
	}
	return i
}

// NewInvitationByHand is NewInvitation without a mail.
func (w *World) NewInvitationByHand(address account.Address, grants account.Grants) *account.Invitation {
	w.T.Helper()
	i := w.invitation(w.Org, w.Admin, address, grants)
	i.MailState = account.MailNone
	if err := w.Store.CreateInvitation(w.T.Context(), w.intent(w.Org, w.Admin), i); err != nil {
		w.T.Fatal(err)
	}
	return i
}

func (w *World) invitation(org account.OrganizationID, by *Person, address account.Address, grants account.Grants) *account.Invitation {
	return &account.Invitation{
		ID: store.NewInvitationID(w.now), Organization: org, Email: address, State: account.Pending, MailState: account.MailQueued,
		Grants: grants, CreatedAt: w.now, ExpiresAt: w.now.Add(account.DefaultSettings().InvitationLife()),
		InvitedBy: account.Person{ID: string(by.User.ID), Name: by.User.Name}, GrantedBy: by.actor(),
		TokenVersion: 1, KeyVersion: 1, Version: w.now.UnixMilli(),
	}
}

func (p *Person) place(org account.OrganizationID, state account.MemberState, grants account.Grants) *account.Member {
	return &account.Member{
		Organization: org, User: p.User.ID, Name: p.User.Name, Email: p.User.Email, State: state, Grants: grants,
		LastActiveOn: p.world.now.Format("2006-01-02"), JoinedAt: p.world.now, Reserved: p.User.Email, Version: p.world.now.UnixMilli(),
	}
}

// Cookie is the person's session cookie, for a test that sends its own requests.
func (p *Person) Cookie() *http.Cookie { return p.cookie }

func (p *Person) actor() account.Actor {
	return account.Actor{Kind: account.ByUser, ID: string(p.User.ID)}
}

// Place is the person's record in the world's organization as it stands; nil when there is none.
func (p *Person) Place() *account.Member {
	p.world.T.Helper()
	found, err := p.world.Store.Get(p.world.T.Context(), store.MemberKey(p.world.Org, p.User.ID))
	if err != nil {
		p.world.T.Fatal(err)
	}
	return found.Member(p.world.Org, p.User.ID)
}

// Becomes changes the person's place in the world's organization, as an administrator would.
func (p *Person) Becomes(state account.MemberState, grants account.Grants) {
	w := p.world
	w.T.Helper()
	before := p.Place()
	after := *before
	after.State, after.Grants, after.Version = state, grants, account.NextVersion(before.Version, w.now)
	if err := w.Store.UpdateMember(w.T.Context(), w.intent(w.Org, w.Admin), before, &after, account.MemberUpdated); err != nil {
		w.T.Fatal(err)
	}
}

// IsRemoved ends the person's place in the world's organization.
func (p *Person) IsRemoved() {
	w := p.world
	w.T.Helper()
	if err := w.Store.RemoveMember(w.T.Context(), w.intent(w.Org, w.Admin), p.Place(), account.MemberRemoved); err != nil {
		w.T.Fatal(err)
	}
}
