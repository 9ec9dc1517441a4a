package wire

import "time"

// Session is who is signed in. Before the second step it names no organization.
type Session struct {
	User          User                  `json:"user"`
	TwoFactor     SessionTwoFactor      `json:"two_factor"`
	FreshUntil    time.Time             `json:"fresh_until,omitzero" doc:"Until then nothing asks for another sign-in or code; missing before the second step"`
	Organizations []SessionOrganization `json:"organizations"`
}

// SessionTwoFactor is where two-factor authentication stands.
type SessionTwoFactor struct {
	Enabled bool   `json:"enabled"`
	Step    string `json:"step" enum:"none,pending,passed" doc:"Of this session: not asked for, asked for, taken"`
}

// SessionOrganization is one of the user's organizations, by name, with the user's own place in it.
type SessionOrganization struct {
	ID        string `json:"id"`
	AccountID string `json:"account_id" example:"482-913-0776"`
	Name      string `json:"name"`
	Kind      string `json:"kind" enum:"standard,agency"`
	Role      string `json:"role" enum:"admin,member,guest"`
	State     string `json:"state" enum:"active,pending_approval,suspended"`

	TwoFactorRequired bool `json:"two_factor_required,omitempty" doc:"The organization answers nothing until this session has passed a second step"`

	Via *Via `json:"via,omitempty" doc:"The agency through which the user comes, who has no active place of its own"`
}
