// Package handler measures what the edge, the policy and the rules cost beside the DynamoDB calls that a
// request makes anyway: the processor time of a whole request against that of the same calls made bare. Both
// run in turn, in one process, against DynamoDB Local, whose own time does not count.
package handler

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go/middleware"

	"roster/infra/bench/crowd"
	"roster/infra/local/all"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// BenchmarkRequests prints a table; the times are never asserted. One iteration is a round of both sides.
func BenchmarkRequests(b *testing.B) {
	w := webtest.New(b)
	recorded := &calls{}
	api := web.New(w.Config, store.Open(w.Config, recorded.option))
	all.Register(api)
	target := w.NewMember("Target", account.Active, account.Grants{Role: account.PlainMember})
	others := crowd.Crowd{Store: w.Store, Organization: w.Org, AdAccounts: []account.AdAccountID{w.First}, Now: w.Now()}
	if err := others.Fill(b.Context(), 60, 0); err != nil {
		b.Fatal(err)
	}
	list := "/v1/organizations/" + string(w.Org) + "/members"
	path := list + "/" + string(target.Member)

	key := w.NewKey(account.AccessRead)
	question := fmt.Sprintf(`{"organization": %q, "user": {"id": %q}, "ad_account": %q, "permission": "brands.view"}`, w.Org, w.Admin.User.ID, w.First)
	ask := func() *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/v1/access", strings.NewReader(question))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+key.Secret)
		return r
	}
	api.Handler().ServeHTTP(httptest.NewRecorder(), ask()) // the key's first use is noted

	bare := newTwin(b, w.Config)

	reads := &side{name: "GET member"}
	pages := &side{name: "GET page of 50"}
	edits := &side{name: "PATCH member"}
	asks := &side{name: "POST access"}
	for b.Loop() {
		asks.round(b, api, bare, recorded, ask)
		reads.round(b, api, bare, recorded, func() *http.Request {
			return request(w, http.MethodGet, path, "")
		})
		pages.round(b, api, bare, recorded, func() *http.Request {
			return request(w, http.MethodGet, list, "")
		})
		edits.round(b, api, bare, recorded, func() *http.Request {
			now, next := target.Place(), `{"permissions":["brands.view"]}`
			if len(now.Grants.Permissions) > 0 {
				next = `{"permissions":[]}`
			}
			r := request(w, http.MethodPatch, path, next)
			r.Header.Set("If-Match", web.ETag(now.Version))
			return r
		})
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(out, "\nrequest\thandler µs\tbare calls µs\tratio\t")
	for _, s := range []*side{reads, pages, edits, asks} {
		_, _ = fmt.Fprintf(out, "%s\t%.0f\t%.0f\t%.2f\t\n", s.name, micros(s.handler, b.N), micros(s.bare, b.N), float64(s.handler)/float64(s.bare))
		b.ReportMetric(float64(s.handler)/float64(s.bare), strings.ReplaceAll(s.name, " ", "-")+"-ratio")
	}
	_ = out.Flush()
}

func request(w *webtest.World, method, path, body string) *http.Request {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Origin", w.Config.BaseURL)
	r.Header.Set("Content-Type", "application/json")
	r.AddCookie(w.Admin.Cookie())
	return r
}

type side struct {
	name          string
	handler, bare time.Duration
}

// perRound is how often each side runs before the other: a processor clock counts no single request well.
const perRound = 50

func (s *side) round(b *testing.B, api *web.API, bare twin, recorded *calls, request func() *http.Request) {
	for range perRound {
		r := request()
		recorded.reset()
		began := processor()
		answer := httptest.NewRecorder()
		api.Handler().ServeHTTP(answer, r)
		s.handler += processor() - began
		if answer.Code != http.StatusOK {
			b.Fatalf("%s is answered %d: %s", s.name, answer.Code, answer.Body)
		}
		began = processor()
		recorded.again(b, bare)
		s.bare += processor() - began
	}
}

func micros(d time.Duration, rounds int) float64 {
	return float64(d.Microseconds()) / float64(rounds*perRound)
}

// processor is the processor time of this process so far.
func processor() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// calls are the requests to DynamoDB that one request made.
type calls struct{ inputs []any }

func (c *calls) reset() { c.inputs = nil }

func (c *calls) option(o *dynamodb.Options) {
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("record", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
			c.inputs = append(c.inputs, in.Parameters)
			return next.HandleInitialize(ctx, in)
		}), middleware.Before)
	})
}

// again makes the same calls bare, on the twin table: it has had the same writes, so that conditions hold there
// as they held here.
func (c *calls) again(b *testing.B, twin twin) {
	for _, input := range c.inputs {
		var err error
		switch in := input.(type) {
		case *dynamodb.BatchGetItemInput:
			renamed := &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{}}
			for _, keys := range in.RequestItems {
				renamed.RequestItems[twin.table] = keys
			}
			_, err = twin.db.BatchGetItem(b.Context(), renamed)
		case *dynamodb.QueryInput:
			renamed := *in
			renamed.TableName = &twin.table
			_, err = twin.db.Query(b.Context(), &renamed)
		case *dynamodb.TransactWriteItemsInput:
			for _, t := range in.TransactItems {
				switch {
				case t.Put != nil:
					t.Put.TableName = &twin.table
				case t.Update != nil:
					t.Update.TableName = &twin.table
				case t.Delete != nil:
					t.Delete.TableName = &twin.table
				}
			}
			in.ClientRequestToken = nil
			_, err = twin.db.TransactWriteItems(b.Context(), in)
		default:
			b.Fatalf("nobody expected a %T", input)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// twin is a second table of the same content.
type twin struct {
	db    *dynamodb.Client
	table string
}

func newTwin(b *testing.B, of config.Config) twin {
	own := storetest.Config(b)
	t := twin{storetest.Client(own), own.Table}
	all, err := storetest.Client(of).Scan(b.Context(), &dynamodb.ScanInput{TableName: &of.Table})
	if err != nil {
		b.Fatal(err)
	}
	for _, item := range all.Items {
		if _, err := t.db.PutItem(b.Context(), &dynamodb.PutItemInput{TableName: &t.table, Item: item}); err != nil {
			b.Fatal(err)
		}
	}
	return t
}
