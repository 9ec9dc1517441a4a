package all_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"roster/shared/account"
	"roster/shared/web/webtest"
)

// Every command is tried whether or not it should work: the model says which answer it gets.

func (h *house) someSubject(rt *rapid.T) *subject {
	return rapid.SampledFrom(h.subjects).Draw(rt, "subject")
}

// someAdministrator is one of the two; without the right to manage, the account administrator is none.
func (h *house) someAdministrator(rt *rapid.T) *webtest.Person {
	if h.managing && rapid.Bool().Draw(rt, "as the account administrator") {
		return h.manager
	}
	return h.Admin
}

func (h *house) someOffer(rt *rapid.T) (*subject, *offer) {
	s := h.someSubject(rt)
	if len(s.offers) == 0 {
		rt.Skip("nobody has invited the subject")
	}
	return s, rapid.SampledFrom(s.offers).Draw(rt, "offer")
}

func (h *house) ifMatch(rt *rapid.T, path string) webtest.Header {
	var got struct{ Version int64 }
	if answer := h.Admin.Get(path); answer.Status == 200 {
		answer.Into(&got)
	}
	return webtest.IfMatch(got.Version)
}

// wants fails unless the answer has that status.
func wants(rt *rapid.T, a *webtest.Response, want int) {
	if a.Status != want {
		rt.Fatalf("answered %d %s, want %d", a.Status, a.Body, want)
	}
}

// body is grants as a request carries them.
func body(g account.Grants) map[string]any {
	roles := []map[string]string{}
	for _, r := range g.AdAccountRoles {
		roles = append(roles, map[string]string{"ad_account": string(r.AdAccount), "role": r.Role})
	}
	return map[string]any{"role": g.Role, "permissions": append([]account.Permission{}, g.Permissions...), "ad_account_roles": roles}
}

func inviteSomebody(rt *rapid.T, h *house) {
	s, by, grants := h.someSubject(rt), h.someAdministrator(rt), h.someGrants(rt)
	call := body(grants)
	call["invitations"] = []map[string]string{{"email": string(s.User.Email)}}
	answer := by.Post(org+"/invitations", call)
	switch {
	case !h.mayTouch(by, grants):
		wants(rt, answer, 403)
		return
	case !h.givable(account.Grants{}, grants):
		wants(rt, answer, 422)
		return
	}
	wants(rt, answer, 200)
	var got struct {
		Results []struct {
			Outcome    string
			Invitation struct{ ID string }
		}
	}
	answer.Into(&got)
	want := "invited"
	if s.place != nil {
		want = "already_member"
	} else if slices.ContainsFunc(s.offers, h.open) {
		want = "already_invited"
	}
	if got.Results[0].Outcome != want {
		rt.Fatalf("the outcome is %s, want %s", got.Results[0].Outcome, want)
	}
	if want == "invited" {
		o := &offer{id: got.Results[0].Invitation.ID, state: account.Pending, grants: grants, ends: h.Now().Add(7 * 24 * time.Hour), by: by}
		s.offers = append(s.offers, o)
		h.expect(account.InvitationCreated, o.id)
	}
}

func resend(rt *rapid.T, h *house) {
	_, o := h.someOffer(rt)
	by := h.someAdministrator(rt)
	answer := by.Post(org+"/invitations/"+o.id+"/resend", nil)
	if h.decides(rt, answer, by, o.grants, h.open(o), 200, 409) {
		o.ends = h.Now().Add(7 * 24 * time.Hour)
		h.expect(account.InvitationResent, o.id)
	}
}

func revokeOffer(rt *rapid.T, h *house) {
	_, o := h.someOffer(rt)
	by := h.someAdministrator(rt)
	answer := by.Delete(org + "/invitations/" + o.id)
	if h.decides(rt, answer, by, o.grants, h.open(o), 204, 409) {
		o.state = account.Revoked
		h.expect(account.InvitationRevoked, o.id)
	}
}

// decides fails unless the answer is 403 to who may not touch the grants, success where the record is in the
// state for it, and the conflict where it is not.
func (h *house) decides(rt *rapid.T, answer *webtest.Response, by *webtest.Person, touched account.Grants, right bool, success, conflict int) bool {
	want := success
	switch {
	case !h.mayTouch(by, touched):
		want = 403
	case !right:
		want = conflict
	}
	wants(rt, answer, want)
	return want == success
}

func editOffer(rt *rapid.T, h *house) {
	_, o := h.someOffer(rt)
	by, wanted := h.someAdministrator(rt), h.someGrants(rt)
	path := org + "/invitations/" + o.id
	answer := by.Patch(path, body(wanted), h.ifMatch(rt, path))
	if h.edits(rt, answer, by, o.grants, wanted, h.open(o)) {
		o.grants, o.by = wanted, by
		h.expect(account.InvitationUpdated, o.id)
	}
}

