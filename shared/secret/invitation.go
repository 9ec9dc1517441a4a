package secret

import (
	"context"
	"crypto/subtle"
	"strings"

	"roster/shared/account"
)

// InvitationToken is the token that opens an invitation: the invitation's id without its prefix, a dot and
// the derived secret. It goes into the mail and into the link, and nowhere else.
func (s Source) InvitationToken(ctx context.Context, i *account.Invitation) (string, error) {
	derived, err := s.derive(ctx, i.KeyVersion, "invitation", string(i.ID), i.TokenVersion)
	if err != nil {
		return "", err
	}
	return strings.TrimPrefix(string(i.ID), account.InvitationPrefix) + "." + derived, nil
}

// InvitationLink is the link that opens an invitation. The token stands in the fragment, which browsers
// send to no server.
func (s Source) InvitationLink(ctx context.Context, base string, i *account.Invitation) (string, error) {
	token, err := s.InvitationToken(ctx, i)
	if err != nil {
		return "", err
	}
	return base + "/accept#" + token, nil
}

// InvitationNamed is which invitation a token is for. The token is not checked: Opens does that, when the
// invitation has been read.
func InvitationNamed(token string) (account.InvitationID, bool) {
	id, _, ok := strings.Cut(token, ".")
	named := account.InvitationID(account.InvitationPrefix + id)
	return named, ok && named.Valid()
}

// Opens reports whether the token is the invitation's present one, in constant time.
func (s Source) Opens(ctx context.Context, token string, i *account.Invitation) (bool, error) {
	right, err := s.InvitationToken(ctx, i)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare([]byte(token), []byte(right)) == 1, nil
}
