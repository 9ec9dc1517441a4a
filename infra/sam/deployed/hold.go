package deployed

import (
	"net/http"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/infra/local/stack"
)

// Hold is a store's option for tests of a function: what the function does while it serves a request is held
// to the policy that template.yaml gives it, as IAM would. What the test itself does passes. routes are those
// under test; they say which function it is.
func Hold(routes func() []string) func(*dynamodb.Options) {
	granted := sync.OnceValue(func() Grants {
		root, err := stack.FindRoot()
		if err != nil {
			panic(err) // only a test outside the repository
		}
		functions, err := Functions(root)
		if err != nil {
			panic(err) // a template that cannot be read
		}
		return Of(functions, routes())
	})
	return func(o *dynamodb.Options) {
		guarded := &http.Client{Transport: Guard(transport{o.HTTPClient}, granted)}
		o.HTTPClient = serving{guarded, o.HTTPClient}
	}
}

// serving guards requests that are made for a request to an HTTP server.
type serving struct{ guarded, free dynamodb.HTTPClient }

func (s serving) Do(r *http.Request) (*http.Response, error) {
	if r.Context().Value(http.ServerContextKey) == nil {
		return s.free.Do(r)
	}
	return s.guarded.Do(r)
}

// transport is another client, whatever it is, behind a guard.
type transport struct{ client dynamodb.HTTPClient }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t.client.Do(r) }
