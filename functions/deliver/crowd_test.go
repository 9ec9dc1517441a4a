package deliver_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"roster/functions/deliver"
	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/queue/queuetest"
	"roster/shared/store"
	"roster/shared/store/storetest"
)

const (
	crowd   = 10_000
	workers = 3 // batches of the queue that are worked on at once
)

// Ten thousand events (a tenth of them with -short), and a receiver that fails every third call: each event comes, and is
// taken once.
func TestNoneOfTenThousandEventsIsLost(t *testing.T) {
	t.Parallel()
	crowd := crowd
	if testing.Short() {
		crowd /= 10
	}
	w := newWorld(t)
	var lock sync.Mutex
	taken := map[string]int{}
	calls := 0
	r := w.receives(func(n int, rw http.ResponseWriter, request *http.Request) {
		if n%3 == 0 {
			rw.WriteHeader(http.StatusInternalServerError)
			return
		}
		lock.Lock()
		defer lock.Unlock()
		taken[request.Header.Get("webhook-id")]++
		calls = n
	})
	hook := w.registers(r.URL)
	began := time.Now()
	records := w.happened(crowd)
	var group errgroup.Group
	group.SetLimit(2)
	for batch := range slices.Chunk(records, 100) {
		group.Go(func() error {
			response, err := w.dispatch.Handle(t.Context(), events.DynamoDBEvent{Records: batch})
			if len(response.BatchItemFailures) > 0 {
				t.Errorf("dispatch reports %v", response.BatchItemFailures)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("dispatched after %s", time.Since(began).Round(time.Second))
	w.settles()
	n, _, err := w.Store.ReplayFailed(t.Context(), w.intent(w.Org), hook.ID, w.Now().Add(-account.KeptDeliveries), crowd)
	if err != nil {
		t.Fatal(err)
	}
	if n > 0 { // ten failures in a row: nobody's fault
		t.Logf("%d had failed for good and were replayed", n)
		w.dispatches()
		w.settles()
	}
	t.Logf("%d calls took %s, over %s of the schedule", calls, time.Since(began).Round(time.Second), w.Now().Sub(hook.CreatedAt).Round(time.Minute))
	twice := 0
	for _, n := range taken {
		if n > 1 {
			twice++
		}
	}
	if len(taken) != crowd || twice > 0 {
		t.Errorf("%d of %d events were taken, %d of them more than once", len(taken), crowd, twice)
	}
	page, err := w.Store.ListDeliveries(t.Context(), store.DeliveryList{Webhook: hook.ID, State: account.DeliveryRetrying, Now: w.Now(), Limit: 50})
	if err != nil || len(page.Rows) > 0 {
		t.Errorf("still waiting are %d (%v)", len(page.Rows), err)
	}
}

// happened writes so many events of the world's organization, as many commands would, and answers what the stream shows of
// them.
func (w *world) happened(n int) []events.DynamoDBEventRecord {
	w.t.Helper()
	w.happens()
	var like storetest.Item
	for key, item := range storetest.Table(w.t, w.Config) {
		if key[0] == "O#"+string(w.Org)+"#E" {
			like = item
		}
	}
	for _, name := range []string{"GSI2PK", "GSI2SK", "GSI3PK", "GSI3SK"} {
		delete(like, name)
	}
	like["summary"].(*types.AttributeValueMemberM).Value["at"] = &types.AttributeValueMemberN{Value: itoa(w.Now().UnixMilli())}
	db := storetest.Client(w.Config)
	var requests []types.WriteRequest
	var records []events.DynamoDBEventRecord
	for range n {
		item := storetest.Item{}
		for name, value := range like {
			item[name] = value
		}
		item["SK"] = &types.AttributeValueMemberS{Value: "evt_" + string(store.NewTestID(w.Now()))[len("dlv_"):]}
		requests = append(requests, types.WriteRequest{PutRequest: &types.PutRequest{Item: item}})
		records = append(records, recordOf(w.t, item))
	}
	var group errgroup.Group
	group.SetLimit(4)
	for batch := range slices.Chunk(requests, 25) {
		group.Go(func() error {
			_, err := db.BatchWriteItem(w.t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{w.Config.Table: batch}})
			return err
		})
	}
	if err := group.Wait(); err != nil {
		w.t.Fatal(err)
	}
	return records
}

// recordOf is what the stream shows of an item that was written.
func recordOf(t *testing.T, item storetest.Item) events.DynamoDBEventRecord {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"eventID": item["SK"].(*types.AttributeValueMemberS).Value, "eventName": "INSERT",
		"dynamodb": map[string]any{
			"SequenceNumber": item["SK"].(*types.AttributeValueMemberS).Value,
			"Keys":           map[string]any{"PK": plain(item["PK"]), "SK": plain(item["SK"])}, "NewImage": plain(&types.AttributeValueMemberM{Value: item}).(map[string]any)["M"],
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	var r events.DynamoDBEventRecord
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// plain is a value in DynamoDB's JSON.
func plain(value types.AttributeValue) any {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return map[string]any{"S": v.Value}
	case *types.AttributeValueMemberN:
		return map[string]any{"N": v.Value}
	case *types.AttributeValueMemberBOOL:
		return map[string]any{"BOOL": v.Value}
	case *types.AttributeValueMemberL:
		list := []any{}
		for _, e := range v.Value {
			list = append(list, plain(e))
		}
		return map[string]any{"L": list}
	case *types.AttributeValueMemberM:
		all := map[string]any{}
		for name, e := range v.Value {
			all[name] = plain(e)
		}
		return map[string]any{"M": all}
	}
	return map[string]any{"NULL": true}
}

func itoa(n int64) string {
	text, _ := json.Marshal(n)
	return string(text)
}

// settles lets time pass until no delivery waits any more, several batches at once.
func (w *world) settles() {
	w.t.Helper()
	for {
		var group sync.WaitGroup
		for range workers {
			group.Go(func() {
				for batch := w.queue.Webhooks(); len(batch.Records) > 0; batch = w.queue.Webhooks() {
					w.handle(batch)
				}
			})
		}
		group.Wait()
		if at, ok := w.queue.Next(); ok {
			w.Advance(max(at.Sub(w.Now()), 0) + time.Millisecond)
			continue
		}
		if !w.waiting() {
			return
		}
		w.Advance(20 * time.Minute)
		if err := w.sweep.Handle(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// waiting reports whether anything waits in the table.
func (w *world) waiting() bool {
	w.t.Helper()
	for shard := range store.DueShards {
		keys, _, err := w.Store.Due(w.t.Context(), shard, w.Now().Add(1000*time.Hour), 1, nil)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(keys) > 0 {
			return true
		}
	}
	return false
}

// A receiver that hangs, with many events for it, beside a healthy one: what the healthy one gets comes as soon as without
// the other.
func TestADeadReceiverHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	alone, beside := slowest(t, false), slowest(t, true)
	t.Logf("the last of 100 events came after %s alone, and after %s beside a receiver that hangs", alone, beside)
	if beside > alone*3+3*time.Second { // a call that hangs takes 15 s; the rest is the machine's
		t.Errorf("the last event came after %s, and after %s without the receiver that hangs", beside, alone)
	}
}

// slowest is how long the last of a hundred events took to a healthy receiver.
func slowest(t *testing.T, withDead bool) time.Duration {
	t.Helper()
	w := newWorld(t)
	began, all := time.Now(), make(chan time.Duration, 200)
	healthy := w.receives(func(_ int, _ http.ResponseWriter, _ *http.Request) { all <- time.Since(began) })
	dead := w.receives(func(_ int, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	hooks := []*account.Webhook{w.registers(healthy.URL)}
	if withDead {
		hooks = append(hooks, w.registers(dead.URL))
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	c := w.Config // on real time: bounced messages come by themselves
	line := queuetest.OpenClocked(t, &c, time.Now)
	queues, function := queue.Open(c), deliver.New(c, w.Store)
	for _, r := range w.happened(100) {
		id := account.EventID(r.Change.Keys["SK"].String())
		for _, hook := range hooks {
			d := &account.Delivery{
				ID: id.Delivery(), Webhook: hook.ID, Owner: w.Org, Organization: w.Org, Event: id,
				Type: account.AdAccountCreated, State: account.DeliveryPending, CreatedAt: w.Now(),
			}
			if err := w.Store.AddDelivery(ctx, d); err != nil {
				t.Fatal(err)
			}
			if err := queues.SendWebhooks(ctx, 0, queue.WebhookOf(d))[0]; err != nil {
				t.Fatal(err)
			}
		}
	}
	began = time.Now()
	var running sync.WaitGroup
	for range 8 {
		running.Go(func() {
			for ctx.Err() == nil {
				batch := line.Webhooks()
				if len(batch.Records) == 0 {
					time.Sleep(5 * time.Millisecond)
					continue
				}
				response, _ := function.Handle(ctx, batch)
				line.Return(batch, response.BatchItemFailures)
			}
		})
	}
	var last time.Duration
	for range 100 {
		select {
		case last = <-all:
		case <-time.After(time.Minute):
			t.Fatal("an event did not come within a minute")
		}
	}
	stop()
	running.Wait()
	return last
}
