package provision

import (
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/wire"
)

// payload is what a message holds.
type payload interface {
	when() time.Time
	whom() string
	roles() []AdAccountRoleInput
	// check refuses what a schema cannot.
	check() error
}

// InviteMessage asks for an invitation of somebody.
type InviteMessage struct {
	Type      string     `json:"type" enum:"user.invite"`
	Timestamp time.Time  `json:"timestamp" doc:"When it happened at the sender's. Of two messages about one address the later holds, whichever comes first"`
	Data      InviteData `json:"data"`
}

// InviteData is whom to invite, and to what.
type InviteData struct {
	Email          string               `json:"email" example:"earl.e.bird@example.com"`
	Name           string               `json:"name,omitempty" doc:"Up to 80 characters"`
	Role           string               `json:"role" enum:"admin,member,guest"`
	Permissions    []string             `json:"permissions,omitempty" maxItems:"200" doc:"Organization-wide permissions of the catalog; empty for an admin"`
	AdAccountRoles []AdAccountRoleInput `json:"ad_account_roles,omitempty" maxItems:"1000" doc:"Roles on up to 100 ad accounts; empty for an admin"`
	Message        string               `json:"message,omitempty" maxLength:"2000" doc:"Shown as text, never as links"`
	SendEmail      *bool                `json:"send_email,omitempty" doc:"false sends no mail: the link is handed on otherwise. true when missing"`
}

// UpdateMessage changes what somebody may do: of a member, or of the open invitation to the address.
type UpdateMessage struct {
	Type      string     `json:"type" enum:"user.update"`
	Timestamp time.Time  `json:"timestamp" doc:"When it happened at the sender's. Of two messages about one address the later holds, whichever comes first"`
	Data      UpdateData `json:"data"`
}

// UpdateData is what changes; what is missing stays, lists replace.
type UpdateData struct {
	Email          string                             `json:"email" example:"earl.e.bird@example.com"`
	Role           wire.Patched[string]               `json:"role,omitzero" enum:"admin,member,guest"`
	Permissions    wire.Patched[[]string]             `json:"permissions,omitzero" maxItems:"200" doc:"The whole list"`
	AdAccountRoles wire.Patched[[]AdAccountRoleInput] `json:"ad_account_roles,omitzero" maxItems:"1000" doc:"The whole list; an ad account goes with its last role"`
	State          string                             `json:"state,omitempty" enum:"active,suspended" doc:"suspended revokes an open invitation"`
}

// RemoveMessage ends a membership, or revokes the open invitation to the address.
type RemoveMessage struct {
	Type      string     `json:"type" enum:"user.remove"`
	Timestamp time.Time  `json:"timestamp" doc:"When it happened at the sender's. Of two messages about one address the later holds, whichever comes first"`
	Data      RemoveData `json:"data"`
}

// RemoveData is who goes.
type RemoveData struct {
	Email string `json:"email" example:"earl.e.bird@example.com"`
}

// AdAccountRoleInput is one role on one ad account, which is named by its id or by its external id.
type AdAccountRoleInput struct {
	AdAccount  string `json:"ad_account,omitempty" example:"ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	ExternalID string `json:"external_id,omitempty" maxLength:"200" doc:"Instead of ad_account" example:"brand-17"`
	Role       string `json:"role" example:"campaign_manager" doc:"An ad-account role of the catalog"`
}

// kinds are the types of messages.
var kinds = map[string]any{"user.invite": InviteMessage{}, "user.update": UpdateMessage{}, "user.remove": RemoveMessage{}}

func (m *InviteMessage) when() time.Time             { return m.Timestamp }
func (m *InviteMessage) whom() string                { return m.Data.Email }
func (m *InviteMessage) roles() []AdAccountRoleInput { return m.Data.AdAccountRoles }

func (m *InviteMessage) check() error {
	name := strings.TrimSpace(m.Data.Name)
	if wrong := account.CheckName(name); name != "" && wrong != "" {
		return account.InvalidField("body.data.name", "%s", wrong)
	}
	return nil
}

func (m *UpdateMessage) when() time.Time             { return m.Timestamp }
func (m *UpdateMessage) whom() string                { return m.Data.Email }
func (m *UpdateMessage) roles() []AdAccountRoleInput { return m.Data.AdAccountRoles.Value }

func (m *UpdateMessage) check() error {
	if !m.regrants() && m.Data.State == "" {
		return account.InvalidField("body.data", "must change something: grants or state")
	}
	return nil
}

func (m *UpdateMessage) regrants() bool {
	return m.Data.Role.Sent || m.Data.Permissions.Sent || m.Data.AdAccountRoles.Sent
}

func (m *RemoveMessage) when() time.Time           { return m.Timestamp }
func (m *RemoveMessage) whom() string              { return m.Data.Email }
func (*RemoveMessage) roles() []AdAccountRoleInput { return nil }
func (*RemoveMessage) check() error                { return nil }

// content is a message whose body was understood.
type content struct {
	payload
	address account.Address
}

// read understands a body, or says what is wrong with it. The type is answered even then, as far as it is known.
func read(messages *web.Messages, body []byte) (kind string, c content, err error) {
	kind, parsed, err := messages.Read(body)
	if err != nil {
		return kind, c, err
	}
	c.payload = parsed.(payload)
	address, ok := account.ParseAddress(c.whom())
	switch {
	case !ok:
		return kind, c, account.InvalidField("body.data.email", "is not an e-mail address that mail can be sent to")
	case c.when().Before(earliest):
		return kind, c, account.InvalidField("body.timestamp", "must not be before 1970")
	}
	c.address = address
	if err := c.check(); err != nil {
		return kind, c, err
	}
	return kind, c, checkRoles(c.roles())
}

var earliest = time.Unix(0, 0)

// checkRoles refuses roles of which it is not clear on which ad account they are.
func checkRoles(roles []AdAccountRoleInput) error {
	named := map[AdAccountRoleInput]bool{}
	for n, r := range roles {
		if (r.AdAccount == "") == (r.ExternalID == "") {
			return account.InvalidField(at(n), "must name either ad_account or external_id")
		}
		named[AdAccountRoleInput{AdAccount: r.AdAccount, ExternalID: r.ExternalID}] = true
	}
	if len(named) > account.MaxAdAccounts {
		return account.InvalidField("body.data.ad_account_roles", "must name at most %d ad accounts", account.MaxAdAccounts)
	}
	return nil
}
