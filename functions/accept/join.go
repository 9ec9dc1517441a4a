package accept

import (
	"cmp"
	"context"
	"time"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// AcceptanceAnswer answers with the place that was accepted.
type AcceptanceAnswer struct {
	Body Acceptance
}

// Acceptance is what accepting led to: a place, or one that waits for an administrator.
type Acceptance struct {
	State        string             `json:"state" enum:"accepted,pending_approval"`
	Organization JoinedOrganization `json:"organization"`
	Member       JoinedMember       `json:"member"`
}

// JoinedOrganization is the organization that somebody joined.
type JoinedOrganization struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// JoinedMember is the place in it.
type JoinedMember struct {
	ID    string `json:"id"`
	State string `json:"state" enum:"active,pending_approval,suspended"`
}

func (f function) acceptByToken(ctx context.Context, c *web.Call, in *tokenInput) (*AcceptanceAnswer, error) {
	o, err := f.ofToken(ctx, c, in.Body)
	if err != nil {
		return nil, err
	}
	return f.accept(ctx, c, o)
}

func (f function) acceptOwn(ctx context.Context, c *web.Call, in *ownInput) (*AcceptanceAnswer, error) {
	o, err := toUser(c, in.id())
	if err != nil {
		return nil, err
	}
	return f.accept(ctx, c, o)
}

// accept turns the invitation into a place, once, however many try. Whoever used it before is told so again.
func (f function) accept(ctx context.Context, c *web.Call, o offer) (*AcceptanceAnswer, error) {
	user, err := caller(c)
	if err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		answer, err := f.acceptOnce(ctx, c, user, o.Invitation)
		if !passing(err) || try == mostTries {
			return answer, err
		}
		lost := err
		if err := f.again(ctx, &o); err != nil {
			return nil, err
		}
		if account.CodeOf(lost) == account.AlreadyMember && !acceptedBy(user, o.Invitation) {
			return nil, lost
		}
	}
}

func (f function) acceptOnce(ctx context.Context, c *web.Call, user *account.User, i *account.Invitation) (*AcceptanceAnswer, error) {
	used := acceptedBy(user, i)
	if !used {
		if err := answerable(c, user, i); err != nil && account.CodeOf(err) != account.AddressMismatch {
			return nil, err
		}
	}
	found, err := f.store.Get(ctx, joinKeys(user, i)...)
	if err != nil {
		return nil, err
	}
	organization, place := found.Organization(i.Organization), found.Member(i.Organization, user.ID)
	switch {
	case organization == nil, used && place == nil: // who was removed learns no more than a stranger
		return nil, gone()
	case used:
		return accepted(organization, place), nil
	case user.Email != i.Email && !organization.Settings.AcceptWithAnotherAddress:
		return nil, mismatch(user, i)
	case place != nil:
		return nil, account.Refuse(account.AlreadyMember, "You are a member of this organization already. The invitation changes nothing of that.")
	}
	after := *i
	after.State, after.AcceptedBy, after.Version = account.Accepted, user.ID, account.NextVersion(i.Version, c.Now)
	place = placeFor(c, found, organization, user, i)
	answer := accepted(organization, place)
	intent := c.Intent(answer)
	intent.Organization = i.Organization
	return answer, f.store.AcceptInvitation(ctx, intent, i, &after, place)
}

// joinKeys is everything that decides about an acceptance, to be read at once.
func joinKeys(user *account.User, i *account.Invitation) []store.Key {
	keys := []store.Key{store.OrganizationKey(i.Organization), store.MemberKey(i.Organization, user.ID)}
	switch i.GrantedBy.Kind {
	case account.ByUser:
		keys = append(keys, store.MemberKey(i.Organization, account.UserID(i.GrantedBy.ID)))
	case account.ByKey, account.BySCIM, account.ByOperator:
		keys = append(keys, store.APIKeyKey(account.KeyID(i.GrantedBy.ID)))
	}
	return append(keys, adAccountKeys(i)...)
}

func adAccountKeys(i *account.Invitation) []store.Key {
	var keys []store.Key
	for _, id := range i.Grants.AdAccounts() {
		keys = append(keys, store.AdAccountKey(i.Organization, id))
	}
	return keys
}

// placeFor is the place that the user gets.
func placeFor(c *web.Call, found store.Found, o *account.Organization, user *account.User, i *account.Invitation) *account.Member {
	m := &account.Member{
		Organization: o.ID, User: user.ID, Name: cmp.Or(user.Name, i.DisplayName()), Email: user.Email, State: account.Active,
		Grants: standing(c.Catalog, found, i), TwoFactor: user.TwoFactor, LastActiveOn: c.Now.Format(time.DateOnly),
		JoinedAt: c.Now, InvitedBy: i.InvitedBy, Reserved: i.Email, Version: account.NextVersion(i.Version, c.Now),
	}
	if user.Email != i.Email { // the guard of the invited address names this place: it was invited and has come
		m.InvitedEmail = i.Email
	}
	if o.Settings.ApproveNewUsers || m.InvitedEmail != "" || !stillGiven(c, found, i, m.Grants) {
		m.State = account.PendingApproval
	}
	return m
}

// standing is what is left of the grants: without what left the catalog, and without roles on ad accounts that
// are no more. Those on an archived ad account stay, inert as they are.
func standing(catalog *account.Catalog, found store.Found, i *account.Invitation) account.Grants {
	missing := map[account.AdAccountID]bool{}
	for _, id := range i.Grants.AdAccounts() {
		missing[id] = found.AdAccount(i.Organization, id) == nil
	}
	return i.Grants.Live(catalog).WithoutAdAccounts(missing)
}

// stillGiven reports whether whoever last set the grants may still give them. Of somebody who left, was
// suspended or holds less by now, and of a key that was revoked or has expired, an administrator has to look at the
// place before it opens anything.
func stillGiven(c *web.Call, found store.Found, i *account.Invitation, grants account.Grants) bool {
	granter := granterOf(c, found, i)
	return granter != nil && granter.May(policy.Invite, policy.Organization(i.Organization), grants) == nil
}

func granterOf(c *web.Call, found store.Found, i *account.Invitation) *policy.Caller {
	switch by := i.GrantedBy; by.Kind {
	case account.ByUser:
		if m := found.Member(i.Organization, account.UserID(by.ID)); m != nil && m.State == account.Active {
			return policy.NewCaller(m, c.Catalog)
		}
	case account.ByKey, account.BySCIM, account.ByOperator:
		if k := found.APIKey(account.KeyID(by.ID)); k.Live(c.Now) && k.Covers(i.Organization) {
			return policy.NewKeyCaller(k.Grantor(), c.Catalog)
		}
	}
	return nil
}

func accepted(o *account.Organization, m *account.Member) *AcceptanceAnswer {
	state := account.Accepted
	if m.State == account.PendingApproval {
		state = account.InvitationState(account.PendingApproval)
	}
	return &AcceptanceAnswer{Acceptance{
		State: string(state), Organization: JoinedOrganization{string(o.ID), o.Name}, Member: JoinedMember{string(m.ID()), string(m.State)},
	}}
}
