package provision_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/functions/provision"
	"roster/shared/account"
)

const earl = "earl.e.bird@oakey.example"

// A person comes, changes and goes by messages, under the same rules as by the page, and the key is the actor of it all.
func TestAPersonComesChangesAndGoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	brand := w.brand("brand-17")
	roles := []body{{"external_id": "brand-17", "role": "viewer"}, {"ad_account": w.First, "role": "campaign_manager"}}

	got := w.tells("1", w.what("user.invite", earl, body{
		"name": "Earl E. Bird", "role": "member", "permissions": []string{"brands.view"}, "ad_account_roles": roles, "message": "Welcome.", "send_email": false,
	})).became("invited")
	i := w.Invitation(account.InvitationID(got.Invitation))
	want := account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{"brands.view"},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: brand, Role: "viewer"}, {AdAccount: w.First, Role: "campaign_manager"}},
	}
	if !i.Grants.Equal(want) || i.Name != "Earl E. Bird" || i.Message != "Welcome." || i.MailState != account.MailNone {
		t.Errorf("the invitation is %+v", i)
	}
	if key := string(w.hr.key.Key.ID); i.GrantedBy != (account.Actor{Kind: account.ByKey, ID: key}) || i.InvitedBy.ID != key {
		t.Errorf("it is granted by %+v, and %+v invites", i.GrantedBy, i.InvitedBy)
	}
	w.tells("2", w.what("user.invite", earl, body{"role": "guest"})).became("already_invited")
	w.tells("3", w.what("user.update", earl, body{"permissions": []string{"brands.view", "financials.view"}})).became("updated")
	w.tells("4", w.what("user.update", earl, body{"state": "active", "role": "member"})).became("unchanged")
	i = w.Invitation(i.ID)
	if len(i.Grants.Permissions) != 2 || len(i.Grants.AdAccountRoles) != 2 {
		t.Errorf("its grants are %+v: what a message does not say stays", i.Grants)
	}

	p := w.joins(i)
	w.tells("5", w.what("user.invite", earl, body{"role": "guest"})).became("already_member")
	w.tells("6", w.what("user.update", earl, body{"ad_account_roles": []body{}, "state": "suspended"})).became("suspended")
	if m := p.Place(); m.State != account.Suspended || len(m.Grants.AdAccountRoles) != 0 || len(m.Grants.Permissions) != 2 {
		t.Errorf("the member is %+v", m)
	}
	w.tells("7", w.what("user.update", earl, body{"state": "suspended"})).became("unchanged")
	w.tells("8", w.what("user.update", earl, body{"state": "active"})).became("reactivated")
	w.tells("9", w.what("user.remove", earl, nil)).became("removed")
	w.tells("10", w.what("user.remove", earl, nil)).became("unchanged")
	w.tells("11", w.what("user.update", earl, body{"role": "guest"})).refused(404, "not-found")

	again := w.tells("12", w.what("user.invite", earl, body{"role": "guest"})).became("invited")
	w.tells("13", w.what("user.update", earl, body{"state": "suspended"})).became("revoked")
	if i := w.Invitation(account.InvitationID(again.Invitation)); i.State != account.Revoked {
		t.Errorf("the invitation of somebody who was suspended is %s", i.State)
	}
	w.tells("14", w.what("user.invite", earl, body{"role": "guest"})).became("invited")
	w.tells("15", w.what("user.remove", earl, nil)).became("revoked")

	events := []account.EventType{account.MemberAdded, account.MemberUpdated, account.MemberSuspended, account.MemberReactivated, account.MemberRemoved}
	if difference := cmp.Diff(events, w.kinds(string(p.Member))); difference != "" {
		t.Errorf("the events (-want +got):\n%s", difference)
	}
	for _, e := range w.Events(string(p.Member)) {
		if e.Type != account.MemberAdded && e.Actor != string(w.hr.key.Key.ID) {
			t.Errorf("%s did %s", e.Actor, e.Type)
		}
	}
}

