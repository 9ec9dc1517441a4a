package access

import (
	"slices"

	"roster/shared/account"
	"roster/shared/web"
	"roster/shared/wire"
)

// AccessAnswer is what a user may do at this moment. It may not be kept.
type AccessAnswer struct {
	Allowed        bool                 `json:"allowed" doc:"Whether the answer is yes"`
	Reason         *string              `json:"reason" example:"no_permission" doc:"Why not; null when it is yes. unknown_organization (in a batch; else 404), ambiguous_address (in a batch; else 409), not_member (also for a user who is not known), pending_approval, suspended, two_factor_required, unknown_ad_account, ad_account_archived, no_role_on_ad_account, no_permission"`
	User           *string              `json:"user" example:"usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE" doc:"The user's id, however it was named; null for who has no place here and comes through no agency"`
	AdAccount      *string              `json:"ad_account" example:"ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE" doc:"The id of the ad account that was asked about; null for none, and for one that is not known"`
	Role           *string              `json:"role" example:"member" doc:"The organization role: admin, member or guest; null for who gets in in no way. Whoever comes through an agency alone is a guest"`
	Permissions    []string             `json:"permissions" doc:"All that the user holds. Empty for an admin, who holds everything"`
	AdAccountRoles []wire.AdAccountRole `json:"ad_account_roles" doc:"The roles that the user holds, with those that they include written out: on the ad account that was asked about, and none on an archived one; on all ad accounts, be they archived or not, when none was asked about. Empty for an admin"`
	Sources        []wire.AccessSource  `json:"sources" doc:"Where it comes from; empty for who gets in in no way"`
}

// The reasons that a Standing does not know of: what was asked about is not there, or cannot be told apart.
const (
	unknownOrganization account.Reason = "unknown_organization"
	ambiguousAddress    account.Reason = "ambiguous_address"
	unknownAdAccount    account.Reason = "unknown_ad_account"
)

func reasonOf(a AccessAnswer) account.Reason {
	if a.Reason == nil {
		return ""
	}
	return account.Reason(*a.Reason)
}

// answers are in the order of the questions, when all is read.
func (i *inquiry) answers(c *web.Call) []AccessAnswer {
	all := make([]AccessAnswer, len(i.questions))
	for n, q := range i.questions {
		all[n] = i.answer(q, c)
	}
	return all
}

func (i *inquiry) answer(q *question, c *web.Call) AccessAnswer {
	organization := i.found.Organization(q.organization)
	switch {
	case organization == nil || !c.Key.Covers(q.organization):
		return refused(unknownOrganization)
	case q.ambiguous:
		return refused(ambiguousAddress)
	}
	user := q.userIn(i.found)
	standing := i.standing(q, organization, user)
	access, on := standing.Access(c.Catalog), i.found.AdAccount(q.organization, q.adAccountIn(i.found))
	reason := access.Allows(q.permission, on)
	if access.Reason == "" && q.asksAccount && on == nil {
		reason = unknownAdAccount
	}
	answer := refused(reason)
	answer.Allowed = reason == ""
	if standing.Member != nil || len(access.Sources) > 0 {
		answer.User = textOf(user)
	}
	if len(access.Sources) == 0 {
		return answer
	}
	if on != nil {
		answer.AdAccount = textOf(on.ID)
	}
	held := q.shown(access.Held(), on, c.Catalog)
	answer.Role, answer.Permissions, answer.AdAccountRoles = textOf(held.Role), wire.Permissions(held.Permissions), wire.AdAccountRoles(held.AdAccountRoles)
	for _, s := range access.Sources {
		s.Grants = q.shown(s.Grants, on, c.Catalog)
		answer.Sources = append(answer.Sources, wire.AccessSourceOf(s, i.found.Organization(s.Agency)))
	}
	return answer
}

// standing is all that decides what the user may do, as it was found. Whether it has two-factor authentication is
// read where it matters.
func (i *inquiry) standing(q *question, organization *account.Organization, user account.UserID) account.Standing {
	standing := account.Standing{Organization: organization}
	if user == "" {
		return standing
	}
	if u := i.found.User(user); u != nil {
		standing.TwoFactor = u.TwoFactor
	}
	standing.Member = i.found.Member(q.organization, user)
	standing.Agencies = i.found.AgencyStandings(q.organization, user, i.found.Agencies(q.organization, user)...)
	return standing
}

// shown is the grants as an answer shows them: with what roles include, and where an ad account was asked about with
// what opens that one.
func (q *question) shown(g account.Grants, on *account.AdAccount, c *account.Catalog) account.Grants {
	g = g.Expanded(c)
	if q.asksAccount {
		g.AdAccountRoles = slices.DeleteFunc(g.AdAccountRoles, func(r account.AdAccountRole) bool {
			return on == nil || on.State != account.AdAccountIsActive || r.AdAccount != on.ID
		})
	}
	return g
}

// refused is an answer of nothing.
func refused(reason account.Reason) AccessAnswer {
	return AccessAnswer{Reason: textOf(reason), Permissions: []string{}, AdAccountRoles: []wire.AdAccountRole{}, Sources: []wire.AccessSource{}}
}

// textOf is null for what there is not.
func textOf[T ~string](value T) *string {
	if value == "" {
		return nil
	}
	text := string(value)
	return &text
}
