package deliver_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/functions/deliver"
	"roster/functions/dispatch"
	"roster/functions/sweep"
	"roster/infra/local/deployment"
	"roster/infra/local/poll"
	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/queue/queuetest"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/stream/streamtest"
	"roster/shared/web/webtest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	os.Exit(m.Run())
}

// world is webtest's with everything between an event and a receiver: stream, dispatch, queue, deliver and sweep. Its time
// is the test's.
type world struct {
	*webtest.World
	t        *testing.T
	stream   *streamtest.Reader
	matches  func(events.DynamoDBEventRecord) bool
	queue    *queuetest.Clocked
	dispatch *dispatch.Dispatch
	deliver  *deliver.Function
	sweep    *sweep.Function
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{World: webtest.NewStreamed(t), t: t}
	w.queue = queuetest.OpenClocked(t, &w.Config, w.Now)
	w.Config.Webhooks.Local = true
	w.dispatch = dispatch.New(w.Store, queue.Open(w.Config))
	w.deliver, w.sweep = deliver.New(w.Config, w.Store), sweep.New(w.Config, w.Store)
	w.deliver.Now, w.sweep.Now = w.Now, w.Now
	w.stream = streamtest.Open(t, w.Config)
	template, err := deployment.Read("../..")
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := template.StreamMapping("DispatchFunction")
	if err != nil {
		t.Fatal(err)
	}
	if w.matches, err = poll.Filter(mapping.Filters); err != nil {
		t.Fatal(err)
	}
	return w
}

// receiver is an endpoint's server, which keeps what it is sent.
type receiver struct {
	URL string

	lock sync.Mutex
	got  []received
}

type received struct {
	id     string
	at     time.Time // the world's
	header http.Header
	body   []byte
}

// receives starts a receiver; answer says what it does with its nth call, from 1 on.
func (w *world) receives(answer func(n int, rw http.ResponseWriter, r *http.Request)) *receiver {
	w.t.Helper()
	r := &receiver{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return
		}
		r.lock.Lock()
		r.got = append(r.got, received{request.Header.Get("webhook-id"), w.Now(), request.Header, body})
		n := len(r.got)
		r.lock.Unlock()
		answer(n, rw, request)
	}))
	w.t.Cleanup(server.Close)
	r.URL = server.URL
	return r
}

func answers(status int) func(int, http.ResponseWriter, *http.Request) {
	return func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

// calls is what the receiver was sent so far.
func (r *receiver) calls() []received {
	r.lock.Lock()
	defer r.lock.Unlock()
	return slices.Clone(r.got)
}

// registers makes an endpoint of the world's organization, and lets its time go on.
func (w *world) registers(url string, types ...account.EventType) *account.Webhook {
	return w.registersFor(w.Org, url, types...)
}

func (w *world) registersFor(org account.OrganizationID, url string, types ...account.EventType) *account.Webhook {
	w.t.Helper()
	hook := &account.Webhook{
		ID: store.NewWebhookID(w.Now()), Organization: org, URL: url, Types: types, State: account.WebhookEnabled,
		Secret: account.WebhookSecret{Version: 1, KeyVersion: secret.KeyVersion}, CreatedAt: w.Now(), Version: w.Now().UnixMilli(),
	}
	if err := w.Store.CreateWebhook(w.t.Context(), w.intent(org), hook); err != nil {
		w.t.Fatal(err)
	}
	w.Advance(time.Second)
	return hook
}

func (w *world) intent(org account.OrganizationID) store.Intent {
	return store.Intent{Organization: org, Actor: account.Actor{Kind: account.ByUser, ID: string(w.Admin.User.ID)}, RequestID: "req_test", At: w.Now()}
}

// webhook is the endpoint as it stands.
func (w *world) webhook(hook *account.Webhook) *account.Webhook {
	w.t.Helper()
	found, err := w.Store.Get(w.t.Context(), store.WebhookKey(hook.Organization, hook.ID))
	if err != nil {
		w.t.Fatal(err)
	}
	return found.Webhook(hook.Organization, hook.ID)
}

// happens is an event of the world's organization: somebody makes an ad account.
func (w *world) happens() account.EventID {
	w.t.Helper()
	id := w.NewAdAccount("Spring", account.AdAccountIsActive)
	w.Advance(time.Millisecond)
	page, err := w.Store.ListEvents(w.t.Context(), store.EventList{Organization: w.Org, Target: string(id), Limit: 1, Now: w.Now()})
	if err != nil || len(page.Rows) != 1 {
		w.t.Fatalf("the event is not there: %v", err)
	}
	return page.Rows[0].ID
}

// dispatches hands dispatch what the stream has, as the template's filter lets it through.
func (w *world) dispatches() {
	w.t.Helper()
	records := slices.DeleteFunc(w.stream.Next(), func(r events.DynamoDBEventRecord) bool { return !w.matches(r) })
	for batch := range slices.Chunk(records, 100) {
		response, err := w.dispatch.Handle(w.t.Context(), events.DynamoDBEvent{Records: batch})
		if err != nil || len(response.BatchItemFailures) > 0 {
			w.t.Fatalf("dispatch reports %v (%v)", response.BatchItemFailures, err)
		}
	}
}

// delivers works off the queue until nothing in it is due now.
func (w *world) delivers() {
	w.t.Helper()
	for batch := w.queue.Webhooks(); len(batch.Records) > 0; batch = w.queue.Webhooks() {
		w.handle(batch)
	}
}

func (w *world) handle(batch events.SQSEvent) {
	w.t.Helper()
	response, err := w.deliver.Handle(context.WithoutCancel(w.t.Context()), batch)
	if err != nil {
		w.t.Error(err)
	}
	w.queue.Return(batch, response.BatchItemFailures)
}

// passes lets so much time pass, with everything that happens in it: messages come, sweep wakes what is due.
func (w *world) passes(d time.Duration) {
	w.t.Helper()
	ends := w.Now().Add(d)
	for w.delivers(); ; w.delivers() {
		next := ends
		if at, ok := w.queue.Next(); ok && at.Before(next) {
			next = at
		}
		if at := w.nextDue(); !at.IsZero() && at.Before(next) {
			next = at
		}
		if !next.Before(ends) {
			w.Advance(ends.Sub(w.Now()))
			w.delivers()
			return
		}
		w.Advance(max(next.Sub(w.Now()), 0) + time.Millisecond)
		if err := w.sweep.Handle(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// nextDue is when something in the table is due next; zero when nothing is.
func (w *world) nextDue() (next time.Time) {
	w.t.Helper()
	for key, item := range storetest.Table(w.t, w.Config) {
		due, ok := item["GSI4SK"].(*types.AttributeValueMemberS)
		if !ok || !strings.HasPrefix(key[0], "D#") {
			continue
		}
		at, err := time.Parse("2006-01-02T15:04:05.000Z", due.Value[:24])
		if err != nil {
			w.t.Fatal(err)
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// delivery is what became of an event at an endpoint.
func (w *world) delivery(hook *account.Webhook, event account.EventID) *account.Delivery {
	w.t.Helper()
	found, err := w.Store.Get(w.t.Context(), store.DeliveryKey(hook.ID, event.Delivery()))
	if err != nil {
		w.t.Fatal(err)
	}
	return found.Delivery(hook.ID, event.Delivery())
}

// derived are the secrets of an endpoint by their versions.
func (w *world) derived(hook *account.Webhook, version int) string {
	w.t.Helper()
	text, err := secret.Open(w.Config).WebhookSecret(w.t.Context(), secret.KeyVersion, string(hook.ID), version)
	if err != nil {
		w.t.Fatal(err)
	}
	return text
}
