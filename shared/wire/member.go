package wire

import (
	"time"

	"roster/shared/account"
)

// Member is a member as whoever may see its details is shown it.
type Member struct {
	ID             string          `json:"id"`
	User           User            `json:"user"`
	State          string          `json:"state" enum:"active,pending_approval,suspended"`
	Role           string          `json:"role" enum:"admin,member,guest"`
	Permissions    []string        `json:"permissions"`
	AdAccountRoles []AdAccountRole `json:"ad_account_roles"`
	TwoFactor      bool            `json:"two_factor"`
	LastActiveOn   *string         `json:"last_active_on" format:"date" doc:"To the day; null for never"`
	JoinedAt       time.Time       `json:"joined_at"`
	InvitedBy      *Person         `json:"invited_by" doc:"null for whoever created the organization"`
	InvitedEmail   string          `json:"invited_email,omitempty" doc:"The invited address, where it is not the user's"`
	Version        int64           `json:"version"`
}

// User is a person's own login.
type User struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Person is somebody whom a row names.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// MemberOf is a member as it is answered.
func MemberOf(m *account.Member) Member {
	body := Member{
		ID: string(m.ID()), User: User{string(m.User), m.Name, string(m.Email)}, State: string(m.State),
		Role: string(m.Grants.Role), Permissions: Permissions(m.Grants.Permissions),
		AdAccountRoles: AdAccountRoles(m.Grants.AdAccountRoles), TwoFactor: m.TwoFactor,
		JoinedAt: m.JoinedAt, InvitedBy: PersonOf(m.InvitedBy), InvitedEmail: string(m.InvitedEmail), Version: m.Version,
	}
	if m.LastActiveOn != "" {
		body.LastActiveOn = &m.LastActiveOn
	}
	return body
}

// PersonOf is a person as it is answered; null for nobody.
func PersonOf(p account.Person) *Person {
	if p.ID == "" {
		return nil
	}
	return &Person{p.ID, p.Name}
}

// MemberAnswer answers with a member and its entity tag.
type MemberAnswer struct {
	ETag string `header:"ETag"`
	Body Member
}
