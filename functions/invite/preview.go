package invite

import (
	"context"
	"strings"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
	"roster/shared/wire"
)

type previewInput struct {
	web.InOrganization
	Body PreviewBody
}

// PreviewBody is an invitation that nobody has sent yet.
type PreviewBody struct {
	wire.GrantsInput
	Email   string `json:"email,omitempty" doc:"A placeholder stands for it when it is missing"`
	Name    string `json:"name,omitempty"`
	Message string `json:"message,omitempty" maxLength:"2000"`
}

func (in *previewInput) reads() []store.Key {
	return people.FirstAdAccounts(account.OrganizationID(in.Org), people.Named(in.Body.Grants()))
}

// mayPreview asks as for the invitation itself.
func mayPreview(c *web.Call, in *previewInput) error {
	return c.May(policy.Invite, policy.Organization(c.Organization.ID), in.Body.Grants())
}

// PreviewAnswer answers with the mail.
type PreviewAnswer struct {
	Body MailPreview
}

// MailPreview is a mail as it would be sent. Its link opens nothing.
type MailPreview struct {
	Subject string `json:"subject"`
	HTML    string `json:"html" doc:"A whole document, to be shown in a sandboxed frame"`
	Text    string `json:"text"`
	From    string `json:"from" example:"Carrie Oakey via Roster <no-reply@example.com>"`
	ReplyTo string `json:"reply_to"`
}

const (
	// somebody stands for the address that the form does not have yet.
	somebody account.Address = "name@example.com"
	// nothing is in the place of the tokens: what the preview links to, the page answers as it answers any link
	// that opens nothing.
	nothing = "#preview"
)

// preview writes the mail that the invitation would send, and sends nothing.
func (f function) preview(ctx context.Context, c *web.Call, in *previewInput) (*PreviewAnswer, error) {
	recipient, err := in.Body.recipient()
	if err != nil {
		return nil, err
	}
	grants := in.Body.AsSent()
	if err := f.people.ReadRest(ctx, c, people.Named(grants)); err != nil {
		return nil, err
	}
	if err := people.Refused(people.Check(c, "body", account.Grants{}, grants)); err != nil {
		return nil, err
	}
	names := map[account.AdAccountID]string{}
	for _, id := range people.Named(grants) {
		names[id] = c.Found.AdAccount(c.Organization.ID, id).Name
	}
	m, err := mail.Render(mail.Invitation{
		Product:      mail.Product{Name: f.config.ProductName, NoReply: account.Address(f.config.Mail.From)},
		Organization: mail.Organization{ID: c.Organization.ID, Name: c.Organization.Name},
		Inviter:      inviter(c),
		Recipient:    recipient,
		Grants:       mail.GrantsOf(c.Catalog, grants, names),
		Message:      strings.TrimSpace(in.Body.Message),
		AcceptURL:    c.BaseURL + "/accept" + nothing,
		BlockURL:     c.BaseURL + "/block" + nothing,
		Expires:      c.Now.Add(c.Organization.Settings.InvitationLife()),
	})
	if err != nil {
		return nil, err
	}
	return &PreviewAnswer{MailPreview{
		Subject: m.Subject, HTML: m.HTML, Text: m.Text, From: readable(m.From), ReplyTo: readable(m.ReplyTo),
	}}, nil
}

// recipient is who the mail would go to.
func (b PreviewBody) recipient() (mail.Person, error) {
	to := mail.Person{Name: strings.TrimSpace(b.Name), Address: somebody}
	if to.Name != "" {
		if wrong := account.CheckName(to.Name); wrong != "" {
			return to, account.InvalidField("body.name", "%s", wrong)
		}
	}
	if b.Email == "" {
		return to, nil
	}
	address, ok := account.ParseAddress(b.Email)
	if !ok {
		return to, account.InvalidField("body.email", "is not an e-mail address that mail can be sent to")
	}
	to.Address = address
	return to, nil
}

// readable is a mailbox for people: not encoded as a header has it.
func readable(a mail.Address) string {
	if a.Address == "" || a.Name == "" {
		return a.Address
	}
	return a.Name + " <" + a.Address + ">"
}

// inviter is who the letter says has invited. Answers to a key go nowhere.
func inviter(c *web.Call) mail.Person {
	if c.Member == nil {
		return mail.Person{Name: c.Person().Name}
	}
	return mail.Person{Name: c.Member.Name, Address: c.Member.Email}
}
