package access_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"roster/shared/account"
	"roster/shared/web/webtest"
)

// architecture.md §3: a question by the user's id is one round trip and at most 4 read units; by login, by address and of
// somebody of an agency it is one more.
func TestAQuestionIsOneRoundTrip(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	many := viewerOn(w.First)
	for range 99 {
		many.AdAccountRoles = append(many.AdAccountRoles, account.AdAccountRole{AdAccount: w.NewAdAccount("One of many", account.AdAccountIsActive), Role: "viewer"})
	}
	member, wide := w.NewMember("Member", account.Active, viewerOn(w.First)), w.NewMember("Wide", account.Active, many)
	agency, boss := w.NewAgency("Bright")
	limit := account.Grants{Permissions: viewerOn().Permissions, AdAccountRoles: viewerOn(w.First).AdAccountRoles}
	through := w.NewUser("Through").JoinsOrganization(agency, boss, account.Active, account.Grants{Role: account.PlainMember})
	w.Assigns(w.Works(agency, boss, limit), boss, through, limit)
	stranger := w.NewUser("Stranger")
	w.Admin.Patch(org+"/ad-accounts/"+string(w.First), map[string]string{"external_id": "42"}, webtest.IfMatch(w.Now().UnixMilli())).Is(http.StatusOK)
	w.ask(w.about(byID(member))) // the key's first use is noted

	names := w.names(member)
	get, query := "BatchGetItem", "Query"
	for name, c := range map[string]struct {
		ask   question
		trips []string
		units float64
	}{
		"by id, all asked":           {w.about(byID(member)).on(w.First).to("campaigns.apply"), []string{get}, 4},
		"by id, a permission":        {w.about(byID(member)).to("campaigns.apply"), []string{get}, 3},
		"an admin":                   {w.about(byID(w.Admin)).on(w.First).to("campaigns.apply"), []string{get}, 4},
		"who is nobody":              {w.about(byID(stranger)).on(w.First), []string{get}, 4},
		"who has a hundred of them":  {w.about(byID(wide)).on(w.First), []string{get}, 5}, // the place is over 4 KB
		"by login":                   {w.about(names["by login"]).on(w.First), []string{get, get}, 5},
		"by address":                 {w.about(names["by address"]).on(w.First), []string{get, query, get}, 5}, // the first two at once
		"through an agency":          {w.about(byID(through)).on(w.First), []string{get, get}, 9},
		"by the ad account's own id": {w.about(byID(member)).with("ad_account", "42"), []string{get, get}, 5},
	} {
		var trips []string
		cost := w.Units.Cost(t, w.Config, func() {
			trips = w.Requests.During(func() { w.ask(c.ask) })
		})
		slices.Sort(trips)
		slices.Sort(c.trips)
		if !slices.Equal(trips, c.trips) || cost.Read > c.units || cost.Written > 0 {
			t.Errorf("%s: %v, %v; at most %v and %v", name, trips, cost, c.trips, c.units)
		}
	}
}

// A hundred questions cost what they are about, each thing once, in the round trips of one question and one for the key.
func TestAHundredQuestionsReadEachThingOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var questions []question
	for n := range 50 {
		p := w.NewMember(fmt.Sprintf("Person %d", n), account.Active, viewerOn(w.First))
		questions = append(questions, w.about(byID(p)).on(w.First), w.about(byID(p)).to("campaigns.apply"))
	}
	w.askAll(w.key, questions[0])
	var trips []string
	cost := w.Units.Cost(t, w.Config, func() {
		trips = w.Requests.During(func() { w.askAll(w.key, questions...) })
	})
	if want := []string{"BatchGetItem", "BatchGetItem"}; !slices.Equal(trips, want) || cost.Read > 53 {
		t.Errorf("%v, %v: want %v and 53 units", trips, cost, want)
	}
}
