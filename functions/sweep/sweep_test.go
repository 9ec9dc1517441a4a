package sweep_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/oklog/ulid/v2"
	"golang.org/x/sync/errgroup"

	"roster/functions/sweep"
	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

const aDay = 24 * time.Hour

var guest = account.Grants{Role: account.Guest}

type world struct {
	*webtest.World
	sweep *sweep.Function
	sqs   *sqs.Client
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{World: webtest.New(t)}
	w.Config.AWS.SQSEndpoint = os.Getenv("ROSTER_TEST_SQS")
	if w.Config.AWS.SQSEndpoint == "" {
		t.Fatal("ROSTER_TEST_SQS is not set: run the tests behind `go run ./infra/local/testdb --`")
	}
	w.sqs = sqs.New(sqs.Options{
		Region: w.Config.AWS.Region, BaseEndpoint: &w.Config.AWS.SQSEndpoint,
		Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	})
	made, err := w.sqs.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("mail-" + strings.ToLower(ulid.Make().String()))})
	if err != nil {
		t.Fatal(err)
	}
	w.Config.Mail.QueueURL = *made.QueueUrl
	w.open()
	return w
}

func (w *world) open() {
	w.sweep = sweep.New(w.Config, w.Store)
	w.sweep.Now = w.Now
}

func (w *world) run() {
	w.T.Helper()
	if err := w.sweep.Handle(w.T.Context()); err != nil {
		w.T.Fatal(err)
	}
}

// received takes all messages out of the mail queue.
func (w *world) received() []queue.Mail {
	w.T.Helper()
	var all []queue.Mail
	for {
		got, err := w.sqs.ReceiveMessage(context.Background(), &sqs.ReceiveMessageInput{QueueUrl: &w.Config.Mail.QueueURL, MaxNumberOfMessages: 10})
		if err != nil {
			w.T.Fatal(err)
		}
		if len(got.Messages) == 0 {
			return all
		}
		for _, m := range got.Messages {
			mail, err := queue.ReadMail(*m.Body)
			if err != nil {
				w.T.Fatal(err)
			}
			all = append(all, mail)
		}
	}
}

func (w *world) state(id account.InvitationID) account.InvitationState {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.InvitationKey(id))
	if err != nil {
		w.T.Fatal(err)
	}
	return found.AnyInvitation(id).State
}

func (w *world) events(id account.InvitationID) []storetest.Event {
	w.T.Helper()
	return storetest.Table(w.T, w.Config).Events(w.T, string(id))
}

// waits lets a mail wait for so long.
func (w *world) waits(id account.EventID, long time.Duration) *store.WaitingMail {
	w.T.Helper()
	m := &store.WaitingMail{Organization: w.Org, Event: id, Kind: string(queue.MailRemoved), Due: w.Now().Add(long)}
	if err := w.Store.LetWait(w.T.Context(), m); err != nil {
		w.T.Fatal(err)
	}
	return m
}

