// Package audit shows what happened in an organization: who did what to what, and when.
package audit

import (
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/store"
	"roster/shared/web"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store}
	web.Add(api, web.Route[eventsInput, eventsAnswer]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/events", ID: "list-events", Tag: "Events",
		Summary: "List what happened, the newest first", Access: web.Inside, Errors: []int{http.StatusUnprocessableEntity},
		May: func(c *web.Call, _ *eventsInput) error { return mayListEvents(c) }, Do: f.events,
	})
	web.Add(api, web.Route[eventsExport, web.CSV]{
		Method: http.MethodGet, Path: "/v1/organizations/{org}/events.csv", ID: "export-events", Tag: "Events",
		Summary: "The list of events as a file", Access: web.Inside, Errors: []int{http.StatusUnprocessableEntity},
		May: func(c *web.Call, _ *eventsExport) error { return mayListEvents(c) }, Do: f.export,
	})
}

type function struct{ store *store.Store }

func mayListEvents(c *web.Call) error {
	return c.May(policy.ListEvents, policy.Organization(c.Organization.ID), account.Grants{})
}
