package access_test

import (
	"net/http"
	"testing"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web/webtest"
)

const org = "/v1/organizations/{org}"

// changed is somebody about whom is asked, and what that is.
type changed struct {
	*world
	who *webtest.Person
	ask func(question) question
}

// both asks about the ad account and a permission at once.
func (c *changed) both(q question) question { return q.on(c.First).to("campaigns.apply") }

func (c *changed) place(p *webtest.Person, action string) string {
	return org + "/members/" + string(p.Member) + action
}

func (c *changed) edits(grants map[string]any) {
	c.Admin.Patch(c.place(c.who, ""), grants, webtest.IfMatch(c.who.Place().Version)).Is(http.StatusOK)
}

// adAccountIs archives or restores the ad account.
func (c *changed) adAccountIs(state account.AdAccountState) {
	c.t.Helper()
	found, err := c.Store.Get(c.t.Context(), store.AdAccountKey(c.Org, c.First))
	if err != nil {
		c.t.Fatal(err)
	}
	version := found.AdAccount(c.Org, c.First).Version
	c.Admin.Patch(org+"/ad-accounts/"+string(c.First), map[string]any{"state": state}, webtest.IfMatch(version)).Is(http.StatusOK)
}

// requires makes the organization require two-factor authentication, or not.
func (c *changed) requires(it bool) {
	c.Settings(func(s *account.Settings) { s.RequireTwoFactor = it })
}

// An access answer changes with the very next call, however the user is named, alone and in a batch. Each story begins
// with a yes.
func TestAnAnswerChangesWithTheVeryNextCall(t *testing.T) {
	t.Parallel()
	type step struct {
		name string
		do   func(c *changed)
		want string
	}
	for name, steps := range map[string][]step{
		"edit of a permission": {
			{"taken", func(c *changed) { c.edits(map[string]any{"permissions": []string{"financials.view"}}) }, "no_permission"},
			{"given", func(c *changed) { c.edits(map[string]any{"permissions": []string{"campaigns.apply"}}) }, ""},
		},
		"edit of a role": {
			{"taken", func(c *changed) { c.edits(map[string]any{"ad_account_roles": []any{}}) }, "no_role_on_ad_account"},
			{"given", func(c *changed) {
				c.edits(map[string]any{"ad_account_roles": []any{map[string]any{"ad_account": c.First, "role": "account_admin"}}})
			}, ""},
		},
		"promotion and demotion": {
			{"promoted", func(c *changed) {
				c.edits(map[string]any{"role": "admin"})
				c.ask = func(q question) question { return q.on(c.First).to(account.ManageUsers) }
			}, ""},
			{"demoted", func(c *changed) { c.edits(map[string]any{"role": "member"}) }, "no_role_on_ad_account"},
		},
		"removal": {
			{"removed", func(c *changed) { c.Admin.Delete(c.place(c.who, "")).Is(http.StatusNoContent) }, "not_member"},
			{"joined again", func(c *changed) { c.who.Joins(account.Active, viewerOn(c.First)) }, ""},
		},
		"leaving": {
			{"left", func(c *changed) { c.who.Post(org+"/leave", nil).Is(http.StatusNoContent) }, "not_member"},
		},
		"suspension": {
			{"suspended", func(c *changed) { c.Admin.Post(c.place(c.who, "/suspend"), nil).Is(http.StatusOK) }, "suspended"},
			{"reactivated", func(c *changed) { c.Admin.Post(c.place(c.who, "/reactivate"), nil).Is(http.StatusOK) }, ""},
		},
		"archive": {
			{"archived", func(c *changed) { c.adAccountIs(account.AdAccountIsArchived) }, "ad_account_archived"},
			{"restored", func(c *changed) { c.adAccountIs(account.AdAccountIsActive) }, ""},
		},
		// The places are not told of it here: what counts is the user's own record.
		"two-factor authentication": {
			{"required", func(c *changed) { c.requires(true) }, "two_factor_required"},
			{"turned on", func(c *changed) { c.who.TurnsOnTwoFactor() }, ""},
			{"turned off", func(c *changed) { c.who.TurnsOffTwoFactor() }, "two_factor_required"},
			{"not required any more", func(c *changed) { c.requires(false) }, ""},
		},
		"another address": {
			{"moved", func(c *changed) {
				moved := *c.who.User
				moved.Email, moved.Version = "moved@oakey.example", moved.Version+1
				if err := c.Store.UpdateUser(c.t.Context(), c.who.User, &moved); err != nil {
					c.t.Fatal(err)
				}
				if got := reason(c.t, c.world.ask(c.about(map[string]any{"email": string(c.who.User.Email)}))); got != "not_member" {
					c.t.Errorf("by the address of before the answer is %q", got)
				}
			}, ""},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			c := &changed{world: w, who: w.NewMember("Anna-Lena Krüger", account.Active, viewerOn(w.First))}
			c.ask = c.both
			w.are(c.who, c.ask, "")
			for _, s := range steps {
				w.Advance(1e6)
				s.do(c)
				w.are(c.who, c.ask, s.want)
			}
		})
	}
}