// What is not signed as it must be is not believed, whatever it says, and all of it is told the same.
func TestWhatIsNotTrusted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other, _, _ := w.NewOrganization("Other")
	theirs := w.senderOf(other, account.Provision)
	unscoped := w.sender(account.UsersWrite, account.SCIM)
	expired := w.senderUntil(w.Now())
	revoked := w.sender(account.Provision)
	revoked.key.Revokes()
	invite := w.what("user.invite", earl, body{"role": "guest"})
	right := func() message { return w.signed(w.hr, "id", invite) }
	for name, m := range map[string]message{
		"six minutes old":        w.signedAt(w.hr, "id", w.Now().Add(-6*time.Minute), invite),
		"six minutes ahead":      w.signedAt(w.hr, "id", w.Now().Add(6*time.Minute), invite),
		"another tenant's":       w.signed(theirs, "id", invite),
		"a key without scope":    w.signed(unscoped, "id", invite),
		"an expired key":         w.signed(expired, "id", invite),
		"a revoked key":          w.signed(revoked, "id", invite),
		"to nobody":              {"4000000009", right().header, right().body},
		"to what is no id":       {"AA", right().header, right().body},
		"to another":             {other, right().header, right().body},
		"with another id":        changed(right(), func(m *message) { m.header.Set("webhook-id", "other") }),
		"with two ids":           changed(right(), func(m *message) { m.header.Add("webhook-id", "other") }),
		"with another time":      changed(right(), func(m *message) { m.header.Set("webhook-timestamp", fmt.Sprint(w.Now().Unix()+1)) }),
		"without a signature":    changed(right(), func(m *message) { m.header.Del("webhook-signature") }),
		"of another version":     changed(right(), func(m *message) { m.header.Set("webhook-signature", "v2"+m.header.Get("webhook-signature")[2:]) }),
		"one byte off":           changed(right(), func(m *message) { m.body = bytes.Replace(m.body, []byte("guest"), []byte("guesT"), 1) }),
		"one byte more":          changed(right(), func(m *message) { m.body = append(m.body, ' ') }),
		"no JSON, with no right": {w.Org, right().header, []byte("{")},
	} {
		r := w.sends(m)
		r.t = t
		if p := r.refused(401, "unauthenticated"); p.Detail != w.sends(w.signed(theirs, "id", invite)).refused(401, "unauthenticated").Detail {
			t.Errorf("%s: it is told %q", name, p.Detail)
		}
	}
	w.Advance(time.Minute)
	living := w.senderUntil(w.Now().Add(time.Millisecond))
	if w.invitationTo(earl) != nil {
		t.Error("somebody is invited")
	}
	w.sends(w.signed(living, "id", w.what("user.invite", earl, body{"role": "guest"}))).became("invited")
	again := w.what("user.invite", earl, body{"role": "guest"})
	m := w.signed(w.hr, "id", again)
	m.header.Set("webhook-signature", "v1,AAAA "+w.signed(theirs, "id", again).header.Get("webhook-signature")+" "+m.header.Get("webhook-signature"))
	w.sends(m).became("already_invited") // one of several signatures fits
}

func changed(m message, change func(*message)) message {
	m.header, m.body = m.header.Clone(), bytes.Clone(m.body)
	change(&m)
	return m
}

