package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"roster/infra/local/all"
	"roster/shared/hook"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// house is the API, and what it answered to whom.
type house struct {
	world  *webtest.World
	routes map[string]web.RouteInfo // by operationId
	match  *http.ServeMux

	lock    sync.Mutex
	scenes  map[string]*scene                 // by caller
	answers map[string]map[string]map[int]int // by operationId, caller and status
}

func newHouse(t *bench) *house {
	h := &house{
		world: webtest.New(t, all.Register), routes: map[string]web.RouteInfo{}, match: http.NewServeMux(),
		scenes: map[string]*scene{}, answers: map[string]map[string]map[int]int{},
	}
	for _, r := range h.world.API.Routes() {
		if undescribed[r.ID] {
			continue
		}
		h.routes[r.ID] = r
		h.match.HandleFunc(r.Method+" "+r.Path, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Operation", r.ID) })
		h.answers[r.ID] = map[string]map[int]int{}
	}
	return h
}

// serve is the API for one caller. Beside it, under /_right/, the hooks ask for what a right request of an
// operation names.
func (h *house) serve(caller string) *httptest.Server {
	api := h.world.API.Handler()
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id, asked := strings.CutPrefix(r.URL.Path, "/_right/"); asked {
			_ = json.NewEncoder(w).Encode(h.right(caller, h.routes[id]))
			return
		}
		if r.Header.Get(signature) == toBeSigned {
			h.sign(caller, r)
		}
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		api.ServeHTTP(seen, r)
		h.note(caller, r, seen.status)
	}))
}

// A signature is of the body byte by byte, which the hooks do not have: they send a word in its place.
const (
	signature  = "webhook-signature"
	toBeSigned = "to-be-signed"
)

// sign signs the message as the caller's key.
func (h *house) sign(caller string, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	h.lock.Lock()
	key := h.scenes[caller].key
	h.lock.Unlock()
	message := hook.Message{ID: string(store.NewTestID(time.Now())), At: h.world.Now(), Body: body}
	maps.Copy(r.Header, key.Signs(message))
	r.Body = io.NopCloser(bytes.NewReader(body))
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (h *house) note(caller string, r *http.Request, status int) {
	probe := httptest.NewRecorder()
	h.match.ServeHTTP(probe, r)
	h.lock.Lock()
	defer h.lock.Unlock()
	if of := h.answers[probe.Header().Get("Operation")]; of != nil {
		if of[caller] == nil {
			of[caller] = map[int]int{}
		}
		of[caller][status]++
	}
}

// report says what was reached. When everybody has called, an operation that never did what it is for is an error.
func (h *house) report(o options) error {
	var missed []string
	reached, requests := 0, 0
	for _, id := range slices.Sorted(maps.Keys(h.answers)) {
		if o.operation != "" && o.operation != id {
			continue
		}
		done := 0
		for _, statuses := range h.answers[id] {
			for status, n := range statuses {
				requests += n
				if status < http.StatusMultipleChoices {
					done += n
				}
			}
		}
		if done > 0 {
			reached++
		} else {
			missed = append(missed, fmt.Sprintf("%s: %v", id, h.answers[id]))
		}
	}
	fmt.Printf("\n%d requests; %d operations of %d did what they are for at least once\n", requests, reached, reached+len(missed))
	if len(missed) > 0 && o.callers == "" {
		return errors.New("never answered with a success:\n  " + strings.Join(missed, "\n  "))
	}
	return nil
}

// undescribed are redirects of a browser, the document itself and what SCIM does not know: they are not in the document.
var undescribed = map[string]bool{"begin-sign-in": true, "finish-sign-in": true, "get-openapi": true, "scim-unknown": true}
