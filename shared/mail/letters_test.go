package mail

import (
	"time"

	"roster/shared/account"
)

var (
	product = Product{Name: "Roster", NoReply: "no-reply@roster.example"}
	oakey   = Organization{ID: "4829130776", Name: "OakeyInfluencer"}
	bright  = Organization{ID: "7301945528", Name: "Bright Media"}
	carrie  = Person{"Carrie Oakey", "carrie@oakey.example"}
	earl    = Person{"Earl Bird", "earl@oakey.example"}
	jonas   = Person{"Jonas Weber", "jonas@bright.example"}
	ends    = time.Date(2026, 11, 28, 14, 5, 0, 0, time.UTC)
	page    = "https://roster.example/orgs/4829130776/users/mem_01JD8Z4T9QH2X6W3V5N7M1K0FB"
)

var campaigner = GrantsOf(account.ShippedCatalog(), account.Grants{
	Role:        account.PlainMember,
	Permissions: []account.Permission{"campaigns.apply", "brands.view", "financials.view"},
	AdAccountRoles: []account.AdAccountRole{
		{AdAccount: "ada_1", Role: "campaign_manager"},
		{AdAccount: "ada_2", Role: "viewer"},
	},
}, map[account.AdAccountID]string{"ada_1": "EU Brand", "ada_2": "US Retail"})

func invitation() Invitation {
	return Invitation{
		Product:      product,
		Organization: oakey,
		Inviter:      carrie,
		Recipient:    earl,
		Grants:       campaigner,
		Message:      "Hello Earl,\n\nwelcome to the team. You will look after the EU brand from December on; the numbers are in the US account.\n\nCarrie",
		AcceptURL:    "https://roster.example/accept#Zq8N3vLw1TtYc5RkXb7EoPfUm2JdGhSa9iVnQxKzB0M",
		BlockURL:     "https://roster.example/block#0pTn4YwLr6KqXc1EmBzSgHvDj8UoIaFt",
		Expires:      ends,
	}
}

// letters is one of each, as people get them.
func letters() map[string]Letter {
	admin := invitation()
	admin.Grants = GrantsOf(account.ShippedCatalog(), account.Grants{Role: account.Admin}, nil)
	admin.Message = ""
	admin.Inviter = Person{Name: "HR system"}
	admin.Recipient.Name = ""
	return map[string]Letter{
		"invitation":       invitation(),
		"invitation_admin": admin,
		"reminder":         Reminder{invitation()},
		"accepted": Accepted{
			Product: product, Organization: oakey, Recipient: carrie, Member: earl,
			InvitedAddress: earl.Address, Grants: campaigner, PageURL: page,
		},
		"approval_wanted": ApprovalWanted{
			Product: product, Organization: oakey, Recipient: Person{"Alice Chen", "alice@oakey.example"},
			Applicant: Person{"Earl Bird", "earl.bird@home.example"}, InvitedAddress: earl.Address,
			Inviter: carrie, Grants: campaigner, PageURL: page,
		},
		"approved": Approved{
			Product: product, Organization: oakey, Recipient: earl, Approver: carrie, Grants: campaigner,
			PageURL: "https://roster.example/orgs/4829130776",
		},
		"rejected": Rejected{Product: product, Organization: oakey, Recipient: earl, Rejecter: carrie},
		"removed":  Removed{Product: product, Organization: oakey, Recipient: earl, Remover: carrie, At: ends},
		"agency_invited": AgencyInvited{
			Product: product, Organization: oakey, Agency: bright, Recipient: jonas, Inviter: carrie, Grants: campaigner,
			PageURL: "https://roster.example/orgs/7301945528/users?tab=clients",
		},
		"agency_accepted": AgencyAccepted{
			Product: product, Organization: oakey, Agency: bright, Recipient: carrie, Accepter: jonas,
			PageURL: "https://roster.example/orgs/4829130776/users?tab=agencies",
		},
		"webhook_disabled":   WebhookDisabled{Product: product, Organization: oakey, Recipient: carrie, Endpoint: "CRM", At: ends, PageURL: page},
		"webhook_gone":       WebhookDisabled{Product: product, Organization: oakey, Recipient: carrie, Endpoint: "hooks.oakey.example", Gone: true, At: ends, PageURL: page},
		"agency_ended":       AgencyEnded{Product: product, Organization: bright, Other: oakey, OfAgency: true, Recipient: jonas, Ender: carrie, At: ends},
		"agency_ended_by_it": AgencyEnded{Product: product, Organization: oakey, Other: bright, Recipient: carrie, Ender: jonas, At: ends},
		"two_factor_reset": TwoFactorReset{
			Product: product, Recipient: earl, At: ends, SignInURL: "https://roster.example/auth/login?return_to=%2Fsecurity",
		},
	}
}
