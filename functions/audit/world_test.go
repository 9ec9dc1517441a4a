package audit_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/oklog/ulid/v2"

	"roster/functions/audit"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

const events = "/v1/organizations/{org}/events"

type world struct {
	*webtest.World
	t *testing.T
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{webtest.New(t, audit.Register), t}
}

// query is a query string.
type query map[string]string

func (q query) on(path string) string {
	values := url.Values{}
	for name, value := range q {
		if value != "" {
			values.Set(name, value)
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// with is the query with one more parameter.
func (q query) with(name, value string) query {
	also := query{name: value}
	for n, v := range q {
		if n != name {
			also[n] = v
		}
	}
	return also
}

type page struct {
	Items      []wire.Event `json:"items"`
	NextCursor *string      `json:"next_cursor"`
}

// pages reads a list to its end and answers the events of each page.
func (w *world) pages(q query) [][]wire.Event {
	w.t.Helper()
	var all [][]wire.Event
	for cursor := ""; ; {
		var p page
		w.Admin.Get(q.with("cursor", cursor).on(events)).Is(200).Into(&p)
		all = append(all, p.Items)
		if p.NextCursor == nil {
			return all
		}
		if cursor = *p.NextCursor; len(all) > 500 {
			w.t.Fatalf("%s has no end", q.on(events))
		}
	}
}

func (w *world) all(q query) []wire.Event {
	w.t.Helper()
	return slices.Concat(w.pages(q)...)
}

func idsOf(events []wire.Event) []string {
	ids := []string{}
	for _, e := range events {
		ids = append(ids, e.ID)
	}
	return ids
}

// recorded are the ids of all events of the organization as they lie in the table, the newest first.
func (w *world) recorded() []string {
	w.t.Helper()
	var ids []string
	for key := range storetest.Table(w.t, w.Config) {
		if key[0] == "O#"+string(w.Org)+"#E" {
			ids = append(ids, key[1])
		}
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return ids
}

// by is what a command of that actor needs to know.
func (w *world) by(actor account.Actor) store.Intent {
	return store.Intent{Organization: w.Org, Actor: actor, RequestID: "req_test", At: w.Now()}
}

// renamed changes the organization's name, on whose ever behalf.
func (w *world) renamed(by account.Actor, name string) {
	w.t.Helper()
	found, err := w.Store.Get(w.t.Context(), store.OrganizationKey(w.Org))
	if err != nil {
		w.t.Fatal(err)
	}
	before := found.Organization(w.Org)
	after := *before
	after.Name, after.Version = name, before.Version+1
	if err := w.Store.UpdateOrganization(w.t.Context(), w.by(by), before, &after); err != nil {
		w.t.Fatal(err)
	}
}

// forgotten takes a record away that holds names.
func (w *world) forgotten(pk, sk string) {
	w.t.Helper()
	key := storetest.Item{"PK": &types.AttributeValueMemberS{Value: pk}, "SK": &types.AttributeValueMemberS{Value: sk}}
	if _, err := storetest.Client(w.Config).DeleteItem(w.t.Context(), &dynamodb.DeleteItemInput{TableName: &w.Config.Table, Key: key}); err != nil {
		w.t.Fatal(err)
	}
}

// repeated makes n more events like one of that type, a second apart, about n targets when they are given.
func (w *world) repeated(n int, like account.EventType, targets ...account.MemberID) {
	w.t.Helper()
	var pattern storetest.Item
	for _, i := range storetest.Table(w.t, w.Config) {
		if text(i["kind"]) == "event" && text(i["summary"].(*types.AttributeValueMemberM).Value["type"]) == string(like) {
			pattern = i
		}
	}
	if pattern == nil {
		w.t.Fatalf("there is no %s", like)
	}
	var writes []types.WriteRequest
	for k := range n {
		id := account.EventPrefix + ulid.MustNew(ulid.Timestamp(w.Now().Add(time.Duration(k)*time.Second)), ulid.DefaultEntropy()).String()
		replace := []string{text(pattern["SK"]), id}
		if len(targets) > 0 {
			was := pattern["summary"].(*types.AttributeValueMemberM).Value["target"].(*types.AttributeValueMemberM).Value["id"]
			replace = append(replace, text(was), string(targets[k%len(targets)]))
		}
		writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: replaced(pattern, strings.NewReplacer(replace...))}})
	}
	for batch := range slices.Chunk(writes, 25) {
		out, err := storetest.Client(w.Config).BatchWriteItem(w.t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{w.Config.Table: batch}})
		if err == nil && len(out.UnprocessedItems) > 0 {
			err = fmt.Errorf("%d items were left", len(out.UnprocessedItems))
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

func replaced(i storetest.Item, by *strings.Replacer) storetest.Item {
	copied := storetest.Item{}
	for name, value := range i {
		switch v := value.(type) {
		case *types.AttributeValueMemberS:
			value = &types.AttributeValueMemberS{Value: by.Replace(v.Value)}
		case *types.AttributeValueMemberM:
			value = &types.AttributeValueMemberM{Value: replaced(v.Value, by)}
		}
		copied[name] = value
	}
	return copied
}

func text(v types.AttributeValue) string {
	if s, ok := v.(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}