// The same message has one effect and one answer, whoever delivers it how often; another one by its id is refused.
func TestAMessageHasOneEffectAndOneAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	invite := w.signed(w.hr, "once", w.what("user.invite", earl, body{"role": "guest"}))
	first := w.sends(invite)
	first.became("invited")
	w.tells("next", w.what("user.remove", earl, nil)).became("revoked")
	if again := w.sends(invite); again.status != first.status || !bytes.Equal(again.body, first.body) {
		t.Errorf("again it is answered %d %s, at first %s", again.status, again.body, first.body)
	}
	later := w.what("user.invite", earl, body{"role": "member"})
	w.tells("once", later).refused(409, "conflict")
	if w.invitationTo(earl) != nil {
		t.Error("a repeat invites again")
	}
	another := w.sender(account.Provision) // whose ids are its own
	w.sends(w.signed(another, "once", later)).became("invited")

	w.Advance(71 * time.Hour)
	w.sends(w.signedAt(w.hr, "once", w.Now(), invite.body)).became("invited")
	w.Advance(time.Hour)
	w.tells("once", w.what("user.remove", earl, nil)).became("revoked") // nobody remembers
}

// A refusal by the rules is what became of a message: it stays so. A fault is not: the sender may try again.
func TestARefusalIsKeptAndAFaultIsNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.signed(w.hr, "admin", w.what("user.invite", earl, body{"role": "admin"}))
	w.sends(admin).refused(403, "exceeds-own-grants")
	wrong := w.signed(w.hr, "wrong", w.what("user.invite", earl, body{"role": "guest", "rank": 1}))
	w.sends(wrong).refused(422, "invalid")
	w.Advance(time.Minute)
	requests := w.Requests.During(func() {
		p := w.sends(wrong).refused(422, "invalid")
		if len(p.Errors) != 1 || p.Errors[0].Location != "body.data.rank" {
			t.Errorf("the errors are %+v", p.Errors)
		}
		w.sends(admin).refused(403, "exceeds-own-grants")
	})
	if slices.Contains(requests, "TransactWriteItems") {
		t.Errorf("a repeat writes: %v", requests)
	}

	w.Faults.Before(func(operation string) error {
		if operation == "TransactWriteItems" {
			return errDead
		}
		return nil
	})
	invite := w.signed(w.hr, "fault", w.what("user.invite", earl, body{"role": "guest"}))
	w.sends(invite).refused(503, "unavailable")
	w.Faults.Before(nil)
	w.sends(invite).became("invited")
}

// Of two messages about one person the later holds, whichever comes first.
func TestALateMessageLoses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	earlier, later := w.Now().Add(-time.Hour), w.Now().Add(-time.Hour+time.Nanosecond)
	for _, c := range []struct {
		email    string
		messages []body
		outcomes []provision.Outcome
		role     account.Role
	}{
		{"a@oakey.example", []body{whatAt(earlier, "user.invite", "a@oakey.example", body{"role": "guest"}), whatAt(later, "user.update", "A@Oakey.example", body{"role": "member"})},
			[]provision.Outcome{"invited", "updated"}, account.PlainMember},
		{"b@oakey.example", []body{whatAt(later, "user.invite", "b@oakey.example", body{"role": "member"}), whatAt(earlier, "user.update", "B@oakey.example", body{"role": "guest"})},
			[]provision.Outcome{"invited", "superseded"}, account.PlainMember},
		{"c@oakey.example", []body{whatAt(later, "user.remove", "c@oakey.example", nil), whatAt(earlier, "user.invite", "c@oakey.example", body{"role": "member"})},
			[]provision.Outcome{"unchanged", "superseded"}, ""},
		{"d@oakey.example", []body{whatAt(earlier, "user.invite", "d@oakey.example", body{"role": "guest"}), whatAt(earlier, "user.update", "d@oakey.example", body{"role": "member"})},
			[]provision.Outcome{"invited", "updated"}, account.PlainMember},
	} {
		for n, m := range c.messages {
			w.tells(fmt.Sprintf("%s-%d", c.email[:1], n), m).became(c.outcomes[n])
		}
		switch i := w.invitationTo(c.email); {
		case c.role == "" && i != nil:
			t.Errorf("%s is invited by a message that came too late", c.email)
		case c.role != "" && i.Grants.Role != c.role:
			t.Errorf("%s is invited as %s, want %s", c.email, i.Grants.Role, c.role)
		}
	}
	w.tells("b-again", whatAt(later.Add(time.Second), "user.update", "b@oakey.example", body{"role": "guest"})).became("updated")
	w.tells("refused", whatAt(w.Now(), "user.update", "b@oakey.example", body{"role": "admin"})).refused(403, "exceeds-own-grants")
	w.tells("not-late", whatAt(later.Add(time.Minute), "user.update", "b@oakey.example", body{"role": "member"})).became("updated") // what was refused was not applied

	ahead := w.signed(w.hr, "ahead", whatAt(w.Now().Add(5*time.Minute+time.Second), "user.remove", "b@oakey.example", nil))
	if p := w.sends(ahead).refused(422, "invalid"); len(p.Errors) != 1 || p.Errors[0].Location != "body.timestamp" {
		t.Errorf("the errors are %+v", p.Errors)
	}
	w.Advance(time.Second)
	w.sends(ahead).became("revoked") // it is not ahead any more
}