// An invitation becomes expired once its time has passed, by the system, with an event; not before, and once
// however many runs there are at a time.
func TestAnInvitationExpiresOnceItsTimeHasPassed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.NewInvitation("earl@oakey.example", guest)
	w.Advance(7*aDay - time.Millisecond)
	w.run()
	if w.state(i.ID) != account.Pending {
		t.Fatal("it expired too early")
	}
	w.Advance(time.Millisecond)
	var runs sync.WaitGroup
	for range 4 {
		runs.Go(func() {
			if err := w.sweep.Handle(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	runs.Wait()
	w.run()
	events := w.events(i.ID)
	if w.state(i.ID) != account.Expired || len(events) != 2 || events[1].Type != account.InvitationExpired || events[1].Actor != "" {
		t.Errorf("it is %s after %+v, want one invitation.expired by the system", w.state(i.ID), events)
	}
}

// What was decided before its time, or put off, stays as it is.
func TestOnlyWhatIsPendingExpires(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := store.Intent{Organization: w.Org, Actor: account.Actor{Kind: account.ByUser, ID: string(w.Admin.User.ID)}, At: w.Now()}
	revoked, resent := w.NewInvitation("revoked@oakey.example", guest), w.NewInvitation("resent@oakey.example", guest)
	after := *revoked
	after.State, after.Version = account.Revoked, revoked.Version+1
	if err := w.Store.CloseInvitation(t.Context(), in, revoked, &after, account.InvitationRevoked); err != nil {
		t.Fatal(err)
	}
	later := *resent
	later.ExpiresAt = resent.ExpiresAt.Add(aDay)
	if err := w.Store.UpdateInvitation(t.Context(), in, resent, &later, account.InvitationResent); err != nil {
		t.Fatal(err)
	}
	w.Advance(7 * aDay)
	w.run()
	if w.state(revoked.ID) != account.Revoked || w.state(resent.ID) != account.Pending {
		t.Errorf("they are %s and %s", w.state(revoked.ID), w.state(resent.ID))
	}

	// A run that has read the invitation before it was put off loses to whoever put it off.
	in.At = w.Now()
	if err := w.Store.ExpireInvitation(t.Context(), in, resent); account.CodeOf(err) != account.StaleVersion {
		t.Errorf("%v, want a stale version", err)
	}
}

// From its time on an invitation blocks nobody. When sweep comes to it, the address may be another's already,
// whose guard stays.
func TestExpiryLeavesANewInvitationToTheAddressAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const to = "earl@oakey.example"
	old := w.NewInvitation(to, guest)
	w.Advance(7 * aDay)
	again := w.NewInvitation(to, guest)
	w.run()
	if w.state(old.ID) != account.Expired || w.state(again.ID) != account.Pending {
		t.Fatalf("they are %s and %s", w.state(old.ID), w.state(again.ID))
	}
	third := *again
	third.ID = store.NewInvitationID(w.Now())
	in := store.Intent{Organization: w.Org, Actor: account.Actor{Kind: account.BySystem}, At: w.Now()}
	var taken store.AddressTaken
	if err := w.Store.CreateInvitation(t.Context(), in, &third); !errors.As(err, &taken) || taken.Invitation != again.ID {
		t.Errorf("the address is free for a third invitation: %v", err)
	}
}

// Mail that waits goes back into the queue when it is due, once, and again when nothing came of it.
func TestWaitingMailGoesBackIntoTheQueueUntilItIsSettled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	soon := w.waits("evt_01JD8Z4T9QH2X6W3V5N7M1K0FA", time.Minute)
	w.waits("evt_01JD8Z4T9QH2X6W3V5N7M1K0FB", time.Hour)
	w.run()
	if got := w.received(); len(got) != 0 {
		t.Fatalf("%v came too early", got)
	}
	w.Advance(time.Minute)
	w.run()
	w.run()
	want := queue.Mail{Event: soon.Event, Organization: w.Org, Kind: queue.MailRemoved}
	if got := w.received(); len(got) != 1 || got[0] != want {
		t.Fatalf("the queue has %v, want %v once", got, want)
	}
	w.Advance(15 * time.Minute) // the message was lost
	w.run()
	if got := w.received(); len(got) != 1 || got[0] != want {
		t.Fatalf("the queue has %v, want %v again", got, want)
	}
	settled := *soon
	settled.Due = w.Now().Add(15 * time.Minute)
	if err := w.Store.StopWaiting(t.Context(), &settled); err != nil {
		t.Fatal(err)
	}
	w.Advance(16 * time.Minute)
	w.run()
	if got := w.received(); len(got) != 0 {
		t.Errorf("%v came though it is settled", got)
	}
}

// What waits for an hour's ceiling is more than a page: all of it goes on its way in one run, since the next is
// an hour away.
func TestAllThatIsDueGoesOnItsWayInOneRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const many = 1500 // of ten shards of a hundred a page
	var writers errgroup.Group
	writers.SetLimit(16)
	for n := range many {
		writers.Go(func() error {
			id := account.EventID(fmt.Sprintf("evt_01JD8Z4T9QH2X6W3V5N7M%05d", n))
			return w.Store.LetWait(t.Context(), &store.WaitingMail{Organization: w.Org, Event: id, Kind: string(queue.MailRemoved), Due: w.Now()})
		})
	}
	if err := writers.Wait(); err != nil {
		t.Fatal(err)
	}
	w.run()
	if got := w.received(); len(got) != many {
		t.Errorf("%d of %d went on their way", len(got), many)
	}
}

