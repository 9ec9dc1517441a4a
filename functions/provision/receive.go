package provision

import (
	"context"
	"errors"
	"time"

	"roster/shared/account"
	"roster/shared/hook"
	"roster/shared/store"
	"roster/shared/web"
)

// answer answers with what became of a message.
type answer struct {
	Body Received
}

// Received is what became of a message.
type Received struct {
	Outcome    Outcome `json:"outcome" enum:"invited,already_invited,already_member,domain_not_allowed,over_limit,invalid,updated,suspended,reactivated,removed,revoked,unchanged,superseded"`
	Detail     string  `json:"detail,omitempty" doc:"What that means, for people"`
	Member     string  `json:"member,omitempty" doc:"The member that it was about" example:"mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Invitation string  `json:"invitation,omitempty" doc:"The invitation that it was about" example:"inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

// Outcome says what became of a message. Those of inviting are people's.
type Outcome string

// The outcomes, besides those of inviting. Refused is for what is shown: the sender is told by a problem.
const (
	Updated     Outcome = "updated"
	Suspended   Outcome = "suspended"
	Reactivated Outcome = "reactivated"
	Removed     Outcome = "removed"
	Revoked     Outcome = "revoked"
	Unchanged   Outcome = "unchanged"
	Superseded  Outcome = "superseded"
	Refused     Outcome = "refused"
)

// receive gives the first answer again, or lets the message have its effect.
func (f function) receive(ctx context.Context, c *web.Call, in *input) (*answer, error) {
	m := in.message
	if c.Found.Answer(m.key, c.Now) != nil {
		return m.again(c)
	}
	out, err := f.first(ctx, c, m)
	if account.CodeOf(err) != account.InFlight {
		return out, err
	}
	// The same message came twice at once, and the other was faster: it is done, since its answer is there.
	if err := f.also(ctx, c, m.key); err != nil {
		return nil, err
	}
	return m.again(c)
}

// first is what becomes of a message that is seen for the first time. A refusal by the rules is what became of it, too; a
// fault is not, and the sender may try again.
func (f function) first(ctx context.Context, c *web.Call, m *message) (*answer, error) {
	if m.wrong != nil {
		return nil, f.refuse(ctx, c, m, m.wrong)
	}
	if m.content.when().After(c.Now.Add(hook.Tolerance)) { // it will be right: this is not what became of it
		return nil, account.InvalidField("body.timestamp", "is more than five minutes ahead")
	}
	out, err := f.inOrder(ctx, c, m)
	switch {
	case err == nil:
		return out, nil
	case errors.Is(err, store.ErrSuperseded):
		return f.late(ctx, c, m)
	case passing(err):
		return nil, err
	}
	return nil, f.refuse(ctx, c, m, err)
}

// mostTries is how often a message is tried that others about the same person overtake.
const mostTries = 8

// inOrder lets a message have its effect, unless a later one had.
func (f function) inOrder(ctx context.Context, c *web.Call, m *message) (*answer, error) {
	org := c.Organization.ID
	for range mostTries {
		order, err := c.Found.Order(org, m.content.address, m.content.when(), c.Now)
		if err != nil {
			return nil, err
		}
		c.Receive(m.keep, order)
		out, err := f.apply(ctx, c, m)
		if !errors.Is(err, store.ErrOvertaken) {
			return out, err
		}
		if err := f.also(ctx, c, m.keys(org)...); err != nil {
			return nil, err
		}
	}
	busy := account.Refuse(account.Conflict, "Other messages about the same person keep coming. Try again.")
	busy.RetryAfter = time.Second
	return nil, busy
}

// passing reports whether the same message may have another answer in a moment.
func passing(err error) bool {
	var e *account.Error
	if !errors.As(err, &e) || e.RetryAfter > 0 {
		return true
	}
	switch e.Code {
	case account.Unavailable, account.Internal, account.InFlight, account.StaleVersion, account.TooMany:
		return true
	}
	return false
}

// late is what becomes of a message when a later one was applied before.
func (f function) late(ctx context.Context, c *web.Call, m *message) (*answer, error) {
	out := &answer{Received{Outcome: Superseded, Detail: "A later message about the same address was applied before this one came."}}
	c.Receive(m.keep, nil)
	return out, f.store.Keep(ctx, c.Intent(out))
}

// refuse keeps a refusal, so that the message is refused again, whatever the rules say then.
func (f function) refuse(ctx context.Context, c *web.Call, m *message, refused error) error {
	c.Receive(m.keep, nil)
	if err := f.store.Keep(ctx, c.Intent(refused)); err != nil {
		return err
	}
	return refused
}
