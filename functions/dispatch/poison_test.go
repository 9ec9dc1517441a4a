package dispatch_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/store/storetest"
)

// A record that nobody can read is reported alone, the rest goes on; after five failures it holds its shard no
// longer, and its key waits in the queue of what is done later.
func TestAPoisonRecordIsReportedAloneAndPutOffAfterFiveFailures(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.invited()
	records := w.stream.Next()
	poison := -1
	for at, r := range records {
		if kind := r.Change.NewImage["kind"]; kind.DataType() == events.DataTypeString && kind.String() == "event" &&
			r.Change.NewImage["summary"].Map()["type"].String() == string(account.InvitationCreated) {
			poison = at
		}
	}
	records[poison].Change.NewImage["summary"] = events.NewStringAttribute("not what it was")

	for range 4 {
		if diff := cmp.Diff([]string{records[poison].Change.SequenceNumber}, w.handle(records)); diff != "" {
			t.Fatalf("reported is: %s", diff)
		}
	}
	w.mustHandle(records)
	if diff := cmp.Diff(store.Counts{Active: 1, Unprotected: 1}, w.counts()); diff != "" {
		t.Errorf("the others: %s", diff)
	}
	if n := w.box.Delayed(w.Config.LaterQueueURL); n != "1" {
		t.Fatalf("%s messages wait to be done later", n)
	}

	// The message itself cannot be received for minutes: this is the one that was sent.
	pk, sk := records[poison].Change.Keys["PK"].String(), records[poison].Change.Keys["SK"].String()
	body, err := json.Marshal(queue.Later{PK: pk, SK: sk})
	if err != nil {
		t.Fatal(err)
	}
	response, err := w.dispatch.HandleLater(t.Context(), events.SQSEvent{Records: []events.SQSMessage{
		{MessageId: "1", Body: "no JSON"}, {MessageId: "2", Body: string(body)}, {MessageId: "3", Body: string(body)},
	}})
	if err != nil || len(response.BatchItemFailures) != 1 || response.BatchItemFailures[0].ItemIdentifier != "1" {
		t.Fatalf("later, %v failed (%v)", response.BatchItemFailures, err)
	}
	if diff := cmp.Diff(store.Counts{Active: 1, Invited: 1, Unprotected: 1}, w.counts()); diff != "" {
		t.Errorf("later: %s", diff)
	}
	if mails := w.mails(); len(mails) == 0 || mails[0].Kind != queue.MailInvitation {
		t.Errorf("the mails are %+v, want that of %s", mails, i.ID)
	}
}

// A person whose record cannot be read lies under nothing, rather than under what it no longer is. When the
// record is whole again, doing it later puts its rows back.
func TestAnUnreadablePersonLiesUnderNothingUntilItCanBeRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.NewMember("Anna-Lena Krüger", account.Active, manager)
	w.mustHandle(w.stream.Next())
	whole := storetest.Table(t, w.Config)[[2]string{"U#" + string(anna.User.ID), "O#" + string(w.Org)}]
	want := w.kept()

	broken := storetest.Item{}
	for name, value := range whole {
		broken[name] = value
	}
	broken["summary"] = broken["PK"]
	w.put(broken)
	if reported := w.handle(w.stream.Next()); len(reported) != 1 {
		t.Fatalf("reported is %v", reported)
	}
	for key := range w.kept() {
		if strings.HasSuffix(key[1], string(anna.Member)) {
			t.Errorf("it still lies at %v", key)
		}
	}

	w.put(whole)
	w.stream.Next()
	body := `{"pk":"U#` + string(anna.User.ID) + `","sk":"O#` + string(w.Org) + `"}`
	response, err := w.dispatch.HandleLater(t.Context(), events.SQSEvent{Records: []events.SQSMessage{{MessageId: "1", Body: body}}})
	if err != nil || len(response.BatchItemFailures) > 0 {
		t.Fatalf("later, %v failed (%v)", response.BatchItemFailures, err)
	}
	if diff := cmp.Diff(want, w.kept()); diff != "" {
		t.Error(diff)
	}
}

func (w *world) put(i storetest.Item) {
	w.t.Helper()
	_, err := storetest.Client(w.Config).PutItem(w.t.Context(), &dynamodb.PutItemInput{TableName: aws.String(w.Config.Table), Item: i})
	if err != nil {
		w.t.Fatal(err)
	}
}

// What fails with the mail queue alone is the mail alone: the counts stand, and the mail goes when it can.
func TestAQueueThatIsDownHoldsTheMailsAndNothingElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.invited()
	records := w.stream.Next()
	url := w.Config.Mail.QueueURL
	w.Config.Mail.QueueURL = url + "-that-is-not-there"
	w.reopen()
	reported := w.handle(records)
	if len(reported) != 1 {
		t.Fatalf("reported is %v", reported)
	}
	if diff := cmp.Diff(store.Counts{Active: 1, Invited: 1, Unprotected: 1}, w.counts()); diff != "" {
		t.Error(diff)
	}
	w.Config.Mail.QueueURL = url
	w.reopen()
	from := slices.IndexFunc(records, func(r events.DynamoDBEventRecord) bool { return r.Change.SequenceNumber == reported[0] })
	w.mustHandle(records[from:])
	if diff := cmp.Diff(store.Counts{Active: 1, Invited: 1, Unprotected: 1}, w.counts()); diff != "" {
		t.Errorf("again: %s", diff)
	}
	if mails := w.mails(); len(mails) != 1 {
		t.Errorf("the mails are %+v", mails)
	}
}

// Without DynamoDB nothing can be counted, not even failures: every record is reported and comes again.
func TestWithoutTheTableEverythingComesAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.invited()
	records := w.stream.Next()
	w.faults.Before(func(string) error { return errors.New("no route to DynamoDB") })
	reported := w.handle(records)
	w.faults.Before(nil)
	want := 0
	for _, r := range records {
		if kind := r.Change.NewImage["kind"].String(); kind == "invitation" || kind == "member" || kind == "event" {
			want++
		}
	}
	if len(reported) != want {
		t.Errorf("%d of %d records are reported", len(reported), want)
	}
}
