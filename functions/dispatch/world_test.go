package dispatch_test

import (
	"slices"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/functions/dispatch"
	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/queue/queuetest"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/stream/streamtest"
	"roster/shared/web/webtest"
)

// world is webtest's, with the function under test on its table, its stream and real queues.
type world struct {
	*webtest.World
	t        *testing.T
	dispatch *dispatch.Dispatch
	box      *queuetest.Box
	stream   *streamtest.Reader

	// Of the function's own store.
	requests *storetest.Requests
	units    *storetest.Counter
	faults   *storetest.Faults
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{World: webtest.NewStreamed(t), t: t, requests: &storetest.Requests{}, units: &storetest.Counter{}, faults: &storetest.Faults{}}
	w.box = queuetest.Open(t, &w.Config)
	w.reopen()
	w.stream = streamtest.Open(t, w.Config)
	return w
}

// reopen makes the function anew, after a change of the configuration.
func (w *world) reopen() {
	s := store.Open(w.Config, w.requests.Option, w.units.Option, w.faults.Option)
	w.dispatch = dispatch.New(s, queue.Open(w.Config))
}

// handle gives records to the function and answers which it reports.
func (w *world) handle(records []events.DynamoDBEventRecord) (reported []string) {
	w.t.Helper()
	for batch := range slices.Chunk(records, 100) {
		response, err := w.dispatch.Handle(w.t.Context(), events.DynamoDBEvent{Records: batch})
		if err != nil {
			w.t.Fatal(err)
		}
		for _, failure := range response.BatchItemFailures {
			reported = append(reported, failure.ItemIdentifier)
		}
	}
	return reported
}

// mustHandle is handle for records that are all good.
func (w *world) mustHandle(records []events.DynamoDBEventRecord) {
	w.t.Helper()
	if reported := w.handle(records); len(reported) > 0 {
		w.t.Fatalf("the records %v are reported", reported)
	}
}

func (w *world) mails() []queue.Mail {
	w.t.Helper()
	var all []queue.Mail
	for _, body := range w.box.Bodies(w.Config.Mail.QueueURL) {
		m, err := queue.ReadMail(body)
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

func (w *world) counts() store.Counts {
	w.t.Helper()
	found, err := w.Store.Get(w.t.Context(), store.CountsKey(w.Org))
	if err != nil {
		w.t.Fatal(err)
	}
	return found.Counts(w.Org)
}

func (w *world) intent(by *webtest.Person) store.Intent {
	return store.Intent{Organization: w.Org, Actor: account.Actor{Kind: account.ByUser, ID: string(by.User.ID)}, RequestID: "req_test", At: w.Now()}
}

// edit changes a member as a command does.
func (w *world) edit(p *webtest.Person, event account.EventType, change func(*account.Member)) {
	w.t.Helper()
	before := p.Place()
	after := *before
	change(&after)
	after.Version = account.NextVersion(before.Version, w.Now())
	if err := w.Store.UpdateMember(w.t.Context(), w.intent(w.Admin), before, &after, event); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) remove(p *webtest.Person, event account.EventType) {
	w.t.Helper()
	if err := w.Store.RemoveMember(w.t.Context(), w.intent(w.Admin), p.Place(), event); err != nil {
		w.t.Fatal(err)
	}
}

// close ends an invitation as a command does.
func (w *world) close(i *account.Invitation, state account.InvitationState, event account.EventType) {
	w.t.Helper()
	after := *i
	after.State, after.Version = state, i.Version+1
	if err := w.Store.CloseInvitation(w.t.Context(), w.intent(w.Admin), i, &after, event); err != nil {
		w.t.Fatal(err)
	}
}

// rewrite changes an open invitation as a command does.
func (w *world) rewrite(i *account.Invitation, event account.EventType, fields []string, change func(*account.Invitation)) *account.Invitation {
	w.t.Helper()
	after := *i
	change(&after)
	after.Version = account.NextVersion(i.Version, w.Now())
	if err := w.Store.UpdateInvitation(w.t.Context(), w.intent(w.Admin), i, &after, event, fields...); err != nil {
		w.t.Fatal(err)
	}
	return &after
}

// kept is what the function keeps: rows and counts, by key, as plain values.
type kept map[[2]string]map[string]any

// kept reads what the function keeps.
func (w *world) kept() kept {
	w.t.Helper()
	all := kept{}
	for key, i := range storetest.Table(w.t, w.Config) {
		if kind := kindOf(i); kind != "row" && kind != "counts" {
			continue
		}
		var plain map[string]any
		if err := attributevalue.UnmarshalMap(i, &plain); err != nil {
			w.t.Fatal(err)
		}
		all[key] = plain
	}
	return all
}

// forget takes away everything that the function has written, as if it had never run.
func (w *world) forget() {
	w.t.Helper()
	var deletions []types.WriteRequest
	for _, i := range storetest.Table(w.t, w.Config) {
		if kind := kindOf(i); kind == "row" || kind == "counts" || kind == "handled" {
			deletions = append(deletions, types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: storetest.Item{"PK": i["PK"], "SK": i["SK"]}}})
		}
	}
	db := storetest.Client(w.Config)
	for batch := range slices.Chunk(deletions, 25) {
		_, err := db.BatchWriteItem(w.t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{w.Config.Table: batch}})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

func kindOf(i storetest.Item) string {
	if kind, ok := i["kind"].(*types.AttributeValueMemberS); ok {
		return kind.Value
	}
	return ""
}
