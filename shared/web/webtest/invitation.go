package webtest

import (
	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
)

// Settings changes the settings of the world's organization.
func (w *World) Settings(change func(*account.Settings)) {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.OrganizationKey(w.Org))
	if err != nil {
		w.T.Fatal(err)
	}
	before := found.Organization(w.Org)
	after := *before
	change(&after.Settings)
	after.Version++
	if err := w.Store.UpdateOrganization(w.T.Context(), w.intent(w.Org, w.Admin), before, &after); err != nil {
		w.T.Fatal(err)
	}
}

// Intent is what a command of the person in the world's organization needs to know, for a test that calls the
// store itself.
func (w *World) Intent(by *Person) store.Intent { return w.intent(w.Org, by) }

// Invitation is an invitation as it stands; nil when there is none.
func (w *World) Invitation(id account.InvitationID) *account.Invitation {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.InvitationKey(id))
	if err != nil {
		w.T.Fatal(err)
	}
	return found.AnyInvitation(id)
}

// Mailed notes what became of the invitation's mail, as notify and mail-events do.
func (w *World) Mailed(i *account.Invitation, state account.MailState) {
	w.T.Helper()
	in := store.Intent{Organization: i.Organization, Actor: account.Actor{Kind: account.BySystem}, RequestID: "req_test", At: w.now}
	if err := w.Store.NoteMail(w.T.Context(), in, w.Invitation(i.ID), i.Mailing(), state); err != nil {
		w.T.Fatal(err)
	}
}

// Token is the token that opens the invitation in the version that is given.
func (w *World) Token(i *account.Invitation) string {
	w.T.Helper()
	token, err := secret.Open(w.Config).InvitationToken(w.T.Context(), i)
	if err != nil {
		w.T.Fatal(err)
	}
	return token
}

// TokenBody is the body of a call that sends that token.
func (w *World) TokenBody(i *account.Invitation) map[string]string {
	w.T.Helper()
	return map[string]string{"token": w.Token(i)}
}

// BlockToken is the token by which whoever the invitation is for blocks further ones.
func (w *World) BlockToken(i *account.Invitation) string {
	w.T.Helper()
	token, err := secret.Open(w.Config).BlockToken(w.T.Context(), i)
	if err != nil {
		w.T.Fatal(err)
	}
	return token
}
