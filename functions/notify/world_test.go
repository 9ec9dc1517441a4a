package notify_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/oklog/ulid/v2"

	"roster/functions/notify"
	"roster/functions/sweep"
	"roster/shared/account"
	"roster/shared/mail/ses/sestest"
	"roster/shared/queue"
	"roster/shared/secret"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// logged is what all tests of this package made the function log.
var logged lockedBuffer

type lockedBuffer struct {
	lock sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.Buffer.Write(p)
}

// TestMain holds the whole log of the tests against one rule: no address, no token, no words of a letter.
func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewJSONHandler(&logged, nil)))
	code := m.Run()
	if code == 0 {
		code = checkLog(logged.String())
	}
	os.Exit(code)
}

func checkLog(text string) int {
	if !strings.Contains(text, "the letter went") {
		fmt.Println("FAIL: nothing was logged, so that the log proves nothing")
		return 1
	}
	for what, secretive := range map[string]*regexp.Regexp{
		"an address":          regexp.MustCompile(`[^ "]+@[^ "]+`),
		"a token":             regexp.MustCompile(`\.[A-Za-z0-9_-]{43}`),
		"a link":              regexp.MustCompile(`/(accept|block)#`),
		"a letter's own text": regexp.MustCompile(`Welcome aboard`),
	} {
		if found := secretive.FindString(text); found != "" {
			fmt.Printf("FAIL: the log holds %s: %s\n", what, found)
			return 1
		}
	}
	return 0
}

// world is a webtest.World with the mail queue, SES and the two functions that mail goes through.
type world struct {
	*webtest.World
	notify *notify.Function
	sweep  *sweep.Function
	box    sestest.Box
	sqs    *sqs.Client
}

func newWorld(t *testing.T, register ...func(*web.API)) *world {
	t.Helper()
	w := &world{World: webtest.New(t, register...), box: sestest.Open(t, os.Getenv("ROSTER_TEST_SES"))}
	w.Config.AWS.SESEndpoint, w.Config.AWS.SQSEndpoint = string(w.box), os.Getenv("ROSTER_TEST_SQS")
	if w.Config.AWS.SQSEndpoint == "" {
		t.Fatal("ROSTER_TEST_SQS is not set: run the tests behind `go run ./infra/local/testdb --`")
	}
	w.sqs = sqs.New(sqs.Options{
		Region: w.Config.AWS.Region, BaseEndpoint: &w.Config.AWS.SQSEndpoint,
		Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	})
	// A message that failed comes again at once, and says how often it came.
	made, err := w.sqs.CreateQueue(t.Context(), &sqs.CreateQueueInput{
		QueueName:  aws.String("mail-" + strings.ToLower(ulid.Make().String())),
		Attributes: map[string]string{string(types.QueueAttributeNameVisibilityTimeout): "0"},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Config.Mail.QueueURL = *made.QueueUrl
	w.open()
	return w
}

// open makes the functions anew, after a change of the configuration.
func (w *world) open() {
	w.notify, w.sweep = notify.New(w.Config, w.Store), sweep.New(w.Config, w.Store)
	w.notify.Now, w.sweep.Now = w.Now, w.Now
}

// answer is what stands in for SES's: nothing to let the real local one answer.
type answer struct {
	status int
	code   string
}

var (
	throttled = answer{http.StatusTooManyRequests, "TooManyRequestsException"}
	broken    = answer{http.StatusServiceUnavailable, "ServiceUnavailable"}
	paused    = answer{http.StatusBadRequest, "SendingPausedException"} // which the SDK itself does not try again
	refused   = answer{http.StatusBadRequest, "BadRequestException"}
)

// between puts a door before SES: it is asked before each letter. The local SES knows no limits and refusals.
func (w *world) between(ask func() answer) {
	w.T.Helper()
	target, err := url.Parse(string(w.box))
	if err != nil {
		w.T.Fatal(err)
	}
	through := httputil.NewSingleHostReverseProxy(target)
	door := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		said := ask()
		if said == (answer{}) {
			through.ServeHTTP(out, r)
			return
		}
		out.Header().Set("Content-Type", "application/json")
		out.Header().Set("X-Amzn-ErrorType", said.code)
		out.WriteHeader(said.status)
		_, _ = io.WriteString(out, `{"message":"said about someone@somewhere.example"}`)
	}))
	w.T.Cleanup(door.Close)
	w.Config.AWS.SESEndpoint = door.URL
	w.open()
}

// address is one that no other test writes to.
func address() account.Address {
	return account.Address("earl." + strings.ToLower(ulid.Make().String()) + "@new.example")
}

// messages are what dispatch puts into the queue for events of that type: for the newest about each record.
func (w *world) messages(kind queue.MailKind, event account.EventType) map[string]queue.Mail {
	w.T.Helper()
	newest := map[string]queue.Mail{}
	for _, item := range storetest.Table(w.T, w.Config) {
		var r struct {
			ID      account.EventID `dynamodbav:"SK"`
			Kind    string          `dynamodbav:"kind"`
			Summary struct {
				Organization account.OrganizationID `dynamodbav:"org"`
				Type         account.EventType      `dynamodbav:"type"`
				Target       struct {
					ID string `dynamodbav:"id"`
				} `dynamodbav:"target"`
			} `dynamodbav:"summary"`
		}
		if err := attributevalue.UnmarshalMap(item, &r); err != nil || r.Kind != "event" || r.Summary.Type != event {
			continue
		}
		if r.ID > newest[r.Summary.Target.ID].Event {
			newest[r.Summary.Target.ID] = queue.Mail{Event: r.ID, Organization: r.Summary.Organization, Kind: kind}
		}
	}
	return newest
}