// No role above what the key carries, by any message.
func TestNoAdminWithoutAdminsWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	strong := w.sender(account.Provision, account.AdminsWrite)
	member := w.NewMember("Earl E. Bird", account.Active, account.Grants{Role: account.PlainMember})
	second := w.NewMember("Ann Chovy", account.Active, account.Grants{Role: account.Admin})
	waiting := w.NewMember("Marcus Bell", account.PendingApproval, account.Grants{Role: account.Guest})
	open := w.NewInvitation("open@oakey.example", account.Grants{Role: account.Admin})
	n := 0
	for _, c := range []struct {
		kind, email string
		data        body
		code        string
		outcome     provision.Outcome // of the strong key
	}{
		{"user.invite", "new@oakey.example", body{"role": "admin"}, "exceeds-own-grants", "invited"},
		{"user.update", member.User.Email.String(), body{"role": "admin"}, "exceeds-own-grants", "updated"},
		{"user.update", second.User.Email.String(), body{"state": "suspended"}, "admin-target", "suspended"},
		{"user.update", second.User.Email.String(), body{"state": "active"}, "admin-target", "reactivated"},
		{"user.update", second.User.Email.String(), body{"role": "guest"}, "admin-target", "updated"},
		{"user.update", string(open.Email), body{"state": "suspended"}, "admin-target", "revoked"},
	} {
		n++
		m := w.what(c.kind, c.email, c.data)
		w.tells(fmt.Sprint(n), m).refused(403, c.code)
		w.sends(w.signed(strong, fmt.Sprint(n), m)).became(c.outcome)
	}
	m := w.what("user.update", waiting.User.Email.String(), body{"state": "active"})
	w.sends(w.signed(strong, "waiting", m)).refused(409, "conflict") // approving is the page's alone
	last := w.what("user.remove", w.Admin.User.Email.String(), nil)
	w.sends(w.signed(strong, "remove-earl", w.what("user.remove", member.User.Email.String(), nil))).became("removed")
	w.sends(w.signed(strong, "last", last)).refused(409, "last-admin")
	w.sends(w.signed(strong, "last", last)).refused(409, "last-admin")
}

