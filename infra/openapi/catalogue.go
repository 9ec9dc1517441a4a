package main

import "roster/shared/account"

// catalogue is what there is to be told of, type by type. A test holds it against account.EventTypes.
var catalogue = map[account.EventType]told{
	account.OrganizationCreated: {when: "An organization was made", target: account.TargetOrganization},
	account.OrganizationUpdated: {when: "Its name or settings changed, or it was restored", target: account.TargetOrganization,
		change: values("settings.invitation_days", "7", "14")},
	account.OrganizationDeleted: {when: "An organization was deleted; for 30 days the operator can restore it", target: account.TargetOrganization},

	account.InvitationCreated: {when: "Somebody was invited", target: account.TargetInvitation,
		change: account.Between(account.Grants{}, viewer).WithState("", "pending")},
	account.InvitationUpdated: {when: "What an open invitation offers, or to whom, changed", target: account.TargetInvitation,
		change: account.Between(viewer, campaigns)},
	account.InvitationResent:   {when: "An open invitation was sent again, and its time began anew", target: account.TargetInvitation},
	account.InvitationAccepted: {when: "An invitation was accepted; member.added says what came of it", target: account.TargetInvitation, related: member, change: state("pending", "accepted")},
	account.InvitationDeclined: {when: "An invitation was declined", target: account.TargetInvitation, change: state("pending", "declined")},
	account.InvitationRevoked:  {when: "An invitation was taken back", target: account.TargetInvitation, change: state("pending", "revoked")},
	account.InvitationExpired:  {when: "An invitation's time was over", target: account.TargetInvitation, actor: account.BySystem, change: state("pending", "expired")},
	account.InvitationBounced:  {when: "An invitation's mail came back, or its reader complained", target: account.TargetInvitation, actor: account.BySystem, change: values("mail_state", "sent", "bounced")},

	account.MemberAdded: {when: "Somebody joined, or waits for approval", target: account.TargetMember, related: invitation,
		change: account.Between(account.Grants{}, viewer).WithState("", "active")},
	account.MemberApproved:    {when: "Somebody who waited was let in", target: account.TargetMember, change: state("pending_approval", "active")},
	account.MemberRejected:    {when: "Somebody who waited was turned away", target: account.TargetMember, change: account.Between(viewer, account.Grants{}).WithState("pending_approval", "")},
	account.MemberUpdated:     {when: "What a member may do changed", target: account.TargetMember, change: account.Between(viewer, campaigns)},
	account.MemberSuspended:   {when: "A member was suspended: the grants are kept and open nothing", target: account.TargetMember, change: state("active", "suspended")},
	account.MemberReactivated: {when: "A suspended member was let in again", target: account.TargetMember, change: state("suspended", "active")},
	account.MemberRemoved:     {when: "A member was removed", target: account.TargetMember, change: account.Between(campaigns, account.Grants{}).WithState("active", "")},
	account.MemberLeft:        {when: "A member has left", target: account.TargetMember, change: account.Between(campaigns, account.Grants{}).WithState("active", "")},

	account.AdAccountCreated:  {when: "An ad account was made", target: account.TargetAdAccount, change: state("", "active")},
	account.AdAccountUpdated:  {when: "An ad account's name or external id changed", target: account.TargetAdAccount, change: values("name", "EU", "EU Brand")},
	account.AdAccountArchived: {when: "An ad account was archived: all roles on it are inert", target: account.TargetAdAccount, change: state("active", "archived")},
	account.AdAccountRestored: {when: "An archived ad account was restored, with all roles on it", target: account.TargetAdAccount, change: state("archived", "active")},

	account.AgencyInvited:  {when: "An agency was offered to work here, inside a cap", target: account.TargetAgency, change: account.Between(account.Grants{}, theCap).WithState("", "pending")},
	account.AgencyAccepted: {when: "The agency has accepted", target: account.TargetAgency, change: state("pending", "active")},
	account.AgencyDeclined: {when: "The agency has declined", target: account.TargetAgency, change: state("pending", "declined")},
	account.AgencyUpdated:  {when: "The cap changed, for everybody under it", target: account.TargetAgency, change: account.Between(theCap, account.Grants{Permissions: theCap.Permissions})},
	account.AgencyEnded:    {when: "The link was ended, by either side", target: account.TargetAgency, change: state("active", "ended")},
	account.AgencyMemberUpdated: {when: "What somebody of an agency may do here changed, or that it is kept out", target: account.TargetAgencyMember,
		related: "7300451288", change: account.Between(account.Grants{}, theCap)},

	account.APIKeyCreated: {when: "An API key was made", target: account.TargetAPIKey, change: values("scopes", "", "access.read users.read")},
	account.APIKeyRevoked: {when: "An API key was revoked", target: account.TargetAPIKey},

	account.WebhookCreated: {when: "An endpoint was registered", target: account.TargetWebhook, change: state("", "enabled")},
	account.WebhookUpdated: {when: "An endpoint changed: its address, its types, its state or its secret", target: account.TargetWebhook,
		change: account.Change{Fields: []string{"secret"}}},
	account.WebhookDeleted: {when: "An endpoint was deleted", target: account.TargetWebhook, change: state("enabled", "")},
	account.WebhookWasDisabled: {when: "An endpoint is not called any more: it answered 410, or nothing reached it for five days", target: account.TargetWebhook,
		actor: account.BySystem, change: state("enabled", "disabled")},

	account.UserTwoFactorEnabled:  {when: "A member turned two-factor authentication on", target: account.TargetMember, change: values("two_factor", "false", "true")},
	account.UserTwoFactorDisabled: {when: "A member turned two-factor authentication off", target: account.TargetMember, change: values("two_factor", "true", "false")},
}

const (
	member     = "mem_01JD3Q9Z5T7K2M8V4X6W0RBCDH"
	invitation = "inv_01JD3Q9Z5T7K2M8V4X6W0RBCDJ"
	adAccount  = account.AdAccountID("ada_01JD3Q9Z5T7K2M8V4X6W0RBCDK")
)

var (
	viewer    = account.Grants{Role: account.PlainMember, AdAccountRoles: []account.AdAccountRole{{AdAccount: adAccount, Role: "viewer"}}}
	campaigns = account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}, AdAccountRoles: []account.AdAccountRole{{AdAccount: adAccount, Role: "campaign_manager"}}}
	theCap    = account.Grants{Permissions: []account.Permission{"brands.view"}, AdAccountRoles: []account.AdAccountRole{{AdAccount: adAccount, Role: "viewer"}}}
)

func state(before, after string) account.Change {
	return account.Change{}.WithState(before, after)
}

func values(field, before, after string) account.Change {
	return account.Change{Values: []account.ValueChange{{Field: field, Before: before, After: after}}}
}
