package session

import (
	"context"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/web"
)

type meAnswer struct {
	ETag string `header:"ETag"`
	Body CurrentUser
}

// CurrentUser is the signed-in user.
type CurrentUser struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	TwoFactor bool      `json:"two_factor"`
	Since     time.Time `json:"two_factor_since,omitzero" doc:"Since when it is on; missing while it is off"`
	CreatedAt time.Time `json:"created_at"`
}

func answerMe(u *account.User) *meAnswer {
	return &meAnswer{web.ETag(u.Version), CurrentUser{
		ID: string(u.ID), Name: u.Name, Email: string(u.Email), TwoFactor: u.TwoFactor, Since: u.TwoFactorSince,
		CreatedAt: u.CreatedAt,
	}}
}

func (f function) me(_ context.Context, c *web.Call, _ *struct{}) (*meAnswer, error) {
	u, err := c.Self()
	if err != nil {
		return nil, err
	}
	return answerMe(u), nil
}

type changeMeInput struct {
	web.Match
	Body CurrentUserPatch
}

// CurrentUserPatch is what users may change about themselves. The address is the provider's to change.
type CurrentUserPatch struct {
	Name *string `json:"name,omitempty" doc:"At most 80 characters, no web address"`
}

// changeMe changes the name here and in all of the user's organizations.
func (f function) changeMe(ctx context.Context, c *web.Call, in *changeMeInput) (*meAnswer, error) {
	before, err := c.Self()
	if err != nil {
		return nil, err
	}
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	if in.Body.Name == nil {
		return answerMe(before), nil
	}
	if wrong := account.CheckName(*in.Body.Name); wrong != "" {
		return nil, account.InvalidField("body.name", "%s", wrong)
	}
	after := *before
	if after.Name = strings.TrimSpace(*in.Body.Name); after.Name == before.Name {
		return answerMe(before), nil
	}
	after.Version = account.NextVersion(before.Version, c.Now)
	if err := f.store.UpdateUser(ctx, before, &after); err != nil {
		return nil, err
	}
	f.follow(ctx, c.User)
	return answerMe(&after), nil
}
