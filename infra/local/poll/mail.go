package poll

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	netmail "net/mail"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// MailHandler is a Lambda function behind an EventBridge rule.
type MailHandler func(context.Context, events.EventBridgeEvent) error

// Mail plays SES's way back: it looks at what the local SES has taken and tells a handler what became of each
// mail, as SES and EventBridge do. What becomes of it, the address decides: see simulator. A start tells
// everything again that the local SES still has.
type Mail struct {
	SES     string // its address, "http://localhost:9401"
	Account string // whose configuration set the mail was sent with
	Region  string
	Handler MailHandler
	Log     *slog.Logger

	// Idle is the pause between two looks. 0: 500 ms.
	Idle time.Duration
}

// sentMail is a mail as the local SES shows it.
type sentMail struct {
	ID               string            `json:"messageId"`
	From             string            `json:"from"`
	At               int64             `json:"at"` // Unix seconds
	ConfigurationSet string            `json:"configurationSet"`
	Tags             map[string]string `json:"tags"`
	Destination      struct {
		To []string `json:"to"`
	} `json:"destination"`
}

// attempts is how often Lambda calls a function with an event before the event is a dead letter.
const attempts = 3

// Run looks until the context ends.
func (m Mail) Run(ctx context.Context) {
	m.Idle = orElse(m.Idle, 500*time.Millisecond)
	since, told, simulator := int64(0), map[string]bool{}, simulator{}
	for failures := 0; ; {
		mails, err := m.taken(ctx, since)
		failures++
		switch {
		case err == nil:
			failures = 0
		case ctx.Err() == nil && failures == 3:
			m.Log.Warn("the local SES cannot be asked for its mails", "error", err)
		}
		for _, mail := range mails {
			since = max(since, mail.At)
			if told[mail.ID] || mail.ConfigurationSet == "" { // without one, SES reports to nobody
				continue
			}
			told[mail.ID] = true
			for _, report := range simulator.reports(mail) {
				m.tell(ctx, mail, report)
			}
		}
		if !sleep(ctx, m.Idle) {
			return
		}
	}
}

// taken is the mails that SES took in that second or later.
func (m Mail) taken(ctx context.Context, since int64) ([]sentMail, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/store?since=%d", m.SES, since), nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers %s", response.Status)
	}
	var store struct {
		Emails []sentMail `json:"emails"`
	}
	return store.Emails, json.NewDecoder(response.Body).Decode(&store)
}

// tell calls the handler as Lambda does with an event of EventBridge, and drops what fails for good.
func (m Mail) tell(ctx context.Context, about sentMail, report report) {
	now := time.Now().UTC()
	detail, err := json.Marshal(report.detail(about, now))
	if err != nil {
		panic(err) // strings always have a JSON form
	}
	event := events.EventBridgeEvent{
		Version: "0", ID: requestID(), DetailType: report.detailType, Source: "aws.ses", AccountID: m.Account, Time: now, Region: m.Region,
		Resources: []string{"arn:aws:ses:" + m.Region + ":" + m.Account + ":configuration-set/" + about.ConfigurationSet}, Detail: detail,
	}
	handler := func(ctx context.Context, e events.EventBridgeEvent) (struct{}, error) {
		return struct{}{}, m.Handler(ctx, e)
	}
	for failures := range attempts {
		if _, err = invoke(ctx, handler, event); err == nil || !sleep(ctx, backOff(failures)) {
			return
		}
	}
	m.Log.Error("a report of a mail is dropped", "ses_message", about.ID, "error", err)
}

// address is the bare address that the mail went to.
func (m sentMail) address() string {
	for _, to := range m.Destination.To {
		if parsed, err := netmail.ParseAddress(to); err == nil {
			return parsed.Address
		}
	}
	return ""
}
