package policy_test

import (
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/policy"
)

// rights is who may do what to what. "yes" is allowed; everything else is the refusal.
//
// The manager is an account administrator who is no organization admin. "within" is somebody, or an invitation,
// whose grants it holds; "above" has a permission more. The holder's ad account is the one on which all but the
// admin hold a role.
const rights = `
action               on               admin       manager              member      guest  reader     writer        admins     deployer

see_own_place        organization     yes         yes                  yes         yes  forbidden  forbidden     forbidden  forbidden
leave                organization     own-record  yes                  yes         yes  forbidden  forbidden     forbidden  forbidden
list_members         organization     yes         yes                  yes         forbidden  yes        yes           yes        forbidden
list_member_details  organization     yes         yes                  forbidden   forbidden  yes        yes           yes        forbidden
list_invitations     organization     yes         yes                  forbidden   forbidden  yes        yes           yes        forbidden
list_ad_accounts     organization     yes         yes                  yes         yes  yes        yes           yes        yes
list_all_ad_accounts organization     yes         yes                  forbidden   forbidden  yes        yes           yes        yes
invite               organization     yes         yes                  forbidden   forbidden  forbidden  yes           yes        forbidden
see_settings         organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  yes
edit_organization    organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  yes
delete_organization  organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  yes
create_ad_account    organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  yes
list_events          organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  forbidden
see_agencies         organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  forbidden
manage_agencies      organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  forbidden
see_clients          organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  forbidden
manage_clients       organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  forbidden
see_integrations     organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  forbidden
manage_integrations  organization     yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  forbidden

see_member           itself           yes         yes                  yes         yes  -          -             -          -
see_member           admin            yes         yes                  yes         not-found  yes        yes           yes        not-found
see_member           within           yes         yes                  yes         not-found  yes        yes           yes        not-found
see_member           waiting          yes         yes                  not-found   not-found  yes        yes           yes        not-found
see_member           nobody           yes         yes                  not-found   not-found  yes        yes           yes        not-found
see_member_details   itself           yes         yes                  yes         yes  -          -             -          -
see_member_details   within           yes         yes                  forbidden   not-found  yes        yes           yes        not-found
see_member_details   waiting          yes         yes                  not-found   not-found  yes        yes           yes        not-found

edit_member          itself           own-record  own-record           own-record  own-record  -          -             -          -
edit_member          admin            yes         admin-target         forbidden   not-found  forbidden  admin-target  yes        not-found
edit_member          within           yes         yes                  forbidden   not-found  forbidden  yes           yes        not-found
edit_member          above            yes         exceeds-own-grants   forbidden   not-found  forbidden  yes           yes        not-found
edit_member          waiting          yes         yes                  not-found   not-found  forbidden  yes           yes        not-found
approve_member       itself           own-record  own-record           own-record  own-record  -          -             -          -
approve_member       admin            yes         admin-target         forbidden   not-found  forbidden  admin-target  forbidden  not-found
approve_member       waiting          yes         yes                  not-found   not-found  forbidden  forbidden     forbidden  not-found
approve_member       above            yes         exceeds-own-grants   forbidden   not-found  forbidden  forbidden     forbidden  not-found
reject_member        itself           own-record  own-record           own-record  own-record  -          -             -          -
reject_member        admin            yes         admin-target         forbidden   not-found  forbidden  admin-target  forbidden  not-found
reject_member        waiting          yes         yes                  not-found   not-found  forbidden  forbidden     forbidden  not-found
reject_member        above            yes         exceeds-own-grants   forbidden   not-found  forbidden  forbidden     forbidden  not-found
suspend_member       itself           own-record  own-record           own-record  own-record  -          -             -          -
suspend_member       admin            yes         admin-target         forbidden   not-found  forbidden  admin-target  yes        not-found
suspend_member       within           yes         yes                  forbidden   not-found  forbidden  yes           yes        not-found
suspend_member       above            yes         exceeds-own-grants   forbidden   not-found  forbidden  yes           yes        not-found
reactivate_member    itself           own-record  own-record           own-record  own-record  -          -             -          -
reactivate_member    admin            yes         admin-target         forbidden   not-found  forbidden  admin-target  yes        not-found
reactivate_member    within           yes         yes                  forbidden   not-found  forbidden  yes           yes        not-found
reactivate_member    above            yes         exceeds-own-grants   forbidden   not-found  forbidden  yes           yes        not-found
remove_member        itself           own-record  own-record           own-record  own-record  -          -             -          -
remove_member        admin            yes         admin-target         forbidden   not-found  forbidden  admin-target  yes        not-found
remove_member        within           yes         yes                  forbidden   not-found  forbidden  yes           yes        not-found
remove_member        above            yes         exceeds-own-grants   forbidden   not-found  forbidden  yes           yes        not-found
remove_member        nobody           yes         yes                  not-found   not-found  forbidden  yes           yes        not-found

see_invitation       offer-within     yes         yes                  not-found   not-found  yes        yes           yes        not-found
see_invitation       offer-above      yes         yes                  not-found   not-found  yes        yes           yes        not-found
see_invitation       offer-admin      yes         yes                  not-found   not-found  yes        yes           yes        not-found
edit_invitation      offer-within     yes         yes                  not-found   not-found  forbidden  yes           yes        not-found
edit_invitation      offer-above      yes         exceeds-own-grants   not-found   not-found  forbidden  yes           yes        not-found
edit_invitation      offer-admin      yes         admin-target         not-found   not-found  forbidden  admin-target  yes        not-found
resend_invitation    offer-within     yes         yes                  not-found   not-found  forbidden  yes           yes        not-found
resend_invitation    offer-above      yes         exceeds-own-grants   not-found   not-found  forbidden  yes           yes        not-found
resend_invitation    offer-admin      yes         admin-target         not-found   not-found  forbidden  admin-target  yes        not-found
link_invitation      offer-within     yes         yes                  not-found   not-found  forbidden  yes           yes        not-found
link_invitation      offer-above      yes         exceeds-own-grants   not-found   not-found  forbidden  yes           yes        not-found
link_invitation      offer-admin      yes         admin-target         not-found   not-found  forbidden  admin-target  yes        not-found
revoke_invitation    offer-within     yes         yes                  not-found   not-found  forbidden  yes           yes        not-found
revoke_invitation    offer-above      yes         exceeds-own-grants   not-found   not-found  forbidden  yes           yes        not-found
revoke_invitation    offer-admin      yes         admin-target         not-found   not-found  forbidden  admin-target  yes        not-found
revoke_invitation    offer-nobody     yes         yes                  not-found   not-found  forbidden  yes           yes        not-found

see_ad_account       held             yes         yes                  yes         yes  yes        yes           yes        yes
see_ad_account       other            yes         yes                  not-found   not-found  yes        yes           yes        yes
edit_ad_account      held             yes         forbidden            forbidden   forbidden  forbidden  forbidden     forbidden  yes
edit_ad_account      other            yes         forbidden            not-found   not-found  forbidden  forbidden     forbidden  yes
`

