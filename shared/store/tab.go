package store

import (
	"strings"

	"roster/shared/account"
)

// Tab is a list that a person can stand in: a state of a member, or of an invitation.
type Tab string

// MemberTab is the tab of members in that state.
func MemberTab(state account.MemberState) Tab { return Tab("M#" + string(state)) }

// InvitationTab is the tab of invitations in that state.
func InvitationTab(state account.InvitationState) Tab { return Tab("I#" + string(state)) }

// state is the state of those who stand in the tab.
func (t Tab) state() string {
	_, state, _ := strings.Cut(string(t), "#")
	return state
}
