package accept

import (
	"context"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
)

// offer is an invitation and the right to answer it, which is asked again whenever the invitation is read
// again: a link may have been superseded meanwhile.
type offer struct {
	*account.Invitation
	entitled func(*account.Invitation) error
}

// ofToken is the invitation that the token opens. A token that opens nothing, whatever the reason, has one and
// the same answer.
func (f function) ofToken(ctx context.Context, c *web.Call, t InvitationToken) (offer, error) {
	id, _ := secret.InvitationNamed(t.Token)
	o := offer{c.Found.AnyInvitation(id), func(i *account.Invitation) error {
		if i == nil || !i.Kept(c.Now) {
			return gone()
		}
		opens, err := f.secrets.Opens(ctx, t.Token, i)
		if err == nil && !opens {
			return gone()
		}
		return err
	}}
	return o, o.entitled(o.Invitation)
}

// toUser is an invitation to the user's own address, or one that the user has accepted. Every other is unknown.
func toUser(c *web.Call, id account.InvitationID) (offer, error) {
	user, err := caller(c)
	if err != nil {
		return offer{}, err
	}
	o := offer{c.Found.AnyInvitation(id), func(i *account.Invitation) error {
		if i == nil || !i.Kept(c.Now) || i.Email != user.Email && !acceptedBy(user, i) {
			return account.Unknown()
		}
		return nil
	}}
	return o, o.entitled(o.Invitation)
}

// caller is the user who calls. A session outlives no user, short of a fault.
func caller(c *web.Call) (*account.User, error) {
	if user := c.Found.User(c.User); user != nil {
		return user, nil
	}
	return nil, account.Refuse(account.Unauthenticated, "Sign in to go on.")
}

// again reads the invitation again.
func (f function) again(ctx context.Context, o *offer) error {
	found, err := f.store.Get(ctx, store.InvitationKey(o.ID))
	if err != nil {
		return err
	}
	o.Invitation = found.AnyInvitation(o.ID)
	return o.entitled(o.Invitation)
}

// isThere refuses what was offered by an organization that was deleted since.
func (f function) isThere(ctx context.Context, org account.OrganizationID) error {
	found, err := f.store.Get(ctx, store.OrganizationKey(org))
	if err == nil && found.Organization(org) == nil {
		return gone()
	}
	return err
}

// acceptedBy reports whether the user is who accepted the invitation.
func acceptedBy(user *account.User, i *account.Invitation) bool {
	return user != nil && i.State == account.Accepted && i.AcceptedBy == user.ID
}

// answerable refuses what the user cannot decline, nor accept unless the organization lets people accept with
// another address.
func answerable(c *web.Call, user *account.User, i *account.Invitation) error {
	if !i.Open(c.Now) {
		return gone()
	}
	if user.Email != i.Email {
		return mismatch(user, i)
	}
	return nil
}

func mismatch(user *account.User, i *account.Invitation) error {
	return account.Refuse(account.AddressMismatch,
		"This invitation is for %s, and you are signed in as %s. Switch to the login that has the invited address.", i.Email.Masked(), user.Email)
}

// gone is the one answer for everything that cannot be opened.
func gone() error {
	return account.Refuse(account.InvitationGone, "This invitation cannot be opened. It may have been used, replaced or taken back, or its time is over. Ask whoever invited you for another.")
}

// mostTries is how often an invitation is tried that others keep changing.
const mostTries = 4

// passing reports whether the invitation or the place changed while it was looked at.
func passing(err error) bool {
	code := account.CodeOf(err)
	return code == account.StaleVersion || code == account.AlreadyMember
}
