// Package accept is for the invited: it shows an invitation, lists those to one's own address, accepts or
// declines them, and blocks what an organization may send still.
package accept

import (
	"net/http"

	"roster/shared/account"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/web"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store, secret.Open(api.Config)}
	web.Add(api, web.Route[lookupInput, LookupAnswer]{
		Method: http.MethodPost, Path: "/v1/invitations/lookup", ID: "look-up-invitation", Tag: "Invited",
		Summary: "Show the invitation that a link opens", Access: web.Anyone, User: true, Errors: []int{http.StatusGone},
		Reads: func(in *lookupInput) []store.Key { return in.Body.keys() },
		Do:    f.lookup,
	})
	web.Add(api, web.Route[tokenInput, AcceptanceAnswer]{
		Method: http.MethodPost, Path: "/v1/invitations/accept", ID: "accept-invitation", Tag: "Invited",
		Summary: "Accept the invitation that a link opens", Access: web.SignedIn, User: true, Errors: []int{http.StatusGone},
		Reads: func(in *tokenInput) []store.Key { return in.Body.keys() },
		Do:    f.acceptByToken,
	})
	web.Add(api, web.Route[tokenInput, DeclineAnswer]{
		Method: http.MethodPost, Path: "/v1/invitations/decline", ID: "decline-invitation", Tag: "Invited",
		Summary: "Decline the invitation that a link opens", Access: web.SignedIn, User: true, Errors: []int{http.StatusGone},
		Reads: func(in *tokenInput) []store.Key { return in.Body.keys() },
		Do:    f.declineByToken,
	})
	web.Add(api, web.Route[blockLookupInput, BlockAnswer]{
		Method: http.MethodPost, Path: "/v1/invitations/block/lookup", ID: "look-up-block", Tag: "Invited",
		Summary: "Show what the link for blocking an organization's invitations is about", Access: web.Anyone, Errors: []int{http.StatusGone},
		Reads: func(in *blockLookupInput) []store.Key { return in.Body.keys() },
		Do:    f.lookUpBlock,
	})
	web.Add(api, web.Route[blockInput, BlockAnswer]{
		Method: http.MethodPost, Path: "/v1/invitations/block", ID: "block-invitations", Tag: "Invited",
		Summary: "Block an organization's invitations to an address, or let them through again", Access: web.Anyone, Errors: []int{http.StatusGone},
		Reads: func(in *blockInput) []store.Key { return in.Body.keys() },
		Do:    f.block,
	})
	web.Add(api, web.Route[struct{}, OwnInvitationsAnswer]{
		Method: http.MethodGet, Path: "/v1/me/invitations", ID: "list-own-invitations", Tag: "Invited",
		Summary: "List the open invitations to one's own address", Access: web.SignedIn, User: true,
		Do: f.list,
	})
	web.Add(api, web.Route[ownInput, AcceptanceAnswer]{
		Method: http.MethodPost, Path: "/v1/me/invitations/{id}/accept", ID: "accept-own-invitation", Tag: "Invited",
		Summary: "Accept an invitation to one's own address, without its link", Access: web.SignedIn, User: true,
		Errors: []int{http.StatusNotFound, http.StatusGone},
		Reads:  func(in *ownInput) []store.Key { return in.keys() },
		Do:     f.acceptOwn,
	})
	web.Add(api, web.Route[ownInput, DeclineAnswer]{
		Method: http.MethodPost, Path: "/v1/me/invitations/{id}/decline", ID: "decline-own-invitation", Tag: "Invited",
		Summary: "Decline an invitation to one's own address, without its link", Access: web.SignedIn, User: true,
		Errors: []int{http.StatusNotFound, http.StatusGone},
		Reads:  func(in *ownInput) []store.Key { return in.keys() },
		Do:     f.declineOwn,
	})
}

type function struct {
	store   *store.Store
	secrets secret.Source
}

// InvitationToken is the token of a link.
type InvitationToken struct {
	Token string `json:"token" doc:"What stands in the link behind the #"`
}

func (t InvitationToken) keys() []store.Key {
	if id, ok := secret.InvitationNamed(t.Token); ok {
		return []store.Key{store.InvitationKey(id)}
	}
	return nil
}

type lookupInput struct{ Body InvitationToken }

type tokenInput struct {
	web.Repeatable
	Body InvitationToken
}

type ownInput struct {
	web.Repeatable
	ID string `path:"id" doc:"The invitation's id" example:"inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE"`
}

func (in *ownInput) id() account.InvitationID { return account.InvitationID(in.ID) }

func (in *ownInput) keys() []store.Key {
	if id := in.id(); id.Valid() {
		return []store.Key{store.InvitationKey(id)}
	}
	return nil
}
