package list

import (
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/wire"
)

// SeenMember is a member as the caller may see it: a colleague is shown id, user, role and state, whoever
// may see details the rest as well.
type SeenMember struct {
	ID    string    `json:"id"`
	User  wire.User `json:"user"`
	State string    `json:"state" enum:"active,pending_approval,suspended"`
	Role  string    `json:"role" enum:"admin,member,guest"`
	*MemberDetails
}

// MemberDetails is what the person itself and account administrators see of a member besides.
type MemberDetails struct {
	Permissions        []string             `json:"permissions" required:"false"`
	AdAccountRoles     []wire.AdAccountRole `json:"ad_account_roles" required:"false" doc:"In a list, the first five"`
	AdAccountRoleCount int                  `json:"ad_account_role_count" required:"false" doc:"How many there are in all"`
	TwoFactor          bool                 `json:"two_factor" required:"false"`
	LastActiveOn       *string              `json:"last_active_on" required:"false" format:"date" doc:"To the day; null for never"`
	JoinedAt           time.Time            `json:"joined_at" required:"false"`
	InvitedBy          *wire.Person         `json:"invited_by" required:"false" doc:"null for whoever created the organization"`
	InvitedEmail       string               `json:"invited_email,omitempty" doc:"The invited address, where it is not the user's"`
	Version            int64                `json:"version" required:"false"`
	Access             *MemberAccess        `json:"access,omitempty" doc:"How the person has access; not in lists"`
}

func seenMember(m *account.Member, roles int, details bool) SeenMember {
	whole := wire.MemberOf(m)
	seen := SeenMember{ID: whole.ID, User: whole.User, State: whole.State, Role: whole.Role}
	if details {
		seen.MemberDetails = &MemberDetails{
			Permissions: whole.Permissions, AdAccountRoles: whole.AdAccountRoles, AdAccountRoleCount: roles,
			TwoFactor: whole.TwoFactor, LastActiveOn: whole.LastActiveOn, JoinedAt: whole.JoinedAt,
			InvitedBy: whole.InvitedBy, InvitedEmail: whole.InvitedEmail, Version: whole.Version,
		}
	}
	return seen
}

type memberInput struct{ web.MemberPath }

type memberAnswer struct {
	ETag string `header:"ETag"`
	Body SeenMember
}

func (f function) member(ctx context.Context, c *web.Call, in *memberInput) (*memberAnswer, error) {
	m := in.Member(c)
	if m == nil {
		return nil, account.Unknown()
	}
	details := c.May(policy.SeeMemberDetails, policy.Place(m), account.Grants{}) == nil
	answer := &memberAnswer{Body: seenMember(m, len(m.Grants.AdAccountRoles), details)}
	if !details {
		return answer, nil
	}
	answer.ETag = web.ETag(m.Version) // the version tells when the grants changed
	var err error
	answer.Body.Access, err = f.access(ctx, c, m)
	return answer, err
}

func seenRows(rows []store.MemberRow, details bool) []SeenMember {
	seen := make([]SeenMember, len(rows))
	for i := range rows {
		seen[i] = seenMember(&rows[i].Member, rows[i].RoleCount, details)
	}
	return seen
}
