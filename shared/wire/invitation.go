package wire

import (
	"time"

	"roster/shared/account"
)

// Invitation is an invitation as whoever may see it is shown it. Nothing in it opens the invitation.
type Invitation struct {
	ID             string          `json:"id"`
	Email          string          `json:"email"`
	Name           string          `json:"name"`
	Message        string          `json:"message"`
	State          string          `json:"state" enum:"pending,accepted,declined,revoked,expired"`
	MailState      string          `json:"mail_state" enum:"none,queued,sent,delivered,bounced,complained"`
	Role           string          `json:"role" enum:"admin,member,guest"`
	Permissions    []string        `json:"permissions"`
	AdAccountRoles []AdAccountRole `json:"ad_account_roles"`
	CreatedAt      time.Time       `json:"created_at"`
	ExpiresAt      time.Time       `json:"expires_at"`
	InvitedBy      *Person         `json:"invited_by"`
	EndedAt        *time.Time      `json:"ended_at,omitempty" doc:"When it was accepted, declined or revoked, or expired"`
	AcceptedBy     string          `json:"accepted_by,omitempty" doc:"The member that it made, who may be gone by now" example:"mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Version        int64           `json:"version"`
}

// InvitationOf is an invitation as it is answered at that time: expired from its time on.
func InvitationOf(i *account.Invitation, now time.Time) Invitation {
	body := Invitation{
		ID: string(i.ID), Email: string(i.Email), Name: i.Name, Message: i.Message,
		State: string(i.StateAt(now)), MailState: string(i.MailState), Role: string(i.Grants.Role),
		Permissions: Permissions(i.Grants.Permissions), AdAccountRoles: AdAccountRoles(i.Grants.AdAccountRoles),
		CreatedAt: i.CreatedAt, ExpiresAt: i.ExpiresAt, InvitedBy: PersonOf(i.InvitedBy), Version: i.Version,
	}
	if ended, over := i.EndedAt(now); over {
		body.EndedAt = &ended
	}
	if i.AcceptedBy != "" {
		body.AcceptedBy = string(i.AcceptedBy.Member())
	}
	return body
}

// InvitationAnswer answers with an invitation and its entity tag.
type InvitationAnswer struct {
	ETag string `header:"ETag"`
	Body Invitation
}
