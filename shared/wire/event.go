package wire

import (
	"time"

	"roster/shared/account"
)

// Event is an event as it is shown: with the ids that it holds. Whoever shows it to people adds the names.
type Event struct {
	ID        string      `json:"id" example:"evt_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Type      string      `json:"type" example:"member.updated"`
	At        time.Time   `json:"at"`
	Actor     EventActor  `json:"actor"`
	Target    EventTarget `json:"target"`
	RequestID string      `json:"request_id,omitempty"`
	Version   int64       `json:"version" doc:"Of the changed record, after the change"`
	Change    EventChange `json:"change"`
}

// EventActor is who did it.
type EventActor struct {
	Kind string  `json:"kind" enum:"user,key,scim,agency_member,operator,system"`
	ID   string  `json:"id,omitempty" example:"usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Name string  `json:"name,omitempty" doc:"As it is now; missing for who is gone"`
	Via  *Person `json:"via,omitempty" doc:"The agency that it was done for"`
}

// EventTarget is the record that changed.
type EventTarget struct {
	Kind    string `json:"kind" enum:"organization,member,invitation,ad_account,agency,client,agency_member,api_key,webhook"`
	ID      string `json:"id" example:"mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
	Name    string `json:"name,omitempty" doc:"As it is now; missing for what is gone"`
	Email   string `json:"email,omitempty"`
	Related string `json:"related,omitempty" doc:"The other half of an acceptance: the member of an invitation, the invitation of a member; of somebody of an agency the organization on the other side"`
}

// EventChange is what changed. What is missing did not.
type EventChange struct {
	Role        *ChangedText        `json:"role,omitempty"`
	Permissions *ChangedPermissions `json:"permissions,omitempty"`
	AdAccounts  []ChangedAdAccount  `json:"ad_accounts,omitempty"`
	State       *ChangedText        `json:"state,omitempty"`
	Values      []ChangedValue      `json:"values,omitempty"`
	Fields      []string            `json:"fields,omitempty" doc:"What else changed, without its content"`
}

// ChangedText is something before and after; empty where there was nothing.
type ChangedText struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// ChangedPermissions are the permissions that came and went.
type ChangedPermissions struct {
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
}

// ChangedAdAccount is the roles on one ad account before and after.
type ChangedAdAccount struct {
	AdAccount string   `json:"ad_account"`
	Name      string   `json:"name,omitempty" doc:"As it is now"`
	Before    []string `json:"before"`
	After     []string `json:"after"`
}

// ChangedValue is a name or a setting before and after, as text.
type ChangedValue struct {
	Field  string `json:"field" example:"settings.invitation_days"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// EventOf is an event as it is shown, without names.
func EventOf(e account.Event) Event {
	body := Event{
		ID: string(e.ID), Type: string(e.Type), At: e.At, RequestID: e.RequestID, Version: e.Version,
		Actor:  EventActor{Kind: string(e.Actor.Kind), ID: e.Actor.ID},
		Target: EventTarget{Kind: string(e.Target.Kind), ID: e.Target.ID, Related: e.Target.Related},
		Change: changeOf(e.Change),
	}
	if e.Actor.Via != "" {
		body.Actor.Via = &Person{ID: string(e.Actor.Via)}
	}
	return body
}

func changeOf(c account.Change) EventChange {
	body := EventChange{Fields: c.Fields}
	if c.Role != nil {
		body.Role = &ChangedText{string(c.Role.Before), string(c.Role.After)}
	}
	if c.Permissions != nil {
		body.Permissions = &ChangedPermissions{Permissions(c.Permissions.Added), Permissions(c.Permissions.Removed)}
	}
	for _, a := range c.AdAccounts {
		body.AdAccounts = append(body.AdAccounts, ChangedAdAccount{
			AdAccount: string(a.AdAccount), Before: append([]string{}, a.Before...), After: append([]string{}, a.After...),
		})
	}
	if c.State != nil {
		body.State = &ChangedText{c.State.Before, c.State.After}
	}
	for _, v := range c.Values {
		body.Values = append(body.Values, ChangedValue(v))
	}
	return body
}
