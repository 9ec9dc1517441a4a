package organizations

import (
	"context"
	"errors"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// NewOrganization is what an organization is made from.
type NewOrganization struct {
	Name string `json:"name" example:"OakeyInfluencer" doc:"Up to 80 characters"`
	Kind string `json:"kind,omitempty" enum:"standard,agency" default:"standard" doc:"An agency works for other organizations"`
	// Admin is whom an operator's key makes the first organization admin: an organization is never without one.
	Admin *FirstAdmin `json:"admin,omitempty" doc:"For an operator's key alone, which must name somebody who has signed in before: whoever is signed in makes the organization for itself"`
}

// FirstAdmin names a user, by id or by login.
type FirstAdmin struct {
	ID      string `json:"id,omitempty" example:"usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Issuer  string `json:"issuer,omitempty" maxLength:"2000" doc:"With subject, instead of id"`
	Subject string `json:"subject,omitempty" maxLength:"2000"`
}

func (a *FirstAdmin) login() account.Login {
	return account.Login{Issuer: a.Issuer, Subject: a.Subject}
}

// keys is what can be read of the user with the call.
func (a *FirstAdmin) keys() []store.Key {
	switch {
	case a == nil:
		return nil
	case account.UserID(a.ID).Valid():
		return []store.Key{store.UserKey(account.UserID(a.ID))}
	case a.Issuer != "" && a.Subject != "":
		return []store.Key{store.LoginKey(a.login())}
	}
	return nil
}

type createInput struct {
	web.Repeatable
	Body NewOrganization
}

type createAnswer struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     wire.Organization
}

// mostDraws is how often an Account Id is drawn. With a million organizations one draw in nine thousand meets
// a taken one.
const mostDraws = 5

// create makes the organization with its creator as organization admin and one ad account of the same name.
func (f function) create(ctx context.Context, c *web.Call, in *createInput) (*createAnswer, error) {
	name := strings.TrimSpace(in.Body.Name)
	if wrong := account.CheckName(name); wrong != "" {
		return nil, account.InvalidField("body.name", "%s", wrong)
	}
	first, err := f.firstAdmin(ctx, c, in.Body.Admin)
	if err != nil {
		return nil, err
	}
	var out *createAnswer
	err = store.ErrIDTaken
	for draw := 0; errors.Is(err, store.ErrIDTaken) && draw < mostDraws; draw++ {
		start := start(c, first, f.draw(), name, account.Kind(in.Body.Kind))
		if c.Key == nil { // the operator may make as many as it likes
			start.MostADay = f.mostADay
		}
		made := answer(start.Organization)
		out = &createAnswer{Location: "/v1/organizations/" + made.Body.ID, ETag: made.ETag, Body: made.Body}
		intent := c.Intent(out)
		intent.Organization = start.Organization.ID
		err = f.store.CreateOrganization(ctx, intent, start)
	}
	return out, err
}

// firstAdmin is who the organization starts with: whoever is signed in, or whom the operator's key names.
func (f function) firstAdmin(ctx context.Context, c *web.Call, named *FirstAdmin) (*account.User, error) {
	switch {
	case c.Key == nil && named != nil:
		return nil, account.InvalidField("body.admin", "is for an operator's key: you become the organization admin yourself")
	case c.Key == nil:
		return c.Self()
	case named == nil:
		return nil, account.InvalidField("body.admin", "must name the first organization admin, by id or by issuer and subject")
	}
	id := account.UserID(named.ID)
	if id == "" {
		id = c.Found.UserOf(named.login())
	}
	found := c.Found
	if named.ID == "" && id != "" {
		var err error
		if found, err = f.store.Get(ctx, store.UserKey(id)); err != nil {
			return nil, err
		}
	}
	if u := found.User(id); u != nil {
		return u, nil
	}
	return nil, account.InvalidField("body.admin", "names nobody who has signed in here")
}

// start is all that an organization starts with.
func start(c *web.Call, admin *account.User, id account.OrganizationID, name string, kind account.Kind) store.NewOrganization {
	version := account.NextVersion(0, c.Now)
	return store.NewOrganization{
		Organization: &account.Organization{
			ID: id, Name: name, Kind: kind, Settings: account.DefaultSettings(), CreatedAt: c.Now, CreatedBy: c.Actor(), Version: version,
		},
		Admin: &account.Member{
			Organization: id, User: admin.ID, Name: admin.Name, Email: admin.Email, State: account.Active,
			Grants: account.Grants{Role: account.Admin}, TwoFactor: admin.TwoFactor, LastActiveOn: activeOn(c),
			JoinedAt: c.Now, Reserved: admin.Email, Version: version,
		},
		AdAccount: &account.AdAccount{
			ID: store.NewAdAccountID(c.Now), Organization: id, Name: name, State: account.AdAccountIsActive, CreatedAt: c.Now, Version: version,
		},
	}
}

// activeOn is today for whoever makes an organization for itself. Whom an operator's key names has done nothing yet.
func activeOn(c *web.Call) string {
	if c.Key != nil {
		return ""
	}
	return c.Now.Format(time.DateOnly)
}
