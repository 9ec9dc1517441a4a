package secret

import (
	"context"
	"crypto/subtle"
	"strings"

	"roster/shared/account"
)

// BlockToken is the token by which whoever has the invited address blocks further invitations of the
// organization: the invitation's id without its prefix, a dot and the derived secret. It opens no invitation. It
// belongs to the address, so that it outlives another link and the invitation itself, and dies when the
// invitation is sent to somebody else.
func (s Source) BlockToken(ctx context.Context, i *account.Invitation) (string, error) {
	derived, err := s.derive(ctx, i.KeyVersion, "block", string(i.ID)+"/"+string(i.Email), 0)
	if err != nil {
		return "", err
	}
	return strings.TrimPrefix(string(i.ID), account.InvitationPrefix) + "." + derived, nil
}

// BlockLink is the link to the page that asks whether to block. The token stands in the fragment.
func (s Source) BlockLink(ctx context.Context, base string, i *account.Invitation) (string, error) {
	token, err := s.BlockToken(ctx, i)
	if err != nil {
		return "", err
	}
	return base + "/block#" + token, nil
}

// Blocks reports whether the token is the invitation's token for blocking, in constant time.
func (s Source) Blocks(ctx context.Context, token string, i *account.Invitation) (bool, error) {
	right, err := s.BlockToken(ctx, i)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare([]byte(token), []byte(right)) == 1, nil
}
