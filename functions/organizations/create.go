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
	creator := c.Found.User(c.User)
	if creator == nil {
		return nil, errors.New("the session's user has no record")
	}
	var out *createAnswer
	err := store.ErrIDTaken
	for draw := 0; errors.Is(err, store.ErrIDTaken) && draw < mostDraws; draw++ {
		start := start(c, creator, f.draw(), name, account.Kind(in.Body.Kind))
		start.MostADay = f.mostADay
		made := answer(start.Organization)
		out = &createAnswer{Location: "/v1/organizations/" + made.Body.ID, ETag: made.ETag, Body: made.Body}
		intent := c.Intent(out)
		intent.Organization = start.Organization.ID
		err = f.store.CreateOrganization(ctx, intent, start)
	}
	return out, err
}

// start is all that an organization starts with.
func start(c *web.Call, creator *account.User, id account.OrganizationID, name string, kind account.Kind) store.NewOrganization {
	version := account.NextVersion(0, c.Now)
	return store.NewOrganization{
		Organization: &account.Organization{
			ID: id, Name: name, Kind: kind, Settings: account.DefaultSettings(), CreatedAt: c.Now, CreatedBy: c.Actor(), Version: version,
		},
		Admin: &account.Member{
			Organization: id, User: creator.ID, Name: creator.Name, Email: creator.Email, State: account.Active,
			Grants: account.Grants{Role: account.Admin}, TwoFactor: creator.TwoFactor, LastActiveOn: c.Now.Format(time.DateOnly),
			JoinedAt: c.Now, Reserved: creator.Email, Version: version,
		},
		AdAccount: &account.AdAccount{
			ID: store.NewAdAccountID(c.Now), Organization: id, Name: name, State: account.AdAccountIsActive, CreatedAt: c.Now, Version: version,
		},
	}
}
