package all_test

import (
	"net/http"

	"roster/shared/account"
	"roster/shared/web/webtest"
)

// The requests of the rows about agencies and clients, each on a link of its own.

var aCapBody = map[string]any{"permissions": []string{"brands.view"}}

func inviteAgency(s *scene, c *webtest.Client) *webtest.Response {
	agency, _ := s.NewAgency("New")
	return c.Post(org+"/agencies", map[string]any{"account_id": agency.Dashed(), "permissions": []string{"brands.view"}})
}

// agencyHere is an agency that works for the world's organization, and what one of its people may do.
func (s *scene) agencyHere() (*account.AgencyLink, *account.Assignment) {
	agency, boss := s.NewAgency("New")
	l := s.Works(agency, boss, aCap)
	return l, s.Assigns(l, boss, boss, aCap)
}

func onAgency(method string, body any) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		l, _ := s.agencyHere()
		return c.Call(method, org+"/agencies/"+string(l.Agency), body, webtest.IfMatch(l.Version))
	}
}

func onAgencyPeople(s *scene, c *webtest.Client) *webtest.Response {
	l, _ := s.agencyHere()
	return c.Get(org + "/agencies/" + string(l.Agency) + "/members")
}

func onAgencyPerson(method string, blocked bool) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		l, a := s.agencyHere()
		if blocked {
			after := *a
			after.Blocked, after.Version = true, a.Version+1
			if err := s.Store.Assign(s.T.Context(), s.Intent(s.Admin), a, &after); err != nil {
				s.T.Fatal(err)
			}
		}
		return c.Call(method, org+"/agencies/"+string(l.Agency)+"/members/"+string(a.User), nil)
	}
}

// clientHere is a client of the world's organization, by a link in that state.
func (s *scene) clientHere(state account.LinkState) *account.AgencyLink {
	id, of, _ := s.NewOrganization("Client")
	l := s.InvitesFrom(id, of, s.Org, aCap)
	if state == account.LinkActive {
		l = s.LinkBecomes(l, state, s.Org, s.Admin)
	}
	return l
}

func onClient(state account.LinkState, method, action string) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		return c.Call(method, org+"/clients/"+string(s.clientHere(state).Client)+action, nil)
	}
}

// onClientPerson assigns somebody to the client, or ends that.
func onClientPerson(method string, body any) func(*scene, *webtest.Client) *webtest.Response {
	return func(s *scene, c *webtest.Client) *webtest.Response {
		l, p := s.clientHere(account.LinkActive), s.target(account.Active)
		if method == http.MethodDelete {
			s.Assigns(l, s.Admin, p, aCap)
		}
		return c.Call(method, org+"/clients/"+string(l.Client)+"/members/"+string(p.Member), body)
	}
}
