package scim_test

import (
	"strings"
	"sync"
	"testing"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
)

// Who is created is invited by the key, by mail unless the organization wants none, and never made a user.
func TestWhoIsCreatedIsInvited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := w.creates("jonas@oakey.example", body{"externalId": "usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE", "displayName": "Jonas Weber"})
	i := w.Invitation(account.InvitationID(u.ID))
	if i.Email != "jonas@oakey.example" || i.Name != "Jonas Weber" || i.MailState != account.MailQueued || i.Grants.Role != account.PlainMember ||
		i.GrantedBy != (account.Actor{Kind: account.BySCIM, ID: string(w.key.Key.ID)}) || !u.Active {
		t.Errorf("the invitation is %+v, the answer %+v", i, u)
	}
	found, err := w.Store.Get(t.Context(), store.UserKey("usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE"))
	if users, _ := w.Store.UsersWith(t.Context(), "jonas@oakey.example", 5); err != nil || len(users) > 0 || found.User("usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE") != nil {
		t.Errorf("there is a login %v: %v", users, err)
	}
	w.Settings(func(s *account.Settings) { s.SCIMIsSilent = true })
	if i := w.Invitation(account.InvitationID(w.creates("maja@oakey.example", nil).ID)); i.MailState != account.MailNone {
		t.Errorf("its mail is %s, want none", i.MailState)
	}
	w.Settings(func(s *account.Settings) { s.AllowedDomains = []string{"oakey.example"} })
	refused(t, w.key.Post(users, body{"userName": "x@elsewhere.example"}), 400, "invalidValue")
}

// Whoever is there already is a conflict, however it came: by its user name, external id or address.
func TestWhoIsThereAlreadyIsAConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	earl := w.NewMember("Earl E. Bird", account.Suspended, account.Grants{Role: account.Guest})
	open := w.NewInvitation("open@oakey.example", account.Grants{Role: account.Guest})
	w.creates("jonas@oakey.example", body{"externalId": "1"})
	w.creates("later@oakey.example", body{"active": false})
	for name, sent := range map[string]body{
		"a member":                     {"userName": earl.User.Email},
		"a member's address":           {"userName": "earl", "emails": []body{{"value": earl.User.Email}}},
		"an open invitation":           {"userName": strings.ToUpper(string(open.Email))},
		"a user name in another case":  {"userName": "JONAS@oakey.example", "emails": []body{{"value": "other@oakey.example"}}},
		"an external id":               {"userName": "new@oakey.example", "externalId": "1"},
		"an address":                   {"userName": "new", "emails": []body{{"value": "jonas@oakey.example"}}},
		"somebody who is not to enter": {"userName": "later@oakey.example"},
	} {
		answer := w.key.Post(users, sent)
		if answer.Status != 409 {
			t.Errorf("%s: %d %s", name, answer.Status, answer.Body)
			continue
		}
		refused(t, answer, 409, "uniqueness")
	}
}

// Of many who create the same person at once, one does.
func TestOneOfManyCreates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var statuses [50]int
	var group sync.WaitGroup
	for n := range statuses {
		group.Go(func() {
			statuses[n] = w.key.Post(users, body{"userName": "jonas@oakey.example", "externalId": "1"}).Status
		})
	}
	group.Wait()
	made := 0
	for _, status := range statuses {
		switch status {
		case 201:
			made++
		case 409, 503: // 503: too many at once, which a client tries again
		default:
			t.Errorf("one is answered %d", status)
		}
	}
	if found := w.finds(`userName eq "jonas@oakey.example"`); made != 1 || len(found) != 1 {
		t.Errorf("%d were made, and %d are found", made, len(found))
	}
	if events := w.Events(""); count(events, account.InvitationCreated) != 1 {
		t.Errorf("the events are %+v", events)
	}
}

func count(events []storetest.Event, kind account.EventType) (n int) {
	for _, e := range events {
		if e.Type == kind {
			n++
		}
	}
	return n
}
