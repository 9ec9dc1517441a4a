package policy

import (
	"github.com/cedar-policy/cedar-go"

	"roster/shared/account"
)

// Resource is what an action is about.
type Resource struct {
	kind       resourceKind
	id         string
	attributes cedar.Record
}

type resourceKind string

const (
	ofOrganization resourceKind = "Organization"
	ofPlace        resourceKind = "Place"
	ofOffer        resourceKind = "Offer"
	ofAdAccount    resourceKind = "AdAccount"
)

// Organization is the organization itself.
func Organization(id account.OrganizationID) Resource {
	return Resource{kind: ofOrganization, id: string(id)}
}

// Place is a member's place. Of somebody who is not there, nil, everything about the person is empty: an
// admin may still ask, and is told then that there is nothing.
func Place(m *account.Member) Resource {
	if m == nil {
		m = &account.Member{}
	}
	return Resource{kind: ofPlace, id: string(m.User), attributes: cedar.NewRecord(cedar.RecordMap{
		"person": cedar.String(m.User), "role": cedar.String(m.Grants.Role), "state": cedar.String(m.State),
	})}
}

// Offer is an invitation; nil as for Place.
func Offer(i *account.Invitation) Resource {
	if i == nil {
		i = &account.Invitation{}
	}
	return Resource{kind: ofOffer, id: string(i.ID), attributes: cedar.NewRecord(cedar.RecordMap{
		"role": cedar.String(i.Grants.Role),
	})}
}

// AdAccount is an ad account, by its id alone.
func AdAccount(id account.AdAccountID) Resource {
	return Resource{kind: ofAdAccount, id: string(id), attributes: cedar.NewRecord(cedar.RecordMap{
		"ad_account": cedar.String(id),
	})}
}
