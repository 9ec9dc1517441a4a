package accept

import (
	"context"

	"roster/shared/account"
	"roster/shared/web"
)

// DeclineAnswer answers that the invitation is declined.
type DeclineAnswer struct {
	Body Declined
}

// Declined is an invitation that opens nothing any more.
type Declined struct {
	State string `json:"state" enum:"declined"`
}

func (f function) declineByToken(ctx context.Context, c *web.Call, in *tokenInput) (*DeclineAnswer, error) {
	o, err := f.ofToken(ctx, c, in.Body)
	if err != nil {
		return nil, err
	}
	return f.decline(ctx, c, o)
}

func (f function) declineOwn(ctx context.Context, c *web.Call, in *ownInput) (*DeclineAnswer, error) {
	o, err := toUser(c, in.id())
	if err != nil {
		return nil, err
	}
	return f.decline(ctx, c, o)
}

// decline ends the invitation. Only who could accept it can.
func (f function) decline(ctx context.Context, c *web.Call, o offer) (*DeclineAnswer, error) {
	user, err := caller(c)
	if err != nil {
		return nil, err
	}
	answer := &DeclineAnswer{Declined{string(account.Declined)}}
	if err := f.isThere(ctx, o.Organization); err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		if err := answerable(c, user, o.Invitation); err != nil {
			return nil, err
		}
		after := *o.Invitation
		after.State, after.Version = account.Declined, account.NextVersion(o.Version, c.Now)
		intent := c.Intent(answer)
		intent.Organization = o.Organization
		err := f.store.CloseInvitation(ctx, intent, o.Invitation, &after, account.InvitationDeclined)
		if !passing(err) || try == mostTries {
			return answer, err
		}
		if err := f.again(ctx, &o); err != nil {
			return nil, err
		}
	}
}
