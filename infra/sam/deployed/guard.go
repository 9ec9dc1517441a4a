package deployed

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Guard refuses, in the words of IAM, each request to DynamoDB that the grants do not allow, and hands the
// others on. DynamoDB Local allows everything; behind a guard, a permission that template.yaml forgets fails
// here as it would on AWS.
func Guard(next http.RoundTripper, grants func() Grants) http.RoundTripper {
	return guard{next, grants}
}

type guard struct {
	next   http.RoundTripper
	grants func() Grants
}

func (g guard) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	_ = r.Body.Close()
	lacks, err := g.grants().Lacks(r.Header.Get("X-Amz-Target"), body)
	if err != nil {
		return nil, err
	}
	if len(lacks) > 0 {
		return refusal(r, lacks), nil
	}
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(bytes.NewReader(body))
	return g.next.RoundTrip(r)
}

func refusal(r *http.Request, lacks []Access) *http.Response {
	answer := fmt.Sprintf(`{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException","Message":"template.yaml does not allow this function: %s"}`,
		strings.Trim(fmt.Sprint(lacks), "[]"))
	return &http.Response{
		Status: "400 Bad Request", StatusCode: http.StatusBadRequest,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
		Body:   io.NopCloser(strings.NewReader(answer)), ContentLength: int64(len(answer)),
	}
}