const (
	heldAdAccount  account.AdAccountID = "ada_00000000000000000000000001"
	otherAdAccount account.AdAccountID = "ada_00000000000000000000000002"
)

func somebody(id string, state account.MemberState, role account.Role, permissions ...account.Permission) *account.Member {
	m := &account.Member{User: account.UserID("usr_" + id), State: state, Grants: account.Grants{Role: role, Permissions: permissions}}
	if role != account.Admin {
		m.Grants.AdAccountRoles = []account.AdAccountRole{{AdAccount: heldAdAccount, Role: "viewer"}}
	}
	return m
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	catalog := account.ShippedCatalog()
	keys := map[string][]account.Scope{
		"reader":   {account.UsersRead},
		"writer":   {account.UsersWrite},
		"admins":   {account.UsersWrite, account.AdminsWrite},
		"deployer": {account.AdAccountsWrite, account.OrganizationsWrite},
	}
	callers := map[string]*account.Member{
		"admin":   somebody("carrie", account.Active, account.Admin),
		"manager": somebody("anna", account.Active, account.PlainMember, account.ManageUsers, "brands.view"),
		"member":  somebody("earl", account.Active, account.PlainMember, "brands.view", "account.manage"),
		"guest":   somebody("gail", account.Active, account.Guest, "brands.view"),
	}
	places := map[string]*account.Member{
		"admin":   somebody("another", account.Active, account.Admin),
		"within":  somebody("within", account.Active, account.PlainMember, "brands.view"),
		"above":   somebody("above", account.Active, account.PlainMember, "brands.view", "financials.view"),
		"waiting": somebody("waiting", account.PendingApproval, account.PlainMember, "brands.view"),
	}
	asked := map[policy.Action]bool{}
	var header []string
	for line := range strings.Lines(rights) {
		cells := strings.Fields(line)
		if len(cells) == 0 {
			continue
		}
		if header == nil {
			header = cells
			continue
		}
		action := policy.Action(cells[0])
		asked[action] = true
		for n, who := range header[2:] {
			q := policy.Question{Action: action}
			if scopes, isKey := keys[who]; isKey {
				q.Who = policy.NewKeyCaller(&account.APIKey{ID: "key_1", Scopes: scopes}, catalog)
			} else {
				q.Who = policy.NewCaller(callers[who], catalog)
			}
			switch on := cells[1]; {
			case on == "organization":
				q.On = policy.Organization("4829130776")
			case on == "held":
				q.On = policy.AdAccount(heldAdAccount)
			case on == "other":
				q.On = policy.AdAccount(otherAdAccount)
			case cells[2+n] == "-": // a key has no place
				continue
			case on == "itself":
				q.On, q.Touches = policy.Place(callers[who]), callers[who].Grants
			case on == "nobody":
				q.On = policy.Place(nil)
			case on == "offer-nobody":
				q.On = policy.Offer(nil)
			case strings.HasPrefix(on, "offer-"):
				grants := places[strings.TrimPrefix(on, "offer-")].Grants
				q.On, q.Touches = policy.Offer(&account.Invitation{ID: "inv_1", Grants: grants}), grants
			default:
				q.On, q.Touches = policy.Place(places[on]), places[on].Grants
			}
			got := "yes"
			if err := policy.Authorize(q); err != nil {
				got = string(account.CodeOf(err))
			}
			if want := cells[2+n]; got != want {
				t.Errorf("%s on %s by %s: %s, want %s", action, cells[1], who, got, want)
			}
		}
	}
	for _, action := range policy.Actions {
		if !asked[action] {
			t.Errorf("the table says nothing about %s", action)
		}
	}
}

