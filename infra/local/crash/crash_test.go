// Package crash kills parts of Roster while they work, starts them again and looks for what was lost. The
// parts are processes of their own, so that killing them is what it is in a data center: no goodbye.
package crash

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/mail/ses/sestest"
	"roster/shared/secret"
	"roster/shared/store"
)

const hundred = 100

func bodyFor(addresses []string) map[string]any {
	var entries []map[string]string
	for _, a := range addresses {
		entries = append(entries, map[string]string{"email": a})
	}
	return map[string]any{"role": "guest", "invitations": entries}
}

func addresses(domain string) []string {
	all := make([]string, hundred)
	for i := range all {
		all[i] = fmt.Sprintf("person-%03d@%s.example", i, domain)
	}
	return all
}

// A call of a hundred dies in the middle. The same call with the same key completes it: a hundred are
// invited, each once.
func TestAKilledCallIsCompletedByItsRepeat(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	api := h.start("api")
	body := bodyFor(addresses("killed-call-" + string(h.world.Org)))
	died := make(chan struct{})
	go func() {
		defer close(died)
		h.tryPost(api.address, body, "the same call") // its answer is lost with the process
	}()
	h.until("the call is in the middle", func() bool {
		n := h.invitations()
		return n > 5 && n < hundred-5
	})
	api.kill()
	<-died
	if n := h.invitations(); n == 0 || n >= hundred {
		t.Fatalf("the kill came at the wrong time: %d invitations are there", n)
	}

	api = h.start("api")
	if early := h.tryPost(api.address, body, "the same call"); early == nil || early.status != http.StatusConflict {
		t.Errorf("a repeat while the first call may still run is answered %+v, want 409", early)
	}
	api.kill()
	h.ahead = 40 * time.Second // the gateway has given up on the first call by now
	api = h.start("api")
	answer := h.tryPost(api.address, body, "the same call")
	if answer == nil || answer.status != http.StatusOK {
		t.Fatalf("the repeat is answered %+v, want 200", answer)
	}
	for _, result := range answer.results {
		if result.Outcome != "invited" {
			t.Errorf("%s is answered %q, want invited", result.Email, result.Outcome)
		}
	}
	if n := h.invitations(); n != hundred || len(answer.results) != hundred {
		t.Errorf("%d invitations are there and %d were answered, want %d of both", n, len(answer.results), hundred)
	}
}

// Whatever turns events into mail is killed in the middle of a hundred invitations and started again: each
// person gets the mail, with the token that opens its invitation.
func TestAKilledWorkerLosesNoMail(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	worker := h.start("work")
	api := h.start("api")
	invited := addresses("killed-worker-" + string(h.world.Org)) // the mailbox is everybody's
	posted := make(chan *answer)
	go func() { posted <- h.tryPost(api.address, bodyFor(invited), "once") }()
	box := sestest.Open(t, h.config.AWS.SESEndpoint)
	h.until("the first mails have gone", func() bool { return reached(t, box, invited) > 5 })
	worker.kill()
	if answer := <-posted; answer == nil || answer.status != http.StatusOK {
		t.Fatalf("the call is answered %+v, want 200", answer)
	}
	if n := reached(t, box, invited); n >= hundred {
		t.Fatalf("all %d mails had gone before the kill", n)
	}
	h.start("work")
	h.until("everybody has mail", func() bool { return reached(t, box, invited) == hundred })

	for _, invitation := range h.all() {
		token, err := secret.Open(h.config).InvitationToken(t.Context(), invitation)
		if err != nil {
			t.Fatal(err)
		}
		for _, letter := range box.To(t, string(invitation.Email)) {
			if !strings.Contains(letter.Body.Text, token) {
				t.Errorf("a mail to %s has another token than its invitation", invitation.Email)
			}
		}
	}
}

func reached(t *testing.T, box sestest.Box, all []string) int {
	mails, n := box.Counts(t), 0
	for _, a := range all {
		if mails[a] > 0 {
			n++
		}
	}
	return n
}

// all are the open invitations of the world's organization, as they stand.
func (h *house) all() []*account.Invitation {
	h.t.Helper()
	var all []*account.Invitation
	for _, row := range h.rows() {
		all = append(all, h.world.Invitation(row.ID)) // a row carries no token version
	}
	return all
}

func (h *house) invitations() int { return len(h.rows()) }

func (h *house) rows() []store.InvitationRow {
	h.t.Helper()
	page, err := h.world.Store.ListInvitations(h.t.Context(), store.InvitationList{
		Organization: h.world.Org, State: account.Pending, Now: h.world.Now(), Limit: 200,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return page.Rows
}

type answer struct {
	status  int
	results []struct{ Email, Outcome string }
}

// tryPost invites as the organization's admin; nil when the answer never came.
func (h *house) tryPost(address string, body any, key string) *answer {
	encoded, err := json.Marshal(body)
	if err != nil {
		h.t.Error(err)
		return nil
	}
	request, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost,
		"http://"+address+"/v1/organizations/"+string(h.world.Org)+"/invitations", strings.NewReader(string(encoded)))
	if err != nil {
		h.t.Error(err)
		return nil
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Origin", h.config.BaseURL)
	request.Header.Set("Idempotency-Key", key)
	request.AddCookie(h.world.Admin.Cookie())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil
	}
	defer response.Body.Close()
	a := &answer{status: response.StatusCode}
	var read struct {
		Results []struct{ Email, Outcome string }
	}
	if err := json.NewDecoder(bufio.NewReader(response.Body)).Decode(&read); err != nil {
		return nil
	}
	a.results = read.Results
	return a
}

// until waits, with a bound, for something that another process does.
func (h *house) until(what string, holds func() bool) {
	h.t.Helper()
	for deadline := time.Now().Add(150 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if holds() {
			return
		}
	}
	states := map[account.MailState]int{}
	for _, i := range h.all() {
		states[i.MailState]++
	}
	h.t.Fatalf("it never came to this: %s; the invitations' mails are %v", what, states)
}
