package wire

import (
	"time"

	"roster/shared/account"
)

// Organization is an organization as its admins are shown it.
type Organization struct {
	ID        string    `json:"id" example:"4829130776"`
	AccountID string    `json:"account_id" example:"482-913-0776" doc:"The Account Id as people read it"`
	Name      string    `json:"name"`
	Kind      string    `json:"kind" enum:"standard,agency"`
	Settings  Settings  `json:"settings"`
	CreatedAt time.Time `json:"created_at"`
	Version   int64     `json:"version"`
}

// Settings is what an organization admin may choose.
type Settings struct {
	ApproveNewUsers          bool     `json:"approve_new_users" doc:"Everybody who accepts waits for approval"`
	AcceptWithAnotherAddress bool     `json:"accept_with_another_address" doc:"A login of another address may accept, and waits for approval"`
	InvitationDays           int      `json:"invitation_days" minimum:"1" maximum:"30" doc:"How long an invitation stays open"`
	AllowedDomains           []string `json:"allowed_domains" doc:"Who may be invited, by the domain of the address; empty for everybody"`
	RequireTwoFactor         bool     `json:"require_two_factor"`
	SendReminders            bool     `json:"send_reminders" doc:"Whether an invitation is recalled two days before it expires"`
	SCIMSendsMail            bool     `json:"scim_sends_mail" doc:"Whether who is invited through SCIM gets the invitation by mail"`
}

// OrganizationOf is an organization as it is answered.
func OrganizationOf(o *account.Organization) Organization {
	s := o.Settings
	return Organization{
		ID: string(o.ID), AccountID: o.ID.Dashed(), Name: o.Name, Kind: string(o.Kind),
		Settings: Settings{
			ApproveNewUsers: s.ApproveNewUsers, AcceptWithAnotherAddress: s.AcceptWithAnotherAddress,
			InvitationDays: s.InvitationDays, AllowedDomains: append([]string{}, s.AllowedDomains...),
			RequireTwoFactor: s.RequireTwoFactor, SendReminders: s.SendReminders, SCIMSendsMail: !s.SCIMIsSilent,
		},
		CreatedAt: o.CreatedAt, Version: o.Version,
	}
}

// OrganizationAnswer answers with an organization and its entity tag.
type OrganizationAnswer struct {
	ETag string `header:"ETag"`
	Body Organization
}
