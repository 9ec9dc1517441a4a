package organizations

import (
	"net/http"
	"testing"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

func TestATakenAccountIDIsDrawnAgain(t *testing.T) {
	t.Parallel()
	var w *webtest.World
	free := store.NewOrganizationID()
	drawn := 0
	w = webtest.New(t, func(api *web.API) {
		f := function{api.Store, 5, func() account.OrganizationID {
			if drawn++; drawn <= 2 {
				return w.Org
			}
			return free
		}}
		web.Add(api, web.Route[createInput, createAnswer]{
			Method: http.MethodPost, Path: "/v1/organizations", ID: "create-organization", Access: web.SignedIn, Status: http.StatusCreated, User: true, Do: f.create,
		})
	})
	var made wire.Organization
	answer := w.Admin.Post("/v1/organizations", NewOrganization{Name: "Northwind"}).Is(201).Into(&made)
	if made.ID != string(free) || answer.Header.Get("Location") != "/v1/organizations/"+string(free) || drawn != 3 {
		t.Errorf("made %s at %s after %d draws, want %s after 3", made.ID, answer.Header.Get("Location"), drawn, free)
	}
}