// What a message must be like. Nothing comes of what is not so.
func TestWhatAMessageMustBeLike(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	invite := func(change body) body {
		m := w.what("user.invite", earl, body{"role": "guest"})
		for name, value := range change {
			m[name] = value
		}
		return m
	}
	data := func(change body) body { return w.what("user.invite", earl, change) }
	many := []body{}
	for n := range 101 {
		many = append(many, body{"external_id": fmt.Sprint(n), "role": "viewer"})
	}
	for name, c := range map[string]struct {
		payload  any
		location string
	}{
		"no JSON":                {[]byte("{"), "body"},
		"two of them":            {[]byte("{}{}"), "body"},
		"no object":              {[]byte("[]"), "body"},
		"null":                   {[]byte("null"), "body"},
		"no type":                {body{}, "body.type"},
		"an unknown type":        {invite(body{"type": "user.explode"}), "body.type"},
		"a type of another case": {invite(body{"type": "User.Invite"}), "body.type"},
		"a type that is a list":  {invite(body{"type": []string{"user.invite"}}), "body.type"},
		"no timestamp":           {body{"type": "user.remove", "data": body{"email": earl}}, "body"},
		"a timestamp in words":   {invite(body{"timestamp": "now"}), "body.timestamp"},
		"a number for one":       {invite(body{"timestamp": 1}), "body.timestamp"},
		"before there was time":  {invite(body{"timestamp": "1969-12-31T23:59:59Z"}), "body.timestamp"},
		"an unknown field":       {invite(body{"organization": "1"}), "body.organization"},
		"null for a list":        {w.what("user.update", earl, body{"permissions": nil}), "body.data.permissions"},
		"a field in capitals":    {w.what("user.update", earl, body{"Role": "admin"}), "body.data.Role"},
		"no data":                {invite(body{"data": nil}), "body.data"},
		"an unknown field of it": {data(body{"role": "guest", "id": 1}), "body.data.id"},
		"no address":             {invite(body{"data": body{"role": "guest"}}), "body.data"},
		"a wrong address":        {w.what("user.remove", "nobody", nil), "body.data.email"},
		"a list of addresses":    {invite(body{"data": body{"role": "guest", "email": []string{earl}}}), "body.data.email"},
		"a line in an address":   {w.what("user.remove", "a@oakey.example\r\nBcc: b@oakey.example", nil), "body.data.email"},
		"no role":                {data(nil), "body.data"},
		"a role that is none":    {data(body{"role": "owner"}), "body.data.role"},
		"a long name":            {data(body{"role": "guest", "name": "https://evil.example"}), "body.data.name"},
		"no such permission":     {data(body{"role": "member", "permissions": []string{"no.such"}}), "body.data.permissions[0]"},
		"an admin with lists":    {data(body{"role": "member", "ad_account_roles": []body{{"external_id": "x", "ad_account": w.First, "role": "viewer"}}}), "body.data.ad_account_roles[0]"},
		"a role on nothing":      {data(body{"role": "member", "ad_account_roles": []body{{"role": "viewer"}}}), "body.data.ad_account_roles[0]"},
		"no such external id":    {data(body{"role": "member", "ad_account_roles": []body{{"ad_account": w.First, "role": "viewer"}, {"external_id": "x", "role": "viewer"}}}), "body.data.ad_account_roles[1].external_id"},
		"no such ad account":     {data(body{"role": "member", "ad_account_roles": []body{{"ad_account": "ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE", "role": "viewer"}}}), "body.data.ad_account_roles[0]"},
		"too many ad accounts":   {data(body{"role": "member", "ad_account_roles": many}), "body.data.ad_account_roles"},
		"an update of nothing":   {w.what("user.update", earl, nil), "body.data"},
		"a state that is none":   {w.what("user.update", earl, body{"state": "pending_approval"}), "body.data.state"},
		"a name in an update":    {w.what("user.update", earl, body{"role": "guest", "name": "Earl"}), "body.data.name"},
	} {
		r := w.tells(strings.ReplaceAll(name, " ", "-"), c.payload)
		r.t = t
		p := r.refused(422, "invalid")
		if len(p.Errors) == 0 || p.Errors[0].Location != c.location {
			t.Errorf("%s: the errors are %+v, want one about %s", name, p.Errors, c.location)
		}
	}
	if w.invitationTo(earl) != nil {
		t.Error("somebody is invited")
	}
	w.tells("large", append(append([]byte(`{"type":"`), bytes.Repeat([]byte("x"), 1<<20)...), `"}`...)).refused(413, "too-large")
	m := w.signed(w.hr, "text", w.what("user.remove", earl, nil))
	m.header.Set("Content-Type", "text/plain")
	w.sends(m).refused(415, "unsupported-media-type")
}
