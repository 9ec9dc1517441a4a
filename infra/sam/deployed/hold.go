package deployed

import (
	"net/http"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/infra/local/stack"
)

// HoldTo is an option for the store that a test hands to a function without a route: the function is held to
// the policy that template.yaml gives it, as IAM would. name is the function's folder, "dispatch".
func HoldTo(name string) func(*dynamodb.Options) {
	granted := onceGranted(func(functions []Function) Grants {
		for _, f := range functions {
			if f.Name() == name {
				return f.Grants
			}
		}
		return Grants{}
	})
	return func(o *dynamodb.Options) {
		o.HTTPClient = &http.Client{Transport: Guard(transport{o.HTTPClient}, granted)}
	}
}

// Hold is the same for functions with routes. It holds only what is done while a request is served, so that a
// test may prepare its table through the same store. routes are those under test; they say which functions
// it is about.
func Hold(routes func() []string) func(*dynamodb.Options) {
	granted := onceGranted(func(functions []Function) Grants { return Of(functions, routes()) })
	return func(o *dynamodb.Options) {
		guarded := &http.Client{Transport: Guard(transport{o.HTTPClient}, granted)}
		o.HTTPClient = serving{guarded, o.HTTPClient}
	}
}

func onceGranted(grants func([]Function) Grants) func() Grants {
	return sync.OnceValue(func() Grants {
		root, err := stack.FindRoot()
		if err != nil {
			panic(err) // only a test outside the repository
		}
		functions, err := Functions(root)
		if err != nil {
			panic(err) // a template that cannot be read
		}
		return grants(functions)
	})
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
