package store

import "roster/shared/account"

// Counts is how many people stand in each tab of an organization. dispatch keeps them, so that they may be
// seconds late.
type Counts struct {
	Active          int
	PendingApproval int
	Suspended       int
	Invited         int
	Accepted        int // acceptances so far: a young organization with few of them sends less mail
}

type countsRecord struct {
	keys
	Kind            string `dynamodbav:"kind"`
	Active          int    `dynamodbav:"active"`
	PendingApproval int    `dynamodbav:"pending_approval"`
	Suspended       int    `dynamodbav:"suspended"`
	Invited         int    `dynamodbav:"pending"`
	Accepted        int    `dynamodbav:"accepted"`
}

func (r countsRecord) counts() Counts {
	return Counts{r.Active, r.PendingApproval, r.Suspended, r.Invited, r.Accepted}
}

// counted are the states that are counted, by kind of target: the attribute is named as the state is.
var counted = map[account.TargetKind]map[string]bool{
	account.TargetMember: {
		string(account.Active): true, string(account.PendingApproval): true, string(account.Suspended): true,
	},
	account.TargetInvitation: {string(account.Pending): true, string(account.Accepted): true},
}
