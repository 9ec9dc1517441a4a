package provision_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"roster/functions/accept"
	"roster/functions/provision"
	"roster/shared/account"
	"roster/shared/hook"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// body is JSON as a sender writes it.
type body = map[string]any

// world is an organization with an HR system that signs messages.
type world struct {
	*webtest.World
	t  *testing.T
	hr sender
}

// sender is a key with whose secret messages are signed.
type sender struct{ key *webtest.Key }

func newWorld(t *testing.T, scopes ...account.Scope) *world {
	t.Helper()
	w := &world{World: webtest.New(t, provision.Register, accept.Register), t: t}
	w.hr = w.sender(append(scopes, account.Provision)...)
	return w
}

func (w *world) sender(scopes ...account.Scope) sender { return w.senderOf(w.Org, scopes...) }

func (w *world) senderOf(org account.OrganizationID, scopes ...account.Scope) sender {
	w.t.Helper()
	return sender{w.NewKeyOf(org, scopes...)}
}

// senderUntil is a sender whose key ends at that time.
func (w *world) senderUntil(end time.Time) sender {
	w.t.Helper()
	key := *w.NewKey(account.Provision)
	record := *key.Key
	record.ID, record.ExpiresAt = store.NewKeyID(w.Now()), end
	if err := w.Store.CreateAPIKey(w.t.Context(), w.Intent(w.Admin), &record); err != nil {
		w.t.Fatal(err)
	}
	key.Key = &record
	return sender{&key}
}

// message is one delivery, as it goes over the wire.
type message struct {
	org    account.OrganizationID
	header http.Header
	body   []byte
}

// signed is a message of that id, sent now.
func (w *world) signed(by sender, id string, payload any) message {
	w.t.Helper()
	return w.signedAt(by, id, w.Now(), payload)
}

func (w *world) signedAt(by sender, id string, sent time.Time, payload any) message {
	w.t.Helper()
	content, ok := payload.([]byte)
	if !ok {
		var err error
		if content, err = json.Marshal(payload); err != nil {
			w.t.Fatal(err)
		}
	}
	header := by.key.Signs(hook.Message{ID: id, At: sent, Body: content})
	header.Set("Content-Type", "application/json")
	return message{w.Org, header, content}
}

// sends delivers a message.
func (w *world) sends(m message) *reply {
	w.t.Helper()
	r, err := w.post(m)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) post(m message) (*reply, error) {
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.Server.URL+"/v1/provisioning/"+string(m.org), bytes.NewReader(m.body))
	if err != nil {
		return nil, err
	}
	request.Header = m.header
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	return &reply{w.t, answer.StatusCode, content}, err
}

// tells signs and delivers a message.
func (w *world) tells(id string, payload any) *reply {
	w.t.Helper()
	w.Advance(time.Millisecond) // events of one moment are in no order
	return w.sends(w.signed(w.hr, id, payload))
}

// reply is what came back.
type reply struct {
	t      *testing.T
	status int
	body   []byte
}

func (r *reply) became(outcome provision.Outcome) provision.Received {
	r.t.Helper()
	var got provision.Received
	if err := json.Unmarshal(r.body, &got); err != nil || r.status != 200 || got.Outcome != outcome {
		r.t.Fatalf("the answer is %d %s, want %s", r.status, r.body, outcome)
	}
	return got
}

func (r *reply) refused(status int, code string) web.Problem {
	r.t.Helper()
	var p web.Problem
	if err := json.Unmarshal(r.body, &p); err != nil || r.status != status || p.Type != "/problems/"+code {
		r.t.Fatalf("the answer is %d %s, want %d %s", r.status, r.body, status, code)
	}
	return p
}

// what is a message about an address, of now.
func (w *world) what(kind, email string, data body) body { return whatAt(w.Now(), kind, email, data) }

func whatAt(happened time.Time, kind, email string, data body) body {
	all := body{"email": email}
	for name, value := range data {
		all[name] = value
	}
	return body{"type": kind, "timestamp": happened.Format(time.RFC3339Nano), "data": all}
}

// invitationTo is the open invitation to an address; nil when there is none.
func (w *world) invitationTo(email string) *account.Invitation {
	w.t.Helper()
	all, err := w.Store.InvitationsTo(w.t.Context(), account.Address(email), w.Now(), 1)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(all) == 0 {
		return nil
	}
	return w.Invitation(all[0].ID)
}

func (w *world) kinds(target string) (kinds []account.EventType) {
	w.t.Helper()
	for _, e := range w.Events(target) {
		kinds = append(kinds, e.Type)
	}
	return kinds
}

// joins makes somebody accept an invitation.
func (w *world) joins(i *account.Invitation) *webtest.Person {
	w.t.Helper()
	p := w.NewUserWith(i.Email)
	p.Post("/v1/invitations/accept", w.TokenBody(i)).Is(200)
	return p
}

// brand makes an ad account of an external id.
func (w *world) brand(external string) account.AdAccountID {
	w.t.Helper()
	a := &account.AdAccount{
		ID: store.NewAdAccountID(w.Now()), Organization: w.Org, Name: external, ExternalID: external, State: account.AdAccountIsActive,
		CreatedAt: w.Now(), Version: 1,
	}
	if err := w.Store.CreateAdAccount(w.t.Context(), w.Intent(w.Admin), a); err != nil {
		w.t.Fatal(err)
	}
	return a.ID
}

var errDead = errors.New("the program died here")