// edits fails unless the edit was answered rightly, and reports whether it changed something.
func (h *house) edits(rt *rapid.T, answer *webtest.Response, by *webtest.Person, before, wanted account.Grants, right bool) bool {
	mayEdit := h.mayTouch(by, account.Touched(before, wanted)) && (by == h.Admin || before.Role != account.Admin)
	switch {
	case !mayEdit:
		wants(rt, answer, 403)
	case !right:
		wants(rt, answer, 409)
	case !h.givable(before, wanted):
		wants(rt, answer, 422)
	default:
		wants(rt, answer, 200)
		return !before.Equal(wanted)
	}
	return false
}

func acceptOffer(rt *rapid.T, h *house) {
	s, o := h.someOffer(rt)
	answer := s.Post("/v1/me/invitations/"+o.id+"/accept", nil)
	switch {
	case o.state == account.Accepted && s.place != nil: // it was used, by the same person
		wants(rt, answer, 200)
		return
	case !h.open(o):
		wants(rt, answer, 410)
		return
	}
	wants(rt, answer, 200)
	s.place = &place{account.Active, h.live(o.grants)}
	if h.approveNew || !h.mayTouch(o.by, s.place.grants) {
		s.place.state = account.PendingApproval
	}
	o.state = account.Accepted
	h.expect(account.InvitationAccepted, o.id)
	h.expect(account.MemberAdded, string(s.Member))
}

func declineOffer(rt *rapid.T, h *house) {
	s, o := h.someOffer(rt)
	answer := s.Post("/v1/me/invitations/"+o.id+"/decline", nil)
	if !h.open(o) {
		wants(rt, answer, 410)
		return
	}
	wants(rt, answer, 200)
	o.state = account.Declined
	h.expect(account.InvitationDeclined, o.id)
}

func approve(rt *rapid.T, h *house) {
	h.decideAbout(rt, "/approve", account.PendingApproval, 200, account.MemberApproved, func(s *subject) { s.place.state = account.Active })
}

func reject(rt *rapid.T, h *house) {
	h.decideAbout(rt, "/reject", account.PendingApproval, 204, account.MemberRejected, func(s *subject) { s.place = nil })
}

func suspend(rt *rapid.T, h *house) {
	h.decideAbout(rt, "/suspend", account.Active, 200, account.MemberSuspended, func(s *subject) { s.place.state = account.Suspended })
}

func reactivate(rt *rapid.T, h *house) {
	h.decideAbout(rt, "/reactivate", account.Suspended, 200, account.MemberReactivated, func(s *subject) { s.place.state = account.Active })
}

// decideAbout moves a place from one state to the next. It touches all grants of the place.
func (h *house) decideAbout(rt *rapid.T, action string, from account.MemberState, success int, event account.EventType, then func(*subject)) {
	s, by := h.someSubject(rt), h.someAdministrator(rt)
	path := org + "/members/" + string(s.Member)
	answer := by.Post(path+action, nil, h.ifMatch(rt, path))
	if s.place == nil {
		wants(rt, answer, 404)
		return
	}
	if h.decides(rt, answer, by, s.place.grants, s.place.state == from, success, 409) {
		then(s)
		h.expect(event, string(s.Member))
	}
}

func editPlace(rt *rapid.T, h *house) {
	s, by, wanted := h.someSubject(rt), h.someAdministrator(rt), h.someGrants(rt)
	path := org + "/members/" + string(s.Member)
	answer := by.Patch(path, body(wanted), h.ifMatch(rt, path))
	if s.place == nil {
		wants(rt, answer, 404)
		return
	}
	if h.edits(rt, answer, by, s.place.grants, wanted, true) {
		s.place.grants = wanted
		h.expect(account.MemberUpdated, string(s.Member))
	}
}

func remove(rt *rapid.T, h *house) {
	s, by := h.someSubject(rt), h.someAdministrator(rt)
	answer := by.Delete(org + "/members/" + string(s.Member))
	if s.place == nil {
		wants(rt, answer, 404)
		return
	}
	if h.decides(rt, answer, by, s.place.grants, true, 204, 409) {
		s.place = nil
		h.expect(account.MemberRemoved, string(s.Member))
	}
}

func leave(rt *rapid.T, h *house) {
	s := h.someSubject(rt)
	answer := s.Post(org+"/leave", nil)
	switch {
	case s.place == nil:
		wants(rt, answer, 404)
	case s.place.state != account.Active || s.place.grants.Role == account.Admin:
		wants(rt, answer, 403)
	default:
		wants(rt, answer, 204)
		s.place = nil
		h.expect(account.MemberLeft, string(s.Member))
	}
}
