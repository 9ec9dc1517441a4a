package accept

import (
	"context"
	"maps"
	"time"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// OwnInvitationsAnswer answers with the open invitations to the caller's address.
type OwnInvitationsAnswer struct {
	Body OwnInvitations
}

// OwnInvitations is a list without pages.
type OwnInvitations struct {
	Items []OwnInvitation `json:"items"`
}

// OwnInvitation is an open invitation to the caller's address.
type OwnInvitation struct {
	ID             string             `json:"id"`
	Organization   JoinedOrganization `json:"organization"`
	InvitedBy      Inviter            `json:"invited_by"`
	Role           string             `json:"role" enum:"admin,member,guest"`
	Message        string             `json:"message"`
	Permissions    []string           `json:"permissions"`
	AdAccountRoles []OfferedRole      `json:"ad_account_roles"`
	ExpiresAt      time.Time          `json:"expires_at"`
}

// mostListed is how many invitations are listed, the newest: with their organizations one BatchGetItem.
const mostListed = 50

// list reads each invitation that the guards of the address name, as it stands.
func (f function) list(ctx context.Context, c *web.Call, _ *struct{}) (*OwnInvitationsAnswer, error) {
	user, err := caller(c)
	if err != nil {
		return nil, err
	}
	addressed, err := f.store.InvitationsTo(ctx, user.Email, c.Now, mostListed)
	if err != nil {
		return nil, err
	}
	var keys []store.Key
	for _, a := range addressed {
		keys = append(keys, store.InvitationKey(a.ID), store.OrganizationKey(a.Organization))
	}
	found, err := f.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	var open []*account.Invitation
	keys = nil
	for _, a := range addressed {
		i := found.Invitation(a.Organization, a.ID)
		if i != nil && i.Open(c.Now) && i.Email == user.Email && found.Organization(a.Organization) != nil {
			open, keys = append(open, i), append(keys, adAccountKeys(i)...)
		}
	}
	adAccounts, err := f.store.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	maps.Copy(found, adAccounts)
	answer := &OwnInvitationsAnswer{OwnInvitations{[]OwnInvitation{}}}
	for _, i := range open {
		permissions, roles := offered(c, found, i)
		answer.Body.Items = append(answer.Body.Items, OwnInvitation{
			ID: string(i.ID), Organization: JoinedOrganization{string(i.Organization), found.Organization(i.Organization).Name},
			InvitedBy: Inviter{i.InvitedBy.Name}, Role: string(i.Grants.Role), Message: i.Message,
			Permissions: permissions, AdAccountRoles: roles, ExpiresAt: i.ExpiresAt,
		})
	}
	return answer, nil
}
