package policy

// Action is something that a member may or may not do. Its name is that of the Cedar action; a test keeps
// the two lists the same.
type Action string

// The actions.
const (
	SeeOwnPlace        Action = "see_own_place"
	Leave              Action = "leave"
	ListMembers        Action = "list_members"
	ListMemberDetails  Action = "list_member_details"
	SeeMember          Action = "see_member"
	SeeMemberDetails   Action = "see_member_details"
	ListInvitations    Action = "list_invitations"
	SeeInvitation      Action = "see_invitation"
	ListAdAccounts     Action = "list_ad_accounts"
	ListAllAdAccounts  Action = "list_all_ad_accounts"
	SeeAdAccount       Action = "see_ad_account"
	Invite             Action = "invite"
	EditInvitation     Action = "edit_invitation"
	ResendInvitation   Action = "resend_invitation"
	LinkInvitation     Action = "link_invitation"
	RevokeInvitation   Action = "revoke_invitation"
	EditMember         Action = "edit_member"
	ApproveMember      Action = "approve_member"
	RejectMember       Action = "reject_member"
	SuspendMember      Action = "suspend_member"
	ReactivateMember   Action = "reactivate_member"
	RemoveMember       Action = "remove_member"
	SeeSettings        Action = "see_settings"
	EditOrganization   Action = "edit_organization"
	DeleteOrganization Action = "delete_organization"
	CreateAdAccount    Action = "create_ad_account"
	EditAdAccount      Action = "edit_ad_account"
	SeeAgencies        Action = "see_agencies"
	ManageAgencies     Action = "manage_agencies"
	SeeClients         Action = "see_clients"
	ManageClients      Action = "manage_clients"
	ListEvents         Action = "list_events"
	SeeIntegrations    Action = "see_integrations"
	ManageIntegrations Action = "manage_integrations"
)

// Actions are all of them, in the order in which GET …/me lists what the caller can do.
var Actions = []Action{
	SeeOwnPlace, Leave, ListMembers, ListMemberDetails, SeeMember, SeeMemberDetails, ListInvitations, SeeInvitation,
	ListAdAccounts, ListAllAdAccounts, SeeAdAccount, Invite, EditInvitation, ResendInvitation, LinkInvitation,
	RevokeInvitation, EditMember, ApproveMember, RejectMember, SuspendMember, ReactivateMember, RemoveMember,
	SeeSettings, EditOrganization, DeleteOrganization, CreateAdAccount, EditAdAccount, ListEvents,
	SeeAgencies, ManageAgencies, SeeClients, ManageClients, SeeIntegrations, ManageIntegrations,
}

// seeing is the action that decides whether a refused caller is told 403 or, because it may not even see
// what it asked about, 404.
var seeing = map[resourceKind]Action{
	ofPlace:     SeeMember,
	ofOffer:     SeeInvitation,
	ofAdAccount: SeeAdAccount,
}
