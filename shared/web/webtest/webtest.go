// Package webtest is the world of a handler test: a table of its own, an API with the routes under test, and
// people who call it over HTTP with real sessions.
package webtest

import (
	"net/http/httptest"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web"
)

// World is an API on a table of its own, with one organization that has one admin and one ad account.
type World struct {
	T        testing.TB
	API      *web.API
	Store    *store.Store
	Config   config.Config
	Server   *httptest.Server
	Org      account.OrganizationID
	Admin    *Person // Carrie Oakey, the organization's first admin
	First    account.AdAccountID
	Requests *storetest.Requests // that were sent to DynamoDB
	Units    *storetest.Counter  // that they cost
	Faults   *storetest.Faults   // between the store and DynamoDB

	now time.Time
}

// New makes a world and registers the routes under test.
func New(t testing.TB, register ...func(*web.API)) *World {
	t.Helper()
	return newWorld(t, storetest.Config(t), register)
}

// NewStreamed is New on a table with a stream, for a test that reads it.
func NewStreamed(t testing.TB, register ...func(*web.API)) *World {
	t.Helper()
	return newWorld(t, storetest.StreamedConfig(t), register)
}

func newWorld(t testing.TB, c config.Config, register []func(*web.API)) *World {
	t.Helper()
	w := &World{
		T: t, Requests: &storetest.Requests{}, Units: &storetest.Counter{}, Faults: &storetest.Faults{},
		now: time.Now().UTC().Truncate(time.Millisecond),
	}
	w.Store, w.Config = store.Open(c, w.Requests.Option, w.Units.Option, w.Faults.Option), c
	w.API = web.New(c, w.Store)
	w.API.Now = func() time.Time { return w.now }
	w.API.Patience = time.Minute // a busy machine is no fault of the code
	for _, r := range register {
		r(w.API)
	}
	w.Server = httptest.NewServer(w.API.Handler())
	t.Cleanup(w.Server.Close)
	w.Org, w.Admin, w.First = w.NewOrganization("OakeyInfluencer")
	return w
}

// Now is the world's time.
func (w *World) Now() time.Time { return w.now }

// Advance moves the world's time.
func (w *World) Advance(d time.Duration) { w.now = w.now.Add(d) }

// NewOrganization makes an organization of default settings, its admin and its first ad account.
func (w *World) NewOrganization(name string) (account.OrganizationID, *Person, account.AdAccountID) {
	w.T.Helper()
	return w.newOrganization(name, account.Standard)
}

func (w *World) newOrganization(name string, kind account.Kind) (account.OrganizationID, *Person, account.AdAccountID) {
	w.T.Helper()
	admin := w.NewUser("Carrie Oakey")
	o := &account.Organization{
		ID: store.NewOrganizationID(), Name: name, Kind: kind, Settings: account.DefaultSettings(),
		CreatedAt: w.now, CreatedBy: admin.actor(), Version: w.now.UnixMilli(),
	}
	ad := &account.AdAccount{ID: store.NewAdAccountID(w.now), Organization: o.ID, Name: name, State: account.AdAccountIsActive, CreatedAt: w.now, Version: w.now.UnixMilli()}
	m := admin.place(o.ID, account.Active, account.Grants{Role: account.Admin})
	err := w.Store.CreateOrganization(w.T.Context(), w.intent(o.ID, admin), store.NewOrganization{Organization: o, Admin: m, AdAccount: ad, MostADay: 1000})
	if err != nil {
		w.T.Fatal(err)
	}
	admin.Member = m.ID()
	return o.ID, admin, ad.ID
}

// NewAdAccount makes another ad account in the world's organization.
func (w *World) NewAdAccount(name string, state account.AdAccountState) account.AdAccountID {
	w.T.Helper()
	a := &account.AdAccount{
		ID: store.NewAdAccountID(w.now), Organization: w.Org, Name: name, State: state,
		CreatedAt: w.now, Version: w.now.UnixMilli(),
	}
	if err := w.Store.CreateAdAccount(w.T.Context(), w.intent(w.Org, w.Admin), a); err != nil {
		w.T.Fatal(err)
	}
	return a.ID
}

// Events are the events about one record so far, oldest first; about all records when target is empty.
func (w *World) Events(target string) []storetest.Event {
	w.T.Helper()
	return storetest.Table(w.T, w.Config).Events(w.T, target)
}

// RequestID is that of the writes by which a world comes to what it has, as events name it.
const RequestID = "req_test"

func (w *World) intent(org account.OrganizationID, by *Person) store.Intent {
	return store.Intent{Organization: org, Actor: by.actor(), RequestID: RequestID, At: w.now}
}
