package notify_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net"
	"net/http"
	netmail "net/mail"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/oklog/ulid/v2"

	"roster/infra/local/poll"
	"roster/infra/local/stack"
	"roster/shared/account"
	"roster/shared/mail/ses/sestest"
	"roster/shared/queue"
	"roster/shared/store"
)

// mailService is a local SES of a test's own, which it may kill.
type mailService struct {
	t       *testing.T
	address string
	command func() *exec.Cmd
	running *exec.Cmd
}

func newMailService(t *testing.T) *mailService {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(free.Addr().(*net.TCPAddr).Port)
	_ = free.Close()
	file := filepath.Join(t.TempDir(), "mail.json")
	s := &mailService{t: t, address: "http://localhost:" + port}
	s.command = func() *exec.Cmd {
		return exec.Command("node", "../../infra/local/services/mail.js", "--port", port, "--file", file)
	}
	s.start()
	t.Cleanup(s.kill)
	return s
}

func (s *mailService) start() {
	s.t.Helper()
	s.running = s.command()
	if err := s.running.Start(); err != nil {
		s.t.Fatal(err)
	}
	until(s.t, "SES answers", func() bool {
		response, err := http.Get(s.address + "/health-check")
		if err == nil {
			_ = response.Body.Close()
		}
		return err == nil
	})
}

// kill ends it wherever it is. It keeps the mails that it has accepted, and answers nothing more: who was
// waiting for an answer does not learn what became of the letter.
func (s *mailService) kill() {
	if s.running == nil {
		return
	}
	_ = s.running.Process.Signal(syscall.SIGTERM)
	_ = s.running.Wait()
	s.running = nil
}

func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still not so: %s", what)
		}
	}
}

// A hundred people are invited, and SES dies in the middle, for longer than the queue itself would try. The
// rows show who still waits; when SES is back everybody gets the mail, by the queue and the sweep alone, nothing
// was given up, and whoever got it twice got the same link.
func TestNobodysInvitationIsLostWhenSESDiesInTheMiddle(t *testing.T) {
	t.Parallel()
	const people, readers = 100, 4
	w := newWorld(t)
	service := newMailService(t)
	box := sestest.Box(service.address)
	queues := &stack.Stack{Queues: w.Config.AWS.SQSEndpoint}
	name := "mail-" + strings.ToLower(ulid.Make().String())
	mails, err := queues.CreateQueue(t.Context(), stack.Queue{Name: name, Visibility: 5 * time.Second, MaxReceives: 10, DeadLetters: name + "-dead"})
	if err != nil {
		t.Fatal(err)
	}
	w.Config.AWS.SESEndpoint, w.Config.Mail.QueueURL = service.address, mails.URL
	w.Config.Limits.MailsADayWhileYoung = people
	w.open()
	start := w.Now()
	var later atomic.Int64
	now := func() time.Time { return start.Add(time.Duration(later.Load())) }
	w.notify.Now, w.sweep.Now = now, now

	invited := map[account.Address]*account.Invitation{}
	for range people {
		i := w.NewInvitation(address(), guest)
		invited[i.Email] = i
	}
	asked := slices.Collect(maps.Values(w.messages(queue.MailInvitation, account.InvitationCreated)))
	poller := poll.Queue{
		Client: queues.SQS(), URL: mails.URL, ARN: mails.ARN, Region: stack.Region, Handler: w.notify.Handle, Concurrency: readers, Log: slog.Default(),
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go poller.Run(ctx)
	put := func() {
		if err := errors.Join(queue.Open(w.Config).SendMails(ctx, 0, asked...)...); err != nil {
			t.Fatal(err)
		}
	}

	put()
	until(t, "some have their mail", func() bool { return len(everything(t, box)) >= people/4 })
	service.kill()
	until(t, "who has no mail waits in the table", func() bool { return w.queued(mails.URL) == 0 && w.waits()+w.sent(invited) == people })
	if w.waits() == 0 {
		t.Fatal("SES was killed too late for this test to show anything")
	}
	t.Logf("%d mails had gone when SES died, %d waited", w.sent(invited), w.waits())

	service.start()
	later.Add(int64(time.Hour))
	until(t, "everybody has the mail", func() bool {
		if err := w.sweep.Handle(ctx); err != nil {
			t.Fatal(err)
		}
		return w.sent(invited) == people
	})
	put() // all of them once more
	until(t, "the queue is empty", func() bool { return w.queued(mails.URL) == 0 })

	byAddress := map[account.Address][]sestest.Mail{}
	all := everything(t, box)
	for _, m := range all {
		to, err := netmail.ParseAddress(m.Destination.To[0])
		if err != nil {
			t.Fatal(err)
		}
		byAddress[account.Address(to.Address)] = append(byAddress[account.Address(to.Address)], m)
	}
	for to, i := range invited {
		if carried := tokensIn(byAddress[to]); len(carried) != 1 || "https://roster.example/accept#"+carried[0] != w.link(i) {
			t.Errorf("%d mails to one person carry %d links, want at least one mail and one link", len(byAddress[to]), len(carried))
		}
	}
	if twice := len(all) - people; twice > readers {
		t.Errorf("%d mails went twice; only those that were under way when SES died may", twice)
	}
	dead, err := queues.CreateQueue(t.Context(), stack.Queue{Name: name + "-dead"}) // it exists
	if err != nil {
		t.Fatal(err)
	}
	if w.waits() > 0 || w.queued(dead.URL) > 0 {
		t.Error("something waits or was given up")
	}
}

// sent is how many of the invitations show that their mail has gone.
func (w *world) sent(invited map[account.Address]*account.Invitation) (sent int) {
	w.T.Helper()
	var keys []store.Key
	for _, i := range invited {
		keys = append(keys, store.InvitationKey(i.ID))
	}
	found, err := w.Store.Get(w.T.Context(), keys...)
	if err != nil {
		w.T.Fatal(err)
	}
	for _, i := range invited {
		if found.AnyInvitation(i.ID).MailState == account.MailSent {
			sent++
		}
	}
	return sent
}

// queued is how many messages the queue still has, hidden ones included.
func (w *world) queued(url string) int {
	w.T.Helper()
	known, err := w.sqs.GetQueueAttributes(w.T.Context(), &sqs.GetQueueAttributesInput{
		QueueUrl: &url, AttributeNames: []types.QueueAttributeName{
			types.QueueAttributeNameApproximateNumberOfMessages, types.QueueAttributeNameApproximateNumberOfMessagesNotVisible,
		},
	})
	if err != nil {
		w.T.Fatal(err)
	}
	all := 0
	for _, text := range known.Attributes {
		n, err := strconv.Atoi(text)
		if err != nil {
			w.T.Fatal(err)
		}
		all += n
	}
	return all
}
