package webtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"roster/shared/web"
)

// Client calls the API as one browser would, or one program. Without cookie and key it is nobody's.
type Client struct {
	world  *World
	cookie *http.Cookie
	bearer string
}

// Nobody is a browser without a session.
func (w *World) Nobody() *Client { return &Client{world: w} }

// Header is a header of one request.
type Header struct{ Name, Value string }

// IfMatch is the header for a change of a record of that version.
func IfMatch(version int64) Header { return Header{"If-Match", web.ETag(version)} }

// Repeat is the header that makes a call repeatable.
func Repeat(key string) Header { return Header{"Idempotency-Key", key} }

// Call sends a request. "{org}" in the path is the world's organization; body is sent as JSON, and a nil one
// not at all.
func (c *Client) Call(method, path string, body any, headers ...Header) *Response {
	c.world.T.Helper()
	var payload io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			c.world.T.Fatal(err)
		}
		payload = bytes.NewReader(encoded)
	}
	url := c.world.Server.URL + strings.ReplaceAll(path, "{org}", string(c.world.Org))
	request, err := http.NewRequestWithContext(c.world.T.Context(), method, url, payload)
	if err != nil {
		c.world.T.Fatal(err)
	}
	if payload != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	request.Header.Set("Origin", c.world.Config.BaseURL)
	if c.cookie != nil {
		request.AddCookie(c.cookie)
	}
	if c.bearer != "" {
		request.Header.Set("Authorization", "Bearer "+c.bearer)
	}
	for _, h := range headers {
		request.Header.Set(h.Name, h.Value)
		if h.Name == "Host" {
			request.Host = h.Value
		}
	}
	answer, err := http.DefaultTransport.RoundTrip(request) // follows no redirect
	if err != nil {
		c.world.T.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		c.world.T.Fatal(err)
	}
	return &Response{T: c.world.T, Status: answer.StatusCode, Header: answer.Header, Body: content, call: method + " " + path}
}

// Get reads.
func (c *Client) Get(path string, headers ...Header) *Response {
	c.world.T.Helper()
	return c.Call(http.MethodGet, path, nil, headers...)
}

// Post acts or creates.
func (c *Client) Post(path string, body any, headers ...Header) *Response {
	c.world.T.Helper()
	return c.Call(http.MethodPost, path, body, headers...)
}

// Patch changes.
func (c *Client) Patch(path string, body any, headers ...Header) *Response {
	c.world.T.Helper()
	return c.Call(http.MethodPatch, path, body, headers...)
}

// Delete removes.
func (c *Client) Delete(path string, headers ...Header) *Response {
	c.world.T.Helper()
	return c.Call(http.MethodDelete, path, nil, headers...)
}

// Response is what came back.
type Response struct {
	T      testing.TB
	Status int
	Header http.Header
	Body   []byte
	call   string
}

func cookiesOf(r *Response) []*http.Cookie { return (&http.Response{Header: r.Header}).Cookies() }

// Is fails the test unless the answer has that status.
func (r *Response) Is(status int) *Response {
	r.T.Helper()
	if r.Status != status {
		r.T.Fatalf("%s answered %d, want %d: %s", r.call, r.Status, status, r.Body)
	}
	return r
}

// Refused fails the test unless the answer is that problem: the status and the last part of its type.
func (r *Response) Refused(status int, code string) *Response {
	r.T.Helper()
	r.Is(status)
	var p web.Problem
	r.Into(&p)
	if p.Type != "/problems/"+code || p.Status != status || p.RequestID == "" {
		r.T.Fatalf("%s answered %s, want the problem %q", r.call, r.Body, code)
	}
	return r
}

// Into reads the body.
func (r *Response) Into(v any) *Response {
	r.T.Helper()
	if err := json.Unmarshal(r.Body, v); err != nil {
		r.T.Fatalf("%s answered no JSON of the kind: %v: %s", r.call, err, r.Body)
	}
	return r
}
