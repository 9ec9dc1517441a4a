package store

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// ErrOtherMail says that the invitation has another mail by now, or is gone.
var ErrOtherMail = errors.New("the mail is not the one of the invitation any more")

// NoteMail notes what became of the mail of an invitation, that which Mailing names, on the invitation as it was
// read. News comes in any order and more than once: what does not follow on what is known changes nothing. The
// first bounce or complaint of a mail leaves the event invitation.bounced. No version moves.
//
// ErrOtherMail when the invitation has another mail by now: the news is of an older one.
func (s *Store) NoteMail(ctx context.Context, in Intent, i *account.Invitation, mailing string, state account.MailState) error {
	for range maxTries {
		if i == nil || i.Mailing() != mailing {
			return ErrOtherMail
		}
		if !state.Follows(i.MailState) {
			return nil
		}
		err := s.noteMail(ctx, in, i, state)
		if !errors.Is(err, errConditionFailed) {
			return err
		}
		found, err := s.Get(ctx, InvitationKey(i.ID))
		if err != nil {
			return err
		}
		i = found.AnyInvitation(i.ID)
	}
	return unavailable("note mail", errors.New("the invitation keeps changing"))
}

func (s *Store) noteMail(ctx context.Context, in Intent, i *account.Invitation, state account.MailState) error {
	noted := expression.Set(expression.Name("mail_state"), expression.Value(state))
	asRead := expression.Name("mail_state").Equal(expression.Value(i.MailState)).
		And(expression.Name("token_version").Equal(expression.Value(i.TokenVersion))).
		And(expression.Name("summary.expires").Equal(expression.Value(toMillis(i.ExpiresAt))))
	if !state.Failed() || i.MailState.Failed() {
		return s.updateIf(ctx, InvitationKey(i.ID), noted, asRead)
	}
	c := account.Change{Values: []account.ValueChange{{Field: "mail_state", Before: string(i.MailState), After: string(state)}}}
	return s.commit(ctx, in,
		change(InvitationKey(i.ID), noted, asRead, func(item) error { return errConditionFailed }),
		in.event(account.InvitationBounced, account.Target{Kind: account.TargetInvitation, ID: string(i.ID)}, c, i.Version))
}
