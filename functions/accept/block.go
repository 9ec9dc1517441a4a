package accept

import (
	"context"
	"errors"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
)

type blockLookupInput struct{ Body BlockToken }

type blockInput struct{ Body BlockChoice }

// BlockToken is the token of the link in the footer of an invitation's mail.
type BlockToken struct {
	Token string `json:"token" doc:"What stands in the link behind the #"`
}

func (t BlockToken) keys() []store.Key { return InvitationToken(t).keys() }

// BlockChoice says whether the address wants no invitations.
type BlockChoice struct {
	BlockToken
	Blocked bool `json:"blocked" doc:"true declines the open invitation and lets the organization invite this address no more; false lets it invite again"`
}

// BlockAnswer answers with what the organization may do.
type BlockAnswer struct {
	Body Block
}

// Block says whether an organization may invite an address.
type Block struct {
	Organization InvitedOrganization `json:"organization"`
	Email        string              `json:"email" doc:"Masked"`
	Blocked      bool                `json:"blocked"`
}

// lookUpBlock changes nothing, however often and by whatever scanner it is called.
func (f function) lookUpBlock(ctx context.Context, c *web.Call, in *blockLookupInput) (*BlockAnswer, error) {
	b, err := f.blocking(ctx, c, in.Body)
	if err != nil {
		return nil, err
	}
	return b.answer(b.by != ""), nil
}

// block needs no login: whoever has the mail has the address. Nobody is named as the one who did it.
func (f function) block(ctx context.Context, c *web.Call, in *blockInput) (*BlockAnswer, error) {
	b, err := f.blocking(ctx, c, in.Body.BlockToken)
	if err != nil {
		return nil, err
	}
	intent := store.Intent{Organization: b.Organization, Actor: account.Actor{Kind: account.BySystem}, RequestID: c.RequestID, At: c.Now}
	switch {
	case in.Body.Blocked:
		err = f.keepOut(ctx, intent, b.Invitation)
	case b.by != "":
		err = f.store.UnblockAddress(ctx, intent, b.Email, b.by)
	}
	return b.answer(in.Body.Blocked), err
}

// blocking is the invitation by which somebody was reached, in whatever state, and whom the block would keep out.
type blocking struct {
	*account.Invitation
	organization *account.Organization
	by           account.InvitationID // whose link has blocked the address; empty when it is not blocked
}

func (b blocking) answer(blocked bool) *BlockAnswer {
	return &BlockAnswer{Block{InvitedOrganization{Name: b.organization.Name}, b.Email.Masked(), blocked}}
}

// blocking checks the token. One that belongs to nothing, whatever the reason, has one and the same answer.
func (f function) blocking(ctx context.Context, c *web.Call, t BlockToken) (blocking, error) {
	id, _ := secret.InvitationNamed(t.Token)
	i := c.Found.AnyInvitation(id)
	if i == nil || !i.Kept(c.Now) {
		return blocking{}, blockGone()
	}
	right, err := f.secrets.Blocks(ctx, t.Token, i)
	if err == nil && !right {
		err = blockGone()
	}
	if err != nil {
		return blocking{}, err
	}
	found, err := f.store.Get(ctx, store.OrganizationKey(i.Organization), store.AddressKey(i.Organization, i.Email))
	if err != nil {
		return blocking{}, err
	}
	b := blocking{i, found.Organization(i.Organization), found.AddressBlocked(i.Organization, i.Email)}
	if b.organization == nil {
		return b, blockGone()
	}
	return b, nil
}

func blockGone() error {
	return account.Refuse(account.InvitationGone, "This link belongs to no invitation to you. Take the link of the latest mail.")
}

// keepOut blocks the address and declines the open invitation that it has: that of the link, or one that was
// sent since.
func (f function) keepOut(ctx context.Context, in store.Intent, i *account.Invitation) error {
	var open *account.Invitation
	for try := 1; ; try++ {
		if open == nil && i.Open(in.At) {
			open = i
		}
		err := f.store.BlockAddress(ctx, in, i, open)
		var taken store.AddressTaken
		switch {
		case errors.As(err, &taken) && taken.Blocked:
			return nil
		case taken.Member != "":
			return account.Refuse(account.AlreadyMember, "The person with this address is a member of the organization. Sign in to leave it.")
		case taken.Invitation == "" && account.CodeOf(err) != account.StaleVersion || try == mostTries:
			return err
		}
		found, err := f.store.Get(ctx, store.InvitationKey(i.ID), store.InvitationKey(taken.Invitation))
		if err != nil {
			return err
		}
		now := found.AnyInvitation(i.ID)
		if now == nil || now.Email != i.Email {
			return blockGone()
		}
		i, open = now, found.Invitation(i.Organization, taken.Invitation)
	}
}