// message is the one about that record.
func (w *world) message(kind queue.MailKind, event account.EventType, target string) queue.Mail {
	w.T.Helper()
	m, ok := w.messages(kind, event)[target]
	if !ok {
		w.T.Fatalf("there is no event %s about %s", event, target)
	}
	return m
}

// asks is the message for a new invitation.
func (w *world) asks(i *account.Invitation) queue.Mail {
	w.T.Helper()
	return w.message(queue.MailInvitation, account.InvitationCreated, string(i.ID))
}

// deliver hands messages to the function in one batch, as received so many times, and answers how many failed.
func (w *world) deliver(receives int, mails ...queue.Mail) (failed int) {
	w.T.Helper()
	var batch events.SQSEvent
	for n, m := range mails {
		batch.Records = append(batch.Records, events.SQSMessage{
			MessageId: strconv.Itoa(n), Body: m.Body(), Attributes: map[string]string{"ApproximateReceiveCount": strconv.Itoa(receives)},
		})
	}
	response, err := w.notify.Handle(w.T.Context(), batch)
	if err != nil {
		w.T.Fatal(err)
	}
	return len(response.BatchItemFailures)
}

// sweeps does one run of sweep, and what it put into the queue, until the queue is empty.
func (w *world) sweeps() {
	w.T.Helper()
	if err := w.sweep.Handle(w.T.Context()); err != nil {
		w.T.Fatal(err)
	}
	w.work()
}

func (w *world) work() {
	w.T.Helper()
	ctx := context.Background()
	for {
		got, err := w.sqs.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
			QueueUrl: &w.Config.Mail.QueueURL, MaxNumberOfMessages: 10,
			MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameAll},
		})
		if err != nil {
			w.T.Fatal(err)
		}
		if len(got.Messages) == 0 {
			return
		}
		var batch events.SQSEvent
		for _, m := range got.Messages {
			batch.Records = append(batch.Records, events.SQSMessage{MessageId: *m.MessageId, Body: *m.Body, Attributes: m.Attributes})
		}
		response, err := w.notify.Handle(ctx, batch)
		if err != nil {
			w.T.Fatal(err)
		}
		for _, m := range got.Messages {
			if !slices.Contains(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: *m.MessageId}) {
				if _, err := w.sqs.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: &w.Config.Mail.QueueURL, ReceiptHandle: m.ReceiptHandle}); err != nil {
					w.T.Fatal(err)
				}
			}
		}
	}
}

// got fails the test unless the address got so many mails.
func (w *world) got(to account.Address, want int) []sestest.Mail {
	w.T.Helper()
	mails := w.box.To(w.T, to.String())
	if len(mails) != want {
		w.T.Fatalf("%d mails, want %d", len(mails), want)
	}
	return mails
}

// invitation is the invitation as it stands.
func (w *world) invitation(id account.InvitationID) *account.Invitation {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.InvitationKey(id))
	if err != nil {
		w.T.Fatal(err)
	}
	return found.AnyInvitation(id)
}

func (w *world) mailStateIs(id account.InvitationID, want account.MailState) {
	w.T.Helper()
	if got := w.invitation(id).MailState; got != want {
		w.T.Fatalf("the mail is %s, want %s", got, want)
	}
}

// waits is how many mails wait in the table.
func (w *world) waits() int {
	w.T.Helper()
	waiting := 0
	for _, item := range storetest.Table(w.T, w.Config) {
		var r struct {
			Kind string `dynamodbav:"kind"`
		}
		if err := attributevalue.UnmarshalMap(item, &r); err == nil && r.Kind == "waiting_mail" {
			waiting++
		}
	}
	return waiting
}

func (w *world) link(i *account.Invitation) string {
	w.T.Helper()
	link, err := secret.Open(w.Config).InvitationLink(w.T.Context(), w.Config.BaseURL, i)
	if err != nil {
		w.T.Fatal(err)
	}
	return link
}

var tokens = regexp.MustCompile(`/accept#([^"<\s]+)`)

// tokensIn are the different tokens that mails carry.
func tokensIn(mails []sestest.Mail) []string {
	var all []string
	for _, m := range mails {
		for _, found := range tokens.FindAllStringSubmatch(m.Body.Text+m.Body.HTML, -1) {
			all = append(all, found[1])
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// everything is all mails of a box at once.
func everything(t testing.TB, box sestest.Box) []sestest.Mail {
	t.Helper()
	response, err := http.Get(string(box) + "/store")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var all struct {
		Emails []sestest.Mail `json:"emails"`
	}
	if err := json.NewDecoder(response.Body).Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all.Emails
}

var guest = account.Grants{Role: account.Guest}

const aDay = 24 * time.Hour