// Both what an invitation gives and what an edit takes must be held by whoever is no organization admin.
func TestAnAccountAdministratorGivesAndTakesWhatItHolds(t *testing.T) {
	t.Parallel()
	manager := somebody("anna", account.Active, account.PlainMember, account.ManageUsers, "brands.view")
	manager.Grants.AdAccountRoles = []account.AdAccountRole{{AdAccount: heldAdAccount, Role: "campaign_manager"}}
	role := func(on account.AdAccountID, role string) account.Grants {
		return account.Grants{Role: account.Guest, AdAccountRoles: []account.AdAccountRole{{AdAccount: on, Role: role}}}
	}
	for name, c := range map[string]struct {
		touches account.Grants
		code    account.Code
	}{
		"nothing":                         {account.Grants{}, ""},
		"a role without more":             {account.Grants{Role: account.PlainMember}, ""},
		"the highest role":                {account.Grants{Role: account.Admin}, account.ExceedsOwnGrants},
		"its own permission":              {account.Grants{Permissions: []account.Permission{"brands.view", account.ManageUsers}}, ""},
		"another permission":              {account.Grants{Permissions: []account.Permission{"financials.view"}}, account.ExceedsOwnGrants},
		"one that left the catalog":       {account.Grants{Permissions: []account.Permission{"gone.from.catalog"}}, ""},
		"its own ad-account role":         {role(heldAdAccount, "campaign_manager"), ""},
		"one that its own includes":       {role(heldAdAccount, "viewer"), ""},
		"one that includes its own":       {role(heldAdAccount, "account_admin"), account.ExceedsOwnGrants},
		"its own on another ad account":   {role(otherAdAccount, "campaign_manager"), account.ExceedsOwnGrants},
		"a role that left the catalog":    {role(otherAdAccount, "gone"), ""},
		"a role that is for keys only":    {role(heldAdAccount, "audience_manager"), account.ExceedsOwnGrants},
		"what it holds and a little more": {manager.Grants.Union(account.Grants{Permissions: []account.Permission{"ad_code.get"}}), account.ExceedsOwnGrants},
	} {
		for _, who := range []*account.Member{manager, somebody("carrie", account.Active, account.Admin)} {
			err := policy.NewCaller(who, account.ShippedCatalog()).May(policy.Invite, policy.Organization("4829130776"), c.touches)
			want := c.code
			if who.Grants.Role == account.Admin {
				want = ""
			}
			if got := account.CodeOf(err); got != want {
				t.Errorf("%s by a %s: %q, want %q", name, who.Grants.Role, got, want)
			}
		}
	}
}

// A refusal says to a person what a person lacks, and to a program which scope its key does.
func TestARefusalSpeaksToWhoItIs(t *testing.T) {
	t.Parallel()
	manager := policy.NewCaller(somebody("anna", account.Active, account.PlainMember, account.ManageUsers), account.ShippedCatalog())
	key := policy.NewKeyCaller(&account.APIKey{ID: "key_1", Scopes: []account.Scope{account.UsersWrite}}, account.ShippedCatalog())
	admin := somebody("carrie", account.Active, account.Admin)
	org := policy.Organization("4829130776")
	for _, c := range []struct {
		who     *policy.Caller
		action  policy.Action
		on      policy.Resource
		touches account.Grants
		says    string
	}{
		{manager, policy.Invite, org, admin.Grants, "hold yourself"},
		{key, policy.Invite, org, admin.Grants, "admins.write can make"},
		{manager, policy.RemoveMember, policy.Place(admin), account.Grants{}, "Only an organization admin"},
		{key, policy.RemoveMember, policy.Place(admin), account.Grants{}, "admins.write can change"},
		{manager, policy.EditOrganization, org, account.Grants{}, "You are not allowed"},
		{key, policy.EditOrganization, org, account.Grants{}, "The key is not allowed"},
	} {
		if err := c.who.May(c.action, c.on, c.touches); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want words like %q", c.action, err, c.says)
		}
	}
}

// What left the catalog opens nothing: a permission of that name makes nobody an account administrator.
func TestGrantsThatLeftTheCatalogOpenNothing(t *testing.T) {
	t.Parallel()
	small := &account.Catalog{}
	manager := somebody("anna", account.Active, account.PlainMember, account.ManageUsers)
	for _, q := range []policy.Question{
		{Action: policy.ListInvitations, On: policy.Organization("4829130776")},
		{Action: policy.SeeAdAccount, On: policy.AdAccount(heldAdAccount)},
	} {
		q.Who = policy.NewCaller(manager, small)
		if policy.Authorize(q) == nil {
			t.Errorf("%s is allowed by a grant that left the catalog", q.Action)
		}
	}
}