// The same of somebody who comes through an agency: either side, the cap and every part of the way count now.
func TestAnAnswerAboutSomebodyOfAnAgencyChangesWithTheVeryNextCall(t *testing.T) {
	t.Parallel()
	type scene struct {
		*world
		agency account.OrganizationID
		boss   *webtest.Person
		who    *webtest.Person
		link   *account.AgencyLink
	}
	limit := func(w *world) account.Grants {
		return account.Grants{Permissions: viewerOn().Permissions, AdAccountRoles: viewerOn(w.First).AdAccountRoles}
	}
	caps := func(permissions []string, roles []any) func(*scene) {
		return func(s *scene) {
			s.Admin.Patch(org+"/agencies/"+string(s.agency), map[string]any{"permissions": permissions, "ad_account_roles": roles},
				webtest.IfMatch(s.link.Version)).Is(http.StatusOK)
		}
	}
	for name, c := range map[string]struct {
		do   func(*scene)
		want string
	}{
		"the cap loses the permission": {func(s *scene) {
			caps([]string{"financials.view"}, []any{map[string]any{"ad_account": s.First, "role": "viewer"}})(s)
		}, "no_permission"},
		"the cap loses the ad account": {caps([]string{"campaigns.apply"}, []any{}), "no_role_on_ad_account"},
		"the client ends the link": {func(s *scene) {
			s.Admin.Delete(org + "/agencies/" + string(s.agency)).Is(http.StatusNoContent)
		}, "not_member"},
		"the agency ends the link": {func(s *scene) {
			s.boss.Delete("/v1/organizations/" + string(s.agency) + "/clients/" + string(s.Org)).Is(http.StatusNoContent)
		}, "not_member"},
		"the client blocks the person": {func(s *scene) {
			s.Admin.Delete(org + "/agencies/" + string(s.agency) + "/members/" + string(s.who.User.ID)).Is(http.StatusNoContent)
		}, "not_member"},
		"the agency takes the person off": {func(s *scene) {
			s.boss.Delete("/v1/organizations/" + string(s.agency) + "/clients/" + string(s.Org) + "/members/" + string(s.who.Member)).Is(http.StatusNoContent)
		}, "not_member"},
		"the agency suspends the person": {func(s *scene) {
			s.boss.Post("/v1/organizations/"+string(s.agency)+"/members/"+string(s.who.Member)+"/suspend", nil).Is(http.StatusOK)
		}, "not_member"},
		"the agency removes the person": {func(s *scene) {
			s.boss.Delete("/v1/organizations/" + string(s.agency) + "/members/" + string(s.who.Member)).Is(http.StatusNoContent)
		}, "not_member"},
		"the agency is deleted": {func(s *scene) {
			s.boss.Delete("/v1/organizations/" + string(s.agency) + "?name=Bright").Is(http.StatusNoContent)
		}, "not_member"},
		"the client requires two-factor authentication": {func(s *scene) {
			s.Settings(func(settings *account.Settings) { settings.RequireTwoFactor = true })
		}, "two_factor_required"},
		"the ad account is archived": {func(s *scene) {
			(&changed{world: s.world}).adAccountIs(account.AdAccountIsArchived)
		}, "ad_account_archived"},
		"nothing": {func(*scene) {}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &scene{world: newWorld(t)}
			s.agency, s.boss = s.NewAgency("Bright")
			s.link = s.Works(s.agency, s.boss, limit(s.world))
			s.who = s.NewUser("Through").JoinsOrganization(s.agency, s.boss, account.Active, account.Grants{Role: account.PlainMember})
			s.Assigns(s.link, s.boss, s.who, limit(s.world))
			ask := func(q question) question { return q.on(s.First).to("campaigns.apply") }
			s.are(s.who, ask, "")
			s.Advance(1e6)
			c.do(s)
			s.are(s.who, ask, c.want)
		})
	}
}

// A key that is revoked, or that has expired, asks nothing any more.
func TestARevokedKeyAsksNothingMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	q := w.about(byID(w.Admin))
	w.ask(q)
	w.Admin.Delete(org + "/api-keys/" + string(w.key.Key.ID)).Is(http.StatusNoContent)
	w.key.Post(path, q).Refused(http.StatusUnauthorized, "unauthenticated")
	w.key.Post(path+"/batch", map[string]any{"questions": []question{q}}).Refused(http.StatusUnauthorized, "unauthenticated")
}

// A deleted organization is not there, from the next call on.
func TestADeletedOrganizationIsAskedAboutInVain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	operator := w.NewOperatorKey(account.AccessRead)
	q := w.about(byID(w.Admin))
	operator.Post(path, q).Is(http.StatusOK)
	w.Admin.Delete(org + "?name=OakeyInfluencer").Is(http.StatusNoContent)
	operator.Post(path, q).Refused(http.StatusNotFound, "not-found")
	w.key.Post(path, q).Refused(http.StatusNotFound, "not-found")
	if got := reason(t, w.askAll(operator, q)[0]); got != "unknown_organization" {
		t.Errorf("at once it is answered %q", got)
	}
}
