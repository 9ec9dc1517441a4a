package policy

import (
	"sync"

	"github.com/cedar-policy/cedar-go"
)

// Groups of actions, as the policies and the schema name them.
const (
	seeOrganization Action = "see_organization"
	seePeople       Action = "see_people"
	managePeople    Action = "manage_people"
	decideAbout     Action = "decide_about_a_member"
)

// groupsOf says which groups an action belongs to; a test holds it against the schema.
var groupsOf = map[Action][]Action{
	SeeOwnPlace:       {seeOrganization},
	ListAdAccounts:    {seeOrganization},
	Leave:             {seeOrganization},
	ListMemberDetails: {seePeople},
	ListInvitations:   {seePeople},
	ListAllAdAccounts: {seePeople},
	SeeMember:         {seePeople},
	SeeMemberDetails:  {seePeople},
	SeeInvitation:     {seePeople},
	SeeAdAccount:      {seePeople},
	Invite:            {managePeople},
	EditInvitation:    {managePeople},
	ResendInvitation:  {managePeople},
	LinkInvitation:    {managePeople},
	RevokeInvitation:  {managePeople},
	EditMember:        {managePeople, decideAbout},
	ApproveMember:     {managePeople, decideAbout},
	RejectMember:      {managePeople, decideAbout},
	SuspendMember:     {managePeople, decideAbout},
	ReactivateMember:  {managePeople, decideAbout},
	RemoveMember:      {managePeople, decideAbout},
}

// actionGroups are the action entities with the groups that they stand in.
var actionGroups = sync.OnceValue(func() cedar.EntityMap {
	entities := cedar.EntityMap{}
	for _, action := range Actions {
		uids := within(action)
		entities[uids[0]] = cedar.Entity{UID: uids[0], Parents: cedar.NewEntityUIDSet(uids[1:]...)}
	}
	return entities
})

// within are the action, first, and the groups that it stands in.
func within(action Action) []cedar.EntityUID {
	uids := []cedar.EntityUID{uidOf(action)}
	for _, group := range groupsOf[action] {
		uids = append(uids, uidOf(group))
	}
	return uids
}

func uidOf(a Action) cedar.EntityUID { return cedar.NewEntityUID("Action", cedar.String(a)) }
