package storetest

import (
	"net/http"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Requests notes the requests that a store sends: each is a round trip. It is safe for many goroutines.
type Requests struct {
	lock  sync.Mutex
	names []string
}

// Option makes a store note its requests here.
func (r *Requests) Option(o *dynamodb.Options) { o.HTTPClient = noting{o.HTTPClient, r} }

// During is what was sent while do ran, in order: "BatchGetItem", "TransactWriteItems".
func (r *Requests) During(do func()) []string {
	r.lock.Lock()
	before := len(r.names)
	r.lock.Unlock()
	do()
	r.lock.Lock()
	defer r.lock.Unlock()
	return append([]string{}, r.names[before:]...)
}

type noting struct {
	client dynamodb.HTTPClient
	in     *Requests
}

// Do sends the request and notes it. Its header says which operation it is.
func (n noting) Do(request *http.Request) (*http.Response, error) {
	_, operation, _ := strings.Cut(request.Header.Get("X-Amz-Target"), ".")
	n.in.lock.Lock()
	n.in.names = append(n.in.names, operation)
	n.in.lock.Unlock()
	return n.client.Do(request)
}
