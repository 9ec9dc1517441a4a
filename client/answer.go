package roster

import "slices"

// Answer is what a user may do at the moment in which it was given.
type Answer struct {
	Allowed        bool            `json:"allowed"`
	Reason         Reason          `json:"reason"`           // why not; empty when Allowed
	User           string          `json:"user"`             // the user's id; empty for who has nothing to do with the organization
	AdAccount      string          `json:"ad_account"`       // the id of the one that was asked about; empty for none
	Role           Role            `json:"role"`             // in the organization; empty for who gets in in no way
	Permissions    []string        `json:"permissions"`      // all that are held; empty for an admin, who holds everything
	AdAccountRoles []AdAccountRole `json:"ad_account_roles"` // with what they include; on the ad account that was asked about, or else on all, archived ones too
	Sources        []Source        `json:"sources"`          // where all that comes from
}

// HasPermission reports whether the user holds the permission.
func (a Answer) HasPermission(permission string) bool {
	return a.Role == Admin || slices.Contains(a.Permissions, permission)
}

// HasRole reports whether the user holds the role on the ad account that was asked about, or one that includes it.
func (a Answer) HasRole(role string) bool {
	return a.AdAccount != "" && a.Reason != AdAccountArchived &&
		(a.Role == Admin || slices.Contains(a.AdAccountRoles, AdAccountRole{a.AdAccount, role}))
}

// AdAccountRole is a role on an ad account.
type AdAccountRole struct {
	AdAccount string `json:"ad_account"`
	Role      string `json:"role"`
}

// Source is one way in, and what it gives.
type Source struct {
	From           string          `json:"from"`   // "admin", "own" or "agency"
	Agency         Agency          `json:"agency"` // empty unless it is an agency's
	Permissions    []string        `json:"permissions"`
	AdAccountRoles []AdAccountRole `json:"ad_account_roles"`
}

// Agency is an organization that works in the one that was asked about.
type Agency struct {
	ID   string `json:"id"` // its Account Id
	Name string `json:"name"`
}

// Role is an organization role.
type Role string

// The organization roles. Who comes through an agency alone is a guest.
const (
	Admin  Role = "admin"
	Member Role = "member"
	Guest  Role = "guest"
)

// Reason says why an answer is no. There may be more of them some day.
type Reason string

// The reasons. The first two are of a batch; a single question gets an error then.
const (
	UnknownOrganization Reason = "unknown_organization"
	SeveralLogins       Reason = "ambiguous_address"
	NotMember           Reason = "not_member" // of a user who is not known, too
	PendingApproval     Reason = "pending_approval"
	Suspended           Reason = "suspended"
	TwoFactorRequired   Reason = "two_factor_required"
	UnknownAdAccount    Reason = "unknown_ad_account"
	AdAccountArchived   Reason = "ad_account_archived"
	NoRoleOnAdAccount   Reason = "no_role_on_ad_account"
	NoPermission        Reason = "no_permission"
)
