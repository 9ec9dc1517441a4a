package revoke_test

import (
	"testing"
	"time"

	"roster/functions/revoke"
	"roster/shared/account"
	"roster/shared/web/webtest"
)

func of(i *account.Invitation) string {
	return "/v1/organizations/{org}/invitations/" + string(i.ID)
}

// Revoking is final: the invitation is over, its event says so, and the address may be invited again.
func TestRevokingEndsAnInvitation(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, revoke.Register)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	w.Advance(time.Hour)
	w.Admin.Delete(of(i)).Is(204)
	after := w.Invitation(i.ID)
	if after.State != account.Revoked || after.Version <= i.Version {
		t.Errorf("the invitation is %+v", after)
	}
	events := w.Events(string(i.ID))
	if len(events) != 2 || events[1].Type != account.InvitationRevoked {
		t.Errorf("the events are %+v", events)
	}
	w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	w.Admin.Delete(of(i)).Refused(409, "not-pending")
	if w.Invitation(i.ID).Version != after.Version {
		t.Error("a final invitation moved")
	}
}

func TestOnlyWhatIsOpenIsRevoked(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, revoke.Register)
	_, other, _ := w.NewOrganization("Other")
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	w.Admin.Delete("/v1/organizations/{org}/invitations/inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE").Refused(404, "not-found")
	w.Admin.Delete("/v1/organizations/{org}/invitations/nothing").Refused(404, "not-found")
	other.Delete(of(i)).Refused(404, "not-found")
	w.Admin.Delete(of(i), webtest.IfMatch(i.Version-1)).Refused(412, "stale-version")
	w.Advance(7 * 24 * time.Hour)
	w.Admin.Delete(of(i)).Refused(409, "not-pending") // expired by the clock, whether or not anything has cleaned up
}

// Revoking touches all the grants of the invitation.
func TestRevokingNeedsTheGrants(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, revoke.Register)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
	member := w.NewMember("Member", account.Active, account.Grants{Role: account.PlainMember})
	guest := w.NewInvitation("guest@oakey.example", account.Grants{Role: account.Guest})
	more := w.NewInvitation("more@oakey.example", account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"financials.view"}})
	admin := w.NewInvitation("admin@oakey.example", account.Grants{Role: account.Admin})
	member.Delete(of(guest)).Refused(404, "not-found")
	anna.Delete(of(more)).Refused(403, "exceeds-own-grants")
	anna.Delete(of(admin)).Refused(403, "admin-target")
	anna.Delete(of(guest)).Is(204)
}

// An edit in between is no reason to refuse, unless it gave what the caller does not hold, or the caller said
// which version is meant.
func TestRevokingLooksAgainAfterAnEdit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		grants  account.Grants
		ifMatch bool
		status  int
		code    string
	}{
		"that gives no more":               {account.Grants{Role: account.PlainMember}, false, 204, ""},
		"that gives more":                  {account.Grants{Role: account.PlainMember, Permissions: []account.Permission{"brands.view"}}, false, 403, "exceeds-own-grants"},
		"beside a revocation of the older": {account.Grants{Role: account.PlainMember}, true, 412, "stale-version"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, revoke.Register)
			anna := w.NewMember("Anna", account.Active, account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}})
			i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
			w.Faults.Before(func(operation string) error {
				if operation != "TransactWriteItems" {
					return nil
				}
				w.Faults.Before(nil)
				after := *i
				after.Grants, after.Version = c.grants, i.Version+1
				if err := w.Store.UpdateInvitation(t.Context(), w.Intent(w.Admin), i, &after, account.InvitationUpdated); err != nil {
					t.Error(err)
				}
				return nil
			})
			var headers []webtest.Header
			if c.ifMatch {
				headers = append(headers, webtest.IfMatch(i.Version))
			}
			answer := anna.Delete(of(i), headers...)
			if c.code == "" {
				answer.Is(c.status)
				return
			}
			answer.Refused(c.status, c.code)
		})
	}
}
