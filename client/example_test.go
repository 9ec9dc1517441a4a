package roster_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	roster "roster/client"
)

// deployment stands for a deployment of Roster, so that the examples run.
func deployment() (address string, shutDown func()) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/access/batch" {
			_, _ = fmt.Fprint(w, `{"answers":[{"allowed":true,"role":"member"},{"allowed":false,"reason":"ad_account_archived","role":"member"}]}`)
			return
		}
		_, _ = fmt.Fprint(w, `{"allowed":true,"reason":null,"role":"member","permissions":["campaigns.apply"]}`)
	}))
	return server.URL, server.Close
}

// A service asks before it acts, with what the token of its own request says of the user.
func Example() {
	address, shutDown := deployment()
	defer shutDown()
	client := roster.New(address, "rk_…") // once, when the service starts

	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	user := roster.ByLogin("https://login.example.com", "248289761001")
	answer, err := client.Access(ctx, roster.Ask("4829130776", user).On("ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE").To("campaigns.apply"))
	switch {
	case err != nil:
		fmt.Println("nobody can tell, so it is refused:", err)
	case !answer.Allowed:
		fmt.Println("refused:", answer.Reason)
	default:
		fmt.Println("allowed as", answer.Role)
	}
	// Output: allowed as member
}

// What a page shows is asked for at once.
func ExampleClient_AccessBatch() {
	address, shutDown := deployment()
	defer shutDown()
	client := roster.New(address, "rk_…")

	user := roster.ByID("usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE")
	accounts := []string{"shop-1", "shop-2"} // your own ids of them: their external ids
	var questions []roster.Question
	for _, id := range accounts {
		questions = append(questions, roster.Ask("4829130776", user).On(id))
	}
	answers, err := client.AccessBatch(context.Background(), questions)
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, a := range answers {
		fmt.Printf("%s %t %q\n", accounts[n], a.Allowed, a.Reason)
	}
	// Output:
	// shop-1 true ""
	// shop-2 false "ad_account_archived"
}

// A refusal to answer says what kind it is, and when to come again.
func ExampleProblem() {
	err := error(&roster.Problem{Type: "/problems/too-many", Status: 429, Detail: "Slow down.", RetryAfter: 30 * time.Second})

	var problem *roster.Problem
	if roster.CodeOf(err) == roster.TooMany && errors.As(err, &problem) {
		fmt.Println("again in", problem.RetryAfter)
	}
	// Output: again in 30s
}
