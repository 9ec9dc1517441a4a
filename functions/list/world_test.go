package list_test

import (
	"net/url"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/functions/list"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

const (
	members     = "/v1/organizations/{org}/members"
	invitations = "/v1/organizations/{org}/invitations"
)

type world struct {
	*webtest.World
	t *testing.T
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{webtest.New(t, list.Register), t}
}

// member is a person of the world's organization, to be written by joined.
func (w *world) member(name string, address account.Address, grants account.Grants) *account.Member {
	return &account.Member{
		Organization: w.Org, User: store.NewUserID(w.Now()), Name: name, Email: address, State: account.Active,
		Grants: grants.Sorted(), JoinedAt: w.Now(), Reserved: address, Version: w.Now().UnixMilli(),
	}
}

// joined writes people and the rows by which lists find them, as dispatch would.
func (w *world) joined(people ...*account.Member) {
	w.t.Helper()
	var users []*account.User
	var keys []store.Key
	for _, m := range people {
		users = append(users, &account.User{
			ID: m.User, Login: account.Login{Issuer: "https://issuer.example", Subject: string(m.User)},
			Name: m.Name, Email: m.Email, TwoFactor: m.TwoFactor, CreatedAt: w.Now(), Version: 1,
		})
		keys = append(keys, store.MemberKey(m.Organization, m.User))
	}
	if err := w.Store.Import(w.t.Context(), w.Org, users, people); err != nil {
		w.t.Fatal(err)
	}
	w.dispatched(keys...)
}

// dispatched keeps the rows of people, as dispatch would after each change.
func (w *world) dispatched(keys ...store.Key) {
	w.t.Helper()
	var group errgroup.Group
	group.SetLimit(8)
	for _, key := range keys {
		group.Go(func() error { return w.Store.KeepRows(w.t.Context(), store.PersonAt(key)) })
	}
	if err := group.Wait(); err != nil {
		w.t.Fatal(err)
	}
}

// invited writes an open invitation and its rows.
func (w *world) invited(name string, address account.Address, grants account.Grants, life time.Duration) *account.Invitation {
	w.t.Helper()
	i := &account.Invitation{
		ID: store.NewInvitationID(w.Now()), Organization: w.Org, Email: address, Name: name, State: account.Pending,
		MailState: account.MailSent, Grants: grants.Sorted(), CreatedAt: w.Now(), ExpiresAt: w.Now().Add(life),
		InvitedBy: account.Person{ID: string(w.Admin.User.ID), Name: "Carrie Oakey"}, TokenVersion: 1, KeyVersion: 1,
		Message: "Welcome aboard", Version: w.Now().UnixMilli(),
	}
	if err := w.Store.CreateInvitation(w.t.Context(), w.Intent(w.Admin), i); err != nil {
		w.t.Fatal(err)
	}
	w.dispatched(store.InvitationKey(i.ID))
	return i
}

// query is a query string.
type query map[string]string

func (q query) on(path string) string {
	values := url.Values{}
	for name, value := range q {
		if value != "" {
			values.Set(name, value)
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// with is the query with one more parameter.
func (q query) with(name, value string) query {
	also := query{name: value}
	for n, v := range q {
		if n != name {
			also[n] = v
		}
	}
	return also
}

// pages reads a list, from the cursor if there is one, to its end and answers the rows of each page.
func pages[Row any](w *world, c *webtest.Client, path string, q query) [][]Row {
	w.t.Helper()
	var all [][]Row
	for cursor := q["cursor"]; ; {
		var page struct {
			Items      []Row   `json:"items"`
			NextCursor *string `json:"next_cursor"`
		}
		c.Get(q.with("cursor", cursor).on(path)).Is(200).Into(&page)
		all = append(all, page.Items)
		if page.NextCursor == nil {
			return all
		}
		if cursor = *page.NextCursor; len(all) > 500 {
			w.t.Fatalf("%s has no end", q.on(path))
		}
	}
}
