package poll

import (
	"strings"
	"time"
)

// simulator decides what becomes of a mail as SES's mailbox simulator does, by the beginning of the address:
// bounce…@ does not exist, complaint…@ gets it and complains, suppressed…@ is on the suppression list from the
// start, and everybody else gets it. Whoever bounced or complained is on the list from then on: the next mail to
// them does not go out, and is reported as bounced.
type simulator map[string]bool // the suppression list

func (s simulator) reports(m sentMail) []report {
	address := m.address()
	local, _, _ := strings.Cut(address, "@")
	switch {
	case s[address] || strings.HasPrefix(local, "suppressed"):
		return []report{bounced("OnAccountSuppressionList", "")}
	case strings.HasPrefix(local, "bounce"):
		s[address] = true
		return []report{bounced("NoEmail", "smtp; 550 5.1.1 user unknown")}
	case strings.HasPrefix(local, "complaint"):
		s[address] = true
		return []report{delivered, complained}
	}
	return []report{delivered}
}

// report is one event about a mail: its two names, and the part that only this kind has.
type report struct {
	detailType, eventType string
	part                  string
	fields                func(address string, at string) map[string]any
}

var delivered = report{"Email Delivered", "Delivery", "delivery", func(address, at string) map[string]any {
	return map[string]any{
		"timestamp": at, "processingTimeMillis": 412, "recipients": []string{address},
		"smtpResponse": "250 2.6.0 Message received", "reportingMTA": "mta.example.com",
	}
}}

var complained = report{"Email Complaint Received", "Complaint", "complaint", func(address, at string) map[string]any {
	return map[string]any{
		"complainedRecipients": []map[string]string{{"emailAddress": address}}, "timestamp": at,
		"feedbackId": "local-complaint", "complaintSubType": nil, "complaintFeedbackType": "abuse",
	}
}}

func bounced(subType, diagnosis string) report {
	return report{"Email Bounced", "Bounce", "bounce", func(address, at string) map[string]any {
		return map[string]any{
			"bounceType": "Permanent", "bounceSubType": subType, "timestamp": at, "feedbackId": "local-bounce",
			"bouncedRecipients": []map[string]string{{"emailAddress": address, "action": "failed", "status": "5.1.1", "diagnosticCode": diagnosis}},
			"reportingMTA":      "dsn; mta.example.com",
		}
	}}
}

// detail is what SES writes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html.
func (r report) detail(m sentMail, now time.Time) map[string]any {
	const format = "2006-01-02T15:04:05.000Z"
	tags := map[string][]string{"ses:configuration-set": {m.ConfigurationSet}}
	for name, value := range m.Tags {
		tags[name] = []string{value}
	}
	return map[string]any{
		"eventType": r.eventType,
		"mail": map[string]any{
			"timestamp": time.Unix(m.At, 0).UTC().Format(format), "source": m.From, "messageId": m.ID,
			"destination": m.Destination.To, "tags": tags,
		},
		r.part: r.fields(m.address(), now.Format(format)),
	}
}