// The mail is not forgotten when the queue cannot be reached.
func TestWaitingMailWaitsOnWithoutTheQueue(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.waits("evt_01JD8Z4T9QH2X6W3V5N7M1K0FA", 0)
	right := w.Config.Mail.QueueURL
	w.Config.Mail.QueueURL += "-that-is-not-there"
	w.open()
	if err := w.sweep.Handle(t.Context()); err == nil {
		t.Fatal("nobody learns that the queue cannot be reached")
	}
	w.Config.Mail.QueueURL = right
	w.open()
	w.Advance(15 * time.Minute)
	w.run()
	if got := w.received(); len(got) != 1 {
		t.Errorf("the queue has %v", got)
	}
}

// Rows that nobody can read are put aside: more of them than a page holds do not stop what is behind them, and
// they are looked at again when somebody may have mended them.
func TestSpoiltRowsDoNotStopTheOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	good := w.NewInvitation("good@oakey.example", guest)
	w.crowd(good)
	w.Advance(7 * aDay)
	w.run()
	if w.state(good.ID) != account.Expired {
		t.Error("the spoilt rows stand in the way")
	}
	keys := w.due()
	if len(keys) != 0 {
		t.Errorf("%d rows are still due", len(keys))
	}
	w.Advance(time.Hour)
	if keys = w.due(); len(keys) != crowd {
		t.Errorf("%d rows are due after an hour, want the %d spoilt ones", len(keys), crowd)
	}
}

const crowd = 125 // more than a page of a shard holds

// crowd puts spoilt rows before an invitation, into its shard.
func (w *world) crowd(i *account.Invitation) {
	w.T.Helper()
	shard := storetest.Table(w.T, w.Config)[[2]string{"I#" + string(i.ID), "I"}]["GSI4PK"]
	due := i.ExpiresAt.Add(-time.Minute).UTC().Format("2006-01-02T15:04:05.000Z")
	for n := range crowd {
		id := "I#spoilt" + strconv.Itoa(n)
		_, err := storetest.Client(w.Config).PutItem(w.T.Context(), &dynamodb.PutItemInput{TableName: &w.Config.Table, Item: storetest.Item{
			"PK": text(id), "SK": text("I"), "kind": text("invitation"), "summary": text("none"), "GSI4PK": shard, "GSI4SK": text(due + "#" + id),
		}})
		if err != nil {
			w.T.Fatal(err)
		}
	}
}

// due is what is due now in all shards.
func (w *world) due() (all []store.Key) {
	w.T.Helper()
	for shard := range store.DueShards {
		keys, _, err := w.Store.Due(w.T.Context(), shard, w.Now(), 1000, nil)
		if err != nil {
			w.T.Fatal(err)
		}
		all = append(all, keys...)
	}
	return all
}

func text(s string) dbtypes.AttributeValue { return &dbtypes.AttributeValueMemberS{Value: s} }

// Idle, a run is ten queries that find nothing.
func TestAnIdleRunIsTenQueries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var requests []string
	cost := w.Units.Cost(t, w.Config, func() { requests = w.Requests.During(w.run) })
	if cost != (storetest.Cost{Read: 5}) || len(requests) != store.DueShards {
		t.Errorf("an idle run costs %+v in %v", cost, requests)
	}
}

// A reminder costs what its note and the mail that waits for it cost; where none is wanted, the note alone.
func TestTheCostOfAReminder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wanted bool
		most   float64
	}{{true, 8}, {false, 5}} {
		w := newWorld(t)
		w.Settings(func(s *account.Settings) { s.SendReminders = c.wanted })
		i := w.NewInvitation("earl@oakey.example", guest)
		w.Mailed(i, account.MailDelivered)
		w.Advance(5 * aDay)
		cost := w.Units.Cost(t, w.Config, w.run)
		t.Logf("wanted %v: %.1f WCU", c.wanted, cost.Written)
		want := 0
		if c.wanted {
			want = 1
		}
		if got := w.received(); len(got) != want || cost.Written > c.most {
			t.Errorf("wanted %v: the queue has %v, and it costs %.1f write units, want at most %.1f", c.wanted, got, cost.Written, c.most)
		}
	}
}
