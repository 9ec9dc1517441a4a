package poll

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"roster/shared/account"
	"roster/shared/mail"
	"roster/shared/mail/feedback"
	"roster/shared/mail/ses"
)

// told gathers what a handler is told about mails of one run, by address.
type told struct {
	sync.Mutex
	reports map[string][]string
	fails   int // how many calls fail first
}

func (t *told) handle(_ context.Context, e events.EventBridgeEvent) error {
	t.Lock()
	defer t.Unlock()
	if t.fails > 0 {
		t.fails--
		return fmt.Errorf("on purpose")
	}
	r, err := feedback.Read(e.Detail)
	if err != nil {
		return err
	}
	address := string(r.About.Event) // what the letter was sent about, in this test
	t.reports[address] = append(t.reports[address], e.DetailType+": "+r.Why+" "+r.About.Mailing)
	return nil
}

func (t *told) about(address string) []string {
	t.Lock()
	defer t.Unlock()
	return slices.Clone(t.reports[address])
}

// What becomes of a mail that the real local SES took, the address decides, as with SES's mailbox simulator.
// Whoever bounced or complained is on the suppression list from then on. Each mail is told of with its tags.
func TestMailComesBackAsTheSimulatorHasIt(t *testing.T) {
	t.Parallel()
	sender := ses.New(ses.Config{
		Region: "eu-central-1", Credentials: credentials.NewStaticCredentialsProvider("x", "x", ""), Endpoint: services.Mail, ConfigurationSet: "roster",
	})
	got := &told{reports: map[string][]string{}, fails: 1}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go Mail{SES: services.Mail, Account: "000000000000", Region: "eu-central-1", Handler: got.handle, Log: quiet(), Idle: 10 * time.Millisecond}.Run(ctx)

	unique := strings.ToLower(ulid.Make().String())
	for _, c := range []struct {
		local string
		first []string
		then  []string // of the second mail
	}{
		{"earl", []string{"Email Delivered: Delivery"}, []string{"Email Delivered: Delivery"}},
		{"bounce", []string{"Email Bounced: Bounce Permanent NoEmail"}, []string{"Email Bounced: Bounce Permanent OnAccountSuppressionList"}},
		{"complaint-one", []string{"Email Delivered: Delivery", "Email Complaint Received: Complaint"}, []string{"Email Bounced: Bounce Permanent OnAccountSuppressionList"}},
		{"suppressed", []string{"Email Bounced: Bounce Permanent OnAccountSuppressionList"}, []string{"Email Bounced: Bounce Permanent OnAccountSuppressionList"}},
	} {
		about := c.local + "-" + unique
		to := mail.Address{Address: c.local + "+" + unique + "@simulator.example", Name: "Somebody"}
		var want []string
		for n, reports := range [][]string{c.first, c.then} {
			mailing := fmt.Sprintf("%d-1", n)
			_, err := sender.Send(ctx, mail.Message{From: mail.Address{Address: "no-reply@roster.example"}, To: to, Subject: "x", Text: "x", HTML: "x"},
				feedback.Reference{Event: account.EventID(about), Mailing: mailing})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range reports {
				want = append(want, r+" "+mailing)
			}
			for end := time.Now().Add(20 * time.Second); len(got.about(about)) < len(want) && time.Now().Before(end); {
				time.Sleep(10 * time.Millisecond)
			}
		}
		if diff := cmp.Diff(want, got.about(about)); diff != "" {
			t.Errorf("%s is told of so (-want +got):\n%s", c.local, diff)
		}
	}
}
